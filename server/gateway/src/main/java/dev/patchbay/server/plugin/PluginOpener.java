package dev.patchbay.server.plugin;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.patchbay.server.plugin.PluginGeneration.Loaded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Loads plugins. All code of a plugin runs on a thread of its own and has a limited time; a thread
 * that does not end is interrupted and then abandoned, for nothing can stop it.
 */
final class PluginOpener {
  private final Duration limit;
  private final Consumer<PluginClassLoader> watcher;

  /**
   * @param limit how long a plugin's constructor and {@code providers()} may take together
   * @param watcher told of each class loader that is made
   */
  PluginOpener(Duration limit, Consumer<PluginClassLoader> watcher) {
    this.limit = limit;
    this.watcher = watcher;
  }

  static PluginDescriptor describe(Path copy) throws IOException, PluginException {
    try (PluginCopy files = PluginCopy.open(copy)) {
      return files.descriptor();
    }
  }

  Loaded load(PluginDescriptor descriptor, Path copy) throws IOException, PluginException {
    PluginClassLoader loader = new PluginClassLoader(descriptor, PluginCopy.open(copy).roots());
    watcher.accept(loader);
    try {
      return switch (started(descriptor, loader)) {
        case PluginEntry.Made made -> new Loaded(loader, made.factories());
        case PluginEntry.Refused refused -> throw new PluginException(refused.reason());
      };
    } catch (PluginException e) {
      loader.close();
      throw e;
    }
  }

  private PluginEntry.Outcome started(PluginDescriptor descriptor, PluginClassLoader loader)
      throws PluginException {
    FutureTask<PluginEntry.Outcome> task =
        new FutureTask<>(new PluginEntry(descriptor, loader)::start);
    Thread thread =
        Thread.ofPlatform()
            .name("plugin-start " + descriptor.id())
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(task);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return Uninterruptibles.getUninterruptibly(task, limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new PluginException(
          ("its constructor or providers() did not return within %d ms; its thread '%s' is"
                  + " abandoned and may use CPU until the server ends. Repair the plugin, restart the server")
              .formatted(limit.toMillis(), thread.getName()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VirtualMachineError fatal) {
        throw fatal;
      }
      throw new IllegalStateException("a plugin's error got past " + thread.getName(), e);
    }
  }
}
