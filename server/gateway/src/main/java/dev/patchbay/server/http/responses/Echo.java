package dev.patchbay.server.http.responses;

import dev.patchbay.json.JsonWriter;
import java.util.List;
import java.util.Map;

/**
 * What an answer says of its request.
 *
 * @param model as it was asked for
 * @param summary whether thinking is told as a summary, as the caller asked; else as it is
 * @param members values of the request's members as the caller wrote them, by name
 */
record Echo(String model, boolean summary, Map<String, String> members) {
  /** Names of the members that are said again, each with what stands for one that was not said. */
  private static final List<Map.Entry<String, String>> SAID_AGAIN =
      List.of(
          Map.entry("instructions", "null"),
          Map.entry("max_output_tokens", "null"),
          Map.entry("max_tool_calls", "null"),
          Map.entry("metadata", "{}"),
          Map.entry("parallel_tool_calls", "true"),
          Map.entry("prompt_cache_key", "null"),
          Map.entry("reasoning", "{\"effort\":null,\"summary\":null}"),
          Map.entry("safety_identifier", "null"),
          Map.entry("temperature", "null"),
          Map.entry("text", "{\"format\":{\"type\":\"text\"}}"),
          Map.entry("tool_choice", "\"auto\""),
          Map.entry("tools", "[]"),
          Map.entry("top_logprobs", "0"),
          Map.entry("top_p", "null"),
          Map.entry("truncation", "\"disabled\""),
          Map.entry("user", "null"));

  Echo {
    members = Map.copyOf(members);
  }

  /** Whether an answer says this member again. */
  static boolean isSaidAgain(String name) {
    return SAID_AGAIN.stream().anyMatch(member -> member.getKey().equals(name));
  }

  /** Writes the members. */
  void write(JsonWriter json) {
    for (Map.Entry<String, String> member : SAID_AGAIN) {
      json.name(member.getKey());
      json.json(members.getOrDefault(member.getKey(), member.getValue()));
    }
    json.name("background").bool(false).name("previous_response_id").nil();
    json.name("store").bool(false);
  }
}
