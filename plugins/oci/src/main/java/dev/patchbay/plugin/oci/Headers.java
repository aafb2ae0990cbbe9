package dev.patchbay.plugin.oci;

import java.util.ArrayList;
import java.util.List;

/** The headers of requests, by whether a stream is to come. */
final class Headers {
  private final List<String> ofStream;
  private final List<String> ofWhole;

  Headers(List<String> common) {
    this.ofStream = with("text/event-stream", common);
    this.ofWhole = with("application/json", common);
  }

  List<String> accepting(boolean stream) {
    return stream ? ofStream : ofWhole;
  }

  private static List<String> with(String accepted, List<String> common) {
    List<String> all = new ArrayList<>(List.of("accept", accepted));
    all.addAll(common);
    return List.copyOf(all);
  }
}
