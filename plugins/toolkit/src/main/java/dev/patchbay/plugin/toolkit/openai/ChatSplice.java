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
    this.ownMessages =
        call.messages().stream().noneMatch(this::isForeign)
            && CallIds.allFit(dialect.quirks().callIdLength, call.messages());
    this.ownStream = !call.stream() && caller.members().stream().noneMatch(this::asksForStream);
  }

  private boolean asksForStream(RawBody.Member member) {
    return member.name().equals("stream") && caller.bytes()[member.value()] == 't';
  }

  private boolean isForeign(Message message) {
    boolean developers = message.role().equals(Message.DEVELOPER);
    return (developers && !dialect.quirks().developer)
        || (dialect.refusesSystem(call.model())
            && (developers || message.role().equals(Message.SYSTEM)))
        || (message.name() != null && !dialect.quirks().authors);
  }

  ChatRequest write() {
    json.beginObject();
    json.name("model").string(call.model());
    for (RawBody.Member member : caller.members()) {
      member(member);
    }
    splice.cut();
    if (call.stream()) {
      ChatRequest.stream(json, dialect.quirks(), text(streamOptions));
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
          new MessageWriter(body, dialect, call.model()).messages(call.messages());
        }
      }
      case MAX_TOKENS, MAX_COMPLETION_TOKENS -> limit(member);
      default -> other(member);
    }
  }

  private void other(RawBody.Member member) {
    String name = member.name();
    Quirks quirks = dialect.quirks();
    if (Splice.OURS.contains(name)) {
      splice.cut();
    } else if (quirks.lacks(call.model(), name)) {
      splice.cut();
      // One choice is what every host gives unasked.
      boolean said = !splice.isNull(member) && !(name.equals("n") && "1".equals(text(member)));
      body.dropIf(said, MemberPaths.of(name));
    } else if (dialect.original() || quirks.name(name).equals(name)) {
      // OpenAI takes its older names, too.
      splice.keep(member);
    } else if (says(quirks.name(name))) {
      splice.cut();
    } else {
      splice.rename(member, quirks.name(name));
    }
  }

  private void limit(RawBody.Member member) {
    if (limit == null || limit.equals(member.name())) {
      splice.keep(member);
    } else if (says(limit)) {
      splice.cut();
    } else {
      splice.rename(member, limit);
    }
  }

  private boolean says(String name) {
    return caller.members().stream().anyMatch(member -> member.name().equals(name));
  }

  private @Nullable String text(RawBody.@Nullable Member member) {
    return member == null
        ? null
        : new String(caller.bytes(), member.value(), member.to() - member.value(), UTF_8);
  }
}
