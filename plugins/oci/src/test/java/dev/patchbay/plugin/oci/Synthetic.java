package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers that nobody recorded, made from Oracle's API reference. */
final class Synthetic {
  private static final String REQUEST_ID = "A1B2/C3D4/E5F6";

  private Synthetic() {}

  static RecordedCase stream(String name, String... events) {
    String body =
        List.of(events).stream()
            .map(event -> "data: " + event + "\n\n")
            .collect(Collectors.joining());
    return of(name, 200, "text/event-stream", body, true);
  }

  static RecordedCase whole(String name, String json) {
    return of(name, 200, "application/json", json, false);
  }

  static RecordedCase error(String name, int status, String json) {
    return of(name, status, "application/json", json, false);
  }

  private static RecordedCase of(
      String name, int status, String type, String body, boolean streamed) {
    Map<String, String> headers = Map.of("content-type", type, "opc-request-id", REQUEST_ID);
    return RecordedCase.of(name, status, headers, body.getBytes(UTF_8), streamed);
  }
}
