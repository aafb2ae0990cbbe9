package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code logprobsResult}: two lists of the same length, the chosen tokens and the likeliest
 * ones at each place.
 */
final class LogprobReader {
  private final JsonReader json;
  private List<TokenLogprob> chosen = List.of();
  private final List<List<TokenLogprob>> top = new ArrayList<>();

  private LogprobReader(JsonReader json) {
    this.json = json;
  }

  static List<TokenLogprob> read(JsonReader json) {
    LogprobReader reader = new LogprobReader(json);
    reader.members();
    return reader.joined();
  }

  private void members() {
    json.beginObject();
    while (json.nextMember()) {
      boolean list = json.peek() == '[';
      if (list && json.name().equals("chosenCandidates")) {
        chosen = tokens();
      } else if (list && json.name().equals("topCandidates")) {
        json.beginArray();
        while (json.nextElement()) {
          top.add(place());
        }
      } else {
        json.skip();
      }
    }
  }

  private List<TokenLogprob> place() {
    List<TokenLogprob> tokens = List.of();
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("candidates") && json.peek() == '[') {
        tokens = tokens();
      } else {
        json.skip();
      }
    }
    return tokens;
  }

  private List<TokenLogprob> tokens() {
    List<TokenLogprob> tokens = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      tokens.add(token());
    }
    return tokens;
  }

  private TokenLogprob token() {
    String token = "";
    double logprob = Double.NEGATIVE_INFINITY;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "token" -> token = json.string();
        case "logProbability" -> logprob = Double.parseDouble(json.number());
        default -> json.skip();
      }
    }
    return TokenLogprob.of(token, logprob, null, List.of());
  }

  private List<TokenLogprob> joined() {
    List<TokenLogprob> tokens = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      TokenLogprob token = chosen.get(i);
      List<TokenLogprob> likeliest = i < top.size() ? top.get(i) : List.of();
      tokens.add(TokenLogprob.of(token.token(), token.logprob(), null, likeliest));
    }
    return tokens;
  }
}
