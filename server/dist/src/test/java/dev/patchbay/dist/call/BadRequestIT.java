package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.ResourceInfo;
import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.MediaPart;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.ToolCallPart;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each bad request is refused by both methods before any provider is asked, and says why. */
class BadRequestIT {
  private ScriptedUpstream upstream;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
    gateway = Gateway.over(upstream);
  }

  @AfterEach
  void close() throws Exception {
    gateway.close();
    assertThat(upstream.connections()).isZero();
    upstream.close();
  }

  @Test
  void noModel_invalidRequestAtInputModel() {
    assertInvalid(Ask.input(""), "INVALID_REQUEST", "input.model");
  }

  @Test
  void noInput_invalidRequestAtInput() {
    Failure failure = gateway.stream(StreamChatRequest.getDefaultInstance()).failure();

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("input");
  }

  @Test
  void emptyMessages_invalidRequestAtInputMessages() {
    assertInvalid(Ask.input("m").clearMessages(), "INVALID_REQUEST", "input.messages");
  }

  @Test
  void brokenToolArguments_invalidRequestAtTheArguments() {
    var call = ToolCallPart.newBuilder().setCallId("c").setName("f").setArguments("{\"city\":");
    var message =
        ChatMessage.newBuilder()
            .setRole(Role.ROLE_ASSISTANT)
            .addParts(Part.newBuilder().setToolCall(call));

    assertInvalid(
        Ask.input("m").addMessages(message),
        "INVALID_REQUEST",
        "input.messages[1].parts[0].tool_call.arguments");
  }

  @Test
  void unsupportedParameter_unsupportedParameterAtItsField() {
    var input = Ask.input("m");
    input.getRouteBuilder().setAffinityKey("a");

    assertInvalid(input, "UNSUPPORTED_PARAMETER", "input.route.affinity_key");
  }

  @Test
  void unknownModel_notFoundWithResourceInfo() {
    for (Failure failure : failures(Ask.input("gpt-9"))) {
      assertThat(failure.code()).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(failure.reason()).isEqualTo("MODEL_NOT_FOUND");
      assertThat(failure.metadata()).containsEntry("model", "gpt-9");
      assertThat(failure.message()).contains("gpt-9").contains("ListModels");
      assertThat(failure.detail(ResourceInfo.class))
          .hasValueSatisfying(info -> assertThat(info.getResourceName()).isEqualTo("models/gpt-9"));
    }
  }

  @Test
  void messageAbove32MiB_requestTooLarge() {
    ByteString data = ByteString.copyFrom(new byte[33 * 1024 * 1024]);
    var media = MediaPart.newBuilder().setMimeType("image/png").setData(data);
    var input = Ask.input("m");
    input.getMessagesBuilder(0).addParts(Part.newBuilder().setMedia(media));

    for (Failure failure : failures(input)) {
      assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(failure.reason()).isEqualTo("REQUEST_TOO_LARGE");
      assertThat(failure.message()).contains("33554432");
    }
  }

  @Test
  void providerKeyInMetadata_unsupportedParameterAndNotEchoed() {
    var metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("x-patchbay-provider-key-openai", Metadata.ASCII_STRING_MARSHALLER),
        "sk-mine");
    Failure failure = gateway.stream(Ask.streamed(), CallOptions.DEFAULT, metadata).failure();

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo("UNSUPPORTED_PARAMETER");
    assertThat(failure.fields()).containsExactly("metadata x-patchbay-provider-key-openai");
    assertThat(failure.toString()).doesNotContain("sk-mine");
  }

  private void assertInvalid(GenerationInput.Builder input, String reason, String field) {
    for (Failure failure : failures(input)) {
      assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(failure.reason()).isEqualTo(reason);
      assertThat(failure.fields()).containsExactly(field);
      assertThat(failure.message()).contains(field);
      assertThat(failure.metadata()).containsEntry("outputSent", "false");
    }
  }

  /** Of both methods. */
  private java.util.List<Failure> failures(GenerationInput.Builder input) {
    Failure streamed =
        gateway.stream(StreamChatRequest.newBuilder().setInput(input).build()).failure();
    Failure whole =
        Failure.of(() -> {
          var ignored = gateway.chat(ChatRequest.newBuilder().setInput(input).build());
        });
    return java.util.List.of(streamed, whole);
  }
}
