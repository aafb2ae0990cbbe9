package dev.patchbay.server.config;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * A place in a configuration file. Ordered by line and column.
 *
 * @param file as it was named by whoever asked for it to be read
 * @param line from 1; 0 stands for the file as a whole
 * @param column from 1, in code points; 0 for the file as a whole
 */
public record Position(Path file, int line, int column) implements Comparable<Position> {
  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  /** The file as a whole: for what has no line, such as a file that is missing. */
  public static Position wholeOf(Path file) {
    return new Position(file, 0, 0);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column}, or the file alone. */
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line + ":" + column;
  }
}
