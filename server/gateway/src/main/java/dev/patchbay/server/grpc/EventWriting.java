package dev.patchbay.server.grpc;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.Delta;
import dev.patchbay.spi.TokenLogprob;
import dev.patchbay.v1.Annotated;
import dev.patchbay.v1.BlockEnded;
import dev.patchbay.v1.BlockStarted;
import dev.patchbay.v1.ChoiceFinished;
import dev.patchbay.v1.OpaquePart;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.ReasoningDelta;
import dev.patchbay.v1.RefusalDelta;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.TextDelta;
import dev.patchbay.v1.ToolCallDelta;
import dev.patchbay.v1.ToolCallPart;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the events of one attempt's answer as messages of a stream. A token's message holds the
 * token and nothing else.
 */
final class EventWriting {
  private final String provider;
  private final Map<Integer, ChatEvent.BlockStarted> opaque = new HashMap<>(0);

  /**
   * @param provider the origin of its signatures
   */
  EventWriting(String provider) {
    this.provider = provider;
  }

  /** Writes an event; false: nothing is to be sent for it yet. */
  boolean write(ChatEvent event, StreamChatResponse.Builder out) {
    if (event instanceof ChatEvent.BlockStarted started && started.kind() == BlockKind.OPAQUE) {
      // Its head is the whole of it, which comes next.
      opaque.put(started.block(), started);
      return false;
    }
    fill(event, out);
    return true;
  }

  private void fill(ChatEvent event, StreamChatResponse.Builder out) {
    switch (event) {
      case Delta delta -> delta(delta, out);
      case ChatEvent.BlockStarted started -> out.setBlockStarted(started(started));
      case ChatEvent.Opaque whole -> out.setBlockStarted(started(whole));
      case ChatEvent.BlockEnded ended -> out.setBlockEnded(ended(ended));
      case ChatEvent.Annotated annotated ->
          out.setAnnotated(
              Annotated.newBuilder()
                  .setBlock(annotated.block())
                  .setAnnotation(Parts.annotation(annotated.annotation())));
      case ChatEvent.ChoiceFinished finished ->
          out.setChoiceFinished(
              ChoiceFinished.newBuilder()
                  .setChoice(finished.choice())
                  .setFinish(Parts.finish(finished)));
      case ChatEvent.Started s -> throw unexpected(s);
      case ChatEvent.Used u -> throw unexpected(u);
      case ChatEvent.Metadata m -> throw unexpected(m);
      case ChatEvent.Completed c -> throw unexpected(c);
      case ChatEvent.Failed f -> throw unexpected(f);
    }
  }

  private static IllegalArgumentException unexpected(ChatEvent event) {
    return new IllegalArgumentException("not part of an answer's content: " + event);
  }

  private static void delta(Delta delta, StreamChatResponse.Builder out) {
    switch (delta.kind()) {
      case TEXT -> out.setText(text(delta));
      case REASONING ->
          out.setReasoning(
              ReasoningDelta.newBuilder().setBlock(delta.block()).setText(delta.text()));
      case TOOL_CALL ->
          out.setToolCall(
              ToolCallDelta.newBuilder().setBlock(delta.block()).setArguments(delta.text()));
      case REFUSAL ->
          out.setRefusal(RefusalDelta.newBuilder().setBlock(delta.block()).setText(delta.text()));
      case OPAQUE -> throw unexpected(delta);
    }
  }

  private static TextDelta.Builder text(Delta delta) {
    TextDelta.Builder text = TextDelta.newBuilder().setBlock(delta.block()).setText(delta.text());
    for (TokenLogprob logprob : delta.logprobs()) {
      text.addLogprobs(Parts.logprob(logprob));
    }
    return text;
  }

  private static BlockStarted started(ChatEvent.BlockStarted started) {
    BlockStarted.Builder out =
        BlockStarted.newBuilder()
            .setBlock(started.block())
            .setChoice(started.choice())
            .setKind(kind(started.kind()));
    if (started.kind() == BlockKind.TOOL_CALL) {
      out.setHead(Part.newBuilder().setToolCall(toolCall(started)));
    }
    return out.build();
  }

  private BlockStarted started(ChatEvent.Opaque whole) {
    ChatEvent.BlockStarted started = opaque.remove(whole.block());
    if (started == null) {
      throw new IllegalStateException(
          "block " + whole.block() + " is no opaque block, or has its content already");
    }
    return started(started).toBuilder().setHead(part(whole)).build();
  }

  static ToolCallPart.Builder toolCall(ChatEvent.BlockStarted started) {
    String id = started.callId();
    String name = started.name();
    return ToolCallPart.newBuilder()
        .setCallId(id == null ? "" : id)
        .setName(name == null ? "" : name);
  }

  private static BlockStarted.Kind kind(BlockKind kind) {
    return switch (kind) {
      case TEXT -> BlockStarted.Kind.KIND_TEXT;
      case REASONING -> BlockStarted.Kind.KIND_REASONING;
      case TOOL_CALL -> BlockStarted.Kind.KIND_TOOL_CALL;
      case REFUSAL -> BlockStarted.Kind.KIND_REFUSAL;
      case OPAQUE -> BlockStarted.Kind.KIND_OPAQUE;
    };
  }

  static Part part(ChatEvent.Opaque opaque) {
    return Part.newBuilder()
        .setOpaque(OpaquePart.newBuilder().setType(opaque.type()).setJson(opaque.json()))
        .build();
  }

  private BlockEnded ended(ChatEvent.BlockEnded ended) {
    BlockEnded.Builder out = BlockEnded.newBuilder().setBlock(ended.block());
    String signature = ended.signature();
    if (signature != null) {
      out.setSignature(Parts.signature(signature, provider));
    }
    return out.build();
  }
}
