package dev.patchbay.server.relay;

import dev.patchbay.server.health.Permit;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a chat: puts what the provider says in order and holds it until the run lets it
 * out.
 */
final class ChatLane extends Lane<ChatEvent> {
  /** More without any content is no answer. */
  private static final int MOST_HELD = 4096;

  /**
   * As large as one event of a service may be: before it says anything, one of the caller's dialect
   * may repeat long instructions, or send the drafts of a picture.
   */
  private static final int MOST_HELD_BYTES = 32 * 1024 * 1024;

  private final ChatRun run;
  private final ChatRequest asked;
  private final boolean byToken;
  private final @Nullable Seam seam;
  private final Blocks blocks = new Blocks(this::ordered);
  private final TokenEstimate estimate = new TokenEstimate();
  private final List<ChatEvent> held = new ArrayList<>(4);
  private final List<byte[]> heldFrames = new ArrayList<>(0);
  private ChatEvent.@Nullable Metadata metadata;
  private int heldBytes;
  private int contents;
  private int unfinished;
  private boolean framed;
  private boolean begun;
  private boolean flowing;
  private boolean finished;
  private boolean outrun;

  /**
   * @param seam what joins it to output that has left; null: none has
   */
  ChatLane(
      ChatRun run,
      Route route,
      Permit permit,
      ChatRequest asked,
      boolean byToken,
      @Nullable Seam seam) {
    super(run, route, permit, asked, byToken);
    this.run = run;
    this.asked = asked;
    this.byToken = byToken;
    this.seam = seam;
  }

  @Nullable Seam seam() {
    return seam;
  }

  /** Whether the service's own words go to the caller. */
  boolean isFramed() {
    return framed;
  }

  void framed(boolean value) {
    framed = value;
  }

  @Override
  boolean hasBegun() {
    return begun;
  }

  boolean isByToken() {
    return byToken;
  }

  /** Whether its content leaves as it comes. */
  boolean isFlowing() {
    return flowing;
  }

  /** What the service has told last of the whole answer beside it. */
  ChatEvent.@Nullable Metadata metadata() {
    return metadata;
  }

  /** How many pieces of content there are. */
  int contents() {
    return contents;
  }

  /** Whether all choices have finished, so that only the end is to come. */
  boolean isFinished() {
    return finished && unfinished == 0;
  }

  /** Another attempt was faster. */
  void outrun() {
    outrun = true;
  }

  @Override
  void take(ChatEvent event) {
    switch (event) {
      case ChatEvent.Completed completed -> {
        blocks.accept(completed);
        run.whole(this);
      }
      case ChatEvent.Failed failure -> run.failed(this, failure.error());
      case ChatEvent.Used used -> {
        told(used.usage());
        if (flowing) {
          run.used(this);
        }
      }
      case ChatEvent.Metadata told -> metadata = told;
      case ChatEvent.Started s -> {}
      default -> blocks.accept(event);
    }
  }

  /** From the blocks: in order and numbered. */
  private void ordered(ChatEvent event) {
    if (isOver()) {
      return;
    }
    boolean content = isContent(event);
    if (content) {
      clock.progressed();
      estimate.count(event);
      if (!begun) {
        begun = true;
        run.begun(this);
      }
    } else {
      note(event);
    }
    if (seam == null) {
      out(event, content);
    } else if (seam.accept(event, this::joined) == Seam.State.APART && !isOver()) {
      run.apart(this);
    }
  }

  private void note(ChatEvent event) {
    switch (event) {
      case ChatEvent.BlockStarted started -> unfinished++;
      case ChatEvent.BlockEnded ended -> unfinished--;
      case ChatEvent.ChoiceFinished choice -> finished = true;
      default -> {}
    }
  }

  /** From the seam: new to the caller. */
  void joined(ChatEvent event) {
    out(event, true);
  }

  private void out(ChatEvent event, boolean content) {
    if (flowing) {
      run.say(event);
      return;
    }
    held.add(event);
    if (content) {
      contents++;
      run.heldContent(this);
    } else {
      checkHeld();
    }
  }

  /** What makes an attempt win: not a head, not a comment, not an empty role. */
  private static boolean isContent(ChatEvent event) {
    return switch (event) {
      case ChatEvent.Delta delta -> !delta.text().isEmpty();
      case ChatEvent.Opaque opaque -> true;
      case ChatEvent.BlockStarted start -> start.kind() == BlockKind.TOOL_CALL;
      default -> false;
    };
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    if (!framed || isOver()) {
      return;
    }
    try {
      if (flowing) {
        run.frame(buffer, offset, length);
      } else {
        heldBytes += length;
        heldFrames.add(Arrays.copyOfRange(buffer, offset, offset + length));
        checkHeld();
      }
    } catch (RuntimeException e) {
      run.fell(this, e);
    }
  }

  private void checkHeld() {
    if (byToken && !begun && (held.size() > MOST_HELD || heldBytes > MOST_HELD_BYTES)) {
      throw new Blocks.OrderException("it says much and no content");
    }
  }

  /** From now on content leaves as it comes; first what was held. */
  void flow() {
    flowing = true;
    List<ChatEvent> events = List.copyOf(held);
    List<byte[]> frames = framed ? List.copyOf(heldFrames) : List.of();
    held.clear();
    heldFrames.clear();
    for (ChatEvent event : events) {
      // A caller may leave in the middle of being told.
      if (!run.isEnded()) {
        run.say(event);
      }
    }
    for (byte[] frame : frames) {
      if (!run.isEnded()) {
        run.frame(frame, 0, frame.length);
      }
    }
  }

  @Override
  @Nullable Usage estimate() {
    return begun || outrun ? estimate.usage(asked.call()) : null;
  }

  @Override
  public boolean wantsMore() {
    return !flowing || run.isCallerReady();
  }

  @Override
  public void flush() {
    run.flush();
  }
}
