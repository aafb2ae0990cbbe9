package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar must look like.
 *
 * @param expected completes "it must …"
 * @param parser makes the value
 * @param shown how a wrong text appears in a message
 */
record Form<T>(String expected, Parser<T> parser, UnaryOperator<String> shown) {
  /** Makes a value from text. */
  interface Parser<T> {
    /** Null if the text does not have the form. */
    @Nullable T parse(String text);
  }

  Form(String expected, Parser<T> parser) {
    this(expected, parser, Quoted::of);
  }

  /** The same, but nothing of a wrong text appears in a message. */
  Form<T> sensitive() {
    return new Form<>(expected, parser, text -> Text.HIDDEN);
  }
}
