package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads one event of a stream: what it is, and the places of what it holds. */
final class EventMembers {
  static final String BLOCK_DELTA = "content_block_delta";

  private static final byte[] TYPE = Names.of("type");
  private static final byte[] INDEX = Names.of("index");
  private static final byte[] DELTA = Names.of("delta");
  private static final byte[] CONTENT_BLOCK = Names.of("content_block");
  private static final byte[] MESSAGE = Names.of("message");
  private static final byte[] USAGE = Names.of("usage");
  private static final byte[] ERROR = Names.of("error");

  private final JsonReader json;
  private final ContentBlocks blocks;

  // The event that was read last; places are -1 for what it has not.
  String type = "";
  int index;
  int deltaAt;
  int blockAt;
  int messageAt;
  int usageAt;
  boolean deltaRead;
  private boolean error;

  /** Names and JSON text of what has no place in the model. */
  final Map<String, String> further = new LinkedHashMap<>(0);

  EventMembers(JsonReader json, ContentBlocks blocks) {
    this.json = json;
    this.blocks = blocks;
  }

  /** Reads the event that is all that the reader holds. */
  void read() {
    type = "";
    index = -1;
    deltaAt = -1;
    blockAt = -1;
    messageAt = -1;
    usageAt = -1;
    error = false;
    deltaRead = false;
    further.clear();
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        member();
      }
    }
    json.end();
  }

  boolean isError() {
    return type.equals("error") || (type.isEmpty() && error);
  }

  private void member() {
    if (json.nameIs(TYPE)) {
      type = String.valueOf(json.anyText());
    } else if (json.nameIs(INDEX)) {
      index = (int) json.integer();
    } else if (json.nameIs(DELTA)) {
      delta();
    } else if (json.nameIs(CONTENT_BLOCK)) {
      blockAt = json.pass();
    } else if (json.nameIs(MESSAGE)) {
      messageAt = json.pass();
    } else if (json.nameIs(USAGE)) {
      usageAt = json.pass();
    } else {
      error |= json.nameIs(ERROR);
      further.put(json.name(), json.raw());
    }
  }

  private void delta() {
    if (index >= 0 && type.equals(BLOCK_DELTA)) {
      // As the service writes it: nothing needs to be read twice.
      blocks.delta(index);
      deltaRead = true;
    } else {
      deltaAt = json.pass();
    }
  }
}
