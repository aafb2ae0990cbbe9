package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Targets that answer well, badly, late or never, as the dice say; on a loop's own time. */
final class MoodyTargets implements AttemptStarter {
  /** What targets answer: mostly the first. */
  static final List<String> TEXTS =
      List.of(
          "One two three four five six seven eight nine ten eleven twelve.",
          "One two three, and then something quite different follows.");

  private final Loop loop;
  private final Random random;
  final List<Played> played = new ArrayList<>();
  boolean tools;

  MoodyTargets(Loop loop, Random random) {
    this.loop = loop;
    this.random = random;
  }

  /** One attempt that is played to its listener. */
  final class Played implements Attempt {
    private final Listener<ChatEvent> listener;
    final Target target;
    final boolean prefilled;
    final long started = loop.nanoTime();
    boolean over;
    boolean cancelled;
    boolean completed;
    boolean concluded;
    @Nullable Usage told;
    private boolean connected;
    private final List<Runnable> waiting = new ArrayList<>();

    Played(Listener<ChatEvent> listener, Target target, boolean prefilled) {
      this.listener = listener;
      this.target = target;
      this.prefilled = prefilled;
    }

    private void at(long millis, Runnable step) {
      var ignored =
          loop.after(
              TimeUnit.MILLISECONDS.toNanos(millis),
              () -> {
                if (listener.wantsMore() && waiting.isEmpty()) {
                  step(step);
                } else {
                  waiting.add(step);
                }
              });
    }

    private void step(Runnable step) {
      if (!over && !cancelled) {
        step.run();
      }
    }

    void say(ChatEvent event) {
      if (event instanceof ChatEvent.Used used) {
        told = used.usage();
      }
      completed = event instanceof ChatEvent.Completed;
      over = completed || event instanceof ChatEvent.Failed;
      listener.event(event);
      if (!cancelled) {
        listener.flush();
      }
    }

    void fail(FailureKind kind) {
      over = true;
      listener.broke(kind, Fault.of(Reason.PROVIDER_ERROR, "played: " + kind));
    }

    void said(ErrorKind kind, int status, @Nullable Duration wait) {
      say(
          ChatEvent.failed(
              ProviderError.of(kind, "played").withStatus(status).withRetryAfter(wait)));
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void resume() {
      List<Runnable> due = List.copyOf(waiting);
      waiting.clear();
      for (Runnable step : due) {
        if (listener.wantsMore()) {
          step(step);
        } else {
          waiting.add(step);
        }
      }
    }

    @Override
    public void conclude() {
      concluded = true;
      if (!over) {
        say(ChatEvent.completed());
      }
    }

    @Override
    public boolean isConnected() {
      return connected;
    }
  }

  @Override
  public <E> Start start(Loop on, Target target, Request<E> request, Attempt.Listener<E> listener) {
    var call = ((ChatRequest) request).call();
    String given = "";
    if (!call.messages().isEmpty() && call.messages().getLast().role().equals(Message.ASSISTANT)) {
      given = ((Part.Text) call.messages().getLast().parts().getLast()).text();
    }
    if (random.nextInt(20) == 0) {
      return new Start.Refused(FailureKind.UNABLE, Fault.of(Reason.UNSUPPORTED_PARAMETER, "no"));
    }
    var attempt = new Played(FakeAttempt.chat(listener), target, !given.isEmpty());
    played.add(attempt);
    script(attempt, given);
    return new Start.Running(attempt, List.of(), false);
  }

  private void script(Played attempt, String given) {
    long time = random.nextInt(50);
    if (random.nextInt(30) == 0) {
      return; // Never connects.
    }
    attempt.at(time, () -> attempt.connected = true);
    int dice = random.nextInt(100);
    if (dice < 8) {
      attempt.at(time + 1, () -> attempt.fail(FailureKind.NO_CONNECTION));
    } else if (dice < 14) {
      attempt.at(time + 5, () -> attempt.fail(FailureKind.RESET));
    } else if (dice < 40 || (attempt.prefilled && dice < 60)) {
      refuse(attempt, time + 10, attempt.prefilled);
    } else if (dice < 44) {
      attempt.at(time, () -> attempt.say(ChatEvent.started("id", "m"))); // and nothing more
    } else {
      answer(attempt, time, given);
    }
  }

  private void refuse(Played attempt, long time, boolean prefilled) {
    int dice = prefilled ? 5 : random.nextInt(9);
    attempt.at(
        time,
        () -> {
          switch (dice) {
            case 0 -> attempt.said(ErrorKind.RATE_LIMITED, 429, null);
            case 1 ->
                attempt.said(ErrorKind.RATE_LIMITED, 429, Duration.ofMillis(random.nextInt(5_000)));
            case 2 -> attempt.said(ErrorKind.UPSTREAM, 500, null);
            case 3 -> attempt.said(ErrorKind.OVERLOADED, 503, null);
            case 4 -> attempt.said(ErrorKind.AUTH, 401, null);
            case 5 -> attempt.said(ErrorKind.INVALID, 400, null);
            case 6 -> attempt.said(ErrorKind.CONTEXT_LENGTH, 400, null);
            case 7 -> attempt.said(ErrorKind.PROMPT_BLOCKED, 400, null);
            default -> attempt.said(ErrorKind.NOT_FOUND, 404, null);
          }
        });
  }

  /** Says an answer in random pieces, and mostly to its end. */
  private void answer(Played attempt, long start, String given) {
    String text = TEXTS.get(random.nextInt(4) == 0 ? 1 : 0);
    if (!text.startsWith(given)) {
      text = TEXTS.get(0).startsWith(given) ? TEXTS.get(0) : TEXTS.get(1);
    }
    text = text.substring(given.length());
    boolean call = tools && random.nextInt(2) == 0;
    BlockKind kind = call ? BlockKind.TOOL_CALL : BlockKind.TEXT;
    long time = start + random.nextInt(random.nextInt(8) == 0 ? 4_000 : 300);
    ChatEvent begin =
        call ? ChatEvent.toolCallStarted(7, 0, "id", "f") : ChatEvent.blockStarted(7, 0, kind);
    attempt.at(time, () -> attempt.say(begin));
    int cut = random.nextInt(3) == 0 ? random.nextInt(1 + text.length()) : -1;
    for (int at = 0; at < text.length(); ) {
      int to = Math.min(text.length(), at + 1 + random.nextInt(9));
      if (cut >= 0 && to > cut) {
        cut(attempt, time, random.nextInt(6));
        return;
      }
      String piece = text.substring(at, to);
      time += random.nextInt(60);
      attempt.at(time, () -> attempt.say(ChatEvent.delta(7, kind, piece)));
      at = to;
    }
    end(attempt, time);
  }

  private void cut(Played attempt, long time, int how) {
    attempt.at(
        time + 1,
        () -> {
          switch (how) {
            case 0 -> attempt.fail(FailureKind.CUT);
            case 1 -> attempt.fail(FailureKind.UNREADABLE);
            case 2 -> attempt.said(ErrorKind.OVERLOADED, 200, null);
            case 3 -> attempt.say(ChatEvent.completed()); // out of order: a block is open
            case 4 -> attempt.say(ChatEvent.delta(99, BlockKind.TEXT, "of no block"));
            default -> {} // stalls
          }
        });
  }

  private void end(Played attempt, long time) {
    boolean endless = random.nextInt(20) == 0;
    attempt.at(time + 1, () -> attempt.say(ChatEvent.blockEnded(7)));
    if (random.nextBoolean()) {
      attempt.at(time + 1, () -> attempt.say(ChatEvent.used(Usage.of(5, random.nextInt(20)))));
    }
    attempt.at(time + 2, () -> attempt.say(ChatEvent.choiceFinished(0, FinishReason.STOP, "stop")));
    if (!endless) {
      attempt.at(time + 3, () -> attempt.say(ChatEvent.completed()));
    }
  }
}
