package dev.patchbay.plugin.local;

import dev.patchbay.plugin.local.llama.Engine;
import dev.patchbay.plugin.local.llama.Session;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One answer, made while it is read.
 *
 * <p>Native memory must not be freed while native code runs. So whoever holds the answer frees it:
 * the reader while {@link #next} runs, else the one who closes. The state says who that is; all
 * other fields are the holder's alone.
 */
final class Generation implements Pulled.Source<ChatEvent> {
  private enum State {
    IDLE,
    READING,
    /** Closed while the reader was inside; the reader cleans up. */
    CLOSING,
    CLOSED
  }

  private static final int BLOCK = 0;
  private static final int NONE = -1;

  /** No token is this long: a longer prompt is refused without counting, which would take long. */
  private static final long BYTES_OF_A_TOKEN = 64;

  private final Engine engine;
  private final String modelName;
  private final Request request;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  private final Queue<ChatEvent> ready = new ArrayDeque<>();
  private final WholeCharacters characters = new WholeCharacters();
  private final StopTexts stops;
  private @Nullable Session session;
  private int promptTokens;
  private int outputTokens;
  private int lastToken = NONE;
  private boolean blockOpen;
  private boolean finished;

  Generation(Engine engine, String modelName, Request request) {
    this.engine = engine;
    this.modelName = modelName;
    this.request = request;
    this.stops = new StopTexts(request.stop());
  }

  @Override
  public @Nullable ChatEvent next() throws InterruptedException {
    if (!state.compareAndSet(State.IDLE, State.READING)) {
      return null;
    }
    try {
      while (ready.isEmpty() && !finished && !cancelled()) {
        advance();
      }
      return cancelled() ? null : ready.poll();
    } finally {
      if (!state.compareAndSet(State.READING, State.IDLE)) {
        release();
        state.set(State.CLOSED);
      }
    }
  }

  @Override
  public void close() {
    State before =
        state.getAndUpdate(now ->
            switch (now) {
              case IDLE, CLOSED -> State.CLOSED;
              case READING, CLOSING -> State.CLOSING;
            });
    switch (before) {
      case IDLE -> release();
      case READING -> engine.wake();
      case CLOSING, CLOSED -> {}
    }
  }

  private boolean cancelled() {
    return state.get() != State.READING;
  }

  private void release() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private void advance() throws InterruptedException {
    if (session == null) {
      begin();
    } else {
      nextToken(session);
    }
  }

  private void begin() throws InterruptedException {
    session = engine.begin(request.choice(), this::cancelled);
    if (session == null) {
      throw overloaded();
    }
    int[] prompt = prompt(session);
    promptTokens = prompt.length;
    if (session.evaluate(prompt)) {
      ready.add(ChatEvent.started(null, modelName));
    }
  }

  private int[] prompt(Session session) {
    int room = engine.contextTokens();
    long characters = request.turns().stream().mapToLong(turn -> turn.text().length()).sum();
    if (characters > BYTES_OF_A_TOKEN * room) {
      throw tooLong(characters + " characters");
    }
    int[] tokens = session.tokens(request.turns());
    if (tokens.length >= room) {
      throw tooLong(tokens.length + " tokens");
    }
    return tokens;
  }

  private void nextToken(Session session) {
    if (outputTokens >= request.maxOutput()) {
      finish(FinishReason.LENGTH, "length");
    } else if (promptTokens + outputTokens >= engine.contextTokens()) {
      finish(FinishReason.CONTEXT_WINDOW, "context");
    } else if (lastToken == NONE || session.evaluate(lastToken)) {
      take(session, session.choose());
    }
  }

  private void take(Session session, int token) {
    if (session.isEnd(token)) {
      finish(FinishReason.STOP, "eos");
      return;
    }
    lastToken = token;
    outputTokens++;
    say(stops.add(characters.add(session.bytes(token))));
    if (stops.found()) {
      finish(FinishReason.STOP, "stop");
    }
  }

  private void say(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (!blockOpen) {
      blockOpen = true;
      ready.add(ChatEvent.blockStarted(BLOCK, 0, BlockKind.TEXT));
    }
    ready.add(ChatEvent.delta(BLOCK, BlockKind.TEXT, text));
  }

  private void finish(FinishReason reason, String rawReason) {
    say(stops.rest());
    if (blockOpen) {
      ready.add(ChatEvent.blockEnded(BLOCK));
    }
    ready.add(ChatEvent.used(Usage.of(promptTokens, outputTokens)));
    ready.add(ChatEvent.choiceFinished(0, reason, rawReason));
    ready.add(ChatEvent.completed());
    finished = true;
    release();
  }

  private static ProviderException overloaded() {
    return new ProviderException(
        ProviderError.of(
                ErrorKind.OVERLOADED,
                "the local model is answering as many calls as it may (settings.calls)")
            .withRetryAfter(Duration.ofSeconds(1)));
  }

  private ProviderException tooLong(String length) {
    return new ProviderException(
        ErrorKind.CONTEXT_LENGTH,
        "the prompt has "
            + length
            + ", but prompt and answer together may have "
            + engine.contextTokens()
            + " tokens (settings.context)");
  }
}
