package dev.patchbay.plugin.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Writes event streams with Amazon's library. */
final class Frames {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Frames event(String type, String payload) {
    return frame("event", ":event-type", type, payload);
  }

  Frames exception(String type, String payload) {
    return frame("exception", ":exception-type", type, payload);
  }

  private Frames frame(String kind, String header, String type, String payload) {
    Map<String, HeaderValue> headers = new HashMap<>();
    headers.put(":message-type", HeaderValue.fromString(kind));
    headers.put(header, HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    new Message(headers, payload.getBytes(UTF_8)).encode(bytes);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
