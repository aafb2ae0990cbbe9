package dev.patchbay.dist.http;

import java.util.List;
import java.util.Map;

/** The doors that speak neither gRPC nor chat completions: how the same is said at each. */
enum CallersDoor {
  RESPONSES("/v1/responses", "response.output_text.delta", "response.completed") {
    @Override
    String asking(String text, String more) {
      return "{\"model\":\"m\",\"input\":\"%s\"%s}".formatted(text, more);
    }

    @Override
    String tools(String... names) {
      return functions("\"type\":\"function\",\"parameters\"", names);
    }

    @Override
    String text(Map<String, Object> delta) {
      return String.valueOf(delta.get("delta"));
    }

    @Override
    String errorOf(int status) {
      return switch (status) {
        case 400, 404 -> "invalid_request_error";
        case 429 -> "tokens";
        default -> "server_error";
      };
    }
  },
  MESSAGES("/v1/messages", "content_block_delta", "message_stop") {
    @Override
    String asking(String text, String more) {
      return "{\"model\":\"m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
          .formatted(text, more);
    }

    @Override
    String tools(String... names) {
      return functions("\"input_schema\"", names);
    }

    @Override
    String text(Map<String, Object> delta) {
      return String.valueOf(JsonTree.member(delta, "delta").get("text"));
    }

    @Override
    String errorOf(int status) {
      return switch (status) {
        case 400 -> "invalid_request_error";
        case 404 -> "not_found_error";
        case 429 -> "rate_limit_error";
        case 503 -> "overloaded_error";
        case 504 -> "timeout_error";
        default -> "api_error";
      };
    }
  };

  final String path;
  final String deltaEvent;
  final String lastEvent;

  CallersDoor(String path, String deltaEvent, String lastEvent) {
    this.path = path;
    this.deltaEvent = deltaEvent;
    this.lastEvent = lastEvent;
  }

  /**
   * A request with one message of the user's.
   *
   * @param more further members, each after a comma
   */
  abstract String asking(String text, String more);

  /** The member with functions of these names. */
  abstract String tools(String... names);

  static String functions(String schemaName, String... names) {
    List<String> tools =
        List.of(names).stream()
            .map(name -> "{\"name\":\"" + name + "\"," + schemaName + ":{\"type\":\"object\"}}")
            .toList();
    return ",\"tools\":[" + String.join(",", tools) + "]";
  }

  /** The text of a delta's event. */
  abstract String text(Map<String, Object> delta);

  /** The type of error of a status. */
  abstract String errorOf(int status);
}
