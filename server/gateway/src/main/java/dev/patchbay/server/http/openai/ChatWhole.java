package dev.patchbay.server.http.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.Asides;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Minted;
import dev.patchbay.server.http.WholeAnswering;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.BlockStarted;
import dev.patchbay.spi.TokenLogprob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A whole chat completion. */
final class ChatWhole extends WholeAnswering {
  private static final String ASSISTANT = "assistant";

  private final long created = Instant.now().getEpochSecond();
  private final List<Block> blocks = new ArrayList<>(2);
  private final SortedMap<Integer, Choice> choices = new TreeMap<>();

  private final Asides asides = new Asides();

  private static final class Block {
    private final BlockStarted start;
    private final StringBuilder text = new StringBuilder();
    private @Nullable String signature;

    private Block(BlockStarted start) {
      this.start = start;
    }
  }

  private static final class Choice {
    private final List<Block> blocks = new ArrayList<>(2);
    private final List<TokenLogprob> logprobs = new ArrayList<>(0);
    private final List<Annotation> annotations = new ArrayList<>(0);
    private final List<ChatEvent.Opaque> opaque = new ArrayList<>(0);
    private String finish = "stop";
    private Asides asides = new Asides();

    private String text(BlockKind kind) {
      var text = new StringBuilder();
      blocks.stream().filter(b -> b.start.kind() == kind).forEach(b -> text.append(b.text));
      return text.toString();
    }
  }

  ChatWhole(HttpCall call) {
    super(call);
  }

  @Override
  public void event(ChatEvent event) {
    switch (event) {
      case BlockStarted started -> {
        var block = new Block(started);
        blocks.add(block);
        choice(started.choice()).blocks.add(block);
      }
      case ChatEvent.Delta delta -> {
        Block block = blocks.get(delta.block());
        block.text.append(delta.text());
        of(block).logprobs.addAll(delta.logprobs());
      }
      case ChatEvent.Opaque opaque -> of(blocks.get(opaque.block())).opaque.add(opaque);
      case ChatEvent.Annotated annotated ->
          of(blocks.get(annotated.block())).annotations.add(annotated.annotation());
      case ChatEvent.ChoiceFinished finished -> {
        Choice choice = choice(finished.choice());
        choice.finish = Words.finish(finished);
        choice.asides = Words.asides(finished);
      }
      case ChatEvent.Metadata told -> asides.metadata(told.json());
      case ChatEvent.BlockEnded ended -> blocks.get(ended.block()).signature = ended.signature();
      case ChatEvent.Used used -> {}
      case ChatEvent.Started started -> {}
      case ChatEvent.Completed completed -> {}
      case ChatEvent.Failed failed -> {}
    }
  }

  private Choice of(Block block) {
    return choice(block.start.choice());
  }

  private Choice choice(int index) {
    return choices.computeIfAbsent(index, i -> new Choice());
  }

  @Override
  protected byte[] write(Route route, Outcome outcome) {
    var json = new JsonWriter();
    String id = "chatcmpl-" + call().ids().responseId().substring("resp_".length());
    json.beginObject().name("id").string(id).name("object").string("chat.completion");
    json.name("created").number(created).name("model").string(route.target().model());
    json.name("choices").beginArray();
    choices.forEach((index, choice) -> choice(json, index, choice, route.provider()));
    json.endArray().name("usage");
    Words.usage(json, outcome);
    asides.write(json);
    return json.endObject().bytes();
  }

  private static void choice(JsonWriter json, int index, Choice choice, String provider) {
    json.beginObject().name("index").number(index).name("message");
    message(json, choice, provider);
    json.name("logprobs");
    if (choice.logprobs.isEmpty()) {
      json.nil();
    } else {
      json.beginObject().name("content");
      Words.logprobs(json, choice.logprobs);
      json.endObject();
    }
    json.name("finish_reason").string(choice.finish);
    choice.asides.write(json);
    json.endObject();
  }

  private static void message(JsonWriter json, Choice choice, String provider) {
    json.beginObject().name("role").string(ASSISTANT);
    boolean calls = choice.blocks.stream().anyMatch(b -> b.start.kind() == BlockKind.TOOL_CALL);
    String text = choice.text(BlockKind.TEXT);
    textOrNull(json, "content", text, !calls && choice.text(BlockKind.REFUSAL).isEmpty());
    textOrNull(json, "refusal", choice.text(BlockKind.REFUSAL), false);
    String reasoning = choice.text(BlockKind.REASONING);
    if (!reasoning.isEmpty()) {
      json.name("reasoning_content").string(reasoning);
    }
    if (calls) {
      calls(json, choice);
    }
    if (!choice.annotations.isEmpty()) {
      json.name("annotations").beginArray();
      for (Annotation annotation : choice.annotations) {
        json.beginObject();
        Words.annotation(json, annotation);
        json.endObject();
      }
      json.endArray();
    }
    proofs(json, choice, provider);
    new Asides().opaque(choice.opaque).write(json);
    json.endObject();
  }

  private static void proofs(JsonWriter json, Choice choice, String provider) {
    if (choice.blocks.stream().allMatch(block -> block.signature == null)) {
      return;
    }
    int index = 0;
    json.name(ReasoningDetails.MEMBER).beginArray();
    for (Block block : choice.blocks) {
      if (block.signature != null) {
        var proof = new Minted.Proof(provider, block.signature);
        ReasoningDetails.write(json, index++, block.start, block.text, proof);
      }
    }
    json.endArray();
  }

  /**
   * @param present whether an empty text is a text all the same
   */
  private static void textOrNull(JsonWriter json, String name, String text, boolean present) {
    json.name(name);
    if (text.isEmpty() && !present) {
      json.nil();
    } else {
      json.string(text);
    }
  }

  private static void calls(JsonWriter json, Choice choice) {
    json.name("tool_calls").beginArray();
    for (Block block : choice.blocks) {
      if (block.start.kind() == BlockKind.TOOL_CALL) {
        String id = block.start.callId();
        String name = block.start.name();
        json.beginObject().name("id").string(id == null ? "" : id);
        json.name("type").string("function").name("function").beginObject();
        json.name("name").string(name == null ? "" : name);
        json.name("arguments").string(block.text).endObject().endObject();
      }
    }
    json.endArray();
  }
}
