package dev.patchbay.dist.support;

/** Events of OpenAI's chat completions, as text. */
public final class Sse {
  /** The end of a stream. */
  public static final String DONE = "data: [DONE]\n\n";

  private static final String HEAD =
      "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"upstream-model\",";

  private Sse() {}

  /** The empty chunk that opens a stream: no content. */
  public static String role() {
    return delta("{\"role\":\"assistant\",\"content\":\"\"}");
  }

  /**
   * @param json the text as it stands inside a JSON string
   */
  public static String text(String json) {
    return delta("{\"content\":\"" + json + "\"}");
  }

  /**
   * The start of a tool call.
   *
   * @param arguments the first of them, as they stand inside a JSON string
   */
  public static String tool(int index, String id, String name, String arguments) {
    return delta(
        "{\"tool_calls\":[{\"index\":%d,\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"%s\"}}]}"
            .formatted(index, id, name, arguments));
  }

  /** More arguments of a tool call. */
  public static String arguments(int index, String arguments) {
    return delta(
        "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":\"%s\"}}]}"
            .formatted(index, arguments));
  }

  public static String delta(String json) {
    return HEAD + "\"choices\":[{\"index\":0,\"delta\":" + json + ",\"finish_reason\":null}]}\n\n";
  }

  public static String finish(String reason) {
    return HEAD
        + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
        + reason
        + "\"}]}\n\n";
  }

  public static String usage(int input, int output) {
    return HEAD
        + "\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n"
            .formatted(input, output, input + output);
  }

  /** The events of a short whole answer. */
  public static String[] answer(String text) {
    return new String[] {role(), text(text), finish("stop"), usage(7, 2), DONE};
  }

  /** The same answer in one piece. */
  public static String whole(String text) {
    return whole(text, 7, 2);
  }

  /**
   * An answer in one piece.
   *
   * @param text as it stands inside a JSON string
   */
  public static String whole(String text, int input, int output) {
    return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"upstream-model\","
        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
        + text
        + "\"},\"finish_reason\":\"stop\"}],"
        + "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}"
            .formatted(input, output, input + output);
  }

  public static String error(String message) {
    return "{\"error\":{\"message\":\""
        + message
        + "\",\"type\":\"told\",\"param\":null,\"code\":null}}";
  }
}
