package dev.patchbay.plugin.local;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Lists what a call says and this model has no use for. */
final class Dropped {
  private final List<String> paths = new ArrayList<>();

  private Dropped() {}

  /** The paths, in a list that may grow. */
  static List<String> of(ChatCall call) {
    var dropped = new Dropped();
    dropped.sampling(call.sampling());
    dropped.output(call.output());
    dropped.service(call);
    for (int i = 0; i < call.messages().size(); i++) {
      dropped.message(call.messages().get(i), "messages[" + i + "]");
    }
    return dropped.paths;
  }

  private void sampling(Sampling sampling) {
    add(sampling.minP() != null, "sampling.min_p");
    add(sampling.frequencyPenalty() != null, "sampling.frequency_penalty");
    add(sampling.presencePenalty() != null, "sampling.presence_penalty");
    add(sampling.repetitionPenalty() != null, "sampling.repetition_penalty");
    add(Objects.requireNonNullElse(sampling.choices(), 1) != 1, "sampling.choices");
    add(!sampling.logitBias().isEmpty(), "sampling.logit_bias");
    add(sampling.topLogprobs() != null, "sampling.top_logprobs");
  }

  private void output(Output output) {
    add(output.verbosity() != null, "output.verbosity");
    add(output.voice() != null, "output.audio_voice");
    add(output.audioMimeType() != null, "output.audio_mime_type");
  }

  /** What is asked of a service; nothing is stored here, so only store = true can't be had. */
  private void service(ChatCall call) {
    add(call.thinking() != null, "reasoning");
    add(call.endUser() != null, "options.end_user_id");
    add(call.serviceTier() != null, "options.service_tier");
    add(Boolean.TRUE.equals(call.store()), "options.store");
    add(!call.options().isEmpty(), "provider_options_json");
    add(!call.origin().extra().isEmpty(), "extra_json");
  }

  private void message(Message message, String path) {
    add(message.name() != null, path + ".name");
    add(!message.extra().isEmpty(), path + ".extra_json");
    for (int i = 0; i < message.parts().size(); i++) {
      var marks = message.parts().get(i).marks();
      add(marks.cachePoint() != null, path + ".parts[" + i + "].cache_point");
      add(!marks.extra().isEmpty(), path + ".parts[" + i + "].extra_json");
    }
  }

  private void add(boolean said, String path) {
    if (said) {
      paths.add(path);
    }
  }
}
