package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.anthropic.Claude;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to Converse or ConverseStream, which is the same. The caller's own members
 * win over what the call says otherwise, save that {@code additionalModelRequestFields} are joined.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
public record ConverseRequest(List<ByteBuffer> body, List<String> dropped) {
  /** The provider's name: the first word of the types of opaque parts. */
  static final String PROVIDER = "bedrock";

  private static final String DIALECT = "bedrock.converse";
  private static final Set<String> ROUTED = Set.of("modelId", "model", "stream");

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static ConverseRequest of(ChatCall call) {
    return new Writer(call).write();
  }

  private static final class Writer {
    private final ChatCall call;
    private final Family family;
    private final RequestBody body = new RequestBody();
    private final JsonWriter json = body.json;
    private final OwnMembers own = new OwnMembers(body, ROUTED, ModelFields.NAME);

    Writer(ChatCall call) {
      this.call = call;
      this.family = Family.of(call.model());
    }

    ConverseRequest write() {
      json.beginObject();
      own.copy(call.options(), call.origin(), DIALECT);
      MessageWriter messages = new MessageWriter(body, family);
      if (own.lack("messages")) {
        messages.turns(call.messages());
      }
      if (own.lack("system")) {
        messages.system(call.messages());
      }
      ThinkingFields thinking = ThinkingFields.of(call, family, body);
      inference(call.sampling(), choosesTokens(thinking));
      lacking(call.sampling());
      if (own.lack("toolConfig")) {
        new ToolWriter(body).write(call);
      }
      new ModelFields(body, family).write(call, thinking, own.held());
      outputConfig(call.format(), thinking.effort());
      responseFields();
      output(call.output());
      account();
      json.endObject();
      return new ConverseRequest(body.body(), body.dropped());
    }

    /** Claude does while it thinks, and the newest ones always. */
    private boolean choosesTokens(ThinkingFields thinking) {
      boolean claude = family == Family.CLAUDE;
      return claude && (thinking.on() || !Claude.of(call.model()).takesSampling());
    }

    /**
     * What Converse itself has of sampling.
     *
     * @param choosing whether the model takes nothing but its own way to choose tokens
     */
    private void inference(Sampling sampling, boolean choosing) {
      Double temperature = usual(sampling.temperature(), choosing, "sampling.temperature");
      Double topP = usual(sampling.topP(), choosing, "sampling.top_p");
      boolean said = sampling.maxOutput() != null || temperature != null || topP != null;
      if ((said || !sampling.stop().isEmpty()) && own.lack("inferenceConfig")) {
        json.name("inferenceConfig").beginObject();
        body.number("maxTokens", sampling.maxOutput());
        body.number("temperature", temperature, "sampling.temperature");
        body.number("topP", topP, "sampling.top_p");
        strings("stopSequences", sampling.stop());
        json.endObject();
      }
    }

    private @Nullable Double usual(@Nullable Double value, boolean choosing, String path) {
      if (value == null || !choosing) {
        return value;
      }
      body.dropIf(value != 1, path);
      return null;
    }

    private void lacking(Sampling sampling) {
      body.dropIf(sampling.minP() != null, "sampling.min_p");
      body.dropIf(sampling.frequencyPenalty() != null, "sampling.frequency_penalty");
      body.dropIf(sampling.presencePenalty() != null, "sampling.presence_penalty");
      body.dropIf(sampling.repetitionPenalty() != null, "sampling.repetition_penalty");
      body.dropIf(sampling.seed() != null, "sampling.seed");
      body.dropIf(sampling.choices() != null && sampling.choices() != 1, "sampling.choices");
      body.dropIf(!sampling.logitBias().isEmpty(), "sampling.logit_bias");
      body.dropIf(sampling.topLogprobs() != null, "sampling.top_logprobs");
    }

    private void strings(String name, List<String> values) {
      if (!values.isEmpty()) {
        json.name(name).beginArray();
        values.forEach(json::string);
        json.endArray();
      }
    }

    private void outputConfig(@Nullable ResponseFormat format, @Nullable String effort) {
      ResponseFormat.JsonSchema schema = schema(format);
      if ((schema == null && effort == null) || !own.lack("outputConfig")) {
        return;
      }
      json.name("outputConfig").beginObject();
      if (schema != null) {
        json.name("textFormat").beginObject().name("type").string("json_schema");
        json.name("structure").beginObject().name("jsonSchema").beginObject();
        json.name("schema").string(schema.schema()).name("name").string(schema.name());
        body.text("description", schema.description());
        body.extra(schema.extra(), Set.of("schema", "name", "description"), "format");
        json.endObject().endObject().endObject();
      }
      body.text("effort", effort);
      json.endObject();
    }

    private ResponseFormat.@Nullable JsonSchema schema(@Nullable ResponseFormat format) {
      return switch (format) {
        case ResponseFormat.JsonSchema schema -> {
          if (!schema.schema().isEmpty()) {
            yield schema;
          }
          body.drop("format");
          yield null;
        }
        case ResponseFormat.Grammar grammar ->
            throw unsupported("format", "a grammar for the answer");
        case ResponseFormat.Text text -> null;
        case null -> null;
        default -> {
          body.drop("format");
          yield null;
        }
      };
    }

    /** Which stop text was reached is told only if asked for, and only by Claude. */
    private void responseFields() {
      boolean stops = family == Family.CLAUDE && !call.sampling().stop().isEmpty();
      if (stops && own.lack("additionalModelResponseFieldPaths")) {
        strings("additionalModelResponseFieldPaths", List.of("/stop_sequence"));
      }
    }

    private void output(Output output) {
      boolean text = output.modalities().isEmpty() || output.modalities().equals(List.of("text"));
      body.dropIf(!text, "output.modalities");
      body.dropIf(output.verbosity() != null, "output.verbosity");
      body.dropIf(output.voice() != null, "output.voice");
      body.dropIf(output.audioMimeType() != null, "output.audio_mime_type");
    }

    private void account() {
      String tier = call.serviceTier();
      if (tier != null && !tier.equals("auto") && own.lack("serviceTier")) {
        json.name("serviceTier").beginObject().name("type").string(tier).endObject();
      }
      body.dropIf(call.endUser() != null, "end_user");
      body.dropIf(Boolean.TRUE.equals(call.store()), "store");
    }
  }

  /** Refuses what Converse can't say. */
  static ProviderException unsupported(String path, String what) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, path + ": " + what + " can't be said to Converse");
  }
}
