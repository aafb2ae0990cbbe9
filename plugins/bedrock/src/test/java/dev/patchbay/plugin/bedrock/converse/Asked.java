package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request to Converse, as it would be sent.
 *
 * @param dropped paths of what is not in it
 */
record Asked(JsonNode body, List<String> dropped) {
  static final String CLAUDE = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
  static final String NOVA = "us.amazon.nova-pro-v1:0";
  static final String LLAMA = "us.meta.llama3-3-70b-instruct-v1:0";

  static Asked of(ChatCall call) {
    ConverseRequest request = ConverseRequest.of(call);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : request.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      bytes.writeBytes(part);
    }
    return new Asked(JsonMapper.shared().readTree(bytes.toString(UTF_8)), request.dropped());
  }

  static Asked of(ChatCall.Builder call) {
    return of(call.build());
  }

  static ChatCall.Builder call(String model) {
    return call(model, Part.Text.of("Hi"));
  }

  /** What a user says. */
  static ChatCall.Builder call(String model, Part... parts) {
    return call(model, Message.of(Message.USER, List.of(parts)));
  }

  static ChatCall.Builder call(String model, Message... messages) {
    return ChatCall.builder(model, List.of(messages));
  }

  static Marks cached(String life) {
    return new Marks(null, null, life, Extra.NONE);
  }

  static Marks signed(@Nullable String signature, String by) {
    return new Marks(signature, by, null, Extra.NONE);
  }

  /** A part of the body as JSON text, by its JSON pointer; empty if it is not there. */
  String at(String pointer) {
    JsonNode node = body.at(pointer);
    return node.isMissingNode() ? "" : node.toString();
  }

  /** The blocks of the first message. */
  String blocks() {
    return at("/messages/0/content");
  }
}
