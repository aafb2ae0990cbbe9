package dev.patchbay.spi;

import org.jspecify.annotations.Nullable;

/** The head of a response. Valid during {@link Decoder#head} only. */
public interface ResponseHead {
  /** The HTTP status, 200 to 599. */
  int status();

  /** The first header of that name, in any case; null if there is none. */
  @Nullable String header(String name);
}
