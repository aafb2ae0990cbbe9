package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;

/** Reads one event of a stream: what it is, where it belongs, and the places of what it holds. */
final class EventReader {
  private static final byte[] TYPE = Names.of("type");
  private static final byte[] DELTA = Names.of("delta");
  private static final byte[] OUTPUT_INDEX = Names.of("output_index");
  private static final byte[] CONTENT_INDEX = Names.of("content_index");
  private static final byte[] SUMMARY_INDEX = Names.of("summary_index");
  private static final byte[] LOGPROBS = Names.of("logprobs");
  private static final byte[] ITEM = Names.of("item");
  private static final byte[] RESPONSE = Names.of("response");
  private static final byte[] ANNOTATION = Names.of("annotation");
  private static final byte[] ERROR = Names.of("error");

  private final JsonReader json;

  // The event that was read last; places are -1 for what it has not.
  String type = "";
  String delta = "";
  int item;
  int part;
  int logprobsAt;
  int itemAt;
  int responseAt;
  int annotationAt;
  int errorFrom;
  int errorTo;

  EventReader(JsonReader json) {
    this.json = json;
  }

  /** Reads the event that is all that the reader holds. */
  void read() {
    type = "";
    delta = "";
    item = 0;
    part = 0;
    logprobsAt = -1;
    itemAt = -1;
    responseAt = -1;
    annotationAt = -1;
    errorFrom = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        member();
      }
    }
    json.end();
  }

  private void member() {
    if (json.nameIs(TYPE)) {
      type = json.string();
    } else if (json.nameIs(DELTA)) {
      delta = json.peek() == '"' ? json.string() : json.raw();
    } else if (json.nameIs(OUTPUT_INDEX)) {
      item = number();
    } else if (json.nameIs(CONTENT_INDEX) || json.nameIs(SUMMARY_INDEX)) {
      part = number();
    } else if (json.nameIs(LOGPROBS)) {
      logprobsAt = json.pass();
    } else if (json.nameIs(ITEM)) {
      itemAt = json.pass();
    } else if (json.nameIs(RESPONSE)) {
      responseAt = json.pass();
    } else if (json.nameIs(ANNOTATION)) {
      annotationAt = json.pass();
    } else if (json.nameIs(ERROR)) {
      errorFrom = json.pass();
      errorTo = json.position();
    } else {
      json.skip();
    }
  }

  private int number() {
    return (int) Math.clamp(json.integer(), -1, Integer.MAX_VALUE);
  }
}
