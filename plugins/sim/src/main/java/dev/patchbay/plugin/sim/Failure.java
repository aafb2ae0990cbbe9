package dev.patchbay.plugin.sim;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.SettingException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways to fail: three of a broken stream, then the errors that a service tells. */
enum Failure {
  NONE(ErrorKind.UPSTREAM, 0),
  /** The stream ends before its end. */
  CUT(ErrorKind.TRUNCATED, 0),
  /** Nothing more comes, and the stream stays open. */
  STALL(ErrorKind.TIMEOUT, 0),
  /** Something comes that can't be read. */
  GARBAGE(ErrorKind.BAD_RESPONSE, 0),
  ERROR(ErrorKind.UPSTREAM, 500),
  OVERLOADED(ErrorKind.OVERLOADED, 503),
  TIMEOUT(ErrorKind.TIMEOUT, 504),
  RATE_LIMITED(ErrorKind.RATE_LIMITED, 429),
  QUOTA(ErrorKind.QUOTA, 402),
  AUTH(ErrorKind.AUTH, 401),
  NOT_FOUND(ErrorKind.NOT_FOUND, 404),
  INVALID(ErrorKind.INVALID, 400),
  CONTEXT_LENGTH(ErrorKind.CONTEXT_LENGTH, 400),
  PROMPT_BLOCKED(ErrorKind.PROMPT_BLOCKED, 400);

  final ErrorKind kind;
  final int status;

  Failure(ErrorKind kind, int status) {
    this.kind = kind;
    this.status = status;
  }

  /** The word for it in the configuration and in a marker: {@code rate-limited}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Failure::word).toList();
  }

  static Failure of(String word) {
    int index = words().indexOf(word);
    if (index < 0) {
      throw new SettingException("fail", "fail is '" + word + "', not one of " + words());
    }
    return values()[index];
  }
}
