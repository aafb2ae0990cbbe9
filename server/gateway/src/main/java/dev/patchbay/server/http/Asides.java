package dev.patchbay.server.http;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.ChoiceFinished;
import dev.patchbay.spi.SafetyRating;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code patchbay} of an answer, or of one of its choices: what a provider has said and
 * the caller's dialect has no place for. Not written where there is nothing.
 */
public final class Asides {
  private final JsonWriter json = new JsonWriter().beginObject();
  private boolean any;

  /** Blocks that only their provider understands. */
  public Asides opaque(List<ChatEvent.Opaque> blocks) {
    if (!blocks.isEmpty()) {
      begin("opaque").beginArray();
      for (ChatEvent.Opaque block : blocks) {
        json.beginObject();
        write(block);
      }
      json.endArray();
    }
    return this;
  }

  /**
   * One of them.
   *
   * @param index among those of its choice
   */
  public Asides opaque(ChatEvent.Opaque block, int index) {
    begin("opaque").beginArray().beginObject().name("index").number(index);
    write(block);
    json.endArray();
    return this;
  }

  private void write(ChatEvent.Opaque block) {
    json.name("type").string(block.type()).name("data").json(oneLine(block.json())).endObject();
  }

  /**
   * How a choice has ended.
   *
   * @param word what the dialect says of it; the service's own is told only where it says more
   */
  public Asides finish(ChoiceFinished finished, String word) {
    String raw = finished.rawReason();
    boolean plain =
        switch (finished.reason()) {
          case STOP, LENGTH, TOOL_CALLS -> true;
          case CONTEXT_WINDOW, CONTENT_FILTER, REFUSAL, PAUSED, ERROR, OTHER -> false;
        };
    if (!plain && !raw.isEmpty() && !raw.equals(word)) {
      begin("raw_finish_reason").string(raw);
    }
    return safety(finished.safety());
  }

  /** The stop text that was reached. */
  public Asides stopSequence(@Nullable String text) {
    if (text != null) {
      begin("stop_sequence").string(text);
    }
    return this;
  }

  /** The service's explanation for people. */
  public Asides message(@Nullable String text) {
    if (text != null) {
      begin("message").string(text);
    }
    return this;
  }

  /** What the service tells of the whole answer beside it. */
  public Asides metadata(@Nullable String object) {
    if (object != null) {
      begin("metadata").json(oneLine(object));
    }
    return this;
  }

  private Asides safety(List<SafetyRating> ratings) {
    if (!ratings.isEmpty()) {
      begin("safety").beginArray();
      ratings.forEach(this::rating);
      json.endArray();
    }
    return this;
  }

  private void rating(SafetyRating rating) {
    json.beginObject().name("category").string(rating.category());
    if (rating.level() != null) {
      json.name("level").string(rating.level());
    }
    if (rating.score().isPresent()) {
      json.name("score").number(rating.score().getAsDouble());
    }
    json.name("blocked").bool(rating.blocked());
    if (rating.subject() != null) {
      json.name("subject").string(rating.subject());
    }
    json.endObject();
  }

  /** Line ends stand between JSON's tokens only, and would end an event's data. */
  private static String oneLine(String json) {
    return json.replace('\n', ' ').replace('\r', ' ');
  }

  private JsonWriter begin(String name) {
    any = true;
    return json.name(name);
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return !any;
  }

  /** Writes the member into an open object, if there is anything to tell. Once only. */
  public void write(JsonWriter out) {
    if (any) {
      byte[] object = json.endObject().bytes();
      out.name("patchbay").wellFormed(object, 0, object.length);
    }
  }
}
