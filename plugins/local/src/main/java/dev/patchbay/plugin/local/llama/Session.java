package dev.patchbay.plugin.local.llama;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One call: a lent context and its sampler. Used by one thread at a time; closed exactly once, when
 * no other method is running.
 */
public final class Session implements AutoCloseable {
  private final Engine engine;
  private final LlamaContext context;
  private final TokenSampler sampler;
  private final BooleanSupplier cancelled;

  Session(Engine engine, LlamaContext context, TokenSampler sampler, BooleanSupplier cancelled) {
    this.engine = engine;
    this.context = context;
    this.sampler = sampler;
    this.cancelled = cancelled;
  }

  /** The tokens of a conversation in the model's own form. Takes 1 to 3 ms for each 1,000 bytes. */
  public int[] tokens(List<Turn> turns) {
    return engine.model().tokens(engine.model().prompt(turns));
  }

  /**
   * Evaluates a prompt, piece by piece, in turn with other calls.
   *
   * @return false: cancelled, and nothing but {@link #close} is left to do
   */
  public boolean evaluate(int[] prompt) throws InterruptedException {
    for (int from = 0; from < prompt.length; from += LlamaContext.CHUNK) {
      int count = Math.min(LlamaContext.CHUNK, prompt.length - from);
      if (!engine.prompts().enter(cancelled)) {
        return false;
      }
      try {
        if (!context.evaluate(prompt, from, count)) {
          return false;
        }
      } finally {
        engine.prompts().leave();
      }
    }
    return true;
  }

  /**
   * Evaluates a token of the answer.
   *
   * @return false: cancelled, and nothing but {@link #close} is left to do
   */
  public boolean evaluate(int token) {
    return context.evaluate(new int[] {token}, 0, 1);
  }

  /** Chooses the next token. */
  public int choose() {
    return sampler.next(context);
  }

  /** Whether the model says with this token that its answer is whole. */
  public boolean isEnd(int token) {
    return engine.model().isEnd(token);
  }

  /** A token's bytes, perhaps a part of a character; none for a control token. */
  public byte[] bytes(int token) {
    return engine.model().piece(token);
  }

  @Override
  public void close() {
    sampler.close();
    engine.giveBack(context);
  }
}
