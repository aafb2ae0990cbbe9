package dev.patchbay.server.config;

import dev.patchbay.server.config.ServerSection.UnsupportedParams;
import java.util.List;

/** Reads {@code server}. */
final class ServerReader {
  private ServerReader() {}

  static ServerSection server(Fields fields) {
    Listener grpc = listener(fields, "grpc", ServerSection.DEFAULT.grpc());
    Listener admin = listener(fields, "admin", ServerSection.DEFAULT.admin());
    Http http = fields.section("http", Section.HTTP_LISTENER, ServerReader::http);
    return http == null
        ? new ServerSection(
            grpc, ServerSection.DEFAULT.http(), ServerSection.DEFAULT.unsupportedParams(), admin)
        : new ServerSection(grpc, http.listener(), http.unsupportedParams(), admin);
  }

  private static Listener listener(Fields server, String key, Listener otherwise) {
    Listener listener = server.section(key, Section.LISTENER, fields -> address(fields, otherwise));
    return listener == null ? otherwise : listener;
  }

  private record Http(Listener listener, UnsupportedParams unsupportedParams) {}

  private static Http http(Fields fields) {
    String policy =
        fields.scalar("unsupported-params", Forms.choice(List.of("drop", "reject")), "drop");
    return new Http(
        address(fields, ServerSection.DEFAULT.http()),
        policy.equals("reject") ? UnsupportedParams.REJECT : UnsupportedParams.DROP);
  }

  private static Listener address(Fields fields, Listener otherwise) {
    fields.section("tls", Section.TLS, ServerReader::tls);
    return new Listener(
        fields.scalar("host", Forms.HOST, otherwise.host()),
        fields.scalar("port", Forms.PORT, otherwise.port()));
  }

  private static Fields tls(Fields fields) {
    for (String key : Section.TLS.keys()) {
      fields.require(key);
      fields.scalar(key, fields.reading().paths().file());
    }
    return fields;
  }
}
