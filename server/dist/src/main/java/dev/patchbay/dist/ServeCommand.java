package dev.patchbay.dist;

import dev.patchbay.server.boot.PatchbayServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code patchbay serve}: runs until SIGTERM, reads its configuration again at SIGHUP. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the server.")
final class ServeCommand implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofSeconds(30);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConfigOption config = new ConfigOption();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PatchbayServer server =
        PatchbayServer.start(config.file(), System::getenv, ConfigOption.installation());
    Signal.handle(new Signal("HUP"), signal -> Thread.ofVirtual().start(server::reload));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> server.close(DRAIN)));
    server.listeners().forEach(listener -> out.println("listening " + listener));
    out.println("ready");
    out.flush();
    // The shutdown hook ends the process.
    new CountDownLatch(1).await();
    return 0;
  }
}
