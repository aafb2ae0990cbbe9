package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for embeddings, in one of the three forms that the services have.
 *
 * @param method what stands behind the model in the URL
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
public record EmbedRequest(String method, List<ByteBuffer> body, List<String> dropped) {
  /** Of the Gemini API: any number of contents, each with its own members. */
  private static final String BATCH = "batchEmbedContents";

  /** Of Vertex AI: any number of instances; newer models take one only. */
  private static final String PREDICT = "predict";

  /** Of Vertex AI, for Gemini's embedding models since the second: one content. */
  private static final String ONE = "embedContent";

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static EmbedRequest of(EmbedCall call, GeminiHost host) {
    RequestBody body = new RequestBody();
    Writer writer = new Writer(call, body);
    String method = method(call.model(), host);
    switch (method) {
      case BATCH -> writer.batch();
      case PREDICT -> writer.predict();
      default -> writer.one();
    }
    body.dropIf(call.endUser() != null, "end_user");
    // What is said for each input anew is told once.
    List<String> dropped = List.copyOf(new LinkedHashSet<>(body.dropped()));
    return new EmbedRequest(method, body.body(), dropped);
  }

  private static String method(String model, GeminiHost host) {
    if (!host.vertex()) {
      return BATCH;
    }
    boolean later = model.contains("gemini") && !model.startsWith("gemini-embedding-001");
    return later || model.endsWith("-maas") ? ONE : PREDICT;
  }

  private static final class Writer {
    private static final Set<String> ROUTED = GenerateRequest.ROUTED;

    private final EmbedCall call;
    private final RequestBody body;
    private final JsonWriter json;
    private final @Nullable String task;

    Writer(EmbedCall call, RequestBody body) {
      this.call = call;
      this.body = body;
      this.json = body.json;
      this.task = task(call.purpose());
      body.dropIf(task == null && call.purpose() != null, "purpose");
    }

    private static @Nullable String task(@Nullable String purpose) {
      return switch (purpose) {
        case "query" -> "RETRIEVAL_QUERY";
        case "document" -> "RETRIEVAL_DOCUMENT";
        case "classification" -> "CLASSIFICATION";
        case "clustering" -> "CLUSTERING";
        case null -> null;
        // The service's own words: SEMANTIC_SIMILARITY, CODE_RETRIEVAL_QUERY …
        default -> purpose.equals(purpose.toUpperCase(Locale.ROOT)) ? purpose : null;
      };
    }

    void batch() {
      json.beginObject().name("requests").beginArray();
      for (EmbedInput input : call.inputs()) {
        json.beginObject().name("model").string(ModelPath.resource(call.model()));
        OwnMembers own = new OwnMembers(body, ROUTED, "", JsonText::camelCase);
        own.copy(call.options(), call.origin(), GenerateRequest.NO_DOOR);
        if (own.lack("content")) {
          content(text(input));
        }
        if (own.lack("taskType")) {
          body.text("taskType", task);
        }
        if (call.dimensions() != null && own.lack("outputDimensionality")) {
          json.name("outputDimensionality").number(call.dimensions().longValue());
        }
        json.endObject();
      }
      json.endArray().endObject();
      body.dropIf(call.truncate() != null, "truncate");
    }

    void predict() {
      OwnMembers own = new OwnMembers(body, ROUTED, "parameters", JsonText::camelCase);
      json.beginObject();
      own.copy(call.options(), call.origin(), GenerateRequest.NO_DOOR);
      if (own.lack("instances")) {
        json.name("instances").beginArray();
        for (EmbedInput input : call.inputs()) {
          json.beginObject();
          body.text("task_type", task);
          json.name("content").string(text(input)).endObject();
        }
        json.endArray();
      }
      parameters("parameters", own, null);
      json.endObject();
    }

    void one() {
      if (call.inputs().size() != 1) {
        throw GenerateRequest.unsupported("inputs", "more than one text for " + call.model());
      }
      OwnMembers own = new OwnMembers(body, ROUTED, "embedContentConfig", JsonText::camelCase);
      json.beginObject();
      own.copy(call.options(), call.origin(), GenerateRequest.NO_DOOR);
      if (own.lack("content")) {
        content(text(call.inputs().get(0)));
      }
      parameters("embedContentConfig", own, task);
      json.endObject();
    }

    /** The caller's own members win; nothing is written if there are none at all. */
    private void parameters(String name, OwnMembers own, @Nullable String taskType) {
      boolean none =
          own.held() == null
              && call.dimensions() == null
              && call.truncate() == null
              && taskType == null;
      if (none) {
        return;
      }
      Set<String> taken = new HashSet<>();
      json.name(name).beginObject();
      if (own.held() != null) {
        String members = RequestBody.membersOf(own.held(), "options." + name);
        try {
          json.members(members, member -> taken.add(JsonText.camelCase(member)));
        } catch (JsonException e) {
          throw RequestBody.invalid("options." + name, e);
        }
      }
      if (call.dimensions() != null && !taken.contains("outputDimensionality")) {
        json.name("outputDimensionality").number(call.dimensions().longValue());
      }
      if (call.truncate() != null && !taken.contains("autoTruncate")) {
        json.name("autoTruncate").bool(call.truncate());
      }
      if (!taken.contains("taskType")) {
        body.text("taskType", taskType);
      }
      json.endObject();
    }

    private void content(String text) {
      json.name("content").beginObject().name("parts").beginArray();
      json.beginObject().name("text").string(text).endObject();
      json.endArray().endObject();
    }

    private static String text(EmbedInput input) {
      if (input instanceof EmbedInput.Text text) {
        return text.text();
      }
      throw GenerateRequest.unsupported("inputs", "anything but text");
    }
  }
}
