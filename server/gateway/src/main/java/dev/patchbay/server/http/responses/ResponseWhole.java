package dev.patchbay.server.http.responses;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.WholeAnswering;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import dev.patchbay.spi.ChatEvent;
import java.util.ArrayList;
import java.util.List;

/** A whole response. */
final class ResponseWhole extends WholeAnswering {
  private final Echo echo;
  private final List<ChatEvent> events = new ArrayList<>();

  ResponseWhole(HttpCall call, Echo echo) {
    super(call);
    this.echo = echo;
  }

  @Override
  public void event(ChatEvent event) {
    events.add(event);
  }

  @Override
  protected byte[] write(Route route, Outcome outcome) {
    String id = call().ids().responseId();
    var output = new Output(id.substring("resp_".length()), echo.summary(), OutputListener.NONE);
    output.from(route.provider());
    events.forEach(output::accept);
    var response = new ResponseObject(id, echo, output);
    response.model(route.target().model());
    var json = new JsonWriter();
    response.writeWhole(json, outcome);
    return json.bytes();
  }
}
