package dev.patchbay.dist.both;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.RequestOptions.UnsupportedParams;
import dev.patchbay.v1.StreamChatRequest;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import java.util.concurrent.TimeUnit;

/** The gRPC door. */
final class GrpcDriver implements DoorDriver {
  private final Gateway gateway;

  GrpcDriver(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public Asked ask(Question question) {
    GenerationInput input = input(question);
    CallOptions options = options(question);
    Metadata metadata = metadata(question);
    return question.streamed()
        ? GrpcStream.open(
            gateway,
            StreamChatRequest.newBuilder().setInput(input).build(),
            options,
            metadata,
            question.window())
        : new GrpcUnary(
            gateway.channel(), ChatRequest.newBuilder().setInput(input).build(), options, metadata);
  }

  private static GenerationInput input(Question question) {
    GenerationInput.Builder input =
        Ask.input(question.model()).clearMessages().addMessages(Ask.user(question.text()));
    input
        .getRouteBuilder()
        .addAllOnlyProviders(question.only())
        .addAllExcludeProviders(question.excluded())
        .addAllAllowedRegions(question.regions());
    for (String tool : question.tools()) {
      input
          .addToolsBuilder()
          .getFunctionBuilder()
          .setName(tool)
          .setParametersSchemaJson("{\"type\":\"object\"}");
    }
    input.getSamplingBuilder().addAllStop(question.stop());
    if (question.json()) {
      input.getResponseFormatBuilder().getJsonObjectBuilder();
    }
    if (question.drops()) {
      input.getOptionsBuilder().setUnsupportedParams(UnsupportedParams.UNSUPPORTED_PARAMS_DROP);
    }
    return input.build();
  }

  private static CallOptions options(Question question) {
    return question.timeLimit() == null
        ? CallOptions.DEFAULT
        : CallOptions.DEFAULT.withDeadlineAfter(
            question.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Metadata metadata(Question question) {
    var metadata = new Metadata();
    if (question.key() != null) {
      metadata.put(key("authorization"), "Bearer " + question.key());
    }
    if (question.requestId() != null) {
      metadata.put(key("x-request-id"), question.requestId());
    }
    return metadata;
  }

  static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
