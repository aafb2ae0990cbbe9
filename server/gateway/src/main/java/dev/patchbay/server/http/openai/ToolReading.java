package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.json.Body;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tools, the choice among them, and the form of the answer. */
final class ToolReading {
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

  List<Tool> tools(String path) {
    var tools = new ArrayList<Tool>();
    body.list(path, (at, i) -> tools.add(tool(at)));
    return tools;
  }

  /** What is read of a named thing with a schema. */
  private static final class Named {
    private final StringBuilder extra = new StringBuilder();
    private @Nullable String type;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable String schema;
    private @Nullable Boolean strict;

    private Extra extra() {
      return Extra.of(extra.toString());
    }
  }

  private Tool tool(String path) {
    var tool = new Named();
    int mark = body.mark();
    boolean there =
        body.object(
            path,
            member -> {
              switch (member) {
                case "type" -> tool.type = body.string(path + ".type");
                case "function" ->
                    body.object(
                        path + ".function",
                        name -> named(tool, name, path + ".function", "parameters"));
                default -> body.skip();
              }
            });
    if (!there || tool.type == null) {
      throw Body.refused(path + ".type", "must say what kind of tool this is");
    }
    if (!tool.type.equals("function")) {
      String type = "openai." + tool.type;
      return new Tool.Hosted(type, tool.type, body.textSince(mark));
    }
    if (tool.name == null || tool.name.isEmpty()) {
      throw Body.refused(path + ".function.name", "must name the function");
    }
    String schema = tool.schema == null ? "" : tool.schema;
    return new Tool.Function(tool.name, tool.description, schema, tool.strict, tool.extra());
  }

  private void named(Named into, String name, String path, String schema) {
    String at = path + "." + name;
    if (name.equals(schema)) {
      into.schema = body.object(at);
      return;
    }
    switch (name) {
      case "name" -> into.name = body.string(at);
      case "description" -> into.description = body.string(at);
      case "strict" -> into.strict = body.bool(at);
      default -> MessageReading.carry(body, into.extra, name);
    }
  }

  @Nullable Choice choice(String path) {
    if (body.is('"')) {
      String mode = body.string(path);
      return mode == null ? null : new Choice(mode, List.of());
    }
    var names = new ArrayList<String>();
    var mode = new ArrayList<String>(1);
    boolean there =
        body.object(
            path,
            member -> {
              switch (member) {
                case "function", "custom" -> names(path + "." + member, names);
                case "allowed_tools" -> allowed(path + ".allowed_tools", mode, names);
                default -> body.skip();
              }
            });
    return there ? new Choice(mode.isEmpty() ? ToolChoice.REQUIRED : mode.getFirst(), names) : null;
  }

  private void names(String path, List<String> names) {
    body.object(
        path,
        member -> {
          if (member.equals("name")) {
            String name = body.string(path + ".name");
            if (name != null) {
              names.add(name);
            }
          } else {
            body.skip();
          }
        });
  }

  private void allowed(String path, List<String> mode, List<String> names) {
    body.object(
        path,
        member -> {
          switch (member) {
            case "mode" -> {
              String said = body.string(path + ".mode");
              if (said != null) {
                mode.add(said);
              }
            }
            case "tools" ->
                body.list(
                    path + ".tools",
                    (at, i) ->
                        body.object(
                            at,
                            inner -> {
                              if (inner.equals("function")) {
                                names(at + ".function", names);
                              } else {
                                body.skip();
                              }
                            }));
            default -> body.skip();
          }
        });
  }

  /** Null: a form that is not modelled. */
  @Nullable ResponseFormat format(String path) {
    var schema = new Named();
    boolean there =
        body.object(
            path,
            member -> {
              switch (member) {
                case "type" -> schema.type = body.string(path + ".type");
                case "json_schema" ->
                    body.object(
                        path + ".json_schema",
                        name -> named(schema, name, path + ".json_schema", "schema"));
                default -> body.skip();
              }
            });
    if (!there) {
      return null;
    }
    return switch (schema.type) {
      case "text" -> new ResponseFormat.Text();
      case "json_object" -> new ResponseFormat.JsonObject();
      case "json_schema" ->
          new ResponseFormat.JsonSchema(
              schema.name == null ? "" : schema.name,
              schema.description,
              schema.schema == null ? "" : schema.schema,
              schema.strict,
              schema.extra());
      case null -> throw Body.refused(path + ".type", "must say what form the answer has");
      default -> null;
    };
  }
}
