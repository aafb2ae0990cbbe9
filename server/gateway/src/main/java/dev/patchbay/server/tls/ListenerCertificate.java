package dev.patchbay.server.tls;

import dev.patchbay.server.config.TlsSection;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener proves itself with. When its files change, connections from then on get what is
 * new; if that can't be used, the last good pair stays and the log says why. Thread-safe.
 */
final class ListenerCertificate {
  private static final Logger log = LoggerFactory.getLogger(ListenerCertificate.class);

  /** Those that HTTP/2 allows and that keep the past secret when a key is lost. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final String listener;
  private final TlsSection files;
  private final List<String> protocols;
  private final InstantSource time;
  private final SwappedContext context;
  private final ReentrantLock lock = new ReentrantLock();
  private CertifiedKey current;
  private FileLooks handled;
  private FileLooks seen;

  /**
   * Reads the files. Blocks.
   *
   * @param listener its name in the configuration, for the log
   * @param protocols what ALPN offers, the best first
   * @throws BadPairException if the files can't be served with
   */
  ListenerCertificate(String listener, TlsSection files, List<String> protocols, InstantSource time)
      throws BadPairException {
    this.listener = listener;
    this.files = files;
    this.protocols = List.copyOf(protocols);
    this.time = time;
    // Before reading: what changes meanwhile is a change.
    handled = looks();
    seen = handled;
    current = CertifiedKey.read(files, time.instant());
    context = new SwappedContext(contextOf(current));
  }

  /** Always the same; each new connection gets the pair of its moment from it. */
  SslContext context() {
    return context;
  }

  /**
   * Takes the files over if they have changed, and look as they did the last time: a file that is
   * still being written is left alone.
   */
  void look() {
    lock.lock();
    try {
      FileLooks now = looks();
      boolean settled = now.equals(seen);
      seen = now;
      if (settled && !now.equals(handled)) {
        handled = now;
        takeOver();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the files over now. */
  void reload() {
    lock.lock();
    try {
      handled = looks();
      seen = handled;
      takeOver();
    } finally {
      lock.unlock();
    }
  }

  private void takeOver() {
    try {
      CertifiedKey next = CertifiedKey.read(files, time.instant());
      if (!next.equals(current)) {
        context.swap(contextOf(next));
        current = next;
        log.info("server.{}: new connections get the certificate for {}", listener, next);
      }
    } catch (BadPairException e) {
      log.error(
          "server.{}: the certificate stays the one for {}: {}", listener, current, e.getMessage());
    }
  }

  private FileLooks looks() {
    return FileLooks.of(files.certificate(), files.key());
  }

  private SslContext contextOf(CertifiedKey pair) throws BadPairException {
    try {
      return SslContextBuilder.forServer(pair.key(), pair.chain().toArray(X509Certificate[]::new))
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  Protocol.ALPN,
                  SelectorFailureBehavior.NO_ADVERTISE,
                  SelectedListenerFailureBehavior.ACCEPT,
                  protocols))
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new BadPairException(
          files.certificateAt(),
          files.certificate() + " and " + files.key() + " can't be used: " + e.getMessage());
    }
  }
}
