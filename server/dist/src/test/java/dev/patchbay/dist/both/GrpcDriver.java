package dev.patchbay.dist.both;

import com.google.protobuf.Duration;
import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.Hold;
import dev.patchbay.v1.RequestOptions.UnsupportedParams;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.RoutePreferences.Failover;
import dev.patchbay.v1.StreamChatRequest;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import java.util.concurrent.TimeUnit;

/** The gRPC door. */
final class GrpcDriver implements DoorDriver {
  private static final String SCHEMA = "{\"type\":\"object\"}";

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
    failingOver(input.getRouteBuilder(), question.failingOver());
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
    if (question.schema()) {
      input.getResponseFormatBuilder().getJsonSchemaBuilder().setName("any").setSchemaJson(SCHEMA);
    }
    if (question.drops()) {
      input.getOptionsBuilder().setUnsupportedParams(UnsupportedParams.UNSUPPORTED_PARAMS_DROP);
    }
    return input.build();
  }

  private static void failingOver(RoutePreferences.Builder route, Question.FailingOver failing) {
    route.addAllFallbackModels(failing.fallbacks());
    if (failing.fallbackEnabled() != null) {
      route.setFallbackEnabled(failing.fallbackEnabled());
    }
    if (!failing.elsewhere()) {
      route.setFailover(Failover.FAILOVER_NEVER);
    } else if (failing.afterOutput() != null) {
      route.setFailover(
          switch (failing.afterOutput()) {
            case NEVER -> Failover.FAILOVER_BEFORE_OUTPUT;
            case RESTART -> Failover.FAILOVER_RESTART;
            case CONTINUE -> Failover.FAILOVER_CONTINUE;
          });
    }
    if (failing.hold() != null) {
      route.setHold(hold(failing.hold()));
    }
  }

  private static Hold hold(String amount) {
    var hold = Hold.newBuilder();
    if (amount.equals("none")) {
      hold.getNoneBuilder();
    } else if (amount.equals("whole")) {
      hold.getWholeBuilder();
    } else if (amount.endsWith(" tokens")) {
      hold.setTokens(Integer.parseInt(amount.replace(" tokens", "")));
    } else {
      long millis = Long.parseLong(amount.replace("ms", ""));
      hold.setTime(Duration.newBuilder().setNanos((int) (millis * 1_000_000)));
    }
    return hold.build();
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
