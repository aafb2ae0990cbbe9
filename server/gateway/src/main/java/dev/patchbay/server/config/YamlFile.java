package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** A file as YAML's graph of nodes: nothing is ever constructed from its tags. */
final class YamlFile {
  private static final int LARGEST = 1024 * 1024;
  private static final int MOST_ALIASES = 50;
  private static final int DEEPEST = 20;

  private final Path file;

  YamlFile(Path file) {
    this.file = file;
  }

  /** The only document's root, which is not nothing. */
  Node compose() throws ConfigurationException {
    Node root = compose(read());
    if (root == null || root.getTag().equals(Tag.NULL)) {
      String keys = String.join(", ", Section.ROOT.keys());
      throw problem(
          Position.wholeOf(file), "the configuration file is empty; it may have the keys " + keys);
    }
    return root;
  }

  private @Nullable Node compose(String text) throws ConfigurationException {
    try {
      return new Yaml(options()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw invalid(at(e), oneLine(e) + placeholderHint(e.getProblemMark()));
    } catch (ReaderException e) {
      throw invalid(
          endOf(text.substring(0, Math.min(e.getPosition(), text.length()))),
          "the character " + Quoted.of(Character.toString(e.getCodePoint())) + " is not allowed");
    } catch (YAMLException e) {
      throw invalid(Position.wholeOf(file), String.valueOf(e.getMessage()));
    }
  }

  private String read() throws ConfigurationException {
    try {
      return TextFile.read(file, LARGEST);
    } catch (TextFile.NotUtf8Exception e) {
      throw problem(endOf(e.before()), "the file " + TextFile.reason(e));
    } catch (IOException e) {
      throw problem(Position.wholeOf(file), "the configuration file " + TextFile.reason(e));
    }
  }

  private Position at(MarkedYAMLException e) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    return mark == null
        ? Position.wholeOf(file)
        : new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Position endOf(String text) {
    int lineStart = text.lastIndexOf('\n') + 1;
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    return new Position(file, line, text.codePointCount(lineStart, text.length()) + 1);
  }

  private static String oneLine(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    String whole = e.getContext() == null ? problem : e.getContext() + ", " + problem;
    return whole.replaceAll("\\s+", " ");
  }

  private static String placeholderHint(@Nullable Mark mark) {
    boolean placeholder =
        mark != null
            && mark.getPointer() > 0
            && mark.getBuffer()[mark.getPointer() - 1] == '$'
            && mark.getBuffer()[mark.getPointer()] == '{';
    return placeholder ? "; within { } and [ ] write \"${…}\", in quotation marks" : "";
  }

  private static ConfigurationException invalid(Position at, String message) {
    return problem(at, "not valid YAML: " + message);
  }

  private static ConfigurationException problem(Position at, String message) {
    return new ConfigurationException(List.of(new Problem(at, message)));
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(LARGEST);
    options.setAllowDuplicateKeys(false);
    return options;
  }
}
