package dev.patchbay.server.config;

import com.google.common.net.InetAddresses;
import dev.patchbay.server.config.ServerSection.UnsupportedParams;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code server}. */
final class ServerReader {
  private static final Path STAND_IN = Path.of("");
  private static final String LOOPBACK = "\"host\" must be in 127.0.0.0/8, ::1 or localhost";

  private final boolean keys;

  /**
   * @param keys whether callers must show a key, so that a listener for them may be public
   */
  ServerReader(boolean keys) {
    this.keys = keys;
  }

  ServerSection server(Fields fields) {
    Listener grpc =
        fields.section("grpc", Section.LISTENER, l -> forCallers(l, ServerSection.DEFAULT.grpc()));
    Http http = fields.section("http", Section.HTTP_LISTENER, this::http);
    Listener admin = fields.section("admin", Section.LISTENER, ServerReader::forOperators);
    return new ServerSection(
        grpc == null ? ServerSection.DEFAULT.grpc() : grpc,
        http == null ? ServerSection.DEFAULT.http() : http.listener(),
        http == null ? ServerSection.DEFAULT.unsupportedParams() : http.unsupportedParams(),
        admin == null ? ServerSection.DEFAULT.admin() : admin);
  }

  private record Http(Listener listener, UnsupportedParams unsupportedParams) {}

  private Http http(Fields fields) {
    String policy =
        fields.scalar("unsupported-params", Forms.choice(List.of("drop", "reject")), "drop");
    return new Http(
        forCallers(fields, ServerSection.DEFAULT.http()),
        policy.equals("reject") ? UnsupportedParams.REJECT : UnsupportedParams.DROP);
  }

  private Listener forCallers(Fields fields, Listener otherwise) {
    Listener listener = listener(fields, otherwise);
    if (!keys && !isLoopback(listener.host())) {
      wrongHost(
          fields,
          LOOPBACK
              + " while there are no \"keys\": without keys only callers on this machine are"
              + " served; configure keys to listen anywhere else");
    }
    return listener;
  }

  private static Listener forOperators(Fields fields) {
    Listener listener = listener(fields, ServerSection.DEFAULT.admin());
    if (!isLoopback(listener.host())) {
      wrongHost(
          fields,
          LOOPBACK + ": this listener asks nobody for a key, so it serves this machine alone");
    }
    return listener;
  }

  private static void wrongHost(Fields fields, String message) {
    fields.reading().wrong(fields.at("host"), message);
  }

  private static Listener listener(Fields fields, Listener otherwise) {
    return new Listener(
        fields.scalar("host", Forms.HOST, otherwise.host()),
        fields.scalar("port", Forms.PORT, otherwise.port()),
        fields.section("tls", Section.TLS, ServerReader::tls));
  }

  private static TlsSection tls(Fields fields) {
    Form<Path> file = fields.reading().paths().file();
    return new TlsSection(
        fields.required("certificate", file, STAND_IN),
        fields.at("certificate"),
        fields.required("key", file, STAND_IN),
        fields.at("key"));
  }

  private static boolean isLoopback(String host) {
    return InetAddresses.isInetAddress(host)
        ? InetAddresses.forString(host).isLoopbackAddress()
        : host.equalsIgnoreCase("localhost");
  }
}
