package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The attempt starts again. Its answer goes on in silence once it has said exactly what was
 * delivered; it is another answer as soon as it has said anything else.
 */
final class RestartSeam implements Seam {
  private final Transcript transcript;
  private final List<ChatEvent> seen = new ArrayList<>();
  private final List<ChatEvent> rest = new ArrayList<>();
  private final int[] matched;
  private final boolean[] begun;
  private final boolean[] ended;
  private int base;
  private int finished;
  private State state = State.WAITING;

  RestartSeam(Transcript transcript) {
    this.transcript = transcript;
    int blocks = transcript.blocks().size();
    matched = new int[blocks];
    begun = new boolean[blocks];
    ended = new boolean[blocks];
    base = transcript.base();
  }

  @Override
  public State accept(ChatEvent event, Consumer<ChatEvent> out) {
    switch (state) {
      case JOINED -> out.accept(renumbered(event));
      case APART -> seen.add(event);
      case WAITING -> {
        seen.add(event);
        if (!matches(event)) {
          state = State.APART;
        } else if (isMatched()) {
          state = State.JOINED;
          seen.clear();
          rest.forEach(event1 -> out.accept(renumbered(event1)));
        }
      }
    }
    return state;
  }

  /**
   * The caller drops what was delivered, and gets this answer from its start.
   *
   * @return the number of the first block that counts
   */
  int restart(Consumer<ChatEvent> out) {
    transcript.drop();
    base = transcript.base();
    state = State.JOINED;
    List<ChatEvent> all = List.copyOf(seen);
    seen.clear();
    all.forEach(event -> out.accept(renumbered(event)));
    return base;
  }

  private boolean matches(ChatEvent event) {
    return switch (event) {
      case ChatEvent.BlockStarted started -> started(started);
      case ChatEvent.Delta delta -> delta(delta);
      case ChatEvent.BlockEnded end -> end(end);
      case ChatEvent.ChoiceFinished end -> finish(end);
      default -> true;
    };
  }

  private boolean started(ChatEvent.BlockStarted started) {
    if (started.block() >= matched.length) {
      return rest.add(started);
    }
    Transcript.Block delivered = transcript.blocks().get(started.block());
    begun[started.block()] = true;
    return delivered.kind == started.kind() && delivered.choice == started.choice();
  }

  private boolean delta(ChatEvent.Delta delta) {
    int number = delta.block();
    if (number >= matched.length) {
      return rest.add(delta);
    }
    Transcript.Block delivered = transcript.blocks().get(number);
    String text = delta.text();
    int common = Math.min(text.length(), delivered.text.length() - matched[number]);
    if (!delivered
        .text
        .substring(matched[number], matched[number] + common)
        .equals(text.substring(0, common))) {
      return false;
    }
    matched[number] += common;
    if (common == text.length()) {
      return true;
    }
    return !delivered.ended
        && rest.add(ChatEvent.delta(number, delta.kind(), text.substring(common)));
  }

  private boolean end(ChatEvent.BlockEnded end) {
    int number = end.block();
    if (number >= matched.length) {
      return rest.add(end);
    }
    Transcript.Block delivered = transcript.blocks().get(number);
    ended[number] = true;
    return matched[number] == delivered.text.length() && (delivered.ended || rest.add(end));
  }

  private boolean finish(ChatEvent.ChoiceFinished end) {
    for (int i = 0; i < matched.length; i++) {
      if (transcript.blocks().get(i).choice == end.choice() && !isMatched(i)) {
        return false;
      }
    }
    if (transcript.isFinished(end.choice())) {
      finished++;
      return true;
    }
    return rest.add(end);
  }

  private boolean isMatched() {
    for (int i = 0; i < matched.length; i++) {
      if (!isMatched(i)) {
        return false;
      }
    }
    return finished == transcript.finished();
  }

  private boolean isMatched(int number) {
    Transcript.Block delivered = transcript.blocks().get(number);
    return begun[number]
        && matched[number] == delivered.text.length()
        && (!delivered.ended || ended[number]);
  }

  private ChatEvent renumbered(ChatEvent event) {
    if (base == 0) {
      return event;
    }
    return switch (event) {
      case ChatEvent.BlockStarted b ->
          new ChatEvent.BlockStarted(b.block() + base, b.choice(), b.kind(), b.callId(), b.name());
      case ChatEvent.Delta d ->
          new ChatEvent.Delta(d.block() + base, d.kind(), d.text(), d.logprobs());
      case ChatEvent.BlockEnded b -> ChatEvent.blockEnded(b.block() + base, b.signature());
      case ChatEvent.Opaque o -> ChatEvent.opaque(o.block() + base, o.type(), o.json());
      case ChatEvent.Annotated a -> ChatEvent.annotated(a.block() + base, a.annotation());
      default -> event;
    };
  }
}
