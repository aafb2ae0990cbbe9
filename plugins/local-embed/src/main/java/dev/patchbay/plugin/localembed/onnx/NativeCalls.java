package dev.patchbay.plugin.localembed.onnx;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Calls C functions the slow way, with boxed arguments of exactly the right types. */
final class NativeCalls {
  private NativeCalls() {}

  /** Null if the function gives nothing back. */
  static @Nullable Object invoke(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("native code can't be called", e);
    }
  }
}
