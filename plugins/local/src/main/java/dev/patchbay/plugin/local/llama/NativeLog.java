package dev.patchbay.plugin.local.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes what llama.cpp would print; keeps the last errors, since its functions return no reason.
 */
final class NativeLog {
  private static final FunctionDescriptor TYPE =
      FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS);
  private static final int ERROR = 4;
  private static final int KEPT = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<String> errors = new ArrayDeque<>();

  /** Makes the library write here instead of to stderr, until {@link #detach}. */
  static NativeLog attach(NativeLibrary library) {
    var log = new NativeLog();
    setter(library)
        .run(NativeLibrary.callback(log.handle(), TYPE, library.arena()), MemorySegment.NULL);
    return log;
  }

  static void detach(NativeLibrary library) {
    setter(library).run(MemorySegment.NULL, MemorySegment.NULL);
  }

  private static NativeFunction setter(NativeLibrary library) {
    return library.function("llama_log_set", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
  }

  private MethodHandle handle() {
    try {
      return MethodHandles.lookup()
          .bind(
              this,
              "line",
              MethodType.methodType(
                  void.class, int.class, MemorySegment.class, MemorySegment.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called by native code on any thread. */
  @SuppressWarnings("UnusedMethod")
  private void line(int level, MemorySegment text, MemorySegment unused) {
    if (level != ERROR || text.address() == 0) {
      return;
    }
    String line = text.reinterpret(Long.MAX_VALUE).getString(0).strip();
    lock.lock();
    try {
      errors.addLast(line);
      if (errors.size() > KEPT) {
        errors.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The errors since the last time. */
  String reasons() {
    lock.lock();
    try {
      String all = String.join(" / ", errors);
      errors.clear();
      return all.isEmpty() ? "llama.cpp gave no reason" : all;
    } finally {
      lock.unlock();
    }
  }
}
