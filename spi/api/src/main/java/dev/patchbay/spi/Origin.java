package dev.patchbay.spi;

/**
 * Where a call came from.
 *
 * @param dialect {@code patchbay.v1} for the gRPC door, {@code openai.chat} for OpenAI's chat
 *     completions
 * @param extra top-level members that the model has no component for. In {@code openai.chat} they
 *     are OpenAI's; in {@code patchbay.v1} the caller meant them for whatever body is sent
 */
public record Origin(String dialect, Extra extra) {
  public static final String GRPC = "patchbay.v1";
  public static final String OPENAI_CHAT = "openai.chat";
}
