package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.openai.LogprobReader;
import dev.patchbay.plugin.toolkit.openai.UsageReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.TokenLogprob;
import java.util.List;
import java.util.Set;

/**
 * Reads Responses, streamed and whole, by the same code. Events are told by the type in their data,
 * since some hosts name them elsewhere or not at all, and belong to items by {@code output_index},
 * since some hosts give an item a new id in each event. Hands on each event, or the whole body, as
 * a frame.
 */
public final class ResponsesDecoder extends BodyDecoder<ChatEvent> {
  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private final EventReader event = new EventReader(json);
  private final ResponseReader response = new ResponseReader(json);
  private final ChatOut out = new ChatOut(this::emit);
  private final Items items = new Items(json, out);

  public ResponsesDecoder(ErrorReader errors) {
    super(MAX_ANSWER, errors);
    this.errors = errors;
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  /** An answer without its last event is truncated. */
  @Override
  protected void streamEnd() {}

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    if (json.over(buffer, offset, length).peek() != '{') {
      // Some hosts say [DONE] after the end.
      return;
    }
    event.read();
    switch (event.type.isEmpty() ? name : event.type) {
      case "response.completed", "response.incomplete" -> {
        response(buffer, offset, length);
        return;
      }
      case "response.failed", "response.cancelled" -> failedResponse(buffer, offset, length);
      case "error" -> fail(inBand(buffer, event.errorFrom, event.errorTo, offset, length));
      default -> grow();
    }
    frame(buffer, offset, length);
  }

  private void response(byte[] buffer, int offset, int length) {
    if (event.responseAt < 0) {
      throw unreadable("its last event holds no response");
    }
    json.position(event.responseAt);
    response.read();
    whole(buffer, offset, length);
  }

  private void failedResponse(byte[] buffer, int offset, int length) {
    response.errorFrom = -1;
    if (event.responseAt >= 0) {
      json.position(event.responseAt);
      response.read();
    }
    fail(inBand(buffer, response.errorFrom, response.errorTo, offset, length));
  }

  private ProviderError inBand(byte[] buffer, int from, int to, int offset, int length) {
    return from < 0
        ? errors.inBand(buffer, offset, length)
        : errors.inBand(buffer, from, to - from);
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    json.over(buffer, 0, length);
    response.read();
    json.end();
    boolean failed = response.status.equals("failed");
    if (response.errorFrom >= 0 || failed) {
      fail(inBand(buffer, response.errorFrom, response.errorTo, 0, length));
    } else if (response.outputAt < 0) {
      throw unreadable("it has no output");
    } else if (Set.of("queued", "in_progress", "cancelled").contains(response.status)) {
      throw unreadable("it is " + response.status);
    } else {
      whole(buffer, 0, length);
    }
  }

  /** The response that was read is the whole one: says what is not said yet, and ends. */
  private void whole(byte[] buffer, int offset, int length) {
    begun();
    if (response.outputAt >= 0) {
      json.position(response.outputAt);
      items.read();
    }
    items.end();
    sayFinish();
    if (response.usageAt >= 0) {
      json.position(response.usageAt);
      out.say(ChatEvent.used(UsageReader.read(json)));
    }
    String besides = response.besides();
    if (besides != null) {
      out.say(ChatEvent.metadata(besides));
    }
    frame(buffer, offset, length);
    last(ChatEvent.completed());
  }

  private void sayFinish() {
    List<SafetyRating> ratings = List.of();
    if (response.filtersAt >= 0) {
      json.position(response.filtersAt);
      ratings = FilterReader.read(json);
    }
    String incomplete = response.incomplete;
    String status = response.status.isEmpty() ? "completed" : response.status;
    String raw = incomplete == null ? status : incomplete;
    out.say(ChatEvent.choiceFinished(0, items.reason(raw), raw).withSafety(ratings));
  }

  /** Says what an event in the middle of the answer adds. */
  private void grow() {
    switch (event.type) {
      case "response.created", "response.queued", "response.in_progress" -> {
        if (event.responseAt >= 0 && !out.isStarted()) {
          json.position(event.responseAt);
          response.read();
          begun();
        }
      }
      case "response.output_item.added" -> itemAt(false);
      case "response.output_item.done" -> itemAt(true);
      case "response.output_text.delta" ->
          find().text(event.part, BlockKind.TEXT, event.delta, logprobs());
      case "response.refusal.delta" ->
          find().text(event.part, BlockKind.REFUSAL, event.delta, List.of());
      case "response.reasoning_summary_text.delta" -> find().thought(true, event.part, event.delta);
      case "response.reasoning_text.delta" -> find().thought(false, event.part, event.delta);
      case "response.function_call_arguments.delta" -> find().arguments(event.delta);
      case "response.output_text.annotation.added" -> {
        if (event.annotationAt >= 0) {
          json.position(event.annotationAt);
          find().annotation(json);
        }
      }
      default -> {
        // Progress of the service's own tools, and ends of parts, which their items tell again.
      }
    }
  }

  private void itemAt(boolean whole) {
    if (event.itemAt >= 0) {
      json.position(event.itemAt);
      items.read(event.item, whole);
    }
  }

  private List<TokenLogprob> logprobs() {
    if (event.logprobsAt < 0) {
      return List.of();
    }
    json.position(event.logprobsAt);
    return LogprobReader.list(json);
  }

  private Item find() {
    return items.find(event.item);
  }

  private void begun() {
    out.id(response.id);
    out.model(response.model);
    out.start();
  }

  private static ProviderException unreadable(String problem) {
    return new ProviderException(ErrorKind.BAD_RESPONSE, "the answer can't be read: " + problem);
  }
}
