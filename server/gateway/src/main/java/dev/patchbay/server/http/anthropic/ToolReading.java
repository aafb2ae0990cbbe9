package dev.patchbay.server.http.anthropic;

import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.json.Carried;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tools and the choice among them. */
final class ToolReading {
  private final Body body;

  ToolReading(Body body) {
    this.body = body;
  }

  List<Tool> tools(String path) {
    var tools = new ArrayList<Tool>();
    body.list(path, (at, i) -> tools.add(tool(at)));
    return tools;
  }

  private static final class Members {
    private final Carried extra = new Carried();
    private @Nullable String type;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable String schema;
    private @Nullable Boolean strict;
    private @Nullable Boolean sequential;
  }

  /** A tool with a type other than {@code custom} is one of Anthropic's own. */
  private Tool tool(String path) {
    var tool = new Members();
    int mark = body.mark();
    body.object(path, name -> member(tool, name, path + "." + name));
    if (tool.type != null && !tool.type.equals("custom")) {
      String name = tool.name == null ? tool.type : tool.name;
      return new Tool.Hosted(BlockReading.HOME + "." + tool.type, name, body.textSince(mark));
    }
    if (tool.name == null || tool.name.isEmpty()) {
      throw Body.refused(path + ".name", "must name the tool");
    }
    if (tool.schema == null) {
      throw Body.refused(path + ".input_schema", "must be there: the JSON schema of the input");
    }
    return new Tool.Function(
        tool.name, tool.description, tool.schema, tool.strict, tool.extra.extra());
  }

  private void member(Members tool, String name, String path) {
    switch (name) {
      case "type" -> tool.type = body.string(path);
      case "name" -> tool.name = body.string(path);
      case "description" -> tool.description = body.string(path);
      case "input_schema" -> tool.schema = body.object(path);
      case "strict" -> tool.strict = body.bool(path);
      default -> {
        if (!body.takeNull()) {
          tool.extra.take(body, name);
        }
      }
    }
  }

  @Nullable ToolChoice choice(String path) {
    var choice = new Members();
    boolean there =
        body.object(
            path,
            name -> {
              String at = path + "." + name;
              switch (name) {
                case "type" -> choice.type = body.string(at);
                case "name" -> choice.name = body.string(at);
                case "disable_parallel_tool_use" -> choice.sequential = body.bool(at);
                default -> body.skip();
              }
            });
    return there ? choice(path, choice) : null;
  }

  /** Several calls in one turn are what services do unasked: only the opposite is worth saying. */
  private static ToolChoice choice(String path, Members said) {
    Boolean parallel = Boolean.TRUE.equals(said.sequential) ? Boolean.FALSE : null;
    return switch (said.type) {
      case "auto" -> new ToolChoice(ToolChoice.AUTO, List.of(), parallel);
      case "any" -> new ToolChoice(ToolChoice.REQUIRED, List.of(), parallel);
      case "none" -> new ToolChoice(ToolChoice.NONE, List.of(), parallel);
      case "tool" -> {
        if (said.name == null) {
          throw Body.refused(path + ".name", "must name the tool");
        }
        yield new ToolChoice(ToolChoice.REQUIRED, List.of(said.name), parallel);
      }
      case null, default -> throw Body.refused(path + ".type", "must be auto, any, tool or none");
    };
  }
}
