package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.WholeDecoder;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.RerankEvent;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the scores of documents, best first. What is billed are searches, told in the raw usage.
 */
final class RerankDecoder extends WholeDecoder<RerankEvent> {
  /** Documents are not repeated in the answer. */
  private static final int MAX_BODY = 8 * 1024 * 1024;

  private final int documents;
  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private final List<RerankEvent> scores = new ArrayList<>();
  private final BitSet scored = new BitSet();
  private @Nullable Usage usage;

  RerankDecoder(int documents, ErrorReader errors) {
    super(MAX_BODY, errors, "list of scores");
    this.documents = documents;
    this.errors = errors;
  }

  @Override
  protected RerankEvent failed(ProviderError error) {
    return RerankEvent.failed(error);
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    boolean found = false;
    json.over(buffer, 0, length).beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "results" -> {
          found = true;
          results();
        }
        case "meta" -> meta();
        default -> json.skip();
      }
    }
    json.end();
    if (!found) {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    if (scores.isEmpty()) {
      throw bad("it scores no document");
    }
    say();
  }

  private void say() {
    emit(RerankEvent.started(null));
    scores.forEach(this::emit);
    if (usage != null) {
      emit(RerankEvent.used(usage));
    }
    last(RerankEvent.completed());
  }

  private void results() {
    json.beginArray();
    while (json.nextElement()) {
      result();
    }
  }

  private void result() {
    long index = -1;
    double score = Double.NaN;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "index" -> index = json.integer();
        case "relevance_score" -> score = Double.parseDouble(json.number());
        default -> json.skip();
      }
    }
    if (index < 0 || index >= documents || scored.get((int) index)) {
      throw bad("it scores document " + index + " of " + documents + ", or does so twice");
    }
    if (!Double.isFinite(score)) {
      throw bad("document " + index + " has no score");
    }
    scored.set((int) index);
    scores.add(RerankEvent.scored((int) index, score));
  }

  private void meta() {
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("billed_units") && json.peek() == '{') {
        usage = UsageReader.billed(json);
      } else {
        json.skip();
      }
    }
  }
}
