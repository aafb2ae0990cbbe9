package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallDeadlineTest {
  @Test
  void timeLeft_noDeadline_isNull() {
    assertThat(CallDeadline.timeLeft()).isNull();
  }

  @Test
  void timeLeft_deadline_isWhatIsLeftOfIt() throws Exception {
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      Context.CancellableContext call =
          Context.current().withDeadline(Deadline.after(60, TimeUnit.SECONDS), timer);
      try {
        assertThat(call.call(CallDeadline::timeLeft))
            .isBetween(Duration.ofSeconds(30), Duration.ofMillis(59_750));
      } finally {
        call.cancel(null);
      }
    }
  }
}
