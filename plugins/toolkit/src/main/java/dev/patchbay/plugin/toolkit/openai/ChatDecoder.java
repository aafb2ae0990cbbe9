package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads chat completions, streamed and whole, by the same code. Hands on each chunk, or the whole
 * body, as a frame.
 */
public final class ChatDecoder extends BodyDecoder<ChatEvent> {
  private static final byte[] ID = Names.of("id");
  private static final byte[] MODEL = Names.of("model");
  private static final byte[] CHOICES = Names.of("choices");
  private static final byte[] USAGE = Names.of("usage");
  private static final byte[] X_GROQ = Names.of("x_groq");
  private static final byte[] ERROR = Names.of("error");
  private static final byte[] MESSAGE = Names.of("message");
  private static final byte[] DETAIL = Names.of("detail");
  private static final byte[] CITATIONS = Names.of("citations");
  private static final byte[] INDEX = Names.of("index");
  private static final byte[] DELTA = Names.of("delta");
  private static final byte[] FINISH_REASON = Names.of("finish_reason");
  private static final byte[] LOGPROBS = Names.of("logprobs");
  private static final byte[] TEXT = Names.of("text");
  private static final byte[] STOP_REASON = Names.of("stop_reason");
  private static final byte[] PROMPT_FILTER_RESULTS = Names.of("prompt_filter_results");
  private static final byte[] CONTENT_FILTER_RESULTS = Names.of("content_filter_results");
  private static final byte[] CONTENT_FILTER_RESULT = Names.of("content_filter_result");
  private static final byte[] DONE = Names.of("[DONE]");
  private static final int MAX_COUNT = 1024;
  private static final int MAX_BODY = 32 * 1024 * 1024;

  private final Dialect dialect;
  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private final MessageReader messages = new MessageReader(json);
  private final List<Choice> choices = new ArrayList<>();
  private final Blocks blocks = new Numbered();
  private final Asides asides = new Asides();
  private final Ratings prompt = new Ratings(SafetyRating.INPUT);

  private @Nullable String id;
  private @Nullable String model;
  private boolean started;

  /** Whether the present chunk finishes a choice anew: readers expect that once. */
  private boolean finishRepeated;

  private int citations;

  public ChatDecoder(Dialect dialect, ErrorReader errors) {
    super(MAX_BODY, errors);
    this.dialect = dialect;
    this.errors = errors;
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    if (isDone(buffer, offset, length)) {
      complete();
    } else if (name.equals("error")) {
      fail(errors.inBand(buffer, offset, length));
    } else if (length > 0) {
      finishRepeated = false;
      chunk(buffer, offset, length, false);
      if (!finishRepeated) {
        frame(buffer, offset, length);
      }
    }
  }

  @Override
  protected void streamEnd() {
    if (dialect.terminator() != Dialect.Terminator.DONE) {
      complete();
    }
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    if (json.over(buffer, 0, length).peek() == '[') {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    chunk(buffer, 0, length, true);
    if (choices.isEmpty()) {
      fail(ProviderError.of(ErrorKind.BAD_RESPONSE, "the answer has no choices"));
    } else if (isWhole()) {
      sayEnd();
      frame(buffer, 0, length);
      last(ChatEvent.completed());
    }
  }

  private void sayEnd() {
    sayFinishes();
    String told = asides.json();
    if (told != null) {
      say(ChatEvent.metadata(told));
    }
  }

  private final class Numbered implements Blocks {
    private int next;

    @Override
    public void say(ChatEvent event) {
      ChatDecoder.this.say(event);
    }

    @Override
    public int nextBlock() {
      return next++;
    }

    @Override
    public String callId(int block) {
      return "call_" + (id == null ? "" : id + "_") + block;
    }

    @Override
    public String provider() {
      return dialect.provider();
    }

    @Override
    public void bound(int count) {
      if (count > MAX_COUNT) {
        throw new ProviderException(
            ErrorKind.BAD_RESPONSE, "the answer has more than " + MAX_COUNT + " choices or calls");
      }
    }
  }

  private void say(ChatEvent event) {
    start();
    emit(event);
  }

  private void start() {
    if (!started) {
      started = true;
      emit(ChatEvent.started(id, model));
    }
  }

  private static boolean isDone(byte[] buffer, int offset, int length) {
    if (length < DONE.length) {
      return false;
    }
    for (int i = 0; i < DONE.length; i++) {
      if (buffer[offset + i] != DONE[i]) {
        return false;
      }
    }
    return true;
  }

  private void complete() {
    if (isWhole()) {
      sayEnd();
      last(ChatEvent.completed());
    }
  }

  /** The answer is whole if every choice has a finish reason, or if the host needs none. */
  private boolean isWhole() {
    boolean eof = dialect.terminator() == Dialect.Terminator.EOF;
    boolean whole = !choices.isEmpty();
    for (Choice choice : choices) {
      if (eof && !choice.isFinished()) {
        choice.finish("");
      }
      whole &= choice.isFinished();
    }
    return whole;
  }

  private void sayFinishes() {
    for (Choice choice : choices) {
      choice.sayFinish(prompt.all());
    }
  }

  /** One chunk of a stream, or a whole body: the same but for {@code message}. */
  private void chunk(byte[] buffer, int offset, int length, boolean whole) {
    int choicesAt = -1;
    int usageAt = -1;
    int groqAt = -1;
    int citationsAt = -1;
    boolean error = false;
    boolean complaint = false;
    boolean answer = false;
    json.over(buffer, offset, length).beginObject();
    while (json.nextMember()) {
      if (json.nameIs(CHOICES)) {
        answer = true;
        if (started) {
          choices(buffer, whole);
        } else {
          choicesAt = later();
        }
      } else if (json.nameIs(USAGE)) {
        usageAt = laterUnlessNull();
      } else if (json.nameIs(ERROR)) {
        error |= laterUnlessNull() >= 0;
      } else if (!started && json.nameIs(ID)) {
        id = nonEmpty(json.anyText());
      } else if (!started && json.nameIs(MODEL)) {
        model = nonEmpty(json.anyText());
      } else if (json.nameIs(X_GROQ)) {
        groqAt = laterUnlessNull();
      } else if (json.nameIs(CITATIONS)) {
        json.peek();
        citationsAt = json.position();
        asides.note(json, buffer, Asides.ANSWER);
      } else if (json.nameIs(MESSAGE) || json.nameIs(DETAIL)) {
        complaint |= laterUnlessNull() >= 0;
      } else if (json.nameIs(ID) || json.nameIs(MODEL)) {
        json.skip();
      } else if (json.nameIs(PROMPT_FILTER_RESULTS) && json.peek() == '[') {
        promptRatings(buffer);
      } else {
        asides.note(json, buffer, Asides.ANSWER);
      }
    }
    json.end();
    if (model != null) {
      start();
    }
    if (choicesAt >= 0) {
      json.position(choicesAt);
      choices(buffer, whole);
    }
    if (citationsAt >= 0) {
      json.position(citationsAt);
      citations();
    }
    usage(buffer, usageAt, groqAt);
    if (error || (!answer && complaint)) {
      fail(errors.inBand(buffer, offset, length));
    } else {
      failedFinish();
    }
  }

  /** A place to come back to, -1 for null. */
  private int laterUnlessNull() {
    return json.takeNull() ? -1 : later();
  }

  private int later() {
    json.peek();
    int at = json.position();
    json.skip();
    return at;
  }

  private static @Nullable String nonEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private void usage(byte[] buffer, int usageAt, int groqAt) {
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
    sayFinishes();
    say(ChatEvent.used(UsageReader.read(json)));
  }

  /** URLs that belong to the whole answer; some hosts repeat and lengthen the list. */
  private void citations() {
    Choice first = choices.isEmpty() ? null : choices.get(0);
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

  private void failedFinish() {
    for (Choice choice : choices) {
      String reason = choice.finish();
      if ("error".equals(reason)) {
        fail(errors.error(ErrorKind.UPSTREAM, "the host broke the answer off", 0, reason));
      } else if ("insufficient_system_resource".equals(reason)) {
        fail(errors.error(ErrorKind.OVERLOADED, "the host broke the answer off", 0, reason));
      }
    }
  }

  private void choices(byte[] buffer, boolean whole) {
    if (json.takeNull()) {
      return;
    }
    json.beginArray();
    while (json.nextElement()) {
      choice(buffer, whole);
    }
  }

  private void choice(byte[] buffer, boolean whole) {
    int index = 0;
    boolean delta = false;
    int messageAt = -1;
    int textAt = -1;
    int logprobsAt = -1;
    String finish = null;
    String stop = null;
    int ratingsAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(INDEX)) {
        index = (int) json.integer();
      } else if (json.nameIs(DELTA)) {
        delta = true;
        messages.read();
      } else if (json.nameIs(MESSAGE)) {
        messageAt = later();
      } else if (json.nameIs(FINISH_REASON)) {
        finish = nonEmpty(json.anyText());
      } else if (json.nameIs(LOGPROBS)) {
        logprobsAt = later();
      } else if (json.nameIs(TEXT)) {
        textAt = later();
      } else if (json.nameIs(STOP_REASON) && json.peek() == '"') {
        // vLLM's; a number is a token.
        stop = json.string();
      } else if (json.nameIs(CONTENT_FILTER_RESULTS) || json.nameIs(CONTENT_FILTER_RESULT)) {
        ratingsAt = unlessEmpty(ratingsAt);
      } else {
        asides.note(json, buffer, index);
      }
    }
    int resume = json.position();
    Choice choice = find(index);
    List<TokenLogprob> logprobs = List.of();
    if (logprobsAt >= 0) {
      json.position(logprobsAt);
      logprobs = LogprobReader.read(json);
    }
    content(choice, whole, delta, messageAt, textAt, logprobs);
    if (finish != null) {
      finishRepeated |= choice.isFinished();
      choice.finish(finish);
    }
    choice.stopSequence(stop);
    if (ratingsAt >= 0) {
      json.position(ratingsAt);
      choice.ratings().read(json, buffer);
    }
    json.position(resume);
  }

  /** Azure rates a piece by an object of categories, or by one of the filter's own error. */
  private int unlessEmpty(int before) {
    int at = later();
    return json.position() - at > 2 ? at : before;
  }

  private void promptRatings(byte[] buffer) {
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      while (json.nextMember()) {
        if (json.nameIs(CONTENT_FILTER_RESULTS) || json.nameIs(CONTENT_FILTER_RESULT)) {
          prompt.read(json, buffer);
        } else {
          json.skip();
        }
      }
    }
  }

  /** A stream's {@code message} repeats the deltas, unless the host sends nothing else. */
  private void content(
      Choice choice,
      boolean whole,
      boolean delta,
      int messageAt,
      int textAt,
      List<TokenLogprob> logprobs) {
    if (delta) {
      messages.say(choice, whole, logprobs);
    } else if (messageAt >= 0 && (whole || !choice.hasContent())) {
      json.position(messageAt);
      messages.read();
      messages.say(choice, true, logprobs);
    } else if (messageAt < 0 && textAt >= 0) {
      json.position(textAt);
      String text = json.anyText();
      choice.text(ChatEvent.BlockKind.TEXT, text == null ? "" : text, logprobs);
    }
  }

  private Choice find(int index) {
    for (int i = 0; i < choices.size(); i++) {
      Choice choice = choices.get(i);
      if (choice.index() == index) {
        return choice;
      }
    }
    Choice choice = new Choice(blocks, index, dialect);
    choices.add(choice);
    blocks.bound(choices.size());
    return choice;
  }
}
