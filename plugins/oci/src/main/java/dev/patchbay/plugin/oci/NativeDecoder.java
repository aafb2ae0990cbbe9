package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of {@code /actions/chat} in all three formats, streamed and whole: an event of
 * a stream is what stands under {@code choices} (GENERIC) or {@code chatResponse} (Cohere's) of a
 * whole answer, so that the same code reads them.
 */
final class NativeDecoder extends BodyDecoder<ChatEvent> {
  private final InstantSource time;
  private final OciErrors errors;
  private final JsonReader json = new JsonReader();
  private final ChoiceReader reader = new ChoiceReader(json);
  private final Choices choices = new Choices(this::say, this::request);
  private final Besides besides = new Besides();

  private @Nullable String id;
  private @Nullable String model;
  private boolean started;

  NativeDecoder(InstantSource time, OciErrors errors) {
    super(MAX_ANSWER, errors);
    this.time = time;
    this.errors = errors;
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    if (length == 0) {
      return;
    }
    if (buffer[offset] == '[') {
      // The stream of some models ends with OpenAI's [DONE], which is no JSON.
      complete();
      return;
    }
    if (json.over(buffer, offset, length).peek() != '{') {
      fail(errors.inBand(buffer, offset, length));
      return;
    }
    Places event = Places.of(json);
    json.end();
    if (name.equals("error") || isError(event)) {
      fail(errors.inBand(buffer, offset, length));
    } else {
      answer(event, false);
    }
  }

  @Override
  protected void streamEnd() {
    complete();
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    json.over(buffer, 0, length);
    if (json.peek() != '{') {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    Places outer = Places.of(json);
    if (!outer.has("chatResponse")) {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    model = outer.textOrNull("modelId");
    besides.gather(outer);
    outer.go("chatResponse");
    Places inner = Places.of(json);
    answer(inner, true);
    inner.leave();
    if (choices.isEmpty()) {
      fail(ProviderError.of(ErrorKind.BAD_RESPONSE, "the answer has no choices"));
    } else {
      complete();
    }
  }

  /** Unlike that of other requests: by the service's id, or else by the time. */
  private int request() {
    String request = errors.requestId();
    return request == null ? Long.hashCode(time.millis()) : request.hashCode();
  }

  private void say(ChatEvent event) {
    if (!started) {
      started = true;
      emit(ChatEvent.started(id, model));
    }
    emit(event);
  }

  /** A message is an object; one that is a text is an error's. */
  private static boolean isError(Places event) {
    boolean error = event.has("error") || event.go("message", '"');
    return error || (event.has("code") && !ChoiceReader.isOne(event));
  }

  /** One event of a stream, or the whole of an answer. */
  private void answer(Places members, boolean whole) {
    if (id == null) {
      id = members.textOrNull("id");
    }
    if (members.go("choices", '[')) {
      json.beginArray();
      while (json.nextElement()) {
        Places choice = Places.of(json);
        choice(choice, whole);
        choice.leave();
      }
    } else if (ChoiceReader.isOne(members)) {
      choice(members, whole);
    }
    besides.gather(members);
    if (members.go("usage", '{')) {
      choices.sayFinishes();
      say(ChatEvent.used(UsageReader.read(json)));
    }
  }

  private void choice(Places members, boolean whole) {
    Choice choice = choices.at(members.integer("index", 0));
    String reason = reader.read(members, choice, whole);
    if (reason.equalsIgnoreCase("ERROR")) {
      fail(errors.broken(reason, members.textOrNull("errorMessage")));
    } else if (!reason.isEmpty()) {
      choice.finish(reason, members.textOrNull("errorMessage"));
    }
    besides.gather(members);
    if (whole && members.go("usage", '{')) {
      choices.sayFinishes();
      say(ChatEvent.used(UsageReader.read(json)));
    }
  }

  /** The answer is whole if every choice has a finish reason. */
  private void complete() {
    if (!choices.areFinished()) {
      return;
    }
    choices.sayFinishes();
    if (!besides.isEmpty()) {
      say(ChatEvent.metadata(besides.json()));
    }
    last(ChatEvent.completed());
  }
}
