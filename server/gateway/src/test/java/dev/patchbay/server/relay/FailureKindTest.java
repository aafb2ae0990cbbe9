package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.health.Verdict;
import dev.patchbay.server.relay.FailureKind.Way;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {
  /** Whoever changes what follows from a failure says so here. */
  @ParameterizedTest
  @CsvSource({
    "INVALID, 400, CALLERS, NOWHERE, IGNORED",
    "TOO_LARGE, 413, CALLERS, NOWHERE, IGNORED",
    "CONTEXT_LENGTH, 400, TOO_LONG, ROOMIER, IGNORED",
    "PROMPT_BLOCKED, 400, FILTERED, UNFILTERED, IGNORED",
    "UNSUPPORTED, 0, UNABLE, ELSEWHERE, IGNORED",
    "AUTH, 401, LOCKED_OUT, ELSEWHERE, LOCKED_OUT",
    "AUTH, 403, LOCKED_OUT, ELSEWHERE, LOCKED_OUT",
    "QUOTA, 429, LOCKED_OUT, ELSEWHERE, LOCKED_OUT",
    "NOT_FOUND, 404, MISSING, ELSEWHERE, FAILED",
    "RATE_LIMITED, 429, LIMITED, AGAIN, LIMITED",
    "OVERLOADED, 503, SERVER_ERROR, AGAIN, FAILED",
    "OVERLOADED, 529, SERVER_ERROR, AGAIN, FAILED",
    "UPSTREAM, 500, SERVER_ERROR, AGAIN, FAILED",
    "UPSTREAM, 502, SERVER_ERROR, AGAIN, FAILED",
    "TIMEOUT, 504, SERVER_ERROR, AGAIN, FAILED",
    "TIMEOUT, 408, SILENT, ELSEWHERE, FAILED",
    "TRUNCATED, 0, CUT, ELSEWHERE, FAILED",
    "BAD_RESPONSE, 200, UNREADABLE, ELSEWHERE, FAILED",
  })
  void of_errorInPlaceOfAnAnswer_asDocumented(
      ErrorKind kind, int status, FailureKind expected, Way way, Verdict verdict) {
    FailureKind told = FailureKind.of(ProviderError.of(kind, "no").withStatus(status), false);
    assertThat(told).isEqualTo(expected);
    assertThat(told.way()).isEqualTo(way);
    assertThat(told.verdict()).isEqualTo(verdict);
  }

  /** The target has answered: what it says inside is not asked for again. */
  @ParameterizedTest
  @CsvSource({"RATE_LIMITED", "OVERLOADED", "UPSTREAM"})
  void of_errorInsideAnAnswer_isNoStatusToAskAgainFor(ErrorKind kind) {
    ProviderError error = ProviderError.of(kind, "no").withStatus(503);
    assertThat(FailureKind.of(error, true)).isEqualTo(FailureKind.ERROR_FRAME);
  }
}
