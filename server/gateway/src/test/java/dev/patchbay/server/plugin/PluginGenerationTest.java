package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PluginGenerationTest {
  private final AtomicInteger unused = new AtomicInteger();

  @Test
  void retire_twiceWithoutLease_isUnusedOnce() throws Exception {
    PluginGeneration generation = generation();

    generation.retire();
    generation.retire();

    assertThat(unused).hasValue(1);
    assertThatThrownBy(generation::lease)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("plugin good 1.0.0 from good.jar is closed");
  }

  @Test
  void lease_retiredButLeased_isGranted() throws Exception {
    PluginGeneration generation = generation();
    Lease first = generation.lease();
    generation.retire();

    Lease second = generation.lease();
    first.close();
    first.close();

    assertThat(unused).hasValue(0);
    second.close();
    assertThat(unused).hasValue(1);
  }

  @Test
  void lease_byManyThreadsWhileRetired_isUnusedOnceAndLast() throws Exception {
    PluginGeneration generation = generation();
    CountDownLatch leased = new CountDownLatch(8);
    AtomicInteger usedAfterEnd = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(
          Thread.ofVirtual().start(() -> callUntilRefused(generation, leased, usedAfterEnd)));
    }

    leased.await();
    generation.retire();

    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(unused).hasValue(1);
    assertThat(usedAfterEnd).hasValue(0);
  }

  private void callUntilRefused(
      PluginGeneration generation, CountDownLatch leased, AtomicInteger usedAfterEnd) {
    for (int call = 0; call < 10_000; call++) {
      try (Lease lease = generation.lease()) {
        leased.countDown();
        usedAfterEnd.addAndGet(lease == null ? 1 : unused.get());
      } catch (IllegalStateException refused) {
        return;
      }
    }
  }

  private PluginGeneration generation() throws Exception {
    PluginDescriptor descriptor =
        PluginDescriptor.parse(TestPlugin.of("good", "1.0.0").descriptorText());
    return new PluginGeneration(
        descriptor,
        Path.of("good.jar"),
        "00",
        new PluginGeneration.Loaded(new PluginClassLoader(descriptor, List.of()), Map.of()),
        ignored -> unused.incrementAndGet());
  }
}
