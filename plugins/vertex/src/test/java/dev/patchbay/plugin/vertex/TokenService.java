package dev.patchbay.plugin.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A stand-in for Google's token service and for the metadata server of a machine. Its tokens are
 * numbered.
 */
final class TokenService implements AutoCloseable {
  private final HttpServer server;
  private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();

  TokenService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::token);
    server.createContext("/", this::metadata);
    server.start();
  }

  /** {@code 127.0.0.1:PORT}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was posted for tokens. */
  List<Map<String, String>> forms() {
    return forms;
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    forms.add(form);
    if (form.containsValue("revoked")) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
    } else {
      grant(exchange, "token-" + forms.size());
    }
  }

  private void metadata(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("metadata-flavor", "Google");
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/token")) {
      grant(exchange, "machine-token");
    } else {
      answer(exchange, 200, path.endsWith("/universe-domain") ? "googleapis.com" : "ok");
    }
  }

  private static void grant(HttpExchange exchange, String token) throws IOException {
    answer(
        exchange,
        200,
        "{\"access_token\":\"" + token + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("content-type", "application/json");
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
