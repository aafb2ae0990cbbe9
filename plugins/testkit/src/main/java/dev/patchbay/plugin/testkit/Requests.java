package dev.patchbay.plugin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Exchange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a provider wants sent. */
public final class Requests {
  private Requests() {}

  /** The body as text. */
  public static String body(Answer<?> answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : ((Exchange<?>) answer).request().body()) {
      ByteBuffer copy = piece.duplicate();
      byte[] part = new byte[copy.remaining()];
      copy.get(part);
      bytes.writeBytes(part);
    }
    return bytes.toString(UTF_8);
  }

  /** The body as a tree. */
  public static JsonNode json(Answer<?> answer) {
    return JsonMapper.shared().readTree(body(answer));
  }
}
