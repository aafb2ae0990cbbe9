package dev.patchbay.server.telemetry;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.EmbedRequest;
import dev.patchbay.server.relay.FailedAttempt;
import dev.patchbay.server.relay.FailureKind;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Route;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hand-made calls for model {@code m}, served by {@code east} (azure) and {@code west} (openai).
 */
final class Calls {
  static final String MODEL = "m";
  static final Catalog CATALOG =
      new TestCatalog()
          .endpoint("east", "azure", new ScriptedProvider(List.of()))
          .endpoint("west", "openai", new ScriptedProvider(List.of()))
          .withModel(MODEL, 1);

  private Calls() {}

  static ChatRequest chat(Door door, String model, boolean stream) {
    ChatCall call = ChatCall.builder(model, List.of()).stream(stream).build();
    return new ChatRequest(call, Terms.builder(door, Principal.ANONYMOUS).build(), Duration.ZERO);
  }

  static ChatRequest chat(String model, String prompt) {
    ChatCall call = ChatCall.builder(model, List.of(Message.of(Message.USER, prompt))).build();
    return new ChatRequest(
        call, Terms.builder(Door.HTTP, Principal.ANONYMOUS).build(), Duration.ZERO);
  }

  static EmbedRequest embed() {
    EmbedCall call = EmbedCall.builder(MODEL, List.of(new EmbedInput.Text("one"))).build();
    return new EmbedRequest(call, Terms.builder(Door.HTTP, Principal.ANONYMOUS).build());
  }

  /**
   * @param endpoint 0: east, 1: west
   */
  static Route route(int endpoint, int attempt) {
    return new Route(model(CATALOG), target(CATALOG, endpoint), attempt);
  }

  static Model model(Catalog catalog) {
    return catalog.models().values().iterator().next();
  }

  static Target target(Catalog catalog, int endpoint) {
    return model(catalog).targets().get(endpoint);
  }

  static Fault fault(Reason reason) {
    return Fault.of(reason, "for the test");
  }

  static FailedAttempt failed(Route route, Fault fault, long nanos) {
    return new FailedAttempt(route, FailureKind.SERVER_ERROR, fault, nanos, null);
  }

  static long millis(long number) {
    return TimeUnit.MILLISECONDS.toNanos(number);
  }

  /** 30 ms to the first token, 200 ms in all. */
  static Outcome outcome(@Nullable Route route, Usage usage, FailedAttempt... failed) {
    return new Outcome(route, usage, false, List.of(), List.of(failed), millis(30), millis(200));
  }

  /** A call that the first target serves. */
  static void serve(CallMetrics metrics, Request<?> request) {
    Route route = route(0, 1);
    metrics.started(request);
    metrics.attemptEnded(request, route, null, millis(199));
    metrics.ended(request, outcome(route, Usage.of(100, 7).withReasoning(5)), null, false);
  }
}
