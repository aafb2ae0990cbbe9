package dev.patchbay.server.grpc;

import com.google.protobuf.Message;
import dev.patchbay.server.grpc.ProtoBounds.Bound;
import java.util.ArrayList;
import java.util.List;

/** Requests on both sides of one documented bound. */
final class BoundCase {
  /**
   * @param path of the one violation that is expected
   */
  record Refused(String path, Message request) {}

  static final String ANY_VALUE = unsupportedLine("any value");
  static final String NON_EMPTY = unsupportedLine("non-empty");
  static final String TRUE = unsupportedLine("true");
  static final String THIS_VALUE = unsupportedLine("this value");

  private final Bound bound;
  private final String path;
  private final List<Message> accepted = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  private BoundCase(Bound bound, String path) {
    this.bound = bound;
    this.path = path;
  }

  static BoundCase bound(String element, String line, String path) {
    return new BoundCase(new Bound(element, line), path);
  }

  BoundCase accepts(Message... requests) {
    accepted.addAll(List.of(requests));
    return this;
  }

  BoundCase refuses(Message... requests) {
    for (Message request : requests) {
      refused.add(new Refused(path, request));
    }
    return this;
  }

  BoundCase refusesAt(String otherPath, Message request) {
    refused.add(new Refused(otherPath, request));
    return this;
  }

  Bound bound() {
    return bound;
  }

  List<Message> accepted() {
    return accepted;
  }

  List<Refused> refused() {
    return refused;
  }

  private static String unsupportedLine(String which) {
    return "Not supported in this version ("
        + which
        + "): INVALID_ARGUMENT / UNSUPPORTED_PARAMETER.";
  }
}
