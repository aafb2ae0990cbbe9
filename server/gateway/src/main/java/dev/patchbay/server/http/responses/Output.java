package dev.patchbay.server.http.responses;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.Asides;
import dev.patchbay.server.http.Minted;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockEnded;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.BlockStarted;
import dev.patchbay.spi.ChatEvent.Delta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of an answer together as items. Neighbouring blocks of text are parts of one
 * message. An item is done when its blocks have ended and another item follows, or at the end: only
 * then is it known whether it was cut short.
 */
final class Output {
  private final String responseId;
  private final boolean summary;
  private final OutputListener listener;
  private final List<Item> items = new ArrayList<>(2);
  private final List<Slot> slots = new ArrayList<>(2);
  private final List<ChatEvent.Opaque> opaque = new ArrayList<>(0);
  private final Asides asides = new Asides();
  private final List<Minted> proofs = new ArrayList<>(0);
  private Ending ending = Ending.COMPLETED;
  private String provider = "";

  /** What a block became. */
  private static final class Slot {
    private final BlockStarted start;
    private final @Nullable Item item;
    private @Nullable Piece piece;

    private Slot(BlockStarted start, @Nullable Item item) {
      this.start = start;
      this.item = item;
    }
  }

  /**
   * @param responseId without its prefix
   * @param summary whether thinking is told as a summary
   */
  Output(String responseId, boolean summary, OutputListener listener) {
    this.responseId = responseId;
    this.summary = summary;
    this.listener = listener;
  }

  /** Who answers; told before any event. */
  void from(String name) {
    provider = name;
  }

  void accept(ChatEvent event) {
    switch (event) {
      case Delta delta -> grow(slots.get(delta.block()), delta);
      case BlockStarted started -> start(started);
      case BlockEnded ended -> end(slots.get(ended.block()), ended);
      case ChatEvent.Annotated annotated -> annotate(slots.get(annotated.block()), annotated);
      case ChatEvent.Opaque block -> {
        opaque.add(block);
        Minted kept = Minted.of(block);
        if (kept != null) {
          hand(kept);
        }
      }
      case ChatEvent.ChoiceFinished finished -> finish(finished);
      case ChatEvent.Metadata told -> asides.metadata(told.json());
      case ChatEvent.Used used -> {}
      case ChatEvent.Started started -> {}
      case ChatEvent.Completed completed -> {}
      case ChatEvent.Failed failed -> {}
    }
  }

  private void start(BlockStarted started) {
    switch (started.kind()) {
      case TEXT, REFUSAL -> {
        Item last = items.isEmpty() ? null : items.getLast();
        boolean goesOn = last != null && last.kind() == Item.Kind.MESSAGE && !last.isDone();
        Item item = last != null && goesOn ? last : add(Item.Kind.MESSAGE, started);
        Slot slot = slot(started, item);
        begin(slot, started.kind() == BlockKind.TEXT ? Piece.Kind.TEXT : Piece.Kind.REFUSAL);
      }
      case REASONING -> slot(started, add(Item.Kind.REASONING, started));
      case TOOL_CALL -> slot(started, add(Item.Kind.CALL, started));
      case OPAQUE -> slots.add(new Slot(started, null));
    }
  }

  private Item add(Item.Kind kind, BlockStarted started) {
    settle(Item.Status.COMPLETED);
    var item = new Item(kind, responseId, items.size(), started.callId(), started.name());
    items.add(item);
    listener.itemAdded(item);
    return item;
  }

  private Slot slot(BlockStarted started, Item item) {
    item.blockBegins();
    var slot = new Slot(started, item);
    slots.add(slot);
    return slot;
  }

  private Piece begin(Slot slot, Piece.Kind kind) {
    Item item = itemOf(slot);
    Piece piece = item.addPiece(kind);
    slot.piece = piece;
    listener.pieceAdded(item, piece);
    return piece;
  }

  private static Item itemOf(Slot slot) {
    if (slot.item == null) {
      throw new IllegalStateException("an opaque block is no item");
    }
    return slot.item;
  }

  private void grow(Slot slot, Delta delta) {
    Item item = itemOf(slot);
    if (delta.text().isEmpty() && delta.logprobs().isEmpty()) {
      return;
    }
    if (item.kind() == Item.Kind.CALL) {
      item.add(delta.text());
      listener.argumentsGrew(item, delta);
      return;
    }
    Piece piece = slot.piece;
    if (piece == null) {
      piece = begin(slot, summary ? Piece.Kind.SUMMARY : Piece.Kind.THINKING);
    }
    piece.add(delta.text(), delta.logprobs());
    listener.pieceGrew(item, piece, delta);
  }

  private void annotate(Slot slot, ChatEvent.Annotated annotated) {
    if (slot.item != null && slot.piece != null) {
      int number = slot.piece.annotate(annotated.annotation());
      listener.annotated(slot.item, slot.piece, annotated.annotation(), number);
    }
  }

  private void end(Slot slot, BlockEnded ended) {
    Item item = slot.item;
    if (item == null) {
      return;
    }
    item.blockEnds();
    if (item.kind() == Item.Kind.CALL) {
      listener.argumentsDone(item);
    } else if (slot.piece != null) {
      listener.pieceDone(item, slot.piece);
    }
    if (item.kind() == Item.Kind.REASONING && ended.signature() != null) {
      item.seal(new Minted.Proof(provider, ended.signature()).handedOut(ItemReading.HOME));
    }
    Minted proof = Minted.of(slot.start, ended.signature(), provider);
    if (proof != null) {
      proofs.add(proof);
    }
    if (item != items.getLast()) {
      settle(Item.Status.COMPLETED);
    }
  }

  /**
   * Those that are whole are done.
   *
   * @param last how the last of them has ended
   */
  private void settle(Item.Status last) {
    for (Item item : items) {
      if (item.isWhole() && !item.isDone()) {
        item.done(item == items.getLast() ? last : Item.Status.COMPLETED);
        listener.itemDone(item);
      }
    }
  }

  /** Thinking that can't be read is what every client has to send back as it came. */
  private void hand(Minted minted) {
    settle(Item.Status.COMPLETED);
    var item = new Item(Item.Kind.REASONING, responseId, items.size(), null, null);
    items.add(item);
    item.seal(minted.handedOut(ItemReading.HOME));
    listener.itemAdded(item);
  }

  private void finish(ChatEvent.ChoiceFinished finished) {
    ending = Ending.of(finished);
    if (ending.status() != Ending.Status.FAILED) {
      asides.message(finished.message());
    }
    asides.stopSequence(finished.stopSequence()).finish(finished, ending.reason());
    boolean whole = ending.status() == Ending.Status.COMPLETED;
    settle(whole ? Item.Status.COMPLETED : Item.Status.INCOMPLETE);
    proofs.forEach(this::hand);
    proofs.clear();
    settle(Item.Status.COMPLETED);
  }

  /** How the answer has ended. */
  Ending ending() {
    return ending;
  }

  /** Writes the items. */
  void write(JsonWriter json) {
    json.beginArray();
    items.forEach(item -> item.write(json));
    json.endArray();
  }

  /** What has no place among the items; asked for once after the output has grown. */
  Asides asides() {
    return asides.opaque(opaque);
  }
}
