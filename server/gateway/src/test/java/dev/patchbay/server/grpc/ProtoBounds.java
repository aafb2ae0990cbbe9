package dev.patchbay.server.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the bounds that the protos document, one a line, out of their comments. */
final class ProtoBounds {
  /**
   * A documented bound.
   *
   * @param element {@code Message.field}, {@code Message.oneof}, {@code Enum.VALUE} or a service
   */
  record Bound(String element, String line) {}

  private static final List<String> FILES =
      List.of(
          "chat_service", "content", "embedding_service", "errors", "generation", "model_service");

  private static final Pattern BOUND =
      Pattern.compile(
          "(Required\\.|Range: |Length: |Pattern: |JSON: |Entries: |Each: |Keys: |Values: |Rule: "
              + "|Not supported (in this version )?\\().*");
  private static final Pattern BLOCK =
      Pattern.compile("(message|enum|oneof|service) (\\w+) \\{(})?");
  private static final Pattern FIELD = Pattern.compile("[\\w., <>]+ (\\w+) = \\d+;");
  private static final Pattern VALUE = Pattern.compile("(\\w+) = \\d+;");

  private final List<Bound> bounds = new ArrayList<>();
  private final List<String> comment = new ArrayList<>();

  /** Names of the blocks around the line; a oneof's is empty, as it does not name its members. */
  private final Deque<String> blocks = new ArrayDeque<>();

  private ProtoBounds() {}

  static List<Bound> read() {
    var reader = new ProtoBounds();
    FILES.forEach(file -> text(file).lines().map(String::strip).forEach(reader::line));
    return reader.bounds;
  }

  private static String text(String file) {
    String name = "/patchbay/v1/" + file + ".proto";
    try (InputStream proto = ProtoBounds.class.getResourceAsStream(name)) {
      if (proto == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(proto.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    Matcher block = BLOCK.matcher(line);
    Matcher field = FIELD.matcher(line);
    Matcher value = VALUE.matcher(line);
    if (line.startsWith("//")) {
      comment.add(line.substring(2).strip());
      return;
    }
    if (block.matches()) {
      declare(block.group(2));
      if (block.group(3) == null) {
        blocks.push(block.group(1).equals("oneof") ? "" : block.group(2));
      }
    } else if (line.equals("}")) {
      blocks.pop();
    } else if (value.matches()) {
      declare(value.group(1));
    } else if (field.matches()) {
      declare(field.group(1));
    }
    comment.clear();
  }

  private void declare(String name) {
    String around = blocks.stream().filter(block -> !block.isEmpty()).findFirst().orElse("");
    String element = around.isEmpty() ? name : around + '.' + name;
    comment.stream()
        .filter(line -> BOUND.matcher(line).matches())
        .forEach(line -> bounds.add(new Bound(element, line)));
  }
}
