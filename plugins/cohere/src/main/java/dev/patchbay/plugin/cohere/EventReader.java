package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.TokenLogprob;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of a stream, its members read wherever they stand. Used again for each event. */
final class EventReader {
  private final JsonReader json = new JsonReader();

  String type = "";
  int index;
  @Nullable String id;
  String text = "";
  String thinking = "";
  String plan = "";
  String callId = "";
  String callName = "";
  String arguments = "";
  @Nullable String citation;
  String finish = "";
  @Nullable String error;
  @Nullable Usage usage;
  List<TokenLogprob> logprobs = List.of();

  void read(byte[] buffer, int offset, int length) {
    clear();
    json.over(buffer, offset, length).beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "type" -> type = json.string();
        case "index" -> index = (int) json.integer();
        case "id" -> id = json.anyText();
        case "delta" -> delta();
        case "logprobs" -> logprobs = logprobs(json);
        default -> json.skip();
      }
    }
    json.end();
  }

  private void clear() {
    type = "";
    index = 0;
    id = null;
    text = "";
    thinking = "";
    plan = "";
    callId = "";
    callName = "";
    arguments = "";
    citation = null;
    finish = "";
    error = null;
    usage = null;
    logprobs = List.of();
  }

  private void delta() {
    object(name -> {
      switch (name) {
        case "message" -> message();
        case "finish_reason" -> finish = json.string();
        case "error" -> error = json.anyText();
        case "usage" -> usage = usage(json);
        case "logprobs" -> logprobs = logprobs(json);
        default -> json.skip();
      }
    });
  }

  private void message() {
    object(name -> {
      boolean object = json.peek() == '{';
      switch (object || name.equals("tool_plan") ? name : "") {
        case "content" -> content();
        case "tool_plan" -> plan = json.string();
        case "tool_calls" -> call();
        case "citations" -> citation = json.raw();
        default -> json.skip();
      }
    });
  }

  private void content() {
    object(name -> {
      switch (name) {
        case "text" -> text = json.string();
        case "thinking" -> thinking = json.string();
        default -> json.skip();
      }
    });
  }

  private void call() {
    object(name -> {
      switch (name) {
        case "id" -> callId = json.string();
        case "function" -> function();
        default -> json.skip();
      }
    });
  }

  private void function() {
    object(name -> {
      switch (name) {
        case "name" -> callName = json.string();
        case "arguments" -> arguments = json.string();
        default -> json.skip();
      }
    });
  }

  @FunctionalInterface
  interface Member {
    void read(String name);
  }

  private void object(Member member) {
    object(json, member);
  }

  /** Reads an object's members that are not null; any other value is passed. */
  static void object(JsonReader json, Member member) {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        member.read(json.name());
      }
    }
  }

  static @Nullable Usage usage(JsonReader json) {
    if (json.peek() == '{') {
      return UsageReader.read(json);
    }
    json.skip();
    return null;
  }

  /**
   * One object, or a list of them, each a text of several tokens with their probabilities: the text
   * is told with the first.
   */
  static List<TokenLogprob> logprobs(JsonReader json) {
    List<TokenLogprob> all = new ArrayList<>();
    if (json.peek() == '[') {
      json.beginArray();
      while (json.nextElement()) {
        piece(json, all);
      }
    } else {
      piece(json, all);
    }
    return all;
  }

  private static void piece(JsonReader json, List<TokenLogprob> all) {
    StringBuilder text = new StringBuilder();
    List<Double> numbers = new ArrayList<>();
    object(
        json,
        name -> {
          if (name.equals("text")) {
            text.append(json.string());
          } else if (name.equals("logprobs") && json.peek() == '[') {
            json.beginArray();
            while (json.nextElement()) {
              numbers.add(Double.parseDouble(json.number()));
            }
          } else {
            json.skip();
          }
        });
    for (int i = 0; i < numbers.size(); i++) {
      all.add(TokenLogprob.of(i == 0 ? text.toString() : "", numbers.get(i), null, List.of()));
    }
  }
}
