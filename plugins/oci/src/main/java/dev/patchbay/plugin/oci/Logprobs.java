package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.openai.LogprobReader;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads log probabilities: Oracle's parallel lists ("Logprobs" of its API reference), COHEREV2's
 * pieces, or OpenAI's objects where the service passes them on.
 */
final class Logprobs {
  private Logprobs() {}

  static List<TokenLogprob> read(JsonReader json) {
    int from = json.position();
    Places lists = Places.of(json);
    if (lists.has("content") || lists.has("refusal")) {
      json.position(from);
      return LogprobReader.read(json);
    }
    List<TokenLogprob> tokens = parallel(json, lists);
    lists.leave();
    return tokens;
  }

  /**
   * COHEREV2's pieces of text ("LogProbability"), each of several tokens: the text is told with the
   * first.
   */
  static List<TokenLogprob> chunks(JsonReader json) {
    List<TokenLogprob> tokens = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      Places chunk = Places.of(json);
      String text = chunk.text("text");
      List<String> values = chunk.go("logProbabilities", '[') ? texts(json) : List.of();
      for (int i = 0; i < values.size(); i++) {
        tokens.add(TokenLogprob.of(i == 0 ? text : "", number(values.get(i)), null, List.of()));
      }
      chunk.leave();
    }
    return tokens;
  }

  private static List<TokenLogprob> parallel(JsonReader json, Places lists) {
    List<String> names = lists.go("tokens", '[') ? texts(json) : List.of();
    List<String> values = lists.go("tokenLogprobs", '[') ? texts(json) : List.of();
    List<List<TokenLogprob>> tops = lists.go("topLogprobs", '[') ? tops(json) : List.of();
    List<TokenLogprob> tokens = new ArrayList<>();
    for (int i = 0; i < names.size() && i < values.size(); i++) {
      List<TokenLogprob> top = i < tops.size() ? tops.get(i) : List.of();
      tokens.add(TokenLogprob.of(names.get(i), number(values.get(i)), null, top));
    }
    return tokens;
  }

  private static List<String> texts(JsonReader json) {
    List<String> texts = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String text = json.anyText();
      texts.add(text == null ? "" : text);
    }
    return texts;
  }

  private static List<List<TokenLogprob>> tops(JsonReader json) {
    List<List<TokenLogprob>> tops = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      List<TokenLogprob> top = new ArrayList<>();
      if (json.takeNull()) {
        tops.add(top);
        continue;
      }
      json.beginObject();
      while (json.nextMember()) {
        String token = json.name();
        top.add(TokenLogprob.of(token, number(json.anyText()), null, List.of()));
      }
      tops.add(top);
    }
    return tops;
  }

  private static double number(@Nullable String text) {
    try {
      return text == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NEGATIVE_INFINITY;
    }
  }
}
