package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;

/** Reads the object of an item: the places of its lists, and its texts. */
final class ItemReader {
  private static final byte[] TYPE = Names.of("type");
  private static final byte[] CALL_ID = Names.of("call_id");
  private static final byte[] NAME = Names.of("name");
  private static final byte[] ARGUMENTS = Names.of("arguments");
  private static final byte[] SEAL = Names.of("encrypted_content");
  private static final byte[] CONTENT = Names.of("content");
  private static final byte[] SUMMARY = Names.of("summary");

  private final JsonReader json;

  // The item that was read last; texts are empty and places -1 for what it has not.
  String type = "";
  String callId = "";
  String name = "";
  String arguments = "";
  String seal = "";
  int contentAt;
  int summaryAt;
  String raw = "";

  ItemReader(JsonReader json) {
    this.json = json;
  }

  /**
   * Reads the item at the reader's place.
   *
   * @param whole whether it is finished, so that its very text may be needed
   */
  void read(boolean whole) {
    json.peek();
    int from = json.position();
    type = "";
    callId = "";
    name = "";
    arguments = "";
    seal = "";
    contentAt = -1;
    summaryAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        member();
      }
    }
    int resume = json.position();
    raw = "";
    if (whole && !isKnown()) {
      json.position(from);
      raw = json.raw();
    }
    json.position(resume);
  }

  /** Whether the neutral model has this type. */
  boolean isKnown() {
    return isMessage() || isReasoning() || isCall();
  }

  boolean isMessage() {
    return type.equals("message");
  }

  boolean isReasoning() {
    return type.equals("reasoning");
  }

  boolean isCall() {
    return type.equals("function_call");
  }

  private void member() {
    if (json.nameIs(TYPE)) {
      type = text();
    } else if (json.nameIs(CALL_ID)) {
      callId = text();
    } else if (json.nameIs(NAME)) {
      name = text();
    } else if (json.nameIs(ARGUMENTS)) {
      arguments = text();
    } else if (json.nameIs(SEAL)) {
      seal = text();
    } else if (json.nameIs(CONTENT)) {
      contentAt = list();
    } else if (json.nameIs(SUMMARY)) {
      summaryAt = list();
    } else {
      json.skip();
    }
  }

  private String text() {
    String text = json.anyText();
    return text == null ? "" : text;
  }

  private int list() {
    int at = json.peek() == '[' ? json.position() : -1;
    json.skip();
    return at;
  }
}
