package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the object of a response: the places of what it holds. */
final class ResponseReader {
  private static final byte[] ID = Names.of("id");
  private static final byte[] MODEL = Names.of("model");
  private static final byte[] STATUS = Names.of("status");
  private static final byte[] OUTPUT = Names.of("output");
  private static final byte[] USAGE = Names.of("usage");
  private static final byte[] ERROR = Names.of("error");
  private static final byte[] INCOMPLETE = Names.of("incomplete_details");
  private static final byte[] FILTERS = Names.of("content_filters");

  /** What the service says of the whole answer besides. */
  private static final List<byte[]> BESIDES =
      List.of(
          Names.of("service_tier"),
          Names.of("billing"),
          Names.of("moderation"),
          Names.of("metadata"),
          Names.of("citations"));

  private final JsonReader json;

  // The response that was read last; places are -1 for what it has not.
  @Nullable String id;
  @Nullable String model;
  String status = "";
  @Nullable String incomplete;
  int outputAt;
  int usageAt;
  int errorFrom;
  int errorTo;
  int filtersAt;
  private final StringBuilder besides = new StringBuilder();

  ResponseReader(JsonReader json) {
    this.json = json;
  }

  /** Reads the response at the reader's place. */
  void read() {
    id = null;
    model = null;
    status = "";
    incomplete = null;
    outputAt = -1;
    usageAt = -1;
    errorFrom = -1;
    filtersAt = -1;
    besides.setLength(0);
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        member();
      }
    }
  }

  /** An object of what the service says besides; null: nothing. */
  @Nullable String besides() {
    return besides.isEmpty() ? null : "{" + besides + "}";
  }

  private void member() {
    if (json.nameIs(ID)) {
      id = json.anyText();
    } else if (json.nameIs(MODEL)) {
      model = json.anyText();
    } else if (json.nameIs(STATUS)) {
      status = String.valueOf(json.anyText());
    } else if (json.nameIs(OUTPUT)) {
      outputAt = json.pass();
    } else if (json.nameIs(USAGE)) {
      usageAt = json.pass();
    } else if (json.nameIs(ERROR)) {
      errorFrom = json.pass();
      errorTo = json.position();
    } else if (json.nameIs(INCOMPLETE)) {
      reason();
    } else if (json.nameIs(FILTERS)) {
      filtersAt = json.pass();
    } else {
      other();
    }
  }

  private void reason() {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("reason")) {
        incomplete = json.anyText();
      } else {
        json.skip();
      }
    }
  }

  private void other() {
    for (byte[] name : BESIDES) {
      if (json.nameIs(name)) {
        // Reading a value forgets the name.
        String member = json.name();
        String value = json.raw();
        if (!value.equals("{}") && !value.equals("[]")) {
          besides.append(besides.isEmpty() ? "\"" : ",\"").append(member);
          besides.append("\":").append(value);
        }
        return;
      }
    }
    json.skip();
  }
}
