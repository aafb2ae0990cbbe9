package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One pass over one file: turns nodes into values and gathers everything that is wrong. A method
 * that returns null has reported why.
 *
 * <p>In its messages {@code what} is the subject, quotation marks included.
 */
final class Reading {
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ);

  private final Path file;
  private final PathForms paths;
  private final Placeholders placeholders;
  private final List<Problem> wrong = new ArrayList<>();
  private final List<Problem> unsupported = new ArrayList<>();

  Reading(Path file, Function<String, @Nullable String> environment) {
    this.file = file;
    this.paths = new PathForms(folderOf(file));
    this.placeholders = new Placeholders(paths, environment);
  }

  /** One key of a mapping with its value. */
  record Entry(String key, Position at, Node value) {}

  PathForms paths() {
    return paths;
  }

  Position at(Node node) {
    return new Position(
        file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }

  void wrong(Position at, String message) {
    wrong.add(new Problem(at, message));
  }

  void unsupported(Position at, String message) {
    unsupported.add(new Problem(at, message));
  }

  /** How many things are wrong so far. What is unsupported does not count. */
  int wrongSoFar() {
    return wrong.size();
  }

  void throwProblems() throws ConfigurationException {
    wrong.addAll(unsupported);
    if (!wrong.isEmpty()) {
      throw new ConfigurationException(wrong);
    }
  }

  /** A scalar with its placeholders filled in. */
  @Nullable Text text(String what, Form<?> form, Node node) {
    if (!(node instanceof ScalarNode scalar) || !hasPlainTag(node)) {
      wrongShape(what, form.expected(), node);
      return null;
    }
    if (node.getTag().equals(Tag.NULL)) {
      return new Text("", false, at(node));
    }
    try {
      return placeholders.fill(scalar.getValue(), at(node));
    } catch (PlaceholderException e) {
      wrong(at(node), what + ": " + e.getMessage());
      return null;
    }
  }

  /** A scalar of a form. */
  <T> @Nullable T scalar(String what, Form<T> form, Node node) {
    Text text = text(what, form, node);
    T value = text == null ? null : form.parser().parse(text.value());
    if (text != null && value == null) {
      wrong(at(node), what + " must " + form.expected() + ", not " + text.shown(form));
    }
    return value;
  }

  /** A list of scalars, without those that are wrong. */
  <T> @Nullable List<T> scalars(String what, Form<T> form, Node node) {
    List<Node> items = items(what, node);
    if (items == null) {
      return null;
    }
    List<T> values = new ArrayList<>();
    for (Node item : items) {
      T value = scalar("each of " + what, form, item);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** The nodes of a list; nothing stands for an empty one. */
  @Nullable List<Node> items(String what, Node node) {
    if (isNothing(node)) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence && hasPlainTag(node)) {
      return sequence.getValue();
    }
    wrongShape(what, "be a list", node);
    return null;
  }

  /** The entries of a mapping, in the file's order; nothing stands for an empty one. */
  @Nullable List<Entry> entries(String what, Node node) {
    if (isNothing(node)) {
      return List.of();
    }
    if (!(node instanceof MappingNode mapping) || !hasPlainTag(node)) {
      wrongShape(what, "be a mapping of keys to values", node);
      return null;
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Entry entry = entry(what, tuple);
      Entry first = entry == null ? null : entries.putIfAbsent(entry.key(), entry);
      if (entry != null && first != null) {
        wrong(
            entry.at(),
            "duplicate key " + Quoted.of(entry.key()) + ", first in line " + first.at().line());
      }
    }
    return List.copyOf(entries.values());
  }

  private @Nullable Entry entry(String what, NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (key.getTag().equals(Tag.MERGE)) {
      wrong(at(key), "the merge key \"<<\" is not supported; write out the keys");
      return null;
    }
    if (!(key instanceof ScalarNode scalar) || !hasPlainTag(key)) {
      wrongShape("a key of " + what, "be text", key);
      return null;
    }
    return new Entry(scalar.getValue(), at(key), tuple.getValueNode());
  }

  private void wrongShape(String what, String expected, Node node) {
    String found =
        switch (node) {
          case Node n when !hasPlainTag(n) ->
              "a value with the tag " + Quoted.of(n.getTag().getValue());
          case MappingNode _ -> "a mapping";
          case SequenceNode _ -> "a list";
          default -> "text";
        };
    wrong(at(node), what + " must " + expected + ", not " + found);
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  private static boolean hasPlainTag(Node node) {
    return PLAIN_TAGS.contains(node.getTag());
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent.normalize();
  }
}
