package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.BroughtBack;
import dev.patchbay.server.http.Minted;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a message that OpenAI does not know: the thoughts of an earlier answer with
 * the {@link ReasoningDetails proofs} that came with it, and what only its provider understands.
 * Entries of another maker are carried as they are.
 */
final class ThoughtReading {
  private static final String PLAIN = "reasoning_content";
  private static final String PLAIN_ELSEWHERE = "reasoning";
  private static final String ASIDES = "patchbay";

  private final Body body;
  private final BroughtBack broughtBack;
  private final List<Part> thoughts = new ArrayList<>(0);
  private final List<Part> blocks = new ArrayList<>(0);
  private String plain = "";
  private Minted.@Nullable Proof ofText;

  ThoughtReading(Body body, BroughtBack broughtBack) {
    this.body = body;
    this.broughtBack = broughtBack;
  }

  /**
   * Reads a member.
   *
   * @param extra takes what is to be carried
   * @return false: it is none of these
   */
  boolean read(String member, String path, StringBuilder extra) {
    switch (member) {
      case PLAIN, PLAIN_ELSEWHERE -> {
        if (!body.is('"')) {
          return false;
        }
        plain = String.valueOf(body.string(path));
      }
      case ReasoningDetails.MEMBER -> {
        if (!body.is('[')) {
          return false;
        }
        details(path, extra);
      }
      case ASIDES -> body.object(path, name -> aside(name, path + "." + name));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** An entry of the list of proofs. */
  private static final class Entry {
    private @Nullable String type;
    private @Nullable String format;
    private @Nullable String id;
    private String text = "";
    private @Nullable String proof;
  }

  private void details(String path, StringBuilder extra) {
    var others = new ArrayList<String>(0);
    body.list(
        path,
        (at, i) -> {
          int mark = body.mark();
          if (!body.is('{') || !take(entry(at), at)) {
            body.back(mark);
            others.add(body.raw());
          }
        });
    if (!others.isEmpty()) {
      extra.append(extra.isEmpty() ? "\"" : ",\"").append(ReasoningDetails.MEMBER);
      extra.append("\":[").append(String.join(",", others)).append(']');
    }
  }

  private Entry entry(String path) {
    var entry = new Entry();
    body.object(
        path,
        name -> {
          if (!body.is('"')) {
            body.skip();
            return;
          }
          String value = body.string(path + "." + name);
          switch (name) {
            case "type" -> entry.type = value;
            case "format" -> entry.format = value;
            case "id" -> entry.id = value;
            case "text" -> entry.text = String.valueOf(value);
            case "signature", "data" -> entry.proof = value;
            default -> {}
          }
        });
    return entry;
  }

  /** False: the entry is another maker's. */
  private boolean take(Entry entry, String path) {
    if (!ReasoningDetails.FORMAT.equals(entry.format)) {
      return false;
    }
    if (!(Minted.of(entry.proof, ReasoningDetails.NO_HOME) instanceof Minted.Proof proof)) {
      throw Body.refused(path, "must be sent back as it was handed out");
    }
    if (ReasoningDetails.TEXT.equals(entry.type)) {
      thoughts.add(new Part.Reasoning(entry.text, null, marks(proof)));
    } else if (entry.id == null) {
      ofText = proof;
    } else {
      broughtBack.add(new Minted.CallProof(proof.provider(), entry.id, proof.proof()));
    }
    broughtBack.note();
    return true;
  }

  private static Marks marks(Minted.Proof proof) {
    return new Marks(proof.proof(), proof.provider(), null, Extra.NONE);
  }

  private void aside(String name, String path) {
    if (name.equals("opaque")) {
      body.list(path, (at, i) -> blocks.add(block(at)));
    } else {
      body.skip();
    }
  }

  private Part block(String path) {
    var type = new StringBuilder();
    var data = new StringBuilder();
    body.object(
        path,
        name -> {
          switch (name) {
            case "type" -> type.append(body.string(path + ".type"));
            case "data" -> data.append(body.object(path + ".data"));
            default -> body.skip();
          }
        });
    return broughtBack.part(new Minted.Block(type.toString(), data.toString()), path);
  }

  /** The parts of the whole message: what was thought before what was said. */
  List<Part> with(List<Part> said) {
    var parts = new ArrayList<Part>(thoughts.size() + blocks.size() + said.size() + 1);
    parts.addAll(thoughts);
    if (thoughts.isEmpty() && !plain.isEmpty()) {
      parts.add(new Part.Reasoning(plain, null, Marks.NONE));
    }
    parts.addAll(blocks);
    parts.addAll(ofText == null ? said : proven(said, ofText));
    return broughtBack.proven(parts);
  }

  private static List<Part> proven(List<Part> said, Minted.Proof proof) {
    var parts = new ArrayList<Part>(said);
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof Part.Text text && text.marks().equals(Marks.NONE)) {
        parts.set(i, new Part.Text(text.text(), marks(proof)));
        break;
      }
    }
    return parts;
  }
}
