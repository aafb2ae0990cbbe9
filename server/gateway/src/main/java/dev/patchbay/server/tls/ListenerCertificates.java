package dev.patchbay.server.tls;

import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.config.Listener;
import dev.patchbay.server.config.Problem;
import dev.patchbay.server.config.ServerSection;
import dev.patchbay.server.config.TlsSection;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the listeners of a server prove themselves with: TLS 1.2 and 1.3, through BoringSSL where
 * there is one. The files are looked at again and again from {@link #watch} to {@link #close}; what
 * is good in them serves new connections, and running ones keep what they began with. Thread-safe.
 */
public final class ListenerCertificates implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ListenerCertificates.class);
  private static final String GRPC = "grpc";
  private static final String HTTP = "http";
  private static final String ADMIN = "admin";
  private static final List<String> HTTP_2 = List.of("h2");
  private static final List<String> HTTP_2_OR_1 = List.of("h2", "http/1.1");

  private final Map<String, ListenerCertificate> certificates;
  private final CountDownLatch closed = new CountDownLatch(1);

  private ListenerCertificates(Map<String, ListenerCertificate> certificates) {
    this.certificates = certificates;
  }

  /**
   * Reads the files that the configuration names, and starts nothing. Blocks.
   *
   * @param time by which a certificate is valid or not
   * @throws ConfigurationException with each pair that can't be served with, and why: unreadable,
   *     not PEM, neither RSA nor EC, not PKCS#8, expired, a key of another certificate
   */
  public static ListenerCertificates load(ServerSection server, InstantSource time)
      throws ConfigurationException {
    var certificates = new LinkedHashMap<String, ListenerCertificate>();
    var problems = new ArrayList<Problem>();
    var loading = new Loading(time, certificates, problems);
    loading.add(GRPC, server.grpc(), HTTP_2);
    loading.add(HTTP, server.http(), HTTP_2_OR_1);
    loading.add(ADMIN, server.admin(), HTTP_2);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new ListenerCertificates(certificates);
  }

  private record Loading(
      InstantSource time, Map<String, ListenerCertificate> into, List<Problem> problems) {
    void add(String name, Listener listener, List<String> protocols) {
      TlsSection files = listener.tls();
      if (files == null) {
        return;
      }
      try {
        into.put(name, new ListenerCertificate(name, files, protocols, time));
      } catch (BadPairException e) {
        problems.add(e.problem());
      }
    }
  }

  /** For the callers' gRPC listener: ALPN {@code h2}; null: clear text. */
  public @Nullable SslContext grpc() {
    return context(GRPC);
  }

  /** For the callers' HTTP listener: ALPN {@code h2}, {@code http/1.1}; null: clear text. */
  public @Nullable SslContext http() {
    return context(HTTP);
  }

  /** For the operators' listener: ALPN {@code h2}; null: clear text. */
  public @Nullable SslContext admin() {
    return context(ADMIN);
  }

  private @Nullable SslContext context(String name) {
    ListenerCertificate certificate = certificates.get(name);
    return certificate == null ? null : certificate.context();
  }

  /** Takes over what is good in the files, changed or not; the log says what is not. Blocks. */
  public void reload() {
    certificates.values().forEach(ListenerCertificate::reload);
  }

  /** Looks at the files from now on, on a thread of its own. Once. */
  public void watch(Duration interval) {
    if (!certificates.isEmpty()) {
      Thread.ofPlatform().name("certificate-watch").daemon().start(() -> run(interval));
    }
  }

  private void run(Duration interval) {
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        certificates.values().forEach(ListenerCertificates::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(ListenerCertificate certificate) {
    try {
      certificate.look();
    } catch (RuntimeException e) {
      log.error("a certificate was not looked at; the one that serves goes on", e);
    }
  }

  /** Stops looking. */
  @Override
  public void close() {
    closed.countDown();
  }
}
