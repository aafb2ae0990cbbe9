package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.v1.Annotation;
import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.Signature;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageTranslationTest {
  private static final ByteString NOT_UTF8 = ByteString.fromHex("fffe");

  private final List<String> unsupported = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "ROLE_SYSTEM,system",
    "ROLE_DEVELOPER,developer",
    "ROLE_USER,user",
    "ROLE_ASSISTANT,assistant",
    "ROLE_TOOL,tool"
  })
  void translate_role_isItsWord(Role role, String word) {
    assertThat(translate(ChatMessage.newBuilder().setRole(role)).role()).isEqualTo(word);
  }

  @Test
  void translate_message_carriesAll() {
    Message message =
        translate(
            Requests.user("a")
                .addParts(Requests.text("b"))
                .setName("ann")
                .setExtraJson("{\"x\":1}"));

    assertThat(message)
        .isEqualTo(
            new Message(
                Message.USER,
                List.of(Part.Text.of("a"), Part.Text.of("b")),
                "ann",
                new Extra("\"x\":1")));
  }

  @Test
  void translate_marks_areCarried() {
    Part part =
        part(p -> {
          p.mergeFrom(Requests.text("t").setExtraJson("{\"y\":2}").build());
          p.setSignature(signature(ByteString.copyFromUtf8("sïg")));
          p.getCachePointBuilder().setTtl("5m");
        });

    assertThat(part.marks()).isEqualTo(new Marks("sïg", "anthropic", "5m", new Extra("\"y\":2")));
    assertThat(unsupported).isEmpty();
  }

  @Test
  void translate_cachePointWithoutTtl_isTheProvidersDefault() {
    Part part = part(p -> p.mergeFrom(Requests.text("t").build()).getCachePointBuilder());

    assertThat(part.marks()).isEqualTo(new Marks(null, null, "", Extra.NONE));
  }

  @Test
  void translate_signatureThatIsNoText_isReportedAndLeftOut() {
    Part part =
        part(p -> p.mergeFrom(Requests.text("t").setSignature(signature(NOT_UTF8)).build()));

    assertThat(part.marks()).isEqualTo(new Marks(null, "anthropic", null, Extra.NONE));
    assertThat(unsupported).containsExactly("messages[0].parts[0].signature.value");
  }

  @Test
  void translate_reasoning_isCarriedWithItsSeal() {
    Part part =
        part(p -> {
          p.getReasoningBuilder().setText("hm").setEncrypted(ByteString.copyFromUtf8("enc"));
          p.setSignature(signature(ByteString.copyFromUtf8("s")));
        });

    assertThat(part)
        .isEqualTo(new Part.Reasoning("hm", "enc", new Marks("s", "anthropic", null, Extra.NONE)));
    assertThat(unsupported).isEmpty();
  }

  @Test
  void translate_sealedReasoningOfUnknownOrigin_isReportedAndLeftOut() {
    Part part = part(p -> p.getReasoningBuilder().setEncrypted(ByteString.copyFromUtf8("enc")));

    assertThat(part).isEqualTo(new Part.Reasoning("", null, Marks.NONE));
    assertThat(unsupported).containsExactly("messages[0].parts[0].reasoning.encrypted");
  }

  @Test
  void translate_reasoningSummary_isReported() {
    part(p -> p.getReasoningBuilder().setText("hm").setSummary(true));

    assertThat(unsupported).containsExactly("messages[0].parts[0].reasoning.summary");
  }

  @Test
  void translate_toolCall_emptyArgumentsAreAnEmptyObject() {
    assertThat(part(p -> p.getToolCallBuilder().setCallId("1").setName("f")))
        .isEqualTo(new Part.ToolCall("1", "f", "{}", Marks.NONE));
  }

  @Test
  void translate_toolCallOfAnotherKind_isReported() {
    part(p -> p.getToolCallBuilder().setFreeform(true).setProviderExecuted(true));

    assertThat(unsupported)
        .containsExactly(
            "messages[0].parts[0].tool_call.freeform",
            "messages[0].parts[0].tool_call.provider_executed");
  }

  @Test
  void translate_toolResultWithoutName_takesTheNameOfItsCall() {
    ChatMessage.Builder call = ChatMessage.newBuilder().setRole(Role.ROLE_ASSISTANT);
    call.addPartsBuilder().getToolCallBuilder().setCallId("1").setName("f");
    ChatMessage.Builder results = ChatMessage.newBuilder().setRole(Role.ROLE_TOOL);
    results.addPartsBuilder().getToolResultBuilder().setCallId("1").addParts(Requests.text("ok"));
    results.addPartsBuilder().getToolResultBuilder().setCallId("2").setIsError(true);
    results.addPartsBuilder().getToolResultBuilder().setCallId("3").setName("named");

    Message message = messages(call, results).get(1);

    assertThat(message.role()).isEqualTo(Message.TOOL);
    assertThat(message.parts())
        .containsExactly(
            new Part.ToolResult("1", "f", List.of(Part.Text.of("ok")), false, Marks.NONE),
            new Part.ToolResult("2", null, List.of(), true, Marks.NONE),
            new Part.ToolResult("3", "named", List.of(), false, Marks.NONE));
  }

  @Test
  void translate_partWithinAToolResult_isReportedWithItsWholePath() {
    part(p ->
        p.getToolResultBuilder()
            .setCallId("1")
            .addParts(Requests.text("ok"))
            .addParts(Requests.text("t").setSignature(signature(NOT_UTF8))));

    assertThat(unsupported)
        .containsExactly("messages[0].parts[0].tool_result.parts[1].signature.value");
  }

  @Test
  void translate_mediaBytes_areReadOnly() {
    ByteString data = ByteString.copyFromUtf8("png");

    Part part =
        part(p -> p.getMediaBuilder().setMimeType("image/png").setData(data).setDetail("low"));

    ByteBuffer bytes = data.asReadOnlyByteBuffer();
    assertThat(part)
        .isEqualTo(new Part.Media("image/png", bytes, null, null, null, "low", Marks.NONE));
    assertThat(((Part.Media) part).data()).satisfies(b -> assertThat(b.isReadOnly()).isTrue());
  }

  @Test
  void translate_mediaElsewhere_isNamed() {
    assertThat(part(p -> p.getMediaBuilder().setUri("u").setFilename("n")))
        .isEqualTo(new Part.Media("", null, "u", null, "n", null, Marks.NONE));
    assertThat(part(p -> p.getMediaBuilder().setFileId("f")))
        .isEqualTo(new Part.Media("", null, null, "f", null, null, Marks.NONE));
  }

  @Test
  void translate_opaqueAndRefusal_areCarried() {
    assertThat(part(p -> p.getOpaqueBuilder().setType("a.b").setJson("{\"c\":1}")))
        .isEqualTo(new Part.Opaque("a.b", "{\"c\":1}", Marks.NONE));
    assertThat(part(p -> p.getRefusalBuilder().setText("no").setCategory("harm")))
        .isEqualTo(new Part.Refusal("no", Marks.NONE));
    assertThat(unsupported).containsExactly("messages[0].parts[0].refusal.category");
  }

  @Test
  void translate_outputOnlyFields_areIgnored() {
    part(p -> {
      p.getMediaBuilder().setUri("u").setTranscript("spoken");
      p.addAnnotations(Annotation.newBuilder().setUri("https://a"));
    });

    assertThat(unsupported).isEmpty();
  }

  private static Signature signature(ByteString value) {
    return Signature.newBuilder().setOrigin("anthropic").setValue(value).build();
  }

  private Part part(Consumer<dev.patchbay.v1.Part.Builder> change) {
    ChatMessage.Builder message = ChatMessage.newBuilder().setRole(Role.ROLE_ASSISTANT);
    change.accept(message.addPartsBuilder());
    return translate(message).parts().get(0);
  }

  private Message translate(ChatMessage.Builder message) {
    return messages(message).get(0);
  }

  private List<Message> messages(ChatMessage.Builder... messages) {
    List<ChatMessage> built = new ArrayList<>();
    for (ChatMessage.Builder message : messages) {
      built.add(message.build());
    }
    var translation = new MessageTranslation(built);
    List<Message> translated = translation.translate();
    unsupported.addAll(translation.unsupported());
    return translated;
  }
}
