package dev.patchbay.plugin.local.llama;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A loaded model with the contexts of the calls that it can answer at once. Thread-safe. All its
 * memory is taken when it's opened.
 */
public final class Engine implements AutoCloseable {
  private final NativeLibrary library;
  private final NativeLog log;
  private final LlamaModel model;
  private final int contextTokens;
  private final FairGate prompts = new FairGate();

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<LlamaContext> idle = new ArrayDeque<>();
  private int lent;
  private boolean closing;

  private Engine(NativeLibrary library, NativeLog log, LlamaModel model, int contextTokens) {
    this.library = library;
    this.log = log;
    this.model = model;
    this.contextTokens = contextTokens;
  }

  /**
   * Unpacks and loads llama.cpp, loads the model and gets ready for calls.
   *
   * @param contextTokens what each call's prompt and answer may have together
   * @param calls at once
   * @param threads that evaluate an answer
   * @throws IOException with a message that tells the operator what to do
   */
  public static Engine open(Path gguf, int contextTokens, int calls, int threads)
      throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    NativeLibrary library = NativeLibrary.load(Platform.current(), temporary);
    NativeLog log = NativeLog.attach(library);
    Engine engine;
    try {
      library.function("llama_backend_init", FunctionDescriptor.ofVoid()).run();
      engine = new Engine(library, log, LlamaModel.load(library, log, gguf), contextTokens);
    } catch (IOException | RuntimeException e) {
      unload(library);
      throw e;
    }
    try {
      engine.warm(gguf, calls, threads);
      return engine;
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Evaluates one token in each context, so that no caller waits for the first touch of memory. */
  private void warm(Path gguf, int calls, int threads) throws IOException {
    int[] tokens = model.tokens(greeting(gguf));
    for (int i = 0; i < calls; i++) {
      LlamaContext context = LlamaContext.create(library, log, model, contextTokens, threads);
      idle.add(context);
      context.evaluate(tokens, 0, 1);
    }
  }

  private String greeting(Path gguf) throws IOException {
    try {
      return model.prompt(List.of(new Turn("user", "Hello")));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the model " + gguf + " can't chat: " + e.getMessage() + "; use another file", e);
    }
  }

  /** What a prompt and its answer may have together. */
  public int contextTokens() {
    return contextTokens;
  }

  /**
   * Begins a call, never waits.
   *
   * @param cancelled asked on the call's own thread, very often, whether to stop evaluating
   * @return null if all contexts are lent or the engine is closing
   */
  public @Nullable Session begin(TokenChoice choice, BooleanSupplier cancelled) {
    LlamaContext context = borrow();
    if (context == null) {
      return null;
    }
    try {
      context.begin(cancelled);
      return new Session(this, context, TokenSampler.create(library, choice), cancelled);
    } catch (RuntimeException e) {
      giveBack(context);
      throw e;
    }
  }

  /** Has calls that wait for their turn with the prompt ask whether they are cancelled. */
  public void wake() {
    prompts.wake();
  }

  LlamaModel model() {
    return model;
  }

  FairGate prompts() {
    return prompts;
  }

  private @Nullable LlamaContext borrow() {
    lock.lock();
    try {
      LlamaContext context = closing ? null : idle.poll();
      if (context != null) {
        lent++;
      }
      return context;
    } finally {
      lock.unlock();
    }
  }

  void giveBack(LlamaContext context) {
    context.end();
    lock.lock();
    try {
      idle.push(context);
      lent--;
      if (closing && lent == 0) {
        free();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Frees all that is native, at once or with the end of the last call. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closing) {
        closing = true;
        if (lent == 0) {
          free();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void free() {
    idle.forEach(LlamaContext::close);
    idle.clear();
    model.close();
    unload(library);
  }

  private static void unload(NativeLibrary library) {
    library.function("llama_backend_free", FunctionDescriptor.ofVoid()).run();
    NativeLog.detach(library);
    library.close();
  }
}
