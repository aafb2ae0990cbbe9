package dev.patchbay.plugin.bedrock.embed;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.bedrock.aws.ModelIds;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The body of a request for embeddings, in the dialect of the model's maker.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
public record EmbedBody(List<ByteBuffer> body, List<String> dropped) {
  private static final String DIALECT = "bedrock.invoke";

  /**
   * Translates a call.
   *
   * @throws ProviderException for a model of another maker, and for what the model does not take
   */
  public static EmbedBody of(EmbedCall call) {
    String model = call.model();
    String maker = ModelIds.maker(model);
    if ("cohere".equals(maker)) {
      return new Writer(call).cohere();
    } else if (maker == null || model.contains("amazon.titan-")) {
      // A profile's name does not tell; the service refuses a body of another dialect.
      return new Writer(call).titan();
    }
    throw unsupported("embeddings of " + model + " are not known here, only Titan's and Cohere's");
  }

  private static ProviderException unsupported(String problem) {
    return new ProviderException(ErrorKind.UNSUPPORTED, problem);
  }

  private static final class Writer {
    private final EmbedCall call;
    private final RequestBody body = new RequestBody();
    private final JsonWriter json = body.json;
    private final OwnMembers own =
        new OwnMembers(body, Set.of("inputText", "texts", "embedding_types"), "");

    Writer(EmbedCall call) {
      this.call = call;
    }

    /** Titan takes one text in a request, and each answer is one exchange. */
    EmbedBody titan() {
      if (call.inputs().size() > 1) {
        throw unsupported("inputs: Titan takes one in a request, not " + call.inputs().size());
      }
      json.beginObject();
      own.copy(call.options(), call.origin(), DIALECT);
      json.name("inputText").string(text(call.inputs().getFirst()));
      Integer dimensions = call.dimensions();
      if (call.model().contains("image")) {
        if (dimensions != null && own.lack("embeddingConfig")) {
          json.name("embeddingConfig").beginObject();
          json.name("outputEmbeddingLength").number(dimensions).endObject();
        }
      } else if (call.model().contains("text-v1") || call.model().contains("g1-text")) {
        body.dropIf(dimensions != null, "dimensions");
      } else if (own.lack("dimensions")) {
        body.number("dimensions", dimensions);
      }
      json.endObject();
      body.dropIf(call.purpose() != null, "purpose");
      // Titan refuses what is too long.
      body.dropIf(Boolean.TRUE.equals(call.truncate()), "truncate");
      return end();
    }

    EmbedBody cohere() {
      json.beginObject();
      own.copy(call.options(), call.origin(), DIALECT);
      json.name("texts").beginArray();
      call.inputs().forEach(input -> json.string(text(input)));
      json.endArray();
      if (own.lack("input_type")) {
        json.name("input_type").string(inputType());
      }
      json.name("embedding_types").beginArray().string("float").endArray();
      Boolean truncate = call.truncate();
      if (truncate != null && own.lack("truncate")) {
        json.name("truncate").string(truncate ? "END" : "NONE");
      }
      Integer dimensions = call.dimensions();
      if (call.model().contains("-v3")) {
        body.dropIf(dimensions != null, "dimensions");
      } else if (own.lack("output_dimension")) {
        body.number("output_dimension", dimensions);
      }
      json.endObject();
      return end();
    }

    /** Must be said; a store of documents is what most vectors are for. */
    private String inputType() {
      return switch (call.purpose()) {
        case "query" -> "search_query";
        case "document" -> "search_document";
        case "classification" -> "classification";
        case "clustering" -> "clustering";
        case null -> "search_document";
        default -> {
          body.drop("purpose");
          yield "search_document";
        }
      };
    }

    private static String text(EmbedInput input) {
      if (input instanceof EmbedInput.Text text) {
        return text.text();
      }
      throw unsupported("inputs: they must be texts here");
    }

    private EmbedBody end() {
      body.dropIf(call.endUser() != null, "end_user");
      return new EmbedBody(body.body(), body.dropped());
    }
  }
}
