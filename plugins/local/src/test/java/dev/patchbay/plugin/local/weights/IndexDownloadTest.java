package dev.patchbay.plugin.local.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexDownloadTest {
  @TempDir private Path own;
  private FakeWheel wheel;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    wheel = FakeWheel.make();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetch_pageWithRelativeLink_savesTheWheel() throws Exception {
    page("<a href=\"../../files/%s#sha256=ab\">x</a>".formatted(wheel.pin().wheel()));
    serve("/files/", wheel.bytes());

    index("/simple").fetch(wheel.pin(), own);

    assertThat(own.resolve(wheel.pin().wheel())).hasBinaryContent(wheel.bytes());
  }

  @Test
  void fetch_linkWithQuery_isUnescaped() throws Exception {
    page("<a href='/files/get?a=1&amp;f=%s'>x</a>".formatted(wheel.pin().wheel()));
    server.createContext(
        "/files/get",
        exchange -> {
          boolean right = exchange.getRequestURI().getQuery().startsWith("a=1&f=");
          answer(exchange, right ? 200 : 400, wheel.bytes());
        });

    index("/simple/").fetch(wheel.pin(), own);

    assertThat(own.resolve(wheel.pin().wheel())).exists();
  }

  @Test
  void fetch_addressWithCredential_isUsedAndNeverPrinted() {
    server.createContext(
        "/simple/",
        exchange -> {
          String basic =
              Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8));
          if (List.of("Basic " + basic).equals(exchange.getRequestHeaders().get("Authorization"))) {
            answer(exchange, 410, new byte[0]);
          } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            answer(exchange, 401, new byte[0]);
          }
        });

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> download("http://me:s3cret@" + host() + "/simple").fetch(wheel.pin(), own))
        .withMessageContaining("HTTP 410")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @Test
  void fetch_pageWithoutTheWheel_saysSo() {
    page("<a href=\"tiny_model-0.9-py3-none-any.whl\">x</a>");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> index("/simple").fetch(wheel.pin(), own))
        .withMessageContaining("has no " + wheel.pin().wheel());
  }

  @Test
  void fetch_wheelGone_saysTheStatus() {
    page("<a href=\"%s\">x</a>".formatted(wheel.pin().wheel()));

    // The page's context answers for everything below it; the wheel is asked for with its name.
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> index("/simple").fetch(wheel.pin(), own))
        .withMessageContaining(wheel.pin().wheel())
        .withMessageContaining("HTTP 404");
  }

  @Test
  void fetch_bodyCutShort_failsAndNamesTheAddress() {
    page("<a href=\"/files/%s\">x</a>".formatted(wheel.pin().wheel()));
    server.createContext(
        "/files/",
        exchange -> {
          exchange.sendResponseHeaders(200, wheel.bytes().length);
          exchange.getResponseBody().write(wheel.bytes(), 0, 5);
          exchange.getResponseBody().flush();
          server.stop(0);
        });

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> index("/simple").fetch(wheel.pin(), own))
        .withMessageContaining("/files/" + wheel.pin().wheel() + " failed");
  }

  @Test
  void fetch_noIndexNamed_saysSo() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new IndexDownload(Map.of()).fetch(wheel.pin(), own))
        .withMessage("PIP_INDEX_URL is not set");
  }

  @Test
  void fetch_noAddress_isRefusedWithoutPrintingIt() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> download("ftp://me:s3cret@host/").fetch(wheel.pin(), own))
        .withMessage("PIP_INDEX_URL is no http or https address");
  }

  private void page(String links) {
    server.createContext(
        "/simple/",
        exchange -> {
          boolean page = exchange.getRequestURI().getPath().equals("/simple/tiny-model/");
          answer(exchange, page ? 200 : 404, links.getBytes(StandardCharsets.UTF_8));
        });
  }

  private void serve(String path, byte[] body) {
    server.createContext(path, exchange -> answer(exchange, 200, body));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private IndexDownload index(String path) {
    return download("http://" + host() + path);
  }

  private static IndexDownload download(String url) {
    return new IndexDownload(Map.of("PIP_INDEX_URL", url));
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }
}
