package dev.patchbay.plugin.sim;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One answer: some events that open it, a delta for each word, some events that close it. The
 * script's failure stands in the place of a word.
 */
final class SimSource implements Pulled.Source<ChatEvent> {
  private static final String[] TEXT =
      ("This answer is simulated: no model was asked,"
              + " and its words start anew until there are enough.")
          .split(" ");

  private final Script script;
  private final BlockKind kind;
  private final long words;
  private final List<ChatEvent> opening = new ArrayList<>();
  private final List<ChatEvent> closing = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long startNanos;
  private long position;
  private boolean over;

  SimSource(Script script, ChatCall call, int promptWords) {
    this.script = script;
    Integer most = call.sampling().maxOutput();
    words = most == null ? script.tokens() : Math.min(most, script.tokens());
    boolean whole = words == script.tokens();
    opening.add(ChatEvent.started("sim-1", call.model()));
    String tool = script.tool();
    if (tool == null) {
      kind = BlockKind.TEXT;
      opening.add(ChatEvent.blockStarted(0, 0, kind));
    } else {
      kind = BlockKind.TOOL_CALL;
      opening.add(ChatEvent.toolCallStarted(0, 0, "call-sim-1", tool));
      opening.add(ChatEvent.delta(0, kind, "{\"text\":\""));
    }
    if (tool != null && whole) {
      closing.add(ChatEvent.delta(0, kind, "\"}"));
    }
    FinishReason reason = tool == null ? FinishReason.STOP : FinishReason.TOOL_CALLS;
    closing.add(ChatEvent.blockEnded(0));
    closing.add(finished(whole ? reason : FinishReason.LENGTH));
    closing.add(ChatEvent.used(Usage.of(promptWords, words)));
    closing.add(ChatEvent.completed());
  }

  private static ChatEvent finished(FinishReason reason) {
    return ChatEvent.choiceFinished(0, reason, reason.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public @Nullable ChatEvent next() throws InterruptedException {
    ChatEvent event = over || closed.getCount() == 0 ? null : step();
    over =
        event == null || event instanceof ChatEvent.Completed || event instanceof ChatEvent.Failed;
    return event;
  }

  private @Nullable ChatEvent step() throws InterruptedException {
    startNanos = position == 0 ? System.nanoTime() : startNanos;
    boolean fails = script.fail() != Failure.NONE;
    long word = fails && script.after() == 0 ? 0 : position - opening.size();
    if (word < 0) {
      return opening.get((int) position++);
    }
    position++;
    boolean failsHere = fails && word >= Math.min(script.after(), words);
    if ((failsHere || word < words) && closedBefore(word)) {
      return null;
    }
    if (failsHere) {
      return failure();
    }
    return word < words ? delta(word) : closing.get((int) (word - words));
  }

  /** Waits until the word is due; true: the answer was closed meanwhile. */
  private boolean closedBefore(long word) throws InterruptedException {
    double seconds = script.rate() == 0 ? 0 : word / script.rate();
    long due = script.firstToken().toNanos() + (long) (seconds * 1e9);
    return closed.await(due - (System.nanoTime() - startNanos), TimeUnit.NANOSECONDS);
  }

  private ChatEvent delta(long word) {
    String text = TEXT[(int) (word % TEXT.length)];
    return ChatEvent.delta(0, kind, word == 0 ? text : " " + text);
  }

  private @Nullable ChatEvent failure() throws InterruptedException {
    switch (script.fail()) {
      case CUT -> {}
      case STALL -> closed.await();
      case GARBAGE -> throw new IllegalStateException("simulated: an answer that can't be read");
      default -> {
        return ChatEvent.failed(error(script.fail()));
      }
    }
    return null;
  }

  /** As a service tells it: with a status, or inside an answer that has begun as a success. */
  private ProviderError error(Failure failure) {
    return ProviderError.of(failure.kind, "simulated: " + failure.word())
        .withStatus(script.after() == 0 ? failure.status : 0)
        .withCode(failure.word());
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
