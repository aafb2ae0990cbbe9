package dev.patchbay.plugin.bedrock.embed;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.bedrock.aws.ServiceErrors;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.WholeDecoder;
import dev.patchbay.plugin.toolkit.openai.VectorReader;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads embeddings: Titan's one under {@code embedding}, Cohere's under {@code embeddings}, by type
 * or as a list. Tokens are told in a header, by Titan also in the body.
 */
public final class EmbedDecoder extends WholeDecoder<EmbedEvent> {
  private static final byte[] EMBEDDING = Names.of("embedding");
  private static final byte[] EMBEDDINGS = Names.of("embeddings");
  private static final byte[] FLOAT = Names.of("float");
  private static final byte[] TOKENS = Names.of("inputTextTokenCount");
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final ServiceErrors errors;
  private final int inputs;
  private final JsonReader json = new JsonReader();
  private final List<float[]> vectors = new ArrayList<>();
  private long tokens = -1;

  /**
   * @param inputs how many vectors there must be
   */
  public EmbedDecoder(int inputs, ServiceErrors errors) {
    super(MAX_BODY, errors, "list of embeddings");
    this.inputs = inputs;
    this.errors = errors;
  }

  @Override
  protected void begin(ResponseHead head) {
    String count = head.header("x-amzn-bedrock-input-token-count");
    if (count != null && count.matches("\\d{1,18}")) {
      tokens = Long.parseLong(count);
    }
  }

  @Override
  protected EmbedEvent failed(ProviderError error) {
    return EmbedEvent.failed(error);
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    VectorReader reader = new VectorReader(json, buffer);
    json.over(buffer, 0, length).beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(EMBEDDING)) {
        vectors.add(reader.read());
      } else if (json.nameIs(EMBEDDINGS)) {
        embeddings(reader);
      } else if (json.nameIs(TOKENS)) {
        tokens = json.integer();
      } else {
        json.skip();
      }
    }
    json.end();
    say();
  }

  private void embeddings(VectorReader reader) {
    if (json.peek() == '[') {
      list(reader);
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(FLOAT) && json.peek() == '[') {
        list(reader);
      } else {
        json.skip();
      }
    }
  }

  private void list(VectorReader reader) {
    json.beginArray();
    while (json.nextElement()) {
      vectors.add(reader.read());
    }
  }

  private void say() {
    if (vectors.size() != inputs) {
      throw bad("it has " + vectors.size() + " vectors for " + inputs + " inputs");
    }
    int dimensions = vectors.getFirst().length;
    for (float[] vector : vectors) {
      if (vector.length == 0 || vector.length != dimensions) {
        throw bad("a vector has " + vector.length + " numbers, the first " + dimensions);
      }
    }
    emit(EmbedEvent.started(null));
    for (int i = 0; i < vectors.size(); i++) {
      emit(EmbedEvent.vector(i, vectors.get(i)));
    }
    @Nullable Usage usage = tokens < 0 ? null : Usage.of(tokens, 0);
    if (usage != null) {
      emit(EmbedEvent.used(usage));
    }
    last(EmbedEvent.completed());
  }
}
