package dev.patchbay.server.grpc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request a walk stands. Moving allocates nothing; text is made only for the few places
 * that are reported. For one thread.
 */
final class Path {
  private static final int NOT_INDEXED = -1;

  private @Nullable String[] fields = new @Nullable String[8];
  private int[] indexes = new int[8];
  private int depth;

  /** Goes into a message. */
  void enter(String field) {
    enter(field, NOT_INDEXED);
  }

  /** Goes into an entry of a list. */
  void enter(String field, int index) {
    if (depth == fields.length) {
      fields = Arrays.copyOf(fields, 2 * depth);
      indexes = Arrays.copyOf(indexes, 2 * depth);
    }
    fields[depth] = field;
    indexes[depth] = index;
    depth++;
  }

  /** Goes out of what was entered last. */
  void leave() {
    depth--;
  }

  /** The path of a field of the message in which the walk stands. */
  String to(String field) {
    var path = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      path.append(fields[i]);
      if (indexes[i] != NOT_INDEXED) {
        path.append('[').append(indexes[i]).append(']');
      }
      path.append('.');
    }
    return path.append(field).toString();
  }
}
