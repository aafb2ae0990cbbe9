package dev.patchbay.plugin.localembed;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** One endpoint: one model, loaded by {@link #warmUp}. It answers under any model name. */
final class LocalEmbedProvider implements Provider {
  private sealed interface State {
    record Cold() implements State {}

    record Ready(MiniLm model) implements State {}

    record Closed() implements State {}
  }

  private static final System.Logger LOG = System.getLogger(LocalEmbedProvider.class.getName());
  private static final State COLD = new State.Cold();

  private final int threads;
  private final AtomicReference<State> state = new AtomicReference<>(COLD);

  LocalEmbedProvider(int threads) {
    this.threads = threads;
  }

  @Override
  public List<URI> origins() {
    return List.of();
  }

  @Override
  public Capabilities capabilities(String model) {
    return Capabilities.of(Set.of(Capabilities.EMBEDDINGS)).contextWindow(MiniLm.MOST_TOKENS);
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    throw unsupported("the local embedding model does not chat");
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    List<String> texts = call.inputs().stream().map(LocalEmbedProvider::text).toList();
    Integer dimensions = call.dimensions();
    if (dimensions != null && dimensions != MiniLm.DIMENSIONS) {
      throw unsupported(
          "dimensions is "
              + dimensions
              + ", but this model's vectors have "
              + MiniLm.DIMENSIONS
              + " numbers");
    }
    if (!(state.get() instanceof State.Ready ready)) {
      throw new ProviderException(ErrorKind.UPSTREAM, "the local embedding model is not loaded");
    }
    boolean cut = Boolean.TRUE.equals(call.truncate());
    Pulled.Source<EmbedEvent> source = new Embedding(ready.model(), texts, cut);
    return Pulled.of(source).dropped(dropped(call));
  }

  private static String text(EmbedInput input) {
    if (input instanceof EmbedInput.Text text) {
      return text.text();
    }
    throw unsupported(
        "the local embedding model takes texts only; tokens are another model's words to it");
  }

  private static List<String> dropped(EmbedCall call) {
    List<String> paths = new ArrayList<>();
    if (call.purpose() != null) {
      paths.add("purpose");
    }
    if (call.endUser() != null) {
      paths.add("options.end_user_id");
    }
    if (!call.options().isEmpty()) {
      paths.add("provider_options_json");
    }
    if (!call.origin().extra().isEmpty()) {
      paths.add("extra_json");
    }
    return paths;
  }

  private static ProviderException unsupported(String message) {
    return new ProviderException(ErrorKind.UNSUPPORTED, message);
  }

  @Override
  public void warmUp() throws IOException, InterruptedException {
    long start = System.nanoTime();
    MiniLm model = MiniLm.load(threads);
    if (!state.compareAndSet(COLD, new State.Ready(model))) {
      model.close();
      throw new InterruptedException("closed while the model was loading");
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    LOG.log(System.Logger.Level.INFO, "loaded {0} in {1} ms", MiniLm.NAME, millis);
  }

  @Override
  public void close() {
    if (state.getAndSet(new State.Closed()) instanceof State.Ready ready) {
      ready.model().close();
    }
  }
}
