package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.body.Splice;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.RawBody;

/**
 * The request of a caller who speaks this dialect: its own bytes, save what routing has decided,
 * what the variant says elsewhere, and what is meant for Patchbay.
 */
final class MessagesSplice {
  /** The provider whose proofs this dialect carries as they are, without their maker's name. */
  private static final String HOME = "anthropic";

  private final ChatCall call;
  private final RawBody caller;
  private final Variant variant;
  private final RequestBody body = new RequestBody();
  private final JsonWriter json = body.json;
  private final Splice splice;

  /** Whether the caller's own word about streaming still holds: neither wants it. */
  private final boolean ownStream;

  MessagesSplice(ChatCall call, RawBody caller, Variant variant) {
    this.call = call;
    this.caller = caller;
    this.variant = variant;
    this.splice = new Splice(json, caller);
    this.ownStream =
        variant.saysStream()
            && !call.stream()
            && caller.members().stream().noneMatch(this::asksForStream);
  }

  private boolean asksForStream(RawBody.Member member) {
    return member.name().equals("stream") && caller.bytes()[member.value()] == 't';
  }

  /**
   * Whether the caller's bytes hold what no service takes: a proof with its maker's name before it,
   * or a thought of a model that proves nothing. The call must be written anew then.
   */
  static boolean hasForeignThought(ChatCall call) {
    for (Message message : call.messages()) {
      if (message.parts().stream().anyMatch(MessagesSplice::isForeign)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForeign(Part part) {
    String maker = part.marks().mintedBy();
    return maker == null ? part instanceof Part.Reasoning : !maker.equals(HOME);
  }

  MessagesRequest write() {
    json.beginObject();
    MessagesRequest.head(json, call, variant);
    for (RawBody.Member member : caller.members()) {
      splice.keepIf(isKept(member.name()), member);
    }
    splice.cut();
    json.endObject();
    return new MessagesRequest(body.body(), body.dropped());
  }

  private boolean isKept(String name) {
    return switch (name) {
      case "model" -> false;
      case "stream" -> ownStream;
      case "anthropic_version" -> variant.version() == null;
      default -> !Splice.OURS.contains(name);
    };
  }
}
