package dev.patchbay.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private final ScriptedProvider provider = new ScriptedProvider(List.of());
  private final CountDownLatch released = new CountDownLatch(1);
  private final TestCatalog catalog =
      new TestCatalog().endpoint("here", "fake", provider, released::countDown);
  private final Endpoint endpoint = endpoint();

  private Endpoint endpoint() {
    return catalog.withModel("m", 1).endpoints().values().iterator().next();
  }

  @Test
  void retire_whileHeld_closesTheProviderAfterTheLastRelease() throws Exception {
    assertThat(endpoint.acquire()).isTrue();
    assertThat(endpoint.acquire()).isTrue();
    catalog.retireAll();
    endpoint.release();
    assertThat(provider.closed).hasValue(0);

    endpoint.release();

    assertThat(released.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(provider.closed).hasValue(1);
  }

  @Test
  void acquire_afterRetire_isRefused() {
    catalog.retireAll();
    assertThat(endpoint.acquire()).isFalse();
  }

  @Test
  void retire_amongManyHolders_closesOnceAndNeverUnderAHolder() throws Exception {
    var closedUnderAHolder = new AtomicBoolean();
    var running = new CountDownLatch(8);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        threads.execute(() -> {
          running.countDown();
          while (endpoint.acquire()) {
            if (provider.closed.get() > 0) {
              closedUnderAHolder.set(true);
            }
            endpoint.release();
          }
        });
      }
      assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
      catalog.retireAll();
    }
    assertThat(released.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(provider.closed).hasValue(1);
    assertThat(closedUnderAHolder).isFalse();
  }
}
