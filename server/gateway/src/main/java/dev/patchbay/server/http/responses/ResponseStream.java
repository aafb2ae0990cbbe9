package dev.patchbay.server.http.responses;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.EventFrames;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Problem;
import dev.patchbay.server.http.StreamAnswering;
import dev.patchbay.server.http.json.JsonText;
import dev.patchbay.server.http.openai.Words;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.Delta;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;

/**
 * A streamed response. A service that speaks the dialect itself is passed on event by event; else
 * events are written anew.
 */
final class ResponseStream extends StreamAnswering implements OutputListener {
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(US_ASCII);
  private static final byte[] SEQUENCE = ",\"sequence_number\":".getBytes(US_ASCII);
  private static final String ARGUMENTS = "response.function_call_arguments";

  private final Output output;
  private final ResponseObject response;
  private final EventFrames frames = new EventFrames();
  private final Map<Object, byte[]> deltaHeads = new HashMap<>();
  private boolean framed;
  private long sequence;

  ResponseStream(HttpCall call, Echo echo) {
    super(call);
    String id = call.ids().responseId();
    output = new Output(id.substring("resp_".length()), echo.summary(), this);
    response = new ResponseObject(id, echo, output);
  }

  @Override
  protected void contentBegins(Route route, boolean isFramed) {
    framed = isFramed;
    response.model(route.target().model());
    output.from(route.provider());
    if (!framed) {
      begun("response.created", takeWayUntold());
      begun("response.in_progress", false);
    }
  }

  /**
   * @param way whether the event tells of the way, too
   */
  private void begun(String type, boolean way) {
    var json = event(type).name("response");
    response.writeBegun(json);
    EventFrames.writeName(out(), type);
    ByteBuf out = beginData().writeBytes(json.bytes());
    if (way) {
      out.writeByte(',').writeBytes(wayMember());
    }
    end(out);
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    frames.read(buffer, offset, length);
    sequence = frames.sequence() + 1;
    frames.writeName(out());
    ByteBuf out = beginData();
    writeFrame(out, buffer, offset, length);
    endData(out);
  }

  @Override
  public void event(ChatEvent event) {
    if (!framed) {
      output.accept(event);
    }
  }

  private static JsonWriter event(String type) {
    return new JsonWriter().beginObject().name("type").string(type);
  }

  private static JsonWriter event(String type, Item item) {
    return event(type).name("output_index").number(item.index());
  }

  private static JsonWriter of(String type, Item item) {
    return event(type, item).name("item_id").string(item.id());
  }

  /** An event of a part; summaries are numbered apart from content. */
  private static JsonWriter of(String type, Item item, Piece piece) {
    boolean summary = piece.kind() == Piece.Kind.SUMMARY;
    return of(type, item).name(summary ? "summary_index" : "content_index").number(piece.index());
  }

  private void send(String type, JsonWriter json) {
    EventFrames.writeName(out(), type);
    end(beginData().writeBytes(json.bytes()));
  }

  /** Ends an event's data with its number. */
  private void end(ByteBuf out) {
    out.writeBytes(SEQUENCE);
    out.writeCharSequence(Long.toString(sequence++), US_ASCII);
    endData(out.writeByte('}'));
  }

  @Override
  public void itemAdded(Item item) {
    item("response.output_item.added", item);
  }

  @Override
  public void itemDone(Item item) {
    item("response.output_item.done", item);
  }

  private void item(String type, Item item) {
    var json = event(type, item).name("item");
    item.write(json);
    send(type, json);
  }

  @Override
  public void pieceAdded(Item item, Piece piece) {
    part(item, piece, "added");
  }

  private void part(Item item, Piece piece, String what) {
    boolean summary = piece.kind() == Piece.Kind.SUMMARY;
    String type = "response." + (summary ? "reasoning_summary_part." : "content_part.") + what;
    var json = of(type, item, piece).name("part");
    piece.write(json);
    send(type, json);
  }

  @Override
  public void pieceGrew(Item item, Piece piece, Delta delta) {
    byte[] head = deltaHeads.computeIfAbsent(piece, p -> head(item, piece));
    ByteBuf out = out().writeBytes(head);
    JsonText.quoted(out, delta.text());
    if (piece.kind() == Piece.Kind.TEXT) {
      var logprobs = new JsonWriter();
      logprobs.name("logprobs");
      Words.logprobs(logprobs, delta.logprobs());
      out.writeByte(',').writeBytes(logprobs.bytes());
    }
    end(out);
  }

  private static byte[] head(Item item, Piece piece) {
    String type = "response." + piece.kind().event() + ".delta";
    return head(type, of(type, item, piece));
  }

  /** All of a delta's event that stands before the delta. */
  private static byte[] head(String type, JsonWriter json) {
    String data = new String(json.name("delta").bytes(), US_ASCII);
    return ("event: " + type + "\ndata: " + data).getBytes(US_ASCII);
  }

  @Override
  public void annotated(Item item, Piece piece, Annotation annotation, int number) {
    String type = "response.output_text.annotation.added";
    var json = of(type, item, piece).name("annotation_index").number(number).name("annotation");
    Piece.annotation(json, annotation);
    send(type, json);
  }

  @Override
  public void pieceDone(Item item, Piece piece) {
    deltaHeads.remove(piece);
    String type = "response." + piece.kind().event() + ".done";
    var json = of(type, item, piece).name(piece.kind().textName()).string(piece.text());
    if (piece.kind() == Piece.Kind.TEXT) {
      json.name("logprobs");
      piece.logprobs(json);
    }
    send(type, json);
    part(item, piece, "done");
  }

  @Override
  public void argumentsGrew(Item item, Delta delta) {
    String type = ARGUMENTS + ".delta";
    byte[] head = deltaHeads.computeIfAbsent(item, i -> head(type, of(type, item)));
    ByteBuf out = out().writeBytes(head);
    JsonText.quoted(out, delta.text());
    end(out);
  }

  @Override
  public void argumentsDone(Item item) {
    deltaHeads.remove(item);
    String type = ARGUMENTS + ".done";
    send(type, of(type, item).name("arguments").string(item.arguments()));
  }

  @Override
  protected void writeHeartbeat(ByteBuf out) {
    out.writeBytes(HEARTBEAT);
  }

  @Override
  protected void writeEnd(Outcome outcome) {
    if (framed) {
      return;
    }
    String type = "response." + output.ending().status().word();
    var json = event(type).name("response");
    response.writeWhole(json, outcome);
    send(type, json);
  }

  /**
   * Tells of the error twice, as OpenAI does: OpenAI's libraries look for it in the first event,
   * some nested and some flat.
   */
  @Override
  protected void writeError(Problem problem) {
    byte[] nested = call().errors().write(problem, call().ids().requestId());
    var error = event("error").name("code").string(problem.code());
    error.name("message").string(problem.message()).name("param");
    if (problem.param() == null) {
      error.nil();
    } else {
      error.string(problem.param());
    }
    error.members(new String(nested, 1, nested.length - 2, UTF_8), name -> true);
    send("error", error);
    var failed = event("response.failed").name("response");
    response.writeFailed(failed, problem);
    send("response.failed", failed);
  }
}
