package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code generateContent} answers, streamed and whole, by the same code: each chunk of a
 * stream is a whole answer with a piece of the content. An answer is whole if each candidate has a
 * finish reason and the body has ended. A body that is a list of chunks, as a stream without {@code
 * alt=sse} is, is read as well.
 */
public final class GenerateDecoder extends BodyDecoder<ChatEvent> {
  private static final byte[] CANDIDATES = Names.of("candidates");
  private static final byte[] USAGE = Names.of("usageMetadata");
  private static final byte[] MODEL = Names.of("modelVersion");
  private static final byte[] ID = Names.of("responseId");
  private static final byte[] FEEDBACK = Names.of("promptFeedback");
  private static final byte[] ERROR = Names.of("error");
  private static final int MAX_CANDIDATES = 128;

  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private final List<Candidate> candidates = new ArrayList<>();
  private final String provider;
  private final ChatOut out = new ChatOut(this::emit);
  private final CandidateReader reader;
  private final Told told = new Told(out.held());

  private @Nullable Usage usage;
  private List<SafetyRating> promptRatings = List.of();

  // The chunk being read.
  private int candidatesAt;
  private int usageAt;
  private int feedbackAt;
  private boolean error;

  public GenerateDecoder(GeminiHost host, ErrorReader errors) {
    super(MAX_ANSWER, errors);
    this.errors = errors;
    this.provider = host.provider();
    this.reader = new CandidateReader(json, this::find);
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    if (length > 0) {
      chunk(buffer, offset, length);
    }
  }

  @Override
  protected void streamEnd() {
    complete();
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    JsonReader list = new JsonReader().over(buffer, 0, length);
    if (list.peek() == '[') {
      list.beginArray();
      while (list.nextElement()) {
        int from = list.pass();
        chunk(buffer, from, list.position() - from);
      }
      list.end();
    } else {
      chunk(buffer, 0, length);
    }
    if (candidates.isEmpty()) {
      fail(ProviderError.of(ErrorKind.BAD_RESPONSE, "the answer has no candidates"));
    }
    complete();
  }

  private void complete() {
    boolean whole = !candidates.isEmpty();
    for (Candidate candidate : candidates) {
      whole &= candidate.isFinished();
    }
    if (!whole) {
      return;
    }
    candidates.forEach(Candidate::end);
    String metadata = told.json(candidates);
    if (metadata != null) {
      out.say(ChatEvent.metadata(metadata));
    }
    candidates.forEach(candidate -> candidate.sayFinish(promptRatings));
    last(ChatEvent.completed());
  }

  private void chunk(byte[] buffer, int offset, int length) {
    scan(buffer, offset, length);
    if (error) {
      fail(errors.inBand(buffer, offset, length));
      return;
    }
    out.startIfNamed();
    if (candidatesAt >= 0) {
      json.position(candidatesAt);
      candidates();
    }
    if (usageAt >= 0) {
      json.position(usageAt);
      used(UsageReader.read(json));
    }
    if (feedbackAt >= 0) {
      json.position(feedbackAt);
      feedback(PromptFeedback.read(json));
    }
  }

  /** Notes where the members are: they come in any order, and the id is wanted first. */
  private void scan(byte[] buffer, int offset, int length) {
    candidatesAt = -1;
    usageAt = -1;
    feedbackAt = -1;
    error = false;
    json.over(buffer, offset, length).beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(CANDIDATES)) {
        candidatesAt = json.pass();
      } else if (json.nameIs(USAGE)) {
        usageAt = json.pass();
      } else if (json.nameIs(MODEL)) {
        out.model(json.anyText());
      } else if (json.nameIs(ID)) {
        out.id(json.anyText());
      } else if (json.nameIs(FEEDBACK)) {
        feedbackAt = json.pass();
      } else if (json.nameIs(ERROR)) {
        error = true;
        json.skip();
      } else {
        told.put(json.name(), json.raw());
      }
    }
    json.end();
  }

  private void candidates() {
    json.beginArray();
    while (json.nextElement()) {
      reader.read();
    }
  }

  private Candidate find(int index) {
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).index() == index) {
        return candidates.get(i);
      }
    }
    if (candidates.size() == MAX_CANDIDATES || index < 0) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE,
          "the answer has a candidate " + index + " after " + candidates.size() + " others");
    }
    Candidate candidate = new Candidate(out, provider, index);
    candidates.add(candidate);
    return candidate;
  }

  /** Each chunk has the counts so far; what would go back is not believed. */
  private void used(Usage now) {
    Usage before = usage;
    boolean grows =
        before == null
            || (!now.equals(before)
                && now.input() >= before.input()
                && now.output() >= before.output());
    if (grows) {
      usage = now;
      out.say(ChatEvent.used(now));
    }
  }

  /** A block of the prompt leaves no candidate; one that comes later filters the answer. */
  private void feedback(PromptFeedback feedback) {
    promptRatings = feedback.ratings();
    String reason = feedback.blockReason();
    if (reason == null) {
      told.put("promptFeedback", feedback.raw());
    } else if (candidates.stream().noneMatch(Candidate::hasContent)) {
      fail(errors.error(ErrorKind.PROMPT_BLOCKED, feedback.explanation(), 0, reason));
    } else {
      candidates.forEach(candidate -> candidate.block(reason, feedback.explanation()));
    }
  }
}
