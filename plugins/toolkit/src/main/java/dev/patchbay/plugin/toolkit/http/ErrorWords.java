package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * The words of one error, wherever they stand in an object, a list or a string. A dialect tells
 * which members it knows.
 */
public abstract class ErrorWords {
  protected final RetryInfo retry = new RetryInfo();
  protected @Nullable String message;
  protected @Nullable String requestId;

  /** An HTTP status among the words; 0: none. */
  protected int status;

  /** Reads a body that may be cut short, or no JSON: what is read by then is all there is. */
  public final void read(byte[] buffer, int offset, int length) {
    try {
      read(new JsonReader().over(buffer, offset, length));
    } catch (JsonException cutOrNotJson) {
      // What was read so far is all that there is to tell.
    }
  }

  protected final void read(JsonReader json) {
    switch (json.peek()) {
      case '{' -> object(json);
      case '[' -> {
        json.beginArray();
        while (json.nextElement()) {
          read(json);
        }
      }
      case '"' -> message = first(message, json.string());
      default -> json.skip();
    }
  }

  protected void object(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      member(json.name(), json);
    }
  }

  /** Reads or skips the member's value. */
  protected abstract void member(String name, JsonReader json);

  /** The error's code, as callers are told; null: it has none. */
  protected abstract @Nullable String code();

  /** What stands for a message under a 200 if there is none. */
  protected String nothing() {
    return "an error without a message";
  }

  /** Takes the status, if it is an error's. */
  protected final void status(@Nullable String text) {
    status = text != null && text.matches("[45]\\d\\d") ? Integer.parseInt(text) : status;
  }

  protected static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null || one.isEmpty() ? other : one;
  }
}
