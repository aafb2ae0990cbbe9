package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.RawBody;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a messages request. A call whose caller speaks this dialect is sent on in the
 * caller's own bytes ({@link MessagesSplice}), so that nothing is lost; any other is built anew.
 *
 * <p>Built anew, the caller's own members (those of {@link ChatCall#options}, then those of its
 * {@link Origin}) win over what the call says otherwise, save {@code model} and {@code stream}:
 * these two the router has decided, so they are reported as dropped.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
public record MessagesRequest(List<ByteBuffer> body, List<String> dropped) {
  /** Sent as the most tokens of an answer if neither caller nor table says more: all have these. */
  public static final long LEAST_MAX_TOKENS = 4096;

  private static final Set<String> ROUTED = Set.of("model", "stream");

  /**
   * Translates a call.
   *
   * @param known what is known of the model: the limit of its answers is the request's, if the
   *     caller sets none
   * @throws ProviderException if the call can't be said at all
   */
  public static MessagesRequest of(ChatCall call, Variant variant, Capabilities known) {
    RawBody caller =
        RequestBody.callersOwn(call.origin(), Origin.ANTHROPIC_MESSAGES, call.options());
    return caller == null || MessagesSplice.hasForeignThought(call)
        ? new Writer(call, variant, known).write()
        : new MessagesSplice(call, caller, variant).write();
  }

  private static final class Writer {
    private final ChatCall call;
    private final Variant variant;
    private final RequestBody body = new RequestBody();
    private final JsonWriter json = body.json;
    private final OwnMembers own = new OwnMembers(body, ROUTED, "");
    private final Claude claude;
    private final long maxTokens;

    Writer(ChatCall call, Variant variant, Capabilities known) {
      this.call = call;
      this.variant = variant;
      this.claude = Claude.of(call.model());
      Integer said = call.sampling().maxOutput();
      this.maxTokens = said == null ? known.maxOutput().orElse(LEAST_MAX_TOKENS) : said;
    }

    MessagesRequest write() {
      json.beginObject();
      head(json, call, variant);
      own.copy(call.options(), call.origin(), Origin.ANTHROPIC_MESSAGES);
      if (free("max_tokens")) {
        json.name("max_tokens").number(maxTokens);
      }
      Turns turns = conversation();
      new ToolWriter(body, variant).write(call, own);
      ThinkingPlan plan = ThinkingPlan.of(call, claude, maxTokens, turns, body);
      if (free("thinking")) {
        plan.write(json);
      }
      output(plan);
      new SamplingWriter(body, own, claude).write(call.sampling(), plan.isOn());
      rest(call.output());
      account();
      json.endObject();
      return new MessagesRequest(body.body(), body.dropped());
    }

    private boolean free(String name) {
      return own.lack(name);
    }

    private Turns conversation() {
      BlockWriter blocks = new BlockWriter(body, variant);
      boolean systemTurns = variant.systemTurns() && claude.takesSystemTurns();
      Turns turns = Turns.of(call.messages(), systemTurns, blocks, body);
      if (!turns.system().isEmpty() && free("system")) {
        json.name("system");
        blocks.array(turns.system());
      }
      if (free("messages")) {
        json.name("messages");
        turns.write(blocks, body);
      }
      return turns;
    }

    private void output(ThinkingPlan plan) {
      String schema = schema(call.format());
      if (!free("output_config") || (plan.effort() == null && schema == null)) {
        return;
      }
      json.name("output_config").beginObject();
      body.text("effort", plan.effort());
      if (schema != null) {
        json.name("format").beginObject().name("type").string("json_schema");
        body.json("schema", schema, "format.schema");
        json.endObject();
      }
      json.endObject();
    }

    /** A schema's name is a label without effect, and answers here always keep to the schema. */
    private @Nullable String schema(@Nullable ResponseFormat format) {
      switch (format) {
        case ResponseFormat.JsonSchema schema -> {
          body.dropIf(schema.description() != null, "format.description");
          body.dropIf(!schema.extra().isEmpty(), "format.extra");
          return schema.schema().isEmpty() ? "{\"type\":\"object\"}" : schema.schema();
        }
        case ResponseFormat.JsonObject any -> body.drop("format");
        case ResponseFormat.Text text -> {
          // What a request without a format asks for.
        }
        case null -> {
          // Unsaid.
        }
        default -> throw unsupported("format", "this form of answer");
      }
      return null;
    }

    private void rest(Output output) {
      boolean other = output.modalities().stream().anyMatch(kind -> !kind.equals("text"));
      if (other) {
        throw unsupported("output.modalities", "answers other than text");
      }
      body.dropIf(output.verbosity() != null, "output.verbosity");
      body.dropIf(output.voice() != null, "output.voice");
      body.dropIf(output.audioMimeType() != null, "output.audio_mime_type");
    }

    private void account() {
      if (call.endUser() != null && free("metadata")) {
        json.name("metadata").beginObject().name("user_id").string(call.endUser()).endObject();
      }
      String tier = call.serviceTier();
      if (tier != null && free("service_tier")) {
        switch (tier) {
          case "auto", "standard_only" -> json.name("service_tier").string(tier);
          case "default", "standard" -> json.name("service_tier").string("standard_only");
          default -> body.drop("service_tier");
        }
      }
      body.dropIf(Boolean.TRUE.equals(call.store()), "store");
    }
  }

  /** Writes the members that differ from one variant to the other. */
  static void head(JsonWriter json, ChatCall call, Variant variant) {
    if (variant.version() != null) {
      json.name("anthropic_version").string(variant.version());
    }
    if (variant.namesModel()) {
      json.name("model").string(call.model());
    }
    if (variant.saysStream() && call.stream()) {
      json.name("stream").bool(true);
    }
  }

  /** Whether exactly one tool, or any one, must be called. */
  static boolean forcesTool(ChatCall call) {
    ToolChoice choice = call.toolChoice();
    return choice != null && ToolChoice.REQUIRED.equals(choice.mode()) && !call.tools().isEmpty();
  }

  /** Refuses what no version of this dialect can say. */
  static ProviderException unsupported(String path, String what) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, path + ": " + what + " can't be said in Anthropic's messages");
  }
}
