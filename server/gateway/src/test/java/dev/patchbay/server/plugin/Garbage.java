package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;

/** Has the garbage collector run until what should be gone is gone, within a bounded time. */
final class Garbage {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Garbage() {}

  static void awaitAlive(PluginFolder folder, String id, int expected) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    while (alive(folder, id) > expected && System.nanoTime() < end) {
      WeakReference<Object> probe = new WeakReference<>(new Object(), collected);
      System.gc();
      assertThat(collected.remove(1_000)).isSameAs(probe);
    }
    assertThat(alive(folder, id)).isEqualTo(expected);
  }

  private static int alive(PluginFolder folder, String id) {
    return folder.generationsAlive().getOrDefault(id, 0);
  }
}
