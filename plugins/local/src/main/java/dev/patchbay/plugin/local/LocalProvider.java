package dev.patchbay.plugin.local;

import dev.patchbay.plugin.local.llama.Engine;
import dev.patchbay.plugin.local.weights.ModelCache;
import dev.patchbay.plugin.local.weights.PinnedModel;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** One endpoint: one model, loaded by {@link #warmUp}. It answers under any model name. */
final class LocalProvider implements Provider {
  private sealed interface State {
    record Cold() implements State {}

    record Ready(Engine engine, String modelName) implements State {}

    record Closed() implements State {}
  }

  private static final System.Logger LOG = System.getLogger(LocalProvider.class.getName());
  private static final State COLD = new State.Cold();

  private final LocalSettings settings;
  private final ModelCache cache;
  private final AtomicReference<State> state = new AtomicReference<>(COLD);

  LocalProvider(LocalSettings settings, ModelCache cache) {
    this.settings = settings;
    this.cache = cache;
  }

  @Override
  public List<URI> origins() {
    return List.of();
  }

  @Override
  public Capabilities capabilities(String model) {
    return Capabilities.of(Set.of(Capabilities.STREAMING)).contextWindow(settings.context());
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    if (!(state.get() instanceof State.Ready ready)) {
      throw new ProviderException(ErrorKind.UPSTREAM, "the local model is not loaded");
    }
    Translation translation = Translation.of(call);
    return Pulled.of(
            (Pulled.Source<ChatEvent>)
                new Generation(ready.engine(), ready.modelName(), translation.request()))
        .dropped(translation.dropped());
  }

  @Override
  public void warmUp() throws IOException, InterruptedException {
    Path gguf = gguf();
    long start = System.nanoTime();
    Engine engine = Engine.open(gguf, settings.context(), settings.calls(), settings.threads());
    if (!state.compareAndSet(COLD, new State.Ready(engine, name(gguf)))) {
      engine.close();
      throw new InterruptedException("closed while the model was loading");
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    LOG.log(System.Logger.Level.INFO, "loaded {0} in {1} ms", gguf, millis);
  }

  private Path gguf() throws IOException, InterruptedException {
    if (settings.model().isEmpty()) {
      return cache.file(PinnedModel.SMOL_LM2);
    }
    Path file = settings.model().get();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IOException("settings.model: " + file + " is no readable file");
    }
    return file;
  }

  private static String name(Path gguf) {
    String file = gguf.getFileName().toString();
    return file.endsWith(".gguf") ? file.substring(0, file.length() - ".gguf".length()) : file;
  }

  @Override
  public void close() {
    if (state.getAndSet(new State.Closed()) instanceof State.Ready ready) {
      ready.engine().close();
    }
  }
}
