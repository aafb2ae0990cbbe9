package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads one of {@code candidates}: what it adds to the candidate of its index. */
final class CandidateReader {
  private static final byte[] INDEX = Names.of("index");
  private static final byte[] CONTENT = Names.of("content");
  private static final byte[] FINISH_REASON = Names.of("finishReason");
  private static final byte[] FINISH_MESSAGE = Names.of("finishMessage");
  private static final byte[] SAFETY_RATINGS = Names.of("safetyRatings");
  private static final byte[] LOGPROBS = Names.of("logprobsResult");
  private static final byte[] PARTS = Names.of("parts");
  private static final String GROUNDING = "groundingMetadata";
  private static final String CITATIONS = "citationMetadata";

  private final JsonReader json;
  private final IntFunction<Candidate> candidates;
  private final PartReader parts;

  // The candidate being read.
  private int index;
  private int contentAt;
  private int safetyAt;
  private int logprobsAt;
  private @Nullable String finish;
  private @Nullable String message;

  /** Names and values in turn. */
  private final List<String> others = new ArrayList<>(0);

  CandidateReader(JsonReader json, IntFunction<Candidate> candidates) {
    this.json = json;
    this.candidates = candidates;
    this.parts = new PartReader(json);
  }

  void read() {
    index = 0;
    contentAt = -1;
    safetyAt = -1;
    logprobsAt = -1;
    finish = null;
    message = null;
    others.clear();
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        note();
      }
    }
    int resume = json.position();
    say(candidates.apply(index));
    json.position(resume);
  }

  /** The index, which tells whose all the rest is, may come last. */
  private void note() {
    if (json.nameIs(CONTENT)) {
      contentAt = json.pass();
    } else if (json.nameIs(INDEX)) {
      index = (int) json.integer();
    } else if (json.nameIs(FINISH_REASON)) {
      finish = json.anyText();
    } else if (json.nameIs(FINISH_MESSAGE)) {
      message = json.anyText();
    } else if (json.nameIs(SAFETY_RATINGS)) {
      safetyAt = json.pass();
    } else if (json.nameIs(LOGPROBS)) {
      logprobsAt = json.pass();
    } else {
      others.add(json.name());
      others.add(json.raw());
    }
  }

  private void say(Candidate candidate) {
    List<TokenLogprob> logprobs = List.of();
    if (logprobsAt >= 0) {
      json.position(logprobsAt);
      logprobs = LogprobReader.read(json);
    }
    candidate.logprobs(logprobs);
    if (contentAt >= 0) {
      json.position(contentAt);
      content(candidate);
    }
    candidate.endOfChunk();
    for (int i = 0; i < others.size(); i += 2) {
      other(candidate, others.get(i), others.get(i + 1));
    }
    if (safetyAt >= 0) {
      json.position(safetyAt);
      candidate.safety(SafetyReader.read(json, SafetyRating.OUTPUT));
    }
    if (finish != null) {
      candidate.finish(finish, message);
    }
  }

  private void content(Candidate candidate) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(PARTS) && json.peek() == '[') {
        json.beginArray();
        while (json.nextElement()) {
          parts.read(candidate);
        }
      } else {
        json.skip();
      }
    }
  }

  private static void other(Candidate candidate, String name, String raw) {
    candidate.told().put(name, raw);
    if (name.equals(GROUNDING)) {
      candidate.evidence().grounding(raw);
    } else if (name.equals(CITATIONS)) {
      candidate.evidence().citations(raw);
    }
  }
}
