package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.TokenLogprob;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a choice's {@code logprobs}. */
public final class LogprobReader {
  private LogprobReader() {}

  /** The tokens under {@code content} and {@code refusal}; empty for other shapes. */
  public static List<TokenLogprob> read(JsonReader json) {
    List<TokenLogprob> tokens = new ArrayList<>();
    if (json.peek() != '{') {
      json.skip();
      return tokens;
    }
    json.beginObject();
    while (json.nextMember()) {
      boolean known = json.name().equals("content") || json.name().equals("refusal");
      if (known && json.peek() == '[') {
        tokens(json, tokens);
      } else {
        json.skip();
      }
    }
    return tokens;
  }

  private static void tokens(JsonReader json, List<TokenLogprob> into) {
    json.beginArray();
    while (json.nextElement()) {
      into.add(token(json));
    }
  }

  private static TokenLogprob token(JsonReader json) {
    String token = "";
    double logprob = Double.NEGATIVE_INFINITY;
    ByteBuffer utf8 = null;
    List<TokenLogprob> top = new ArrayList<>();
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "token" -> token = json.string();
        case "logprob" -> logprob = Double.parseDouble(json.number());
        case "bytes" -> utf8 = bytes(json);
        case "top_logprobs" -> tokens(json, top);
        default -> json.skip();
      }
    }
    return TokenLogprob.of(token, logprob, utf8, top);
  }

  private static @Nullable ByteBuffer bytes(JsonReader json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    json.beginArray();
    while (json.nextElement()) {
      bytes.write((int) json.integer());
    }
    return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
  }
}
