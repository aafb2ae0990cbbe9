package dev.patchbay.server.http;

import dev.patchbay.server.access.Admission;
import dev.patchbay.server.http.anthropic.Messages;
import dev.patchbay.server.http.openai.ChatCompletions;
import dev.patchbay.server.http.openai.Embeddings;
import dev.patchbay.server.http.openai.Models;
import dev.patchbay.server.http.openai.Rerank;
import dev.patchbay.server.http.responses.Responses;
import dev.patchbay.server.http.transport.HttpListener;
import dev.patchbay.server.http.transport.Limits;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.CallListener;
import io.netty.handler.ssl.SslContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP listener, on the event loops that the gRPC listeners use. */
public final class HttpDoor {
  private final LoopGroup loops;
  private final Paths paths;
  private final Policy policy;
  private volatile boolean usable;
  private volatile boolean leaving;

  @Inject
  HttpDoor(
      LoopGroup loops,
      Policy policy,
      Admission admission,
      CallListener listener,
      MetricsPage metrics,
      ChatCompletions chat,
      Responses responses,
      Messages messages,
      Embeddings embeddings,
      Rerank rerank,
      Models models) {
    this.loops = loops;
    this.policy = policy;
    paths =
        new Paths(
            admission,
            listener,
            Map.of(
                "/v1/chat/completions",
                chat,
                Responses.PATH,
                responses,
                Messages.PATH,
                messages,
                "/v1/embeddings",
                embeddings,
                "/v1/rerank",
                rerank,
                "/v1/models",
                models,
                "/metrics",
                metrics,
                "/healthz",
                new Health(() -> true),
                "/readyz",
                new Health(() -> usable && !leaving)),
            Map.of(Models.BELOW, models, Messages.BELOW, messages));
  }

  /**
   * Starts the callers' listener.
   *
   * @param tls null: clear text
   */
  public HttpListener listen(InetSocketAddress address, @Nullable SslContext tls)
      throws IOException {
    return HttpListener.open(loops, address, Limits.DEFAULT, tls, paths);
  }

  /** Whether what a target can't honour is left out with a warning; false: it refuses the call. */
  public void dropUnsupported(boolean drop) {
    policy.dropUnsupported(drop);
  }

  /** Tells who asks whether calls can be served. */
  public void usable(boolean value) {
    usable = value;
  }

  /** Tells who asks that the server is leaving, for good. */
  public void leaving() {
    leaving = true;
  }
}
