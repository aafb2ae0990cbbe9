package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.TokenLogprob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one of {@code choices}: what it adds to the choice of its index. */
final class ChoiceReader {
  private static final byte[] INDEX = Names.of("index");
  private static final byte[] DELTA = Names.of("delta");
  private static final byte[] MESSAGE = Names.of("message");
  private static final byte[] FINISH_REASON = Names.of("finish_reason");
  private static final byte[] LOGPROBS = Names.of("logprobs");
  private static final byte[] TEXT = Names.of("text");
  private static final byte[] STOP_REASON = Names.of("stop_reason");
  private static final byte[] CONTENT_FILTER_RESULTS = Names.of("content_filter_results");
  private static final byte[] CONTENT_FILTER_RESULT = Names.of("content_filter_result");

  private final JsonReader json;
  private final Choices choices;
  private final Asides asides;
  private final MessageReader messages;

  // The chunk around it.
  private byte[] buffer = new byte[0];
  private boolean whole;
  private boolean finishesAnew;

  // The choice being read; places are -1 for what it has not.
  private int index;
  private boolean delta;
  private int messageAt;
  private int textAt;
  private int logprobsAt;
  private int ratingsAt;
  private @Nullable String finish;
  private @Nullable String stop;

  ChoiceReader(JsonReader json, Choices choices, Asides asides) {
    this.json = json;
    this.choices = choices;
    this.asides = asides;
    this.messages = new MessageReader(json);
  }

  /**
   * A chunk begins.
   *
   * @param text what the reader is over
   * @param all whether it is a whole body
   */
  void begin(byte[] text, boolean all) {
    buffer = text;
    whole = all;
    finishesAnew = false;
  }

  /** Whether the chunk finishes a choice that had finished. */
  boolean finishesAnew() {
    return finishesAnew;
  }

  /** Reads the choice at the reader's place. */
  void read() {
    index = 0;
    delta = false;
    messageAt = -1;
    textAt = -1;
    logprobsAt = -1;
    ratingsAt = -1;
    finish = null;
    stop = null;
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        member();
      }
    }
    int resume = json.position();
    say(choices.find(index));
    json.position(resume);
  }

  private void member() {
    if (json.nameIs(INDEX)) {
      index = (int) json.integer();
    } else if (json.nameIs(DELTA)) {
      delta = true;
      messages.read();
    } else if (json.nameIs(MESSAGE)) {
      messageAt = json.pass();
    } else if (json.nameIs(FINISH_REASON)) {
      finish = ChunkReader.nonEmpty(json.anyText());
    } else if (json.nameIs(LOGPROBS)) {
      logprobsAt = json.pass();
    } else if (json.nameIs(TEXT)) {
      textAt = json.pass();
    } else if (json.nameIs(STOP_REASON) && json.peek() == '"') {
      // vLLM's; a number is a token.
      stop = json.string();
    } else if (json.nameIs(CONTENT_FILTER_RESULTS) || json.nameIs(CONTENT_FILTER_RESULT)) {
      // Azure rates a piece by an object of categories, or by one of the filter's own error.
      int at = json.pass();
      ratingsAt = json.position() - at > 2 ? at : ratingsAt;
    } else {
      asides.note(json, buffer, index);
    }
  }

  private void say(Choice choice) {
    List<TokenLogprob> logprobs = List.of();
    if (logprobsAt >= 0) {
      json.position(logprobsAt);
      logprobs = LogprobReader.read(json);
    }
    content(choice, logprobs);
    if (finish != null) {
      finishesAnew |= choice.isFinished();
      choice.finish(finish);
    }
    choice.stopSequence(stop);
    if (ratingsAt >= 0) {
      json.position(ratingsAt);
      choice.ratings().read(json, buffer);
    }
  }

  /** A stream's {@code message} repeats the deltas, unless the host sends nothing else. */
  private void content(Choice choice, List<TokenLogprob> logprobs) {
    if (delta) {
      messages.say(choice, whole, logprobs);
    } else if (messageAt >= 0 && (whole || !choice.hasContent())) {
      json.position(messageAt);
      messages.read();
      messages.say(choice, true, logprobs);
    } else if (messageAt < 0 && textAt >= 0) {
      json.position(textAt);
      String text = json.anyText();
      choice.text(BlockKind.TEXT, text == null ? "" : text, logprobs);
    }
  }
}
