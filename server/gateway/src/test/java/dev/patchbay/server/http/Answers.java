package dev.patchbay.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.json.JsonReader;
import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.http.transport.RecordedExchange;
import dev.patchbay.server.relay.Caller;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells a door's callers of answers, without a relay, and looks at what they write. */
public final class Answers {
  private final RecordedExchange exchange = new RecordedExchange("POST", "/");
  private final HttpCall call;
  private final Route route;
  private Usage usage = Usage.of(0, 0);

  /**
   * @param provider who answers, at endpoint {@code e0} with model {@code m-at-e0}
   */
  public Answers(ErrorShape errors, String provider) {
    var ids = new CallIds("req_1", "resp_1");
    call = new HttpCall(exchange.exchange(), ids, errors, Principal.ANONYMOUS);
    Model model =
        new TestCatalog()
            .endpoint("e0", provider, new ScriptedProvider(List.of()))
            .withModel("m", 1)
            .model("m")
            .orElseThrow();
    route = new Route(model, model.targets().getFirst(), 1);
  }

  public HttpCall call() {
    return call;
  }

  public RecordedExchange exchange() {
    return exchange;
  }

  /** The answer opens and its content begins. */
  public Answers begin(Caller caller, boolean framed) {
    caller.opened(new Caller.Opening(route, List.of(), List.of(), Duration.ofMinutes(1)));
    caller.begins(route, framed);
    return this;
  }

  /** The same after a heartbeat. */
  public Answers beginLate(Caller caller) {
    caller.opened(new Caller.Opening(route, List.of(), List.of(), Duration.ofMinutes(1)));
    caller.heartbeat(Duration.ofSeconds(15), Caller.Phase.WAITING_FIRST_TOKEN);
    caller.begins(route, false);
    return this;
  }

  public Answers say(Caller caller, ChatEvent... events) {
    for (ChatEvent event : events) {
      if (event instanceof ChatEvent.Used used) {
        usage = used.usage();
      }
      caller.event(event);
    }
    return this;
  }

  public Answers frame(Caller caller, String json) {
    byte[] bytes = ("xx" + json).getBytes(UTF_8);
    caller.frame(bytes, 2, bytes.length - 2);
    return this;
  }

  public void complete(Caller caller) {
    caller.completed(outcome());
  }

  public void fail(Caller caller) {
    caller.failed(Fault.interrupted(Fault.of(Reason.PROVIDER_ERROR, "cut")), outcome());
  }

  /** Who answers. */
  public Route route() {
    return route;
  }

  public Outcome outcome() {
    return new Outcome(route, usage, false, List.of(), List.of(), 1, 2);
  }

  /** What was sent of a stream, an event a line: its name and its data, which is one object. */
  public List<String> events() {
    var events = new ArrayList<String>();
    for (String event : exchange.text().split("\n\n", -1)) {
      if (event.startsWith("event: ")) {
        String[] lines = event.split("\n", -1);
        assertThat(lines).hasSize(2);
        assertThat(lines[1]).startsWith("data: {");
        check(lines[1].substring("data: ".length()));
        events.add(lines[0].substring(7) + " " + lines[1].substring(6));
      } else if (!event.isEmpty()) {
        events.add(event);
      }
    }
    return events;
  }

  /** The names of the events. */
  public List<String> names() {
    return events().stream().map(event -> event.substring(0, event.indexOf(' '))).toList();
  }

  /** The body of a whole answer, which is one object. */
  public String body() {
    String body = new String(exchange.reply().body(), UTF_8);
    check(body);
    return body;
  }

  private static void check(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    var reader = new JsonReader().over(bytes, 0, bytes.length);
    assertThat(reader.peek()).isEqualTo('{');
    reader.skipToEnd();
  }
}
