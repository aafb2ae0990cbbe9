package dev.patchbay.plugin.bedrock.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sources of the chain against stand-ins of their services, in a process of their own. */
abstract class ChainTest {
  private static final String NOW = "2026-11-24T12:00:00Z";
  static final String NO_THREADS = "threads []";

  @TempDir Path folder;
  final List<String> asked = new CopyOnWriteArrayList<>();
  final HttpServer server = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void answer(String path, String body) {
    answer(path, 200, body);
  }

  void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          note(exchange);
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  void note(HttpExchange exchange) throws IOException {
    List<String> told = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("x-aws")
              || lower.equals("x-amz-sso_bearer_token")
              || lower.equals("authorization")) {
            told.add(lower + "=" + values.getFirst());
          }
        });
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(
        exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + told + " " + body);
  }

  Map<String, String> environment() throws IOException {
    Map<String, String> variables = new HashMap<>();
    Path none = Files.writeString(folder.resolve("none"), "");
    variables.put("AWS_CONFIG_FILE", none.toString());
    variables.put("AWS_SHARED_CREDENTIALS_FILE", none.toString());
    variables.put("HOME", folder.toString());
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    return variables;
  }

  static List<String> fetch(Map<String, String> environment, String... profile) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ChainProbe.class.getName());
    command.add(NOW);
    command.addAll(List.of(profile));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    List<String> lines;
    try (var out = process.inputReader(UTF_8)) {
      lines = out.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    return lines;
  }
}
