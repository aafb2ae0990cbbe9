package dev.patchbay.server.grpc;

import com.google.common.base.Utf8;
import dev.patchbay.server.door.Texts;
import dev.patchbay.server.fault.Violation;
import java.util.ArrayList;
import java.util.List;

/** Chooses how much of a list of violations is told. */
final class FittingViolations {
  private static final int FIELD_BYTES = 192;
  private static final int DESCRIPTION_BYTES = 384;

  /** For the tags and lengths within one violation, and its type. */
  private static final int ENTRY_BYTES = 32;

  private FittingViolations() {}

  /**
   * The first ones, with long texts cut; the last of them says how many are missing.
   *
   * @param max most of them
   * @param room most bytes, save those of the remark about missing ones
   */
  static List<Violation> of(List<Violation> violations, int max, int room) {
    var fitting = new ArrayList<Violation>();
    int left = room;
    for (Violation violation : violations) {
      String field = Texts.cut(violation.field(), FIELD_BYTES);
      String description = Texts.cut(violation.description(), DESCRIPTION_BYTES);
      left -= Utf8.encodedLength(field) + Utf8.encodedLength(description) + ENTRY_BYTES;
      if (fitting.size() == max || left < 0) {
        break;
      }
      fitting.add(new Violation(field, description));
    }
    int missing = violations.size() - fitting.size();
    if (missing > 0 && !fitting.isEmpty()) {
      Violation last = fitting.removeLast();
      fitting.add(new Violation(last.field(), last.description() + " (and " + missing + " more)"));
    }
    return fitting;
  }
}
