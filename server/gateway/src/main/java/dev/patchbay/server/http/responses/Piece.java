package dev.patchbay.server.http.responses;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.openai.Words;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of an item's content, as it grows. */
final class Piece {
  /** What it holds. */
  enum Kind {
    TEXT("output_text", "text"),
    REFUSAL("refusal", "refusal"),
    THINKING("reasoning_text", "text"),
    SUMMARY("summary_text", "text");

    private final String type;
    private final String textName;

    Kind(String type, String textName) {
      this.type = type;
      this.textName = textName;
    }

    /** What its events begin with, after {@code response.}. */
    String event() {
      return this == SUMMARY ? "reasoning_summary_text" : type;
    }

    /** Name of the member that holds the text. */
    String textName() {
      return textName;
    }
  }

  private final Kind kind;
  private final int index;
  private final StringBuilder text = new StringBuilder();
  private final List<Annotation> annotations = new ArrayList<>(0);
  private final List<TokenLogprob> logprobs = new ArrayList<>(0);

  /**
   * @param index in its item
   */
  Piece(Kind kind, int index) {
    this.kind = kind;
    this.index = index;
  }

  Kind kind() {
    return kind;
  }

  int index() {
    return index;
  }

  void add(String more, List<TokenLogprob> moreLogprobs) {
    text.append(more);
    logprobs.addAll(moreLogprobs);
  }

  /**
   * @return its number
   */
  int annotate(Annotation annotation) {
    annotations.add(annotation);
    return annotations.size() - 1;
  }

  CharSequence text() {
    return text;
  }

  /** Writes the whole part. */
  void write(JsonWriter json) {
    json.beginObject().name("type").string(kind.type);
    if (kind == Kind.TEXT) {
      json.name("annotations").beginArray();
      annotations.forEach(annotation -> annotation(json, annotation));
      json.endArray();
      json.name("logprobs");
      logprobs(json);
    }
    json.name(kind.textName).string(text).endObject();
  }

  void logprobs(JsonWriter json) {
    Words.logprobs(json, logprobs);
  }

  static void annotation(JsonWriter json, Annotation annotation) {
    json.beginObject().name("type").string("url_citation");
    json.name("start_index").number(annotation.start().orElse(0));
    json.name("end_index").number(annotation.end().orElse(0));
    json.name("url").string(orEmpty(annotation.uri()));
    json.name("title").string(orEmpty(annotation.title())).endObject();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
