package dev.patchbay.server.grpc;

import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.FunctionTool;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.ProviderTool;
import dev.patchbay.v1.RequestOptions;
import dev.patchbay.v1.RerankRequest;
import dev.patchbay.v1.ResponseFormat;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.SamplingParams;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamOptions;
import dev.patchbay.v1.TextPart;
import dev.patchbay.v1.Tool;
import dev.patchbay.v1.ToolCallPart;
import dev.patchbay.v1.ToolResultPart;
import java.util.function.Consumer;

/** Requests that are right but for what a test changes. */
final class Requests {
  /** A character outside of the basic plane: one code point, two chars. */
  static final String WIDE = "😀";

  private Requests() {}

  static GenerationInput.Builder input() {
    return GenerationInput.newBuilder().setModel("m").addMessages(user("hello"));
  }

  static ChatMessage.Builder user(String text) {
    return ChatMessage.newBuilder().setRole(Role.ROLE_USER).addParts(text(text));
  }

  static Part.Builder text(String text) {
    return Part.newBuilder().setText(TextPart.newBuilder().setText(text));
  }

  static ChatRequest chat(Consumer<GenerationInput.Builder> change) {
    GenerationInput.Builder input = input();
    change.accept(input);
    return ChatRequest.newBuilder().setInput(input).build();
  }

  static StreamChatRequest stream(Consumer<StreamOptions.Builder> change) {
    StreamOptions.Builder options = StreamOptions.newBuilder();
    change.accept(options);
    return StreamChatRequest.newBuilder().setInput(input()).setStream(options).build();
  }

  static ChatRequest sampling(Consumer<SamplingParams.Builder> change) {
    return chat(input -> change.accept(input.getSamplingBuilder()));
  }

  static ChatRequest route(Consumer<RoutePreferences.Builder> change) {
    return chat(input -> change.accept(input.getRouteBuilder()));
  }

  static ChatRequest options(Consumer<RequestOptions.Builder> change) {
    return chat(input -> change.accept(input.getOptionsBuilder()));
  }

  static ChatRequest format(Consumer<ResponseFormat.Builder> change) {
    return chat(input -> change.accept(input.getResponseFormatBuilder()));
  }

  static ChatRequest message(Consumer<ChatMessage.Builder> change) {
    return chat(input -> change.accept(input.getMessagesBuilder(0)));
  }

  /** The request's only message has this part alone. */
  static ChatRequest part(Consumer<Part.Builder> change) {
    return message(message -> change.accept(message.clearParts().addPartsBuilder()));
  }

  static ChatRequest toolCall(Consumer<ToolCallPart.Builder> change) {
    return part(part -> change.accept(part.getToolCallBuilder().setCallId("1").setName("look_up")));
  }

  static ChatRequest toolResult(Consumer<ToolResultPart.Builder> change) {
    return part(part -> change.accept(part.getToolResultBuilder().setCallId("1")));
  }

  static ChatRequest function(Consumer<FunctionTool.Builder> change) {
    return chat(
        input -> change.accept(input.addToolsBuilder().getFunctionBuilder().setName("look_up")));
  }

  static ChatRequest providerTool(Consumer<ProviderTool.Builder> change) {
    return chat(input ->
        change.accept(input.addToolsBuilder().getProviderBuilder().setType("openai.web_search")));
  }

  static EmbedRequest embed(Consumer<EmbedRequest.Builder> change) {
    EmbedRequest.Builder request = EmbedRequest.newBuilder().setModel("m");
    request.addInputsBuilder().setText("hello");
    change.accept(request);
    return request.build();
  }

  static RerankRequest rerank(Consumer<RerankRequest.Builder> change) {
    RerankRequest.Builder request =
        RerankRequest.newBuilder().setModel("m").setQuery("who?").addDocuments("she");
    change.accept(request);
    return request.build();
  }

  static Tool functionTool(String name) {
    return Tool.newBuilder().setFunction(FunctionTool.newBuilder().setName(name)).build();
  }
}
