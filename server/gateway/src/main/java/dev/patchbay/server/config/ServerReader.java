package dev.patchbay.server.config;

import java.util.List;

/** Reads {@code server}. */
final class ServerReader {
  private static final Listener HTTP = new Listener("127.0.0.1", 8080);

  private ServerReader() {}

  static ServerSection server(Fields fields) {
    Listener grpc = listener(fields, "grpc", ServerSection.DEFAULT.grpc());
    Listener admin = listener(fields, "admin", ServerSection.DEFAULT.admin());
    fields.section("http", Section.HTTP_LISTENER, ServerReader::http);
    return new ServerSection(grpc, admin);
  }

  private static Listener listener(Fields server, String key, Listener otherwise) {
    Listener listener = server.section(key, Section.LISTENER, fields -> address(fields, otherwise));
    return listener == null ? otherwise : listener;
  }

  private static Listener http(Fields fields) {
    fields.scalar("unsupported-params", Forms.choice(List.of("drop", "reject")));
    return address(fields, HTTP);
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
