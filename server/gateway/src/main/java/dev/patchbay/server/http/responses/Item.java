package dev.patchbay.server.http.responses;

import dev.patchbay.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One item of an answer's output, as it grows. */
final class Item {
  /** What it is. */
  enum Kind {
    MESSAGE("message", "msg_"),
    REASONING("reasoning", "rs_"),
    CALL("function_call", "fc_");

    private final String type;
    private final String prefix;

    Kind(String type, String prefix) {
      this.type = type;
      this.prefix = prefix;
    }
  }

  /** How far it has come. */
  enum Status {
    IN_PROGRESS("in_progress"),
    COMPLETED("completed"),
    INCOMPLETE("incomplete");

    private final String word;

    Status(String word) {
      this.word = word;
    }
  }

  private final Kind kind;
  private final String id;
  private final int index;
  private final List<Piece> pieces = new ArrayList<>(1);
  private final StringBuilder arguments = new StringBuilder();
  private final String callId;
  private final String name;
  private @Nullable String sealed;
  private Status status = Status.IN_PROGRESS;
  private int open;

  /**
   * @param responseId without its prefix
   * @param index in the output
   */
  Item(Kind kind, String responseId, int index, @Nullable String callId, @Nullable String name) {
    this.kind = kind;
    this.id = kind.prefix + responseId + "_" + index;
    this.index = index;
    this.callId = callId == null ? "" : callId;
    this.name = name == null ? "" : name;
  }

  Kind kind() {
    return kind;
  }

  String id() {
    return id;
  }

  int index() {
    return index;
  }

  Piece addPiece(Piece.Kind pieceKind) {
    var piece = new Piece(pieceKind, pieces.size());
    pieces.add(piece);
    return piece;
  }

  /** A block of it begins. */
  void blockBegins() {
    open++;
  }

  void blockEnds() {
    open--;
  }

  /** Whether all of its blocks have ended. */
  boolean isWhole() {
    return open == 0;
  }

  boolean isDone() {
    return status != Status.IN_PROGRESS;
  }

  void done(Status how) {
    status = how;
  }

  /** Adds to the arguments of a call. */
  void add(String more) {
    arguments.append(more);
  }

  CharSequence arguments() {
    return arguments;
  }

  /** What the thinking is sealed with. */
  void seal(String seal) {
    sealed = seal;
  }

  /** Writes the whole item, as it is now. */
  void write(JsonWriter json) {
    json.beginObject().name("id").string(id).name("type").string(kind.type);
    switch (kind) {
      case MESSAGE -> {
        json.name("status").string(status.word).name("role").string("assistant");
        json.name("content");
        pieces(json, true);
      }
      case REASONING -> {
        boolean summary = !pieces.isEmpty() && pieces.getFirst().kind() == Piece.Kind.SUMMARY;
        json.name("summary");
        pieces(json, summary);
        json.name("content");
        pieces(json, !summary);
        if (sealed != null) {
          json.name("encrypted_content").string(sealed);
        }
      }
      case CALL -> {
        json.name("status").string(status.word).name("arguments").string(arguments);
        json.name("call_id").string(callId).name("name").string(name);
      }
    }
    json.endObject();
  }

  private void pieces(JsonWriter json, boolean here) {
    json.beginArray();
    if (here) {
      pieces.forEach(piece -> piece.write(json));
    }
    json.endArray();
  }
}
