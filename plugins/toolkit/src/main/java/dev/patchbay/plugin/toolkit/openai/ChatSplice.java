package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.body.Splice;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.RawBody;
import org.jspecify.annotations.Nullable;

/**
 * The request of a caller who speaks this dialect: its own bytes, save what routing has decided,
 * what the host calls otherwise, and what is meant for Patchbay.
 */
final class ChatSplice {
  private static final String MAX_TOKENS = "max_tokens";
  private static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

  private final ChatCall call;
  private final RawBody caller;
  private final Dialect dialect;
  private final RequestBody body = new RequestBody();
  private final JsonWriter json = body.json;
  private final Splice splice;

  /** The host's name for the limit, null: the caller's. */
  private final @Nullable String limit;

  private final boolean ownMessages;

  /** Whether the caller's own words about streaming still hold: neither wants it. */
  private final boolean ownStream;

  private RawBody.@Nullable Member streamOptions;

  ChatSplice(ChatCall call, RawBody caller, Dialect dialect) {
    this.call = call;
    this.caller = caller;
    this.dialect = dialect;
    this.splice = new Splice(json, caller);
    this.limit = dialect.onlyLimitName(call.model());
    this.ownMessages = dialect.original() || call.messages().stream().noneMatch(this::isForeign);
    this.ownStream = !call.stream() && caller.members().stream().noneMatch(this::asksForStream);
  }

  private boolean asksForStream(RawBody.Member member) {
    return member.name().equals("stream") && caller.bytes()[member.value()] == 't';
  }

  private boolean isForeign(Message message) {
    return message.role().equals(Message.DEVELOPER);
  }

  ChatRequest write() {
    json.beginObject();
    json.name("model").string(call.model());
    for (RawBody.Member member : caller.members()) {
      member(member);
    }
    splice.cut();
    if (call.stream()) {
      ChatRequest.stream(json, text(streamOptions));
    }
    json.endObject();
    return new ChatRequest(body.body(), body.dropped());
  }

  private void member(RawBody.Member member) {
    switch (member.name()) {
      case "model" -> splice.cut();
      case "stream" -> splice.keepIf(ownStream, member);
      case "stream_options" -> {
        streamOptions = member;
        splice.keepIf(ownStream, member);
      }
      case "messages" -> {
        splice.keepIf(ownMessages, member);
        if (!ownMessages) {
          json.name("messages");
          new MessageWriter(body, dialect).messages(call.messages());
        }
      }
      case MAX_TOKENS, MAX_COMPLETION_TOKENS -> limit(member);
      default -> splice.keepIf(!Splice.OURS.contains(member.name()), member);
    }
  }

  private void limit(RawBody.Member member) {
    if (limit == null || limit.equals(member.name())) {
      splice.keep(member);
    } else if (caller.members().stream().anyMatch(other -> other.name().equals(limit))) {
      splice.cut();
    } else {
      splice.rename(member, limit);
    }
  }

  private @Nullable String text(RawBody.@Nullable Member member) {
    return member == null
        ? null
        : new String(caller.bytes(), member.value(), member.to() - member.value(), UTF_8);
  }
}
