package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The attempt was given the text delivered and writes on in the open block. */
final class PrefillSeam implements Seam {
  /** A shorter text may well come twice; a longer one that does is a service that starts anew. */
  private static final int LEAST_ECHO = 40;

  private final String sent;
  private final String blank;
  private final int seamBlock;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final StringBuilder pending = new StringBuilder();
  private int next;
  private boolean begun;
  private boolean ended;
  private State state = State.WAITING;

  PrefillSeam(Transcript transcript) {
    String text = transcript.text();
    sent = prefill(text);
    blank = text.substring(sent.length());
    next = transcript.base() + transcript.blocks().size();
    seamBlock = next - 1;
  }

  /** What to give the attempt: services refuse a last message that ends in white space. */
  static String prefill(String text) {
    return text.stripTrailing();
  }

  @Override
  public State accept(ChatEvent event, Consumer<ChatEvent> out) {
    switch (event) {
      case ChatEvent.BlockStarted started -> start(started, out);
      case ChatEvent.Delta delta -> delta(delta, out);
      case ChatEvent.BlockEnded end -> end(end, out);
      case ChatEvent.ChoiceFinished finished -> {
        close(out);
        out.accept(finished);
        state = State.JOINED;
      }
      default -> {}
    }
    return state;
  }

  private void start(ChatEvent.BlockStarted started, Consumer<ChatEvent> out) {
    if (started.kind() == BlockKind.REASONING && !begun) {
      // The reasoning for this text was delivered before it.
      return;
    }
    if (started.kind() == BlockKind.TEXT && !begun) {
      begun = true;
      numbers.put(started.block(), seamBlock);
      return;
    }
    close(out);
    int number = next++;
    numbers.put(started.block(), number);
    out.accept(
        new ChatEvent.BlockStarted(
            number, started.choice(), started.kind(), started.callId(), started.name()));
    state = State.JOINED;
  }

  private void delta(ChatEvent.Delta delta, Consumer<ChatEvent> out) {
    Integer number = numbers.get(delta.block());
    if (number == null) {
      return;
    }
    if (number == seamBlock && state == State.WAITING) {
      pending.append(delta.text());
      if (!mayBeEcho()) {
        say(out);
      }
    } else {
      out.accept(new ChatEvent.Delta(number, delta.kind(), delta.text(), delta.logprobs()));
    }
  }

  private boolean mayBeEcho() {
    if (blank.startsWith(pending.toString())) {
      return true;
    }
    return sent.length() >= LEAST_ECHO
        && pending.length() < sent.length() + blank.length()
        && (sent + blank).startsWith(pending.toString());
  }

  private void say(Consumer<ChatEvent> out) {
    String text = pending.toString();
    if (sent.length() >= LEAST_ECHO && text.startsWith(sent)) {
      text = text.substring(sent.length());
    }
    if (text.startsWith(blank)) {
      text = text.substring(blank.length());
    }
    pending.setLength(0);
    state = State.JOINED;
    if (!text.isEmpty()) {
      out.accept(ChatEvent.delta(seamBlock, BlockKind.TEXT, text));
    }
  }

  private void end(ChatEvent.BlockEnded end, Consumer<ChatEvent> out) {
    Integer number = numbers.get(end.block());
    if (number == null) {
      return;
    }
    if (number == seamBlock) {
      close(out);
    } else {
      out.accept(ChatEvent.blockEnded(number, end.signature()));
    }
  }

  /** Ends the block of the seam, if it is open. */
  private void close(Consumer<ChatEvent> out) {
    if (!ended) {
      ended = true;
      if (!pending.isEmpty()) {
        say(out);
      }
      out.accept(ChatEvent.blockEnded(seamBlock));
      state = State.JOINED;
    }
  }
}
