package dev.patchbay.server.http.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.Asides;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Minted;
import dev.patchbay.server.http.Problem;
import dev.patchbay.server.http.StreamAnswering;
import dev.patchbay.server.http.json.JsonText;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockEnded;
import dev.patchbay.spi.ChatEvent.BlockStarted;
import dev.patchbay.spi.ChatEvent.Delta;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A streamed chat completion. A service that speaks the dialect itself is passed on chunk by chunk;
 * else chunks are written from events.
 */
final class ChatStream extends StreamAnswering {
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(US_ASCII);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(US_ASCII);
  private static final byte[] CHOICES = "\"choices\":".getBytes(US_ASCII);
  private static final byte[] INDEX = "[{\"index\":".getBytes(US_ASCII);
  private static final byte[] DELTA = ",\"delta\":{".getBytes(US_ASCII);
  private static final byte[] UNFINISHED = "},\"finish_reason\":null}]}".getBytes(US_ASCII);
  private static final byte[] CONTENT = "\"content\":".getBytes(US_ASCII);

  private final boolean usageWanted;
  private final String id;
  private final long created = Instant.now().getEpochSecond();
  private final List<Block> blocks = new ArrayList<>(4);
  private final List<Choice> choices = new ArrayList<>(1);
  private final ServiceChunks chunks = new ServiceChunks();
  private boolean framed;
  private byte[] head = {};

  /**
   * A block of the answer.
   *
   * @param toolCall the number of its tool call in its choice; -1: it is none
   * @param thought the text so far, if it is a thought: its proof is told with the whole of it
   */
  private record Block(BlockStarted start, int toolCall, StringBuilder thought) {
    int choice() {
      return start.choice();
    }
  }

  /** How far a choice has come: the entries of the lists in its deltas, which clients join. */
  private static final class Choice {
    private boolean begun;
    private int toolCalls;
    private int annotations;
    private int details;
    private int opaque;
  }

  /**
   * @param usageWanted whether the stream shall end with what was used
   */
  ChatStream(HttpCall call, boolean usageWanted) {
    super(call);
    this.usageWanted = usageWanted;
    id = "chatcmpl-" + call.ids().responseId().substring("resp_".length());
  }

  @Override
  protected void contentBegins(Route route, boolean isFramed) {
    framed = isFramed;
    head = new ChunkHead(id, created, route.target().model()).bytes();
  }

  @Override
  public boolean canLeaveFrames() {
    return true;
  }

  /** What comes now is another attempt's; its chunks say they are of the answer begun. */
  @Override
  public void rerouted(Rerouting rerouting) {
    if (framed && rerouting.effect() != Effect.NO_OUTPUT_LOST) {
      framed = false;
      chunks.end();
      head = ChunkHead.of(chunks.first(), head);
    }
  }

  @Override
  public void event(ChatEvent event) {
    if (framed) {
      note(event);
      return;
    }
    switch (event) {
      case Delta delta -> delta(delta);
      case BlockStarted started -> start(started);
      case BlockEnded ended -> end(ended);
      case ChatEvent.Annotated annotated -> annotate(annotated);
      case ChatEvent.Opaque opaque -> opaque(opaque);
      case ChatEvent.ChoiceFinished finished -> finish(finished);
      case ChatEvent.Metadata told -> metadata(told);
      case ChatEvent.Used used -> {}
      case ChatEvent.Started started -> {}
      case ChatEvent.Completed completed -> {}
      case ChatEvent.Failed failed -> {}
    }
  }

  private void note(ChatEvent event) {
    chunks.note(event);
    if (event instanceof BlockStarted started) {
      number(started);
      choice(started.choice()).begun = true;
    }
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    if (chunks.passes(buffer, offset, length)) {
      write(buffer, offset, length);
    }
  }

  private void write(byte[] buffer, int offset, int length) {
    ByteBuf out = beginData();
    writeFrame(out, buffer, offset, length);
    endData(out);
  }

  private void start(BlockStarted started) {
    int choice = started.choice();
    int number = number(started);
    role(choice);
    if (number < 0) {
      return;
    }
    var json = new JsonWriter().beginObject().name("tool_calls").beginArray().beginObject();
    json.name("index").number(number);
    json.name("id").string(started.callId() == null ? "" : started.callId());
    json.name("type").string("function").name("function").beginObject();
    json.name("name").string(started.name() == null ? "" : started.name());
    json.name("arguments").string("").endObject();
    members(choice, json.endObject().endArray().endObject());
  }

  /** Gives a block its place: the number of its tool call in its choice; -1: it is none. */
  private int number(BlockStarted started) {
    boolean call = started.kind() == ChatEvent.BlockKind.TOOL_CALL;
    int number = call ? choice(started.choice()).toolCalls++ : -1;
    blocks.add(new Block(started, number, new StringBuilder(0)));
    return number;
  }

  private Choice choice(int index) {
    while (choices.size() <= index) {
      choices.add(new Choice());
    }
    return choices.get(index);
  }

  /** A choice's first chunk says who speaks. */
  private void role(int choice) {
    if (!choice(choice).begun) {
      choice(choice).begun = true;
      members(
          choice,
          new JsonWriter()
              .beginObject()
              .name("role")
              .string("assistant")
              .name("content")
              .string("")
              .endObject());
    }
  }

  private void delta(Delta delta) {
    Block block = blocks.get(delta.block());
    if (delta.kind() == ChatEvent.BlockKind.TEXT && delta.logprobs().isEmpty()) {
      ByteBuf out = beginChoice(block.choice());
      out.writeBytes(CONTENT);
      JsonText.quoted(out, delta.text());
      endData(out.writeBytes(UNFINISHED));
    } else {
      otherDelta(block, delta);
    }
  }

  private void otherDelta(Block block, Delta delta) {
    var json = new JsonWriter().beginObject();
    switch (delta.kind()) {
      case TEXT -> json.name("content").string(delta.text());
      case REASONING -> {
        block.thought.append(delta.text());
        json.name("reasoning_content").string(delta.text());
      }
      case REFUSAL -> json.name("refusal").string(delta.text());
      case TOOL_CALL -> {
        json.name("tool_calls").beginArray().beginObject().name("index").number(block.toolCall());
        json.name("function").beginObject().name("arguments").string(delta.text());
        json.endObject().endObject().endArray();
      }
      case OPAQUE -> throw new IllegalArgumentException("an opaque block has no deltas");
    }
    json.endObject();
    if (delta.logprobs().isEmpty()) {
      members(block.choice(), json);
      return;
    }
    ByteBuf out = beginChoice(block.choice());
    out.writeBytes(inner(json));
    out.writeBytes("},\"logprobs\":{\"content\":".getBytes(US_ASCII));
    var logprobs = new JsonWriter();
    Words.logprobs(logprobs, delta.logprobs());
    out.writeBytes(logprobs.bytes());
    endData(out.writeBytes(UNFINISHED));
  }

  private void end(BlockEnded ended) {
    String signature = ended.signature();
    if (signature == null) {
      return;
    }
    Block block = blocks.get(ended.block());
    var proof = new Minted.Proof(served().provider(), signature);
    var json = new JsonWriter().beginObject().name(ReasoningDetails.MEMBER).beginArray();
    int index = choice(block.choice()).details++;
    ReasoningDetails.write(json, index, block.start, block.thought, proof);
    members(block.choice(), json.endArray().endObject());
  }

  private void annotate(ChatEvent.Annotated annotated) {
    int choice = blocks.get(annotated.block()).choice();
    var json = new JsonWriter().beginObject().name("annotations").beginArray().beginObject();
    json.name("index").number(choice(choice).annotations++);
    Words.annotation(json, annotated.annotation());
    members(choice, json.endObject().endArray().endObject());
  }

  private void opaque(ChatEvent.Opaque opaque) {
    int choice = blocks.get(opaque.block()).choice();
    var json = new JsonWriter().beginObject();
    new Asides().opaque(opaque, choice(choice).opaque++).write(json);
    members(choice, json.endObject());
  }

  /** A chunk with these members in a choice's delta. */
  private void members(int choice, JsonWriter object) {
    ByteBuf out = beginChoice(choice);
    out.writeBytes(inner(object));
    endData(out.writeBytes(UNFINISHED));
  }

  private static byte[] inner(JsonWriter object) {
    byte[] whole = object.bytes();
    return java.util.Arrays.copyOfRange(whole, 1, whole.length - 1);
  }

  private ByteBuf beginChoice(int choice) {
    ByteBuf out = beginChunk();
    out.writeBytes(CHOICES).writeBytes(INDEX);
    ascii(out, choice);
    return out.writeBytes(DELTA);
  }

  /** Up to the comma before the next member. */
  private ByteBuf beginChunk() {
    ByteBuf out = beginData();
    out.writeBytes(head).writeByte(',');
    if (takeWayUntold()) {
      out.writeBytes(wayMember()).writeByte(',');
    }
    return out;
  }

  private static void ascii(ByteBuf out, int number) {
    if (number < 10) {
      out.writeByte('0' + number);
    } else {
      out.writeCharSequence(Integer.toString(number), US_ASCII);
    }
  }

  private void finish(ChatEvent.ChoiceFinished finished) {
    role(finished.choice());
    ByteBuf out = beginChoice(finished.choice());
    out.writeBytes("},\"finish_reason\":".getBytes(US_ASCII));
    JsonText.quoted(out, Words.finish(finished));
    Asides asides = Words.asides(finished);
    if (!asides.isEmpty()) {
      out.writeByte(',').writeBytes(member(asides));
    }
    endData(out.writeBytes("}]}".getBytes(US_ASCII)));
  }

  private static byte[] member(Asides asides) {
    var json = new JsonWriter().beginObject();
    asides.write(json);
    return inner(json.endObject());
  }

  /** In a chunk of its own without choices, like the one that tells of usage. */
  private void metadata(ChatEvent.Metadata told) {
    ByteBuf out = beginChunk();
    out.writeBytes(CHOICES).writeBytes("[],".getBytes(US_ASCII));
    out.writeBytes(member(new Asides().metadata(told.json())));
    endData(out.writeByte('}'));
  }

  @Override
  protected void writeHeartbeat(ByteBuf out) {
    out.writeBytes(HEARTBEAT);
  }

  @Override
  protected void writeEnd(Outcome outcome) {
    byte[] usageChunk = chunks.usage();
    if (usageWanted && usageChunk.length > 0) {
      write(usageChunk, 0, usageChunk.length);
    } else if (usageWanted && !chunks.isUsageToldBeside()) {
      ByteBuf out = beginChunk();
      var usage = new JsonWriter();
      Words.usage(usage, outcome);
      out.writeBytes(CHOICES).writeBytes("[],\"usage\":".getBytes(US_ASCII));
      out.writeBytes(usage.bytes()).writeByte('}');
      endData(out);
    }
    out().writeBytes(DONE);
  }

  @Override
  protected void writeError(Problem problem) {
    ByteBuf out = beginData();
    out.writeBytes(call().errors().write(problem, call().ids().requestId()));
    endData(out);
  }
}
