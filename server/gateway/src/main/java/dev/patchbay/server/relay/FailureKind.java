package dev.patchbay.server.relay;

import dev.patchbay.server.health.Verdict;
import dev.patchbay.spi.ProviderError;

/**
 * What can go wrong with an attempt, and what follows from it: where the call may go next, and what
 * it teaches about the place. All decisions by kind stand in this table.
 */
public enum FailureKind {
  /** Refused, unknown host, TLS, proxy. */
  NO_CONNECTION(Way.AGAIN, Verdict.FAILED),
  /** The connection broke before an answer. */
  RESET(Way.AGAIN, Verdict.FAILED),
  /** A status of 500, 502, 503, 504 or 529. */
  SERVER_ERROR(Way.AGAIN, Verdict.FAILED),
  /** 429. */
  LIMITED(Way.AGAIN, Verdict.LIMITED),
  /** A limit of ours passed without a connection, a first token, or a further one. */
  SILENT(Way.ELSEWHERE, Verdict.FAILED),
  /** The answer ended without its end. */
  CUT(Way.ELSEWHERE, Verdict.FAILED),
  UNREADABLE(Way.ELSEWHERE, Verdict.FAILED),
  /** An error inside an answer that had begun well. */
  ERROR_FRAME(Way.ELSEWHERE, Verdict.FAILED),
  /** The endpoint does not know its own deployment. */
  MISSING(Way.ELSEWHERE, Verdict.FAILED),
  /** The gateway's key was refused, or its account is empty. */
  LOCKED_OUT(Way.ELSEWHERE, Verdict.LOCKED_OUT),
  /** The provider's plugin failed. */
  ADAPTER(Way.ELSEWHERE, Verdict.FAILED),
  /** The target can't honour the call; nothing was sent. */
  UNABLE(Way.ELSEWHERE, Verdict.IGNORED),
  /** The endpoint was taken out of the configuration; nothing was sent. */
  GONE(Way.ELSEWHERE, Verdict.IGNORED),
  /** The prompt does not fit the model's window. */
  TOO_LONG(Way.ROOMIER, Verdict.IGNORED),
  /** A filter refused the prompt. */
  FILTERED(Way.UNFILTERED, Verdict.IGNORED),
  /** The call itself is wrong. */
  CALLERS(Way.NOWHERE, Verdict.IGNORED);

  /** Where a call may go after a failure. */
  enum Way {
    /** To the same target again, besides {@link #ELSEWHERE}. */
    AGAIN,
    /** To another target. */
    ELSEWHERE,
    /** To a model whose window is larger or not known. */
    ROOMIER,
    /** To another model, if the configuration of the asked one says so. */
    UNFILTERED,
    NOWHERE
  }

  private final Way way;
  private final Verdict verdict;

  FailureKind(Way way, Verdict verdict) {
    this.way = way;
    this.verdict = verdict;
  }

  Way way() {
    return way;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Whether it is the call that is wrong, and not the place. */
  boolean isCallers() {
    return way == Way.NOWHERE || way == Way.ROOMIER || way == Way.UNFILTERED;
  }

  /**
   * @param answering whether the error came inside an answer that had begun well
   */
  static FailureKind of(ProviderError error, boolean answering) {
    return switch (error.kind()) {
      case INVALID, TOO_LARGE -> CALLERS;
      case UNSUPPORTED -> UNABLE;
      case CONTEXT_LENGTH -> TOO_LONG;
      case PROMPT_BLOCKED -> FILTERED;
      case AUTH, QUOTA -> LOCKED_OUT;
      case NOT_FOUND -> MISSING;
      case RATE_LIMITED -> answering ? ERROR_FRAME : LIMITED;
      case OVERLOADED, UPSTREAM -> answering ? ERROR_FRAME : SERVER_ERROR;
      case TIMEOUT -> answering || error.status() != 504 ? SILENT : SERVER_ERROR;
      case TRUNCATED -> CUT;
      case BAD_RESPONSE -> UNREADABLE;
    };
  }
}
