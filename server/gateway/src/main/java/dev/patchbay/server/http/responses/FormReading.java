package dev.patchbay.server.http.responses;

import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.json.Carried;
import dev.patchbay.spi.ResponseFormat;
import org.jspecify.annotations.Nullable;

/** Reads {@code text} and {@code reasoning}: the form of the answer and of the thinking. */
final class FormReading {
  private final Body body;
  private @Nullable ResponseFormat format;
  private @Nullable String verbosity;
  private @Nullable String effort;
  private boolean summary;
  private boolean honoured;

  FormReading(Body body) {
    this.body = body;
  }

  @Nullable ResponseFormat format() {
    return format;
  }

  @Nullable String verbosity() {
    return verbosity;
  }

  @Nullable String effort() {
    return effort;
  }

  boolean isSummaryAsked() {
    return summary;
  }

  /** Reads {@code text}; false: the neutral call does not say all of it. */
  boolean text(String path) {
    honoured = true;
    body.object(
        path,
        name -> {
          switch (name) {
            case "format" -> format(path + ".format");
            case "verbosity" -> verbosity = body.string(path + ".verbosity");
            default -> pass();
          }
        });
    return honoured;
  }

  /** Reads {@code reasoning}; false: the neutral call does not say all of it. */
  boolean reasoning(String path) {
    honoured = true;
    body.object(
        path,
        name -> {
          String at = path + "." + name;
          switch (name) {
            case "effort" -> effort = body.string(at);
            case "summary", "generate_summary" -> summary |= body.string(at) != null;
            default -> pass();
          }
        });
    return honoured;
  }

  private void pass() {
    if (!body.takeNull()) {
      honoured = false;
      body.skip();
    }
  }

  private static final class Schema {
    private final Carried extra = new Carried();
    private @Nullable String type;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable String schema;
    private @Nullable Boolean strict;
  }

  private void format(String path) {
    var read = new Schema();
    boolean there = body.object(path, name -> member(read, name, path + "." + name));
    if (!there) {
      return;
    }
    switch (read.type) {
      case "text" -> format = new ResponseFormat.Text();
      case "json_object" -> format = new ResponseFormat.JsonObject();
      case "json_schema" ->
          format =
              new ResponseFormat.JsonSchema(
                  read.name == null ? "" : read.name,
                  read.description,
                  read.schema == null ? "" : read.schema,
                  read.strict,
                  read.extra.extra());
      case null -> throw Body.refused(path + ".type", "must say what form the answer has");
      default -> honoured = false;
    }
  }

  private void member(Schema into, String name, String path) {
    switch (name) {
      case "type" -> into.type = body.string(path);
      case "name" -> into.name = body.string(path);
      case "description" -> into.description = body.string(path);
      case "schema" -> into.schema = body.object(path);
      case "strict" -> into.strict = body.bool(path);
      default -> into.extra.take(body, name);
    }
  }
}
