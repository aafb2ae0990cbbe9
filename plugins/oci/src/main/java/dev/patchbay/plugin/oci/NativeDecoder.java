package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of {@code /actions/chat} in all three formats, streamed and whole: an event of
 * a stream is what stands under {@code choices} (GENERIC) or {@code chatResponse} (Cohere's) of a
 * whole answer, so that the same code reads them.
 */
final class NativeDecoder extends BodyDecoder<ChatEvent> {
  private static final int MAX_COUNT = 1024;
  private static final int MAX_BODY = 32 * 1024 * 1024;
  private static final int MAX_METADATA = 1 << 20;

  /** What is told in another way, or only repeats the question. */
  private static final Set<String> TOLD =
      Set.of("apiFormat", "choices", "usage", "id", "pad", "chatHistory", "index", "message");

  private static final Set<String> TOLD_OF_CHOICE =
      Set.of(
          "text",
          "finishReason",
          "errorMessage",
          "toolCalls",
          "citations",
          "logprobs",
          "logProbabilities");

  private final InstantSource time;
  private final OciErrors errors;
  private final JsonReader json = new JsonReader();
  private final ChoiceReader reader = new ChoiceReader(json);
  private final List<Choice> choices = new ArrayList<>();
  private final Answer answer = new Numbered();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private @Nullable String id;
  private @Nullable String model;
  private boolean started;

  NativeDecoder(InstantSource time, OciErrors errors) {
    super(MAX_BODY, errors);
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
    outer.others(Set.of("modelId", "chatResponse"), metadata);
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

  private final class Numbered implements Answer {
    private int next;

    @Override
    public void say(ChatEvent event) {
      NativeDecoder.this.say(event);
    }

    @Override
    public int nextBlock() {
      return next++;
    }

    @Override
    public String callId(int block) {
      String request = errors.requestId();
      int hash = request == null ? Long.hashCode(time.millis()) : request.hashCode();
      return "call_" + Integer.toUnsignedString(hash, 36) + "_" + block;
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
    gather(members);
    if (members.go("usage", '{')) {
      sayFinishes();
      say(ChatEvent.used(UsageReader.read(json)));
    }
  }

  private void choice(Places members, boolean whole) {
    Choice choice = find(members.integer("index", 0));
    String reason = reader.read(members, choice, whole);
    if (reason.equalsIgnoreCase("ERROR")) {
      fail(errors.broken(reason, members.textOrNull("errorMessage")));
    } else if (!reason.isEmpty()) {
      choice.finish(reason, members.textOrNull("errorMessage"));
    }
    gather(members);
    if (whole && members.go("usage", '{')) {
      sayFinishes();
      say(ChatEvent.used(UsageReader.read(json)));
    }
  }

  /** Keeps what the answer tells besides; each event may tell it anew. */
  private void gather(Places members) {
    Map<String, String> more = new LinkedHashMap<>();
    members.others(TOLD, more);
    more.keySet().removeAll(TOLD_OF_CHOICE);
    metadata.putAll(more);
    int length = metadata.values().stream().mapToInt(String::length).sum();
    if (length > MAX_METADATA) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "what the answer tells besides is too long");
    }
  }

  private Choice find(int index) {
    for (Choice choice : choices) {
      if (choice.index() == index) {
        return choice;
      }
    }
    Choice choice = new Choice(answer, index);
    choices.add(choice);
    answer.bound(choices.size());
    return choice;
  }

  private void sayFinishes() {
    choices.forEach(Choice::sayFinish);
  }

  /** The answer is whole if every choice has a finish reason. */
  private void complete() {
    if (choices.isEmpty() || !choices.stream().allMatch(Choice::isFinished)) {
      return;
    }
    sayFinishes();
    if (!metadata.isEmpty()) {
      say(ChatEvent.metadata(json(metadata)));
    }
    last(ChatEvent.completed());
  }

  private static String json(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
