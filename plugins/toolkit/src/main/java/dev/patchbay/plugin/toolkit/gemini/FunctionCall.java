package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A call, or a piece of one.
 *
 * @param id empty: none
 * @param name empty in the later pieces of a call
 * @param arguments an object as JSON text; empty: none
 * @param pieces of the arguments
 * @param more whether further pieces will come
 */
record FunctionCall(
    String id, String name, String arguments, List<ArgumentPiece> pieces, boolean more) {
  static FunctionCall read(JsonReader json) {
    String id = "";
    String name = "";
    String arguments = "";
    boolean more = false;
    List<ArgumentPiece> pieces = new ArrayList<>(0);
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "id" -> id = json.string();
        case "name" -> name = json.string();
        case "args" -> arguments = json.raw();
        case "willContinue" -> more = json.bool();
        case "partialArgs" -> {
          json.beginArray();
          while (json.nextElement()) {
            pieces.add(ArgumentPiece.read(json));
          }
        }
        default -> json.skip();
      }
    }
    return new FunctionCall(id, name, arguments, pieces, more);
  }

  /** Whether it says nothing but that the call before has ended. */
  boolean isEmpty() {
    return name.isEmpty() && arguments.isEmpty() && pieces.isEmpty();
  }
}
