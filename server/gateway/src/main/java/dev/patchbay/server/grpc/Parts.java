package dev.patchbay.server.grpc;

import com.google.protobuf.ByteString;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.v1.Annotation;
import dev.patchbay.v1.Finish;
import dev.patchbay.v1.FinishReason;
import dev.patchbay.v1.ModalityTokens;
import dev.patchbay.v1.SafetyRating;
import dev.patchbay.v1.TokenLogprob;
import dev.patchbay.v1.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts the pieces of an answer into the API's terms. */
final class Parts {
  private Parts() {}

  /**
   * @param estimated whether the gateway counted, at least in part
   */
  static Usage usage(dev.patchbay.spi.Usage used, boolean estimated) {
    Usage.Builder usage =
        Usage.newBuilder()
            .setInputTokens(used.input())
            .setOutputTokens(used.output())
            .setEstimated(estimated);
    used.cacheRead().ifPresent(usage::setCacheReadInputTokens);
    used.cacheWrite().ifPresent(usage::setCacheWriteInputTokens);
    used.reasoning().ifPresent(usage::setReasoningOutputTokens);
    used.toolInput().ifPresent(usage::setToolInputTokens);
    for (dev.patchbay.spi.Usage.ModalityTokens part : used.byModality()) {
      usage.addByModality(
          ModalityTokens.newBuilder()
              .setModality(part.modality())
              .setInputTokens(part.input())
              .setOutputTokens(part.output()));
    }
    if (used.raw() != null) {
      usage.setRawJson(used.raw());
    }
    return usage.build();
  }

  static Finish finish(ChatEvent.ChoiceFinished finished) {
    Finish.Builder finish =
        Finish.newBuilder()
            .setReason(finishReason(finished.reason()))
            .setRawReason(finished.rawReason());
    if (finished.stopSequence() != null) {
      finish.setStopSequence(finished.stopSequence());
    }
    if (finished.message() != null) {
      finish.setMessage(finished.message());
    }
    finished.safety().forEach(rating -> finish.addSafety(safety(rating)));
    return finish.build();
  }

  private static SafetyRating safety(dev.patchbay.spi.SafetyRating said) {
    SafetyRating.Builder rating =
        SafetyRating.newBuilder().setCategory(said.category()).setBlocked(said.blocked());
    if (said.level() != null) {
      rating.setLevel(said.level());
    }
    said.score().ifPresent(rating::setScore);
    if (said.subject() != null) {
      rating.setSubject(said.subject());
    }
    return rating.build();
  }

  static FinishReason finishReason(ChatEvent.FinishReason reason) {
    return switch (reason) {
      case STOP -> FinishReason.FINISH_REASON_STOP;
      case LENGTH -> FinishReason.FINISH_REASON_LENGTH;
      case CONTEXT_WINDOW -> FinishReason.FINISH_REASON_CONTEXT_WINDOW;
      case TOOL_CALLS -> FinishReason.FINISH_REASON_TOOL_CALLS;
      case CONTENT_FILTER -> FinishReason.FINISH_REASON_CONTENT_FILTER;
      case REFUSAL -> FinishReason.FINISH_REASON_REFUSAL;
      case PAUSED -> FinishReason.FINISH_REASON_PAUSED;
      case ERROR -> FinishReason.FINISH_REASON_ERROR;
      case OTHER -> FinishReason.FINISH_REASON_OTHER;
    };
  }

  /** The provider's whole object goes along: which members the schema lacks differs by provider. */
  static Annotation annotation(dev.patchbay.spi.Annotation pointer) {
    Annotation.Builder annotation =
        Annotation.newBuilder().setKind(kind(pointer.kind())).setExtraJson(pointer.raw());
    if (pointer.uri() != null) {
      annotation.setUri(pointer.uri());
    }
    if (pointer.title() != null) {
      annotation.setTitle(pointer.title());
    }
    pointer.start().ifPresent(annotation::setStart);
    pointer.end().ifPresent(annotation::setEnd);
    return annotation.build();
  }

  static TokenLogprob logprob(dev.patchbay.spi.TokenLogprob token) {
    TokenLogprob.Builder logprob =
        TokenLogprob.newBuilder().setToken(token.token()).setLogprob(token.logprob());
    if (token.utf8() != null) {
      // A duplicate, because copying moves the position of the buffer, which is the provider's.
      logprob.setUtf8(ByteString.copyFrom(token.utf8().duplicate()));
    }
    for (dev.patchbay.spi.TokenLogprob likely : token.top()) {
      logprob.addTop(logprob(likely));
    }
    return logprob.build();
  }

  static List<TokenLogprob> logprobs(List<dev.patchbay.spi.TokenLogprob> tokens) {
    if (tokens.isEmpty()) {
      return List.of();
    }
    var logprobs = new ArrayList<TokenLogprob>(tokens.size());
    for (dev.patchbay.spi.TokenLogprob token : tokens) {
      logprobs.add(logprob(token));
    }
    return logprobs;
  }

  /**
   * @param origin adapter id of the provider that made it
   */
  static dev.patchbay.v1.Signature signature(String signature, String origin) {
    return dev.patchbay.v1.Signature.newBuilder()
        .setValue(ByteString.copyFrom(signature, StandardCharsets.UTF_8))
        .setOrigin(origin)
        .build();
  }

  private static Annotation.Kind kind(dev.patchbay.spi.Annotation.Kind kind) {
    return switch (kind) {
      case URL -> Annotation.Kind.KIND_URL;
      case DOCUMENT -> Annotation.Kind.KIND_DOCUMENT;
      case FILE -> Annotation.Kind.KIND_FILE;
      case OTHER -> Annotation.Kind.KIND_OTHER;
    };
  }
}
