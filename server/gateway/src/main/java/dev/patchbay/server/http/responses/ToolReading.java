package dev.patchbay.server.http.responses;

import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.json.Carried;
import dev.patchbay.server.http.json.Types;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tools and the choice among them. */
final class ToolReading {
  /**
   * What the types of this dialect's own tools and items begin with. Chat completions have others
   * under the same names, so {@code openai} alone would not do.
   */
  static final String OWN = "openai-responses.";

  private static final String FUNCTION = "function";

  private final Body body;

  ToolReading(Body body) {
    this.body = body;
  }

  /**
   * Which tools may or must be used.
   *
   * @param allowed empty: all
   */
  record Choice(String mode, List<String> allowed) {}

  private static final class Members {
    private final Carried extra = new Carried();
    private @Nullable String type;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable String schema;
    private @Nullable Boolean strict;
  }

  List<Tool> tools(String path) {
    var tools = new ArrayList<Tool>();
    body.list(path, (at, i) -> tools.add(tool(at)));
    return tools;
  }

  private Tool tool(String path) {
    int mark = body.mark();
    String type = type(path);
    if (!type.equals(FUNCTION)) {
      body.skip();
      return new Tool.Hosted(OWN + type, type, body.textSince(mark));
    }
    var tool = new Members();
    body.object(path, name -> member(tool, name, path + "." + name));
    if (tool.name == null || tool.name.isEmpty()) {
      throw Body.refused(path + ".name", "must name the function");
    }
    String schema = tool.schema == null ? "" : tool.schema;
    return new Tool.Function(tool.name, tool.description, schema, tool.strict, tool.extra.extra());
  }

  private String type(String path) {
    String type = Types.ahead(body, path);
    if (type == null) {
      throw Body.refused(path + ".type", "must say what kind of tool this is");
    }
    return type;
  }

  private void member(Members tool, String name, String path) {
    switch (name) {
      case "type" -> tool.type = body.string(path);
      case "name" -> tool.name = body.string(path);
      case "description" -> tool.description = body.string(path);
      case "parameters" -> tool.schema = body.object(path);
      case "strict" -> tool.strict = body.bool(path);
      default -> {
        if (!body.takeNull()) {
          tool.extra.take(body, name);
        }
      }
    }
  }

  /** Null: a choice that the neutral call can't say. */
  @Nullable Choice choice(String path) {
    if (body.is('"')) {
      String mode = body.string(path);
      return mode == null ? null : new Choice(mode, List.of());
    }
    String type = Types.ahead(body, path);
    if (type == null) {
      throw Body.refused(path + ".type", "must say what is chosen");
    }
    return switch (type) {
      case FUNCTION -> function(path);
      case "allowed_tools" -> allowed(path);
      default -> null;
    };
  }

  private Choice function(String path) {
    String name = name(path);
    if (name == null) {
      throw Body.refused(path + ".name", "must name the function");
    }
    return new Choice(ToolChoice.REQUIRED, List.of(name));
  }

  private @Nullable String name(String path) {
    var read = new Members();
    body.object(path, name -> member(read, name, path + "." + name));
    return read.name;
  }

  /** Tools other than functions have no names to allow them by. */
  private @Nullable Choice allowed(String path) {
    var mode = new ArrayList<String>(1);
    var names = new ArrayList<@Nullable String>();
    body.object(
        path,
        name -> {
          switch (name) {
            case "mode" -> mode.add(String.valueOf(body.string(path + ".mode")));
            case "tools" -> body.list(path + ".tools", (at, i) -> names.add(name(at)));
            default -> body.skip();
          }
        });
    var known = new ArrayList<String>();
    for (String name : names) {
      if (name == null) {
        return null;
      }
      known.add(name);
    }
    return new Choice(mode.isEmpty() ? ToolChoice.AUTO : mode.getFirst(), known);
  }
}
