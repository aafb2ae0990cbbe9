package dev.patchbay.dist.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another site, in a browser on this machine, is not this machine. */
class StrangersPageIT {
  private static Gateway open;
  private static Gateway guarded;

  @BeforeAll
  static void start() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE)) {
      open = Gateway.over(upstream);
      guarded =
          Gateway.start(
              new GatewayConfig()
                  .key("k", "secret: 0123456789abcdef, models: [\"*\"]")
                  .endpoint("e", upstream)
                  .model("m", "e"));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    open.close();
    guarded.close();
  }

  private static String statusOf(Gateway gateway, String headers) throws Exception {
    URI uri = gateway.http("/v1/models");
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      String request = "GET /v1/models HTTP/1.1\r\n" + headers + "\r\nconnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return answer.substring("HTTP/1.1 ".length(), answer.indexOf("\r\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host: localhost",
        "host: localhost:8080",
        "host: 127.0.0.1:8080",
        "host: [::1]:8080",
        "host: app.localhost",
        "host: localhost\r\norigin: http://localhost:3000"
      })
  void withoutKeys_addressedToThisMachine_isServed(String headers) throws Exception {
    assertThat(statusOf(open, headers)).isEqualTo("200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host: evil.example",
        "host: localhost.evil.example",
        "host: 10.0.0.1",
        "host: localhost\r\norigin: https://evil.example",
        "host: localhost\r\norigin: null"
      })
  void withoutKeys_strangersPage_isRefused(String headers) throws Exception {
    assertThat(statusOf(open, headers)).isEqualTo("401 Unauthorized");
  }

  @Test
  void withKeys_theKeyAloneCounts() throws Exception {
    assertThat(
            statusOf(
                guarded,
                "host: gateway.example\r\norigin: https://app.example\r\nx-api-key: 0123456789abcdef"))
        .isEqualTo("200 OK");
  }
}
