package dev.patchbay.server.http.anthropic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.EventFrames;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Minted;
import dev.patchbay.server.http.Problem;
import dev.patchbay.server.http.StreamAnswering;
import dev.patchbay.server.http.json.JsonText;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.BlockStarted;
import dev.patchbay.spi.ChatEvent.Delta;
import dev.patchbay.spi.Usage;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A streamed message. A service that speaks the dialect itself is passed on event by event; else
 * events are written anew.
 *
 * <p>Anthropic's blocks come one after the other, and many clients keep one block in hand only. So
 * a block is stopped when the next one starts, even if its provider ends it later, as those do that
 * number their tool calls. Should more of it come after all, it is told under its old index, which
 * clients that keep all blocks in hand put together rightly.
 */
final class MessageStream extends StreamAnswering {
  private static final byte[] PING =
      "event: ping\ndata: {\"type\": \"ping\"}\n\n".getBytes(US_ASCII);
  private static final byte[] END_OF_DELTA = "}}".getBytes(US_ASCII);

  private final List<Block> blocks = new ArrayList<>(4);
  private final List<ChatEvent.Opaque> foreign = new ArrayList<>(0);
  private final List<Minted> proofs = new ArrayList<>(0);
  private final EventFrames frames = new EventFrames();
  private boolean framed;
  private boolean begun;
  private int next;
  private @Nullable Block open;
  private Usage usage = Usage.of(0, 0);
  private boolean called;
  private boolean refused;
  private String stopReason = "end_turn";
  private ChatEvent.@Nullable ChoiceFinished finish;
  private @Nullable String metadata;

  /** A block of the answer. */
  private static final class Block {
    private final BlockStarted start;
    private final int index;
    private final byte[] deltaHead;

    /**
     * @param index -1: it is not told as a block
     */
    private Block(BlockStarted start, int index) {
      this.start = start;
      this.index = index;
      this.deltaHead = deltaHead(start.kind(), index);
    }

    private static byte[] deltaHead(BlockKind kind, int index) {
      String type =
          switch (kind) {
            case TEXT, REFUSAL -> "\"text_delta\",\"text\":";
            case REASONING -> "\"thinking_delta\",\"thinking\":";
            case TOOL_CALL -> "\"input_json_delta\",\"partial_json\":";
            case OPAQUE -> "";
          };
      String head =
          "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":%d,\"delta\":{\"type\":%s";
      return head.formatted(index, type).getBytes(US_ASCII);
    }
  }

  MessageStream(HttpCall call) {
    super(call);
  }

  @Override
  protected void contentBegins(Route route, boolean isFramed) {
    framed = isFramed;
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    frames.read(buffer, offset, length);
    frames.writeName(out());
    ByteBuf out = beginData();
    writeFrame(out, buffer, offset, length);
    endData(out);
  }

  @Override
  public void event(ChatEvent event) {
    if (framed) {
      return;
    }
    switch (event) {
      case Delta delta -> delta(delta);
      case BlockStarted started -> start(started);
      case ChatEvent.BlockEnded ended -> end(ended);
      case ChatEvent.Annotated annotated -> cite(annotated);
      case ChatEvent.Opaque opaque -> opaque(opaque);
      case ChatEvent.ChoiceFinished finished -> {
        finish = finished;
        stopReason = Words.stopReason(finished, called, refused);
      }
      case ChatEvent.Metadata told -> metadata = told.json();
      case ChatEvent.Used used -> usage = used.usage();
      case ChatEvent.Started started -> {}
      case ChatEvent.Completed completed -> {}
      case ChatEvent.Failed failed -> {}
    }
  }

  /** Later than the first event of all, which may tell what the prompt has cost. */
  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    var json = event("message_start").name("message").beginObject();
    json.name("id").string(Words.messageId(call().ids().responseId()));
    json.name("type").string("message").name("role").string("assistant");
    json.name("model").string(served().target().model());
    json.name("content").beginArray().endArray();
    json.name("stop_reason").nil().name("stop_sequence").nil().name("usage");
    Words.usage(json, usage, false);
    json.endObject();
    send("message_start", json, takeWayUntold());
  }

  private static JsonWriter event(String type) {
    return new JsonWriter().beginObject().name("type").string(type);
  }

  private static JsonWriter event(String type, int index) {
    return event(type).name("index").number(index);
  }

  private void send(String type, JsonWriter json) {
    send(type, json, false);
  }

  /**
   * @param way whether the event tells of the way, too
   */
  private void send(String type, JsonWriter json, boolean way) {
    EventFrames.writeName(out(), type);
    ByteBuf out = beginData();
    out.writeBytes(json.bytes());
    if (way) {
      out.writeByte(',').writeBytes(wayMember());
    }
    endData(out.writeByte('}'));
  }

  private void start(BlockStarted started) {
    if (started.kind() == BlockKind.OPAQUE) {
      blocks.add(new Block(started, -1));
      return;
    }
    called |= started.kind() == BlockKind.TOOL_CALL;
    refused |= started.kind() == BlockKind.REFUSAL;
    begin();
    stop();
    var block = new Block(started, next++);
    blocks.add(block);
    open = block;
    var json = event("content_block_start", block.index).name("content_block").beginObject();
    switch (started.kind()) {
      case TEXT, REFUSAL -> json.name("type").string("text").name("text").string("");
      case REASONING -> {
        json.name("type").string("thinking").name("thinking").string("");
        json.name("signature").string("");
      }
      case TOOL_CALL -> {
        json.name("type").string("tool_use");
        json.name("id").string(started.callId() == null ? "" : started.callId());
        json.name("name").string(started.name() == null ? "" : started.name());
        json.name("input").beginObject().endObject();
      }
      case OPAQUE -> throw new IllegalStateException("told when it is whole");
    }
    send("content_block_start", json.endObject());
  }

  /** Stops the block that is open, if any. */
  private void stop() {
    Block last = open;
    if (last != null) {
      open = null;
      send("content_block_stop", event("content_block_stop", last.index));
    }
  }

  private void delta(Delta delta) {
    if (!delta.text().isEmpty()) {
      ByteBuf out = out().writeBytes(blocks.get(delta.block()).deltaHead);
      JsonText.quoted(out, delta.text());
      endData(out.writeBytes(END_OF_DELTA));
    }
  }

  private void end(ChatEvent.BlockEnded ended) {
    Block block = blocks.get(ended.block());
    if (ended.signature() != null && block.start.kind() == BlockKind.REASONING) {
      var json = delta(block, "signature_delta");
      json.name("signature");
      json.string(MessageWhole.signature(ended.signature(), served().provider()));
      send("content_block_delta", json.endObject());
    }
    Minted proof = Minted.of(block.start, ended.signature(), served().provider());
    if (proof != null) {
      proofs.add(proof);
    }
    if (block == open) {
      stop();
    }
  }

  private static JsonWriter delta(Block block, String type) {
    return event("content_block_delta", block.index)
        .name("delta")
        .beginObject()
        .name("type")
        .string(type);
  }

  private void cite(ChatEvent.Annotated annotated) {
    Block block = blocks.get(annotated.block());
    if (block == open && Words.isCitation(annotated.annotation())) {
      var json = delta(block, "citations_delta").name("citation");
      Words.citation(json, annotated.annotation());
      send("content_block_delta", json.endObject());
    }
  }

  private void opaque(ChatEvent.Opaque opaque) {
    if (!Words.isOwn(opaque)) {
      foreign.add(opaque);
      Minted kept = Minted.of(opaque);
      if (kept != null) {
        whole(json -> Words.kept(json, kept));
      }
      return;
    }
    whole(json -> json.json(opaque.json()));
  }

  /** A block that comes in one piece. */
  private void whole(Consumer<JsonWriter> block) {
    begin();
    stop();
    int index = next++;
    var json = event("content_block_start", index).name("content_block");
    block.accept(json);
    send("content_block_start", json);
    send("content_block_stop", event("content_block_stop", index));
  }

  @Override
  protected void writeHeartbeat(ByteBuf out) {
    out.writeBytes(PING);
  }

  @Override
  protected void writeEnd(Outcome outcome) {
    if (framed) {
      return;
    }
    begin();
    stop();
    proofs.forEach(proof -> whole(json -> Words.kept(json, proof)));
    var json = event("message_delta").name("delta").beginObject();
    Words.stop(json, finish, stopReason);
    json.endObject().name("usage");
    Words.usage(json, outcome.usage(), outcome.estimated());
    Words.asides(finish, stopReason).opaque(foreign).metadata(metadata).write(json);
    send("message_delta", json);
    send("message_stop", event("message_stop"));
  }

  @Override
  protected void writeError(Problem problem) {
    EventFrames.writeName(out(), "error");
    ByteBuf out = beginData();
    out.writeBytes(call().errors().write(problem, call().ids().requestId()));
    endData(out);
  }
}
