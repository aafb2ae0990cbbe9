package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.v1.BlockStarted;
import dev.patchbay.v1.Choice;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same events, written as a stream and put together as one answer, say the same. */
class AnswerAssemblyTest {
  /** Two choices, interleaved blocks of every kind. */
  private static final List<ChatEvent> ANSWER =
      List.of(
          ChatEvent.blockStarted(0, 0, BlockKind.REASONING),
          ChatEvent.blockStarted(1, 1, BlockKind.REFUSAL),
          ChatEvent.delta(0, BlockKind.REASONING, "hm"),
          ChatEvent.delta(1, BlockKind.REFUSAL, "no"),
          ChatEvent.delta(0, BlockKind.REASONING, "m"),
          ChatEvent.blockEnded(0, "sealed"),
          ChatEvent.blockStarted(2, 0, BlockKind.TEXT),
          ChatEvent.delta(2, BlockKind.TEXT, "Hel"),
          ChatEvent.toolCallStarted(3, 0, "call-1", "weather"),
          ChatEvent.delta(3, BlockKind.TOOL_CALL, "{\"a\":"),
          ChatEvent.delta(2, BlockKind.TEXT, "lo"),
          ChatEvent.delta(3, BlockKind.TOOL_CALL, "1}"),
          ChatEvent.blockEnded(2),
          ChatEvent.blockEnded(3),
          ChatEvent.blockStarted(4, 0, BlockKind.OPAQUE),
          ChatEvent.opaque(4, "fake.block", "{\"b\":2}"),
          ChatEvent.blockEnded(4),
          ChatEvent.blockEnded(1),
          ChatEvent.choiceFinished(0, FinishReason.TOOL_CALLS, "tool_use"),
          ChatEvent.choiceFinished(1, FinishReason.REFUSAL, "refusal"));

  private static List<Choice> assembled() {
    var assembly = new AnswerAssembly("fake");
    ANSWER.forEach(assembly::add);
    return assembly.choices();
  }

  private static List<StreamChatResponse> streamed() {
    var writing = new EventWriting("fake");
    var messages = new ArrayList<StreamChatResponse>();
    for (ChatEvent event : ANSWER) {
      var message = StreamChatResponse.newBuilder();
      if (writing.write(event, message)) {
        messages.add(message.build());
      }
    }
    return messages;
  }

  @Test
  void metadata_isTheProvidersOwn() {
    var assembly = new AnswerAssembly("fake");
    assertThat(assembly.metadata()).isEmpty();

    assembly.add(ChatEvent.metadata("{\"tier\":1.50}"));

    assertThat(assembly.metadata()).isEqualTo("{\"tier\":1.50}");
  }

  @Test
  void choices_interleavedBlocks_becomePartsInTheOrderOfTheirStarts() {
    List<Choice> choices = assembled();

    assertThat(choices).extracting(Choice::getIndex).containsExactly(0, 1);
    List<Part> parts = choices.getFirst().getMessage().getPartsList();
    assertThat(parts)
        .extracting(Part::getKindCase)
        .containsExactly(
            Part.KindCase.REASONING,
            Part.KindCase.TEXT,
            Part.KindCase.TOOL_CALL,
            Part.KindCase.OPAQUE);
    assertThat(parts.getFirst().getSignature().getOrigin()).isEqualTo("fake");
    assertThat(parts.get(1).getText().getText()).isEqualTo("Hello");
    assertThat(parts.get(2).getToolCall().getCallId()).isEqualTo("call-1");
    assertThat(parts.get(2).getToolCall().getArguments()).isEqualTo("{\"a\":1}");
    assertThat(parts.get(3).getOpaque().getJson()).isEqualTo("{\"b\":2}");
    assertThat(choices.getFirst().getFinish().getRawReason()).isEqualTo("tool_use");
    assertThat(choices.getLast().getMessage().getParts(0).getRefusal().getText()).isEqualTo("no");
  }

  @Test
  void write_sameEvents_deltasJoinToTheUnaryParts() {
    var text = new StringBuilder();
    var reasoning = new StringBuilder();
    var arguments = new StringBuilder();
    for (StreamChatResponse message : streamed()) {
      text.append(message.getText().getText());
      reasoning.append(message.getReasoning().getText());
      arguments.append(message.getToolCall().getArguments());
    }

    List<Part> parts = assembled().getFirst().getMessage().getPartsList();
    assertThat(reasoning).hasToString(parts.getFirst().getReasoning().getText());
    assertThat(text).hasToString(parts.get(1).getText().getText());
    assertThat(arguments).hasToString(parts.get(2).getToolCall().getArguments());
  }

  @Test
  void write_opaqueBlock_startsOnceWithTheWholeOfIt() {
    List<BlockStarted> opaque =
        streamed().stream()
            .filter(message -> message.getKindCase() == KindCase.BLOCK_STARTED)
            .map(StreamChatResponse::getBlockStarted)
            .filter(started -> started.getKind() == BlockStarted.Kind.KIND_OPAQUE)
            .toList();

    assertThat(opaque).hasSize(1);
    assertThat(opaque.getFirst().getHead())
        .isEqualTo(assembled().getFirst().getMessage().getParts(3));
  }

  @Test
  void write_token_holdsTheTokenAndNothingElse() {
    var message = StreamChatResponse.newBuilder();
    new EventWriting("fake").write(ChatEvent.delta(0, BlockKind.TEXT, "tokens"), message);
    assertThat(message.setSequence(100).build().getSerializedSize()).isLessThanOrEqualTo(16);
  }

  @Test
  void write_eventThatIsNoContent_isRefused() {
    assertThatThrownBy(() ->
            new EventWriting("fake").write(ChatEvent.completed(), StreamChatResponse.newBuilder()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
