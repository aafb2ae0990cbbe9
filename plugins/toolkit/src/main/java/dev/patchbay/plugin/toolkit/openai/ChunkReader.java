package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ChatEvent;
import org.jspecify.annotations.Nullable;

/** Reads one chunk of a stream, or a whole body: the same but for {@code message}. */
final class ChunkReader {
  private static final byte[] ID = Names.of("id");
  private static final byte[] MODEL = Names.of("model");
  private static final byte[] CHOICES = Names.of("choices");
  private static final byte[] USAGE = Names.of("usage");
  private static final byte[] X_GROQ = Names.of("x_groq");
  private static final byte[] ERROR = Names.of("error");
  private static final byte[] MESSAGE = Names.of("message");
  private static final byte[] DETAIL = Names.of("detail");
  private static final byte[] CITATIONS = Names.of("citations");
  private static final byte[] PROMPT_FILTER_RESULTS = Names.of("prompt_filter_results");
  private static final byte[] CONTENT_FILTER_RESULTS = Names.of("content_filter_results");
  private static final byte[] CONTENT_FILTER_RESULT = Names.of("content_filter_result");

  private final JsonReader json = new JsonReader();
  private final ChatOut out;
  private final Choices choices;
  private final Asides asides;
  private final ChoiceReader reader;

  /** How many of the whole answer's citations are said. */
  private int citations;

  // The chunk being read; places are -1 for what it has not.
  private int choicesAt;
  private int usageAt;
  private int groqAt;
  private int citationsAt;
  private boolean answer;
  private boolean error;
  private boolean complaint;

  ChunkReader(ChatOut out, Choices choices, Asides asides) {
    this.out = out;
    this.choices = choices;
    this.asides = asides;
    this.reader = new ChoiceReader(json, choices, asides);
  }

  /** Whether the chunk that was read last tells of an error. */
  boolean isError() {
    return error || (!answer && complaint);
  }

  /** Whether the chunk that was read last finishes a choice anew: callers expect that once. */
  boolean finishesAnew() {
    return reader.finishesAnew();
  }

  void read(byte[] buffer, int offset, int length, boolean whole) {
    choicesAt = -1;
    usageAt = -1;
    groqAt = -1;
    citationsAt = -1;
    answer = false;
    error = false;
    complaint = false;
    reader.begin(buffer, whole);
    json.over(buffer, offset, length).beginObject();
    while (json.nextMember()) {
      member(buffer);
    }
    json.end();
    out.startIfNamed();
    if (choicesAt >= 0) {
      json.position(choicesAt);
      choices();
    }
    if (citationsAt >= 0) {
      json.position(citationsAt);
      citations();
    }
    usage(buffer);
  }

  private void member(byte[] buffer) {
    if (json.nameIs(CHOICES)) {
      answer = true;
      if (out.isStarted()) {
        choices();
      } else {
        choicesAt = json.pass();
      }
    } else if (json.nameIs(USAGE)) {
      usageAt = passUnlessNull();
    } else if (json.nameIs(ERROR)) {
      error |= passUnlessNull() >= 0;
    } else if (json.nameIs(ID)) {
      if (out.isStarted()) {
        json.skip();
      } else {
        out.id(nonEmpty(json.anyText()));
      }
    } else if (json.nameIs(MODEL)) {
      if (out.isStarted()) {
        json.skip();
      } else {
        out.model(nonEmpty(json.anyText()));
      }
    } else if (json.nameIs(X_GROQ)) {
      groqAt = passUnlessNull();
    } else if (json.nameIs(CITATIONS)) {
      json.peek();
      citationsAt = json.position();
      asides.note(json, buffer, Asides.ANSWER);
    } else if (json.nameIs(MESSAGE) || json.nameIs(DETAIL)) {
      complaint |= passUnlessNull() >= 0;
    } else if (json.nameIs(PROMPT_FILTER_RESULTS) && json.peek() == '[') {
      promptRatings(buffer);
    } else {
      asides.note(json, buffer, Asides.ANSWER);
    }
  }

  private int passUnlessNull() {
    return json.takeNull() ? -1 : json.pass();
  }

  static @Nullable String nonEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private void choices() {
    if (json.takeNull()) {
      return;
    }
    json.beginArray();
    while (json.nextElement()) {
      reader.read();
    }
  }

  private void usage(byte[] buffer) {
    if (usageAt >= 0) {
      json.position(usageAt);
      used();
    }
    if (groqAt >= 0) {
      json.position(groqAt);
      json.beginObject();
      while (json.nextMember()) {
        if (json.nameIs(USAGE) && json.peek() == '{') {
          if (usageAt < 0) {
            used();
          } else {
            json.skip();
          }
        } else {
          asides.note(json, buffer, Asides.X_GROQ);
        }
      }
    }
  }

  private void used() {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    choices.sayFinishes();
    out.say(ChatEvent.used(UsageReader.read(json)));
  }

  /** URLs that belong to the whole answer; some hosts repeat and lengthen the list. */
  private void citations() {
    Choice first = choices.first();
    if (json.peek() != '[' || first == null || !first.hasOpenText()) {
      return;
    }
    int number = 0;
    json.beginArray();
    while (json.nextElement()) {
      if (number++ < citations) {
        json.skip();
      } else {
        first.annotation(json);
      }
    }
    citations = Math.max(citations, number);
  }

  private void promptRatings(byte[] buffer) {
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      while (json.nextMember()) {
        if (json.nameIs(CONTENT_FILTER_RESULTS) || json.nameIs(CONTENT_FILTER_RESULT)) {
          choices.prompt().read(json, buffer);
        } else {
          json.skip();
        }
      }
    }
  }
}
