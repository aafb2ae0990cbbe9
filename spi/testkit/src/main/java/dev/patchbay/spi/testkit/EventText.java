package dev.patchbay.spi.testkit;

import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.TokenLogprob;
import dev.patchbay.spi.Usage;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events as text to check in and to read in a diff: one line each. Everything that an event says is
 * there, save the raw usage object.
 */
public final class EventText {
  private EventText() {}

  public static String of(List<ChatEvent> events) {
    return events.stream().map(event -> of(event) + "\n").collect(Collectors.joining());
  }

  /** One event's line, without its end. */
  public static String of(ChatEvent event) {
    if (event instanceof ChatEvent.Started started) {
      return "started id=" + quoted(started.id()) + " model=" + quoted(started.model());
    } else if (event instanceof ChatEvent.BlockStarted block) {
      String call =
          block.callId() == null && block.name() == null
              ? ""
              : " call=" + quoted(block.callId()) + " name=" + quoted(block.name());
      return "block " + block.block() + " choice=" + block.choice() + " " + block.kind() + call;
    } else if (event instanceof ChatEvent.Delta delta) {
      String text = "delta " + delta.block() + " " + delta.kind() + " " + quoted(delta.text());
      return text + logprobs(delta.logprobs());
    } else if (event instanceof ChatEvent.Opaque opaque) {
      return "opaque " + opaque.block() + " " + opaque.type() + " " + oneLine(opaque.json());
    } else if (event instanceof ChatEvent.Annotated annotated) {
      return "annotated " + annotated.block() + " " + annotation(annotated.annotation());
    } else if (event instanceof ChatEvent.BlockEnded ended) {
      String signature = ended.signature() == null ? "" : " signature=" + quoted(ended.signature());
      return "end " + ended.block() + signature;
    } else if (event instanceof ChatEvent.Used used) {
      return "used " + usage(used.usage());
    } else if (event instanceof ChatEvent.ChoiceFinished finished) {
      return "finished choice=" + finished.choice() + " " + finish(finished);
    } else if (event instanceof ChatEvent.Metadata metadata) {
      return "metadata " + oneLine(metadata.json());
    } else if (event instanceof ChatEvent.Failed failed) {
      return "failed " + error(failed.error());
    }
    return "completed";
  }

  /** How a choice ended, whichever it was; what was not told leaves no trace. */
  static String finish(ChatEvent.ChoiceFinished finished) {
    return finished.reason()
        + " raw="
        + quoted(finished.rawReason())
        + told(" stop=", finished.stopSequence())
        + told(" message=", finished.message())
        + list(" safety=", finished.safety().stream().map(EventText::rating));
  }

  private static String told(String label, @Nullable String text) {
    return text == null ? "" : label + quoted(text);
  }

  private static String list(String label, Stream<String> entries) {
    String all = entries.collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : label + "[" + all + "]";
  }

  private static String rating(SafetyRating rating) {
    return rating.category()
        + (rating.level() == null ? "" : " " + rating.level())
        + (rating.score().isPresent() ? " " + rating.score().getAsDouble() : "")
        + (rating.blocked() ? " blocked" : "")
        + (rating.subject() == null ? "" : " of " + rating.subject());
  }

  private static String logprobs(List<TokenLogprob> logprobs) {
    if (logprobs.isEmpty()) {
      return "";
    }
    return logprobs.stream()
        .map(token -> quoted(token.token()) + ":" + token.logprob() + logprobs(token.top()))
        .collect(Collectors.joining(" ", " [", "]"));
  }

  private static String annotation(Annotation annotation) {
    String span =
        annotation.start().isPresent() && annotation.end().isPresent()
            ? " " + annotation.start().getAsInt() + ".." + annotation.end().getAsInt()
            : "";
    return annotation.kind()
        + " uri="
        + quoted(annotation.uri())
        + " title="
        + quoted(annotation.title())
        + span
        + " raw="
        + oneLine(annotation.raw());
  }

  private static String usage(Usage usage) {
    return "input="
        + usage.input()
        + " output="
        + usage.output()
        + count(" cache-read=", usage.cacheRead())
        + count(" cache-write=", usage.cacheWrite())
        + count(" reasoning=", usage.reasoning())
        + count(" tool-input=", usage.toolInput())
        + list(" modalities=", usage.byModality().stream().map(EventText::modality));
  }

  private static String modality(Usage.ModalityTokens tokens) {
    return tokens.modality() + " " + tokens.input() + "/" + tokens.output();
  }

  private static String count(String label, OptionalLong count) {
    return count.isPresent() ? label + count.getAsLong() : "";
  }

  private static String error(ProviderError error) {
    return error.kind()
        + " status="
        + error.status()
        + " code="
        + quoted(error.code())
        + " request-id="
        + quoted(error.requestId())
        + " retry-after="
        + error.retryAfter()
        + " "
        + quoted(error.message());
  }

  /** White space between the tokens of pretty-printed JSON says nothing. */
  private static String oneLine(String json) {
    return json.replaceAll("\\s*\\R\\s*", " ");
  }

  private static String quoted(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    String escaped =
        text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\"", "\\\"");
    return '"' + escaped + '"';
  }
}
