package dev.patchbay.server.grpc;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockStarted;
import dev.patchbay.spi.ChatEvent.Delta;
import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.Choice;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.ReasoningPart;
import dev.patchbay.v1.RefusalPart;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.TextPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of an answer together: block n of a choice becomes a part of its message, in the
 * order of their starts.
 */
final class AnswerAssembly {
  private static final class Block {
    final BlockStarted start;
    final Part.Builder part = Part.newBuilder();
    final StringBuilder text = new StringBuilder();

    Block(BlockStarted start) {
      this.start = start;
    }
  }

  private final String provider;
  // Numbered from 0 without gaps, so that the number is the index.
  private final List<Block> blocks = new ArrayList<>(2);
  private final Map<Integer, Choice.Builder> choices = new TreeMap<>();
  private String metadata = "";

  /**
   * @param provider the origin of its signatures
   */
  AnswerAssembly(String provider) {
    this.provider = provider;
  }

  void add(ChatEvent event) {
    switch (event) {
      case BlockStarted started -> {
        blocks.add(new Block(started));
        choice(started.choice());
      }
      case Delta delta -> delta(delta);
      case ChatEvent.Opaque opaque ->
          blocks.get(opaque.block()).part.setOpaque(EventWriting.part(opaque).getOpaque());
      case ChatEvent.Annotated annotated ->
          blocks
              .get(annotated.block())
              .part
              .addAnnotations(Parts.annotation(annotated.annotation()));
      case ChatEvent.BlockEnded ended -> sign(blocks.get(ended.block()).part, ended.signature());
      case ChatEvent.ChoiceFinished finished ->
          choice(finished.choice()).setFinish(Parts.finish(finished));
      case ChatEvent.Metadata told -> metadata = told.json();
      case ChatEvent.Used u -> {}
      case ChatEvent.Started s -> {}
      case ChatEvent.Completed c -> {}
      case ChatEvent.Failed f -> {}
    }
  }

  List<Choice> choices() {
    for (Block block : blocks) {
      choice(block.start.choice()).getMessageBuilder().addParts(part(block));
    }
    return choices.values().stream().map(Choice.Builder::build).toList();
  }

  /** What the provider says beside the answer; empty: nothing. */
  String metadata() {
    return metadata;
  }

  private void delta(Delta delta) {
    Block block = blocks.get(delta.block());
    block.text.append(delta.text());
    if (!delta.logprobs().isEmpty()) {
      Choice.Builder choice = choice(block.start.choice());
      delta.logprobs().forEach(logprob -> choice.addLogprobs(Parts.logprob(logprob)));
    }
  }

  private void sign(Part.Builder part, @Nullable String signature) {
    if (signature != null) {
      part.setSignature(Parts.signature(signature, provider));
    }
  }

  private Choice.Builder choice(int index) {
    return choices.computeIfAbsent(
        index,
        i ->
            Choice.newBuilder()
                .setIndex(i)
                .setMessage(ChatMessage.newBuilder().setRole(Role.ROLE_ASSISTANT)));
  }

  private static Part part(Block block) {
    String text = block.text.toString();
    return switch (block.start.kind()) {
      case TEXT -> block.part.setText(TextPart.newBuilder().setText(text)).build();
      case REASONING -> block.part.setReasoning(ReasoningPart.newBuilder().setText(text)).build();
      case TOOL_CALL ->
          block.part.setToolCall(EventWriting.toolCall(block.start).setArguments(text)).build();
      case REFUSAL -> block.part.setRefusal(RefusalPart.newBuilder().setText(text)).build();
      case OPAQUE -> block.part.build();
    };
  }
}
