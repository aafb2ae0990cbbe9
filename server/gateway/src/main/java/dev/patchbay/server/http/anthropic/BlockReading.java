package dev.patchbay.server.http.anthropic;

import dev.patchbay.server.http.BroughtBack;
import dev.patchbay.server.http.Minted;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.json.Carried;
import dev.patchbay.server.http.json.Types;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads content: a string, or blocks. A block of an unknown type is carried whole. */
final class BlockReading {
  /** The provider whose own signatures and blocks this dialect carries. */
  static final String HOME = "anthropic";

  private final Body body;
  private final BroughtBack broughtBack;

  BlockReading(Body body, BroughtBack broughtBack) {
    this.body = body;
    this.broughtBack = broughtBack;
  }

  List<Part> content(String path) {
    if (body.is('[')) {
      var parts = new ArrayList<Part>(2);
      body.list(
          path,
          (at, i) -> {
            Part part = new Block(at).read();
            if (part != null) {
              parts.add(part);
            }
          });
      return parts;
    }
    String text = body.string(path);
    return text == null ? List.of() : List.of(Part.Text.of(text));
  }

  /** One block. */
  private final class Block {
    private final String path;
    private final Carried extra = new Carried();
    private @Nullable String type;
    private @Nullable String text;
    private @Nullable String signature;
    private @Nullable String data;
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String title;
    private @Nullable String input;
    private @Nullable Source source;
    private @Nullable String cachePoint;
    private List<Part> inner = List.of();
    private boolean error;

    Block(String path) {
      this.path = path;
    }

    /** Null: the block is no part, but the proof of one. */
    @Nullable Part read() {
      int mark = body.mark();
      if (!isKnown()) {
        body.skip();
        return new Part.Opaque(HOME + "." + type, body.textSince(mark), Marks.NONE);
      }
      body.object(path, this::member);
      String said = present(type, "type");
      return switch (said) {
        case "text" -> new Part.Text(present(text, "text"), marks(null));
        case "image" -> source().picture(marks(null));
        case "document" -> document(mark);
        case "tool_use" -> call();
        case "tool_result" ->
            new Part.ToolResult(present(id, "tool_use_id"), null, inner, error, marks(null));
        case "thinking" -> new Part.Reasoning(present(text, "thinking"), null, marks(proof()));
        case "redacted_thinking" -> redacted();
        default -> throw new IllegalStateException(said + " is not known after all");
      };
    }

    private boolean isKnown() {
      type = Types.ahead(body, path);
      return switch (type) {
        case "text",
            "image",
            "document",
            "tool_use",
            "tool_result",
            "thinking",
            "redacted_thinking" ->
            true;
        case null -> throw Body.refused(path + ".type", "must say what kind of block this is");
        default -> false;
      };
    }

    private void member(String member) {
      String at = path + "." + member;
      switch (member) {
        case "type" -> type = body.string(at);
        case "text", "thinking" -> text = body.string(at);
        case "signature" -> signature = body.string(at);
        case "data" -> data = body.string(at);
        case "id", "tool_use_id" -> id = body.string(at);
        case "name" -> name = body.string(at);
        case "title" -> title = body.string(at);
        case "input" -> input = body.object(at);
        case "is_error" -> error = Boolean.TRUE.equals(body.bool(at));
        case "content" -> inner = content(at);
        case "source" -> source = Source.read(body, at);
        case "cache_control" -> cachePoint = CacheControl.read(body, at);
        default -> {
          if (!body.takeNull()) {
            extra.take(body, member);
          }
        }
      }
    }

    private <T> T present(@Nullable T value, String member) {
      if (value == null) {
        throw Body.refused(path + "." + member, "must be there in a block of type " + type);
      }
      return value;
    }

    private Minted.@Nullable Proof proof() {
      Minted minted = Minted.of(signature, HOME);
      if (minted == null || minted instanceof Minted.Proof) {
        return (Minted.Proof) minted;
      }
      throw Body.refused(path + ".signature", "must be that of a thought");
    }

    private Marks marks(Minted.@Nullable Proof minted) {
      if (minted == null && cachePoint == null) {
        return Marks.of(extra.extra());
      }
      return new Marks(
          minted == null ? null : minted.proof(),
          minted == null ? null : minted.provider(),
          cachePoint,
          extra.extra());
    }

    private Source source() {
      return present(source, "source");
    }

    /** One that is made of blocks has no neutral form. */
    private Part document(int mark) {
      return source().isBlocks()
          ? new Part.Opaque(HOME + ".document", body.textSince(mark), Marks.NONE)
          : source().document(title, marks(null));
    }

    private Part call() {
      String arguments = input == null ? "{}" : input;
      return new Part.ToolCall(present(id, "id"), present(name, "name"), arguments, marks(null));
    }

    private @Nullable Part redacted() {
      return switch (present(Minted.of(data, HOME), "data")) {
        case Minted.Proof thought -> {
          var marks = new Marks(null, thought.provider(), cachePoint, extra.extra());
          yield new Part.Reasoning("", thought.proof(), marks);
        }
        case Minted.CallProof proof -> {
          broughtBack.add(proof);
          yield null;
        }
        case Minted.Block block -> broughtBack.part(block, path);
      };
    }
  }
}
