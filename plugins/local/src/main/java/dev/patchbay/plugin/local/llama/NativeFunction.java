package dev.patchbay.plugin.local.llama;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A C function. The arguments must have exactly the types of its descriptor; a function that
 * returns a structure takes the allocator for it first. The slow way to call costs about a
 * microsecond, where evaluating a token costs ten thousand.
 */
final class NativeFunction {
  private final String name;
  private final MethodHandle handle;

  NativeFunction(String name, MethodHandle handle) {
    this.name = name;
    this.handle = handle;
  }

  void run(Object... arguments) {
    var _ = call(arguments);
  }

  int integer(Object... arguments) {
    return (int) call(arguments);
  }

  boolean bool(Object... arguments) {
    return (boolean) call(arguments);
  }

  MemorySegment pointer(Object... arguments) {
    return (MemorySegment) call(arguments);
  }

  private Object call(Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " can't be called", e);
    }
  }
}
