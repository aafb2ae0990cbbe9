package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;

/** Reads calls. Those that the service runs itself are nobody else's, and are kept as they are. */
final class ToolUseReader {
  private static final byte[] INPUT = Names.of("input");
  private static final byte[] NAME = Names.of("name");
  private static final byte[] ID = Names.of("toolUseId");
  private static final byte[] TYPE = Names.of("type");

  private final JsonReader json;

  ToolUseReader(JsonReader json) {
    this.json = json;
  }

  /** Reads a call, or its start. */
  void read(Block block) {
    int from = json.position();
    String id = "";
    String name = "";
    boolean ours = true;
    int inputAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(ID)) {
        id = json.string();
      } else if (json.nameIs(NAME)) {
        name = json.string();
      } else if (json.nameIs(INPUT)) {
        json.peek();
        inputAt = json.position();
        json.skip();
      } else if (json.nameIs(TYPE)) {
        ours &= !"server_tool_use".equals(json.anyText());
      } else {
        json.skip();
      }
    }
    int resume = json.position();
    if (ours) {
      block.call(id, name);
      argumentsAt(inputAt, block);
    } else {
      json.position(from);
      block.raw("toolUse").add(json);
    }
    json.position(resume);
  }

  private void argumentsAt(int position, Block block) {
    if (position >= 0) {
      json.position(position);
      block.arguments(text());
    }
  }

  /** Text in a stream, the value itself in a whole answer. */
  private String text() {
    return json.peek() == '"' ? json.string() : json.raw();
  }

  /** Reads more of a call's input. */
  void input(Block block) {
    RawBlock raw = block.raw();
    if (raw != null) {
      raw.input(json);
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(INPUT) && !json.takeNull()) {
        block.arguments(text());
      } else {
        json.skip();
      }
    }
  }
}
