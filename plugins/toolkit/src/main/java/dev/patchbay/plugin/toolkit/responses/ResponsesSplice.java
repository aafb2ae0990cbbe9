package dev.patchbay.plugin.toolkit.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.body.Splice;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect.Thoughts;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.RawBody;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request of a caller who speaks this dialect: its own bytes, save what routing has decided,
 * what is meant for Patchbay, and thinking that another provider has sealed.
 */
final class ResponsesSplice {
  private final ChatCall call;
  private final RawBody caller;
  private final ResponsesDialect dialect;
  private final RequestBody body = new RequestBody();
  private final JsonWriter json = body.json;
  private final Splice splice;
  private final boolean ownInput;

  ResponsesSplice(ChatCall call, RawBody caller, ResponsesDialect dialect) {
    this.call = call;
    this.caller = caller;
    this.dialect = dialect;
    this.splice = new Splice(json, caller);
    this.ownInput =
        call.messages().stream()
            .flatMap(message -> message.parts().stream())
            .noneMatch(this::isForeign);
  }

  /**
   * Whether a part can't go as the caller wrote it: another provider's thinking, or this one's with
   * the mark of its maker, which only the dialect's own provider does without; or thinking that
   * nobody has sealed, which hosts look for among what they have stored.
   */
  private boolean isForeign(Part part) {
    if (!(part instanceof Part.Reasoning thought)) {
      return false;
    }
    Marks marks = thought.marks();
    if (marks.mintedBy() == null) {
      return dialect.thoughts() != Thoughts.PLAIN && !"true".equals(value("store"));
    }
    return !marks.mintedBy().equals(dialect.provider()) || marks.signature() != null;
  }

  ResponsesRequest write() {
    json.beginObject();
    json.name("model").string(call.model());
    caller.members().forEach(this::member);
    splice.cut();
    if (call.stream()) {
      json.name("stream").bool(true);
    }
    if (!ownInput) {
      new ItemWriter(body, dialect).write(call.messages(), Set.of());
    }
    boolean sealed = storage();
    json.endObject();
    return new ResponsesRequest(body.body(), body.dropped(), dialect.isHome() || !sealed);
  }

  private void member(RawBody.Member member) {
    switch (member.name()) {
      case "model", "stream" -> splice.cut();
      case "input", "instructions" -> splice.keepIf(ownInput, member);
      default -> splice.keepIf(!Splice.OURS.contains(member.name()), member);
    }
  }

  /** Says what the caller left unsaid; true if thinking may come back sealed. */
  private boolean storage() {
    String store = value("store");
    String include = value("include");
    if (store == null) {
      json.name("store").bool(false);
    }
    if (include != null) {
      return include.contains(ResponsesDialect.SEALED);
    }
    boolean sealed = store == null && dialect.seals(call);
    if (sealed) {
      json.name("include").beginArray().string(ResponsesDialect.SEALED).endArray();
    }
    return sealed;
  }

  private @Nullable String value(String name) {
    for (RawBody.Member member : caller.members()) {
      if (member.name().equals(name)) {
        return new String(caller.bytes(), member.value(), member.to() - member.value(), UTF_8);
      }
    }
    return null;
  }
}
