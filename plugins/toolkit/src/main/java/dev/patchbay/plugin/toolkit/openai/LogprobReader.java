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

  /**
   * The tokens under {@code content} and {@code refusal}, or in the lists of the older completions
   * ({@code tokens}, {@code token_logprobs}, {@code top_logprobs}), which Together has.
   */
  public static List<TokenLogprob> read(JsonReader json) {
    List<TokenLogprob> tokens = new ArrayList<>();
    if (json.peek() != '{') {
      json.skip();
      return tokens;
    }
    Lists lists = new Lists();
    json.beginObject();
    while (json.nextMember()) {
      boolean list = json.peek() == '[';
      switch (list ? json.name() : "") {
        case "content", "refusal" -> tokens(json, tokens);
        case "tokens", "token_logprobs", "top_logprobs" -> lists.read(json);
        default -> json.skip();
      }
    }
    return tokens.isEmpty() ? lists.tokens() : tokens;
  }

  /** A list for each thing that is told of a token. */
  private static final class Lists {
    private final List<String> texts = new ArrayList<>();
    private final List<Double> logprobs = new ArrayList<>();
    private final List<List<TokenLogprob>> tops = new ArrayList<>();

    void read(JsonReader json) {
      String name = json.name();
      json.beginArray();
      while (json.nextElement()) {
        switch (name) {
          case "tokens" -> texts.add(String.valueOf(json.anyText()));
          case "token_logprobs" -> logprobs.add(logprob(json));
          default -> tops.add(top(json));
        }
      }
    }

    private static double logprob(JsonReader json) {
      return json.takeNull() ? Double.NEGATIVE_INFINITY : Double.parseDouble(json.number());
    }

    private static List<TokenLogprob> top(JsonReader json) {
      List<TokenLogprob> top = new ArrayList<>();
      if (json.peek() != '{') {
        json.skip();
        return top;
      }
      json.beginObject();
      while (json.nextMember()) {
        String token = json.name();
        top.add(TokenLogprob.of(token, logprob(json), null, List.of()));
      }
      return top;
    }

    List<TokenLogprob> tokens() {
      List<TokenLogprob> all = new ArrayList<>();
      for (int i = 0; i < Math.min(texts.size(), logprobs.size()); i++) {
        List<TokenLogprob> top = i < tops.size() ? tops.get(i) : List.of();
        all.add(TokenLogprob.of(texts.get(i), logprobs.get(i), null, top));
      }
      return all;
    }
  }

  /** The tokens of a list, or none where there is no list. */
  public static List<TokenLogprob> list(JsonReader json) {
    List<TokenLogprob> tokens = new ArrayList<>(0);
    if (json.peek() == '[') {
      tokens(json, tokens);
    } else {
      json.skip();
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
