package dev.patchbay.server.http.anthropic;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Minted;
import dev.patchbay.server.http.WholeAnswering;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.BlockStarted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole message. */
final class MessageWhole extends WholeAnswering {
  private final List<Block> blocks = new ArrayList<>(2);
  private String stopReason = "end_turn";
  private ChatEvent.@Nullable ChoiceFinished finish;
  private @Nullable String metadata;

  private static final class Block {
    private final BlockStarted start;
    private final StringBuilder text = new StringBuilder();
    private final List<Annotation> citations = new ArrayList<>(0);
    private @Nullable String signature;
    private ChatEvent.@Nullable Opaque opaque;

    private Block(BlockStarted start) {
      this.start = start;
    }

    private boolean isOf(BlockKind kind) {
      return start.kind() == kind;
    }
  }

  MessageWhole(HttpCall call) {
    super(call);
  }

  @Override
  public void event(ChatEvent event) {
    switch (event) {
      case BlockStarted started -> blocks.add(new Block(started));
      case ChatEvent.Delta delta -> blocks.get(delta.block()).text.append(delta.text());
      case ChatEvent.Opaque opaque -> blocks.get(opaque.block()).opaque = opaque;
      case ChatEvent.Annotated annotated ->
          blocks.get(annotated.block()).citations.add(annotated.annotation());
      case ChatEvent.BlockEnded ended -> blocks.get(ended.block()).signature = ended.signature();
      case ChatEvent.ChoiceFinished finished -> {
        finish = finished;
        stopReason = Words.stopReason(finished, any(BlockKind.TOOL_CALL), any(BlockKind.REFUSAL));
      }
      case ChatEvent.Metadata told -> metadata = told.json();
      case ChatEvent.Used used -> {}
      case ChatEvent.Started started -> {}
      case ChatEvent.Completed completed -> {}
      case ChatEvent.Failed failed -> {}
    }
  }

  private boolean any(BlockKind kind) {
    return blocks.stream().anyMatch(block -> block.isOf(kind));
  }

  @Override
  protected byte[] write(Route route, Outcome outcome) {
    var json = new JsonWriter();
    json.beginObject().name("id").string(Words.messageId(call().ids().responseId()));
    json.name("type").string("message").name("role").string("assistant");
    json.name("model").string(route.target().model());
    json.name("content").beginArray();
    blocks.forEach(block -> write(json, block, route.provider()));
    proofs(route.provider()).forEach(proof -> Words.kept(json, proof));
    json.endArray();
    Words.stop(json, finish, stopReason);
    json.name("usage");
    Words.usage(json, outcome.usage(), outcome.estimated());
    Words.asides(finish, stopReason).opaque(foreign()).metadata(metadata).write(json);
    return json.endObject().bytes();
  }

  private static void write(JsonWriter json, Block block, String provider) {
    switch (block.start.kind()) {
      case TEXT, REFUSAL -> {
        // A text without a word is refused when the caller sends it back.
        if (!block.text.isEmpty()) {
          text(json, block);
        }
      }
      case REASONING -> {
        json.beginObject().name("type").string("thinking").name("thinking").string(block.text);
        json.name("signature").string(signature(block.signature, provider)).endObject();
      }
      case TOOL_CALL -> {
        String id = block.start.callId();
        String name = block.start.name();
        json.beginObject().name("type").string("tool_use").name("id").string(id == null ? "" : id);
        json.name("name").string(name == null ? "" : name).name("input");
        Words.input(json, block.text.toString());
        json.endObject();
      }
      case OPAQUE -> {
        Minted kept = block.opaque == null ? null : Minted.of(block.opaque);
        if (block.opaque != null && Words.isOwn(block.opaque)) {
          json.json(block.opaque.json());
        } else if (kept != null) {
          Words.kept(json, kept);
        }
      }
    }
  }

  private static void text(JsonWriter json, Block block) {
    json.beginObject().name("type").string("text").name("text").string(block.text);
    List<Annotation> citations = block.citations.stream().filter(Words::isCitation).toList();
    if (!citations.isEmpty()) {
      json.name("citations").beginArray();
      citations.forEach(citation -> Words.citation(json, citation));
      json.endArray();
    }
    json.endObject();
  }

  static String signature(@Nullable String signature, String provider) {
    return signature == null
        ? ""
        : new Minted.Proof(provider, signature).handedOut(BlockReading.HOME);
  }

  private List<Minted> proofs(String provider) {
    var proofs = new ArrayList<Minted>(0);
    for (Block block : blocks) {
      Minted proof = Minted.of(block.start, block.signature, provider);
      if (proof != null) {
        proofs.add(proof);
      }
    }
    return proofs;
  }

  private List<ChatEvent.Opaque> foreign() {
    var foreign = new ArrayList<ChatEvent.Opaque>(0);
    for (Block block : blocks) {
      if (block.opaque != null && !Words.isOwn(block.opaque)) {
        foreign.add(block.opaque);
      }
    }
    return foreign;
  }
}
