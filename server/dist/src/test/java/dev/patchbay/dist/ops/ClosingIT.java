package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.server.boot.Installation;
import dev.patchbay.server.boot.PatchbayServer;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosingIT {
  @TempDir private Path temp;

  @Test
  void close_callsThatOutliveTheLimit_areToldThatTheServerStops() throws Exception {
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), "one");
    PatchbayServer server =
        PatchbayServer.start(config, name -> null, new Installation(Program.HOME));
    try (server;
        var caller = Caller.of("127.0.0.1:" + server.grpcAddress().getPort())) {
      StreamCall silent = caller.stream("one", "[sim: fail=stall after=3 rate=0]");
      silent.next(KindCase.TEXT);

      long start = System.nanoTime();
      server.close(Duration.ofMillis(300));

      assertThat(silent.failure().reason()).isEqualTo("SERVER_SHUTTING_DOWN");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
    }
  }
}
