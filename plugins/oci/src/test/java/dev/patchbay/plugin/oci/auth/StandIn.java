package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A service on this machine that gives fixed answers, and remembers what it was asked. */
final class StandIn implements AutoCloseable {
  /** One request; header names in lower case. */
  record Asked(String method, String path, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private final String scheme;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private StandIn(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.start();
  }

  static StandIn open(@Nullable SSLContext tls) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      return new StandIn(HttpServer.create(any, 0), "http");
    }
    HttpsServer secure = HttpsServer.create(any, 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new StandIn(secure, "https");
  }

  /** What a path answers. */
  StandIn answering(String path, int status, UnaryOperator<String> answer) {
    server.createContext(path, exchange -> answer(exchange, status, answer));
    return this;
  }

  private void answer(HttpExchange exchange, int status, UnaryOperator<String> answer)
      throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> header.getValue().getFirst()));
    asked.add(
        new Asked(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, body));
    byte[] bytes = answer.apply(body).getBytes(UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  List<Asked> asked() {
    return asked;
  }

  Asked lastAsked(String path) {
    return asked.stream().filter(one -> one.path().equals(path)).toList().getLast();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
