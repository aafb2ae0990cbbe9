package dev.patchbay.server.upstream;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes upstreams out of a provider's origins and an endpoint's proxy and certificates. */
public final class Upstreams {
  private Upstreams() {}

  /**
   * @param proxy an {@code http} URL; null: connect directly
   * @param ca a PEM file of the authorities to trust; null: those of the JDK
   * @throws IOException if the file can't be read or holds no certificate
   */
  public static List<Upstream> of(List<URI> origins, @Nullable URI proxy, @Nullable Path ca) throws IOException {
    SslContext tls = origins.stream().anyMatch(o -> o.getScheme().equals("https")) ? tls(ca) : null;
    InetSocketAddress through = proxy == null ? null : address(proxy);
    var upstreams = new ArrayList<Upstream>(origins.size());
    for (URI origin : origins) {
      upstreams.add(new Upstream(origin, tls, through));
    }
    return List.copyOf(upstreams);
  }

  private static SslContext tls(@Nullable Path ca) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
            .endpointIdentificationAlgorithm("HTTPS");
    try {
      if (ca != null) {
        builder.trustManager(ca.toFile());
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new IOException(ca + " holds no certificate in PEM form", e);
    }
  }

  private static InetSocketAddress address(URI proxy) {
    return InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort() >= 0 ? proxy.getPort() : 80);
  }
}
