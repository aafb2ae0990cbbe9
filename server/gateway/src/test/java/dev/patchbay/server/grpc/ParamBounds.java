package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.BoundCase.bound;
import static dev.patchbay.server.grpc.Requests.chat;
import static dev.patchbay.server.grpc.Requests.sampling;

import com.google.protobuf.Message;
import dev.patchbay.v1.SamplingParams;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cases for the bounds of sampling, reasoning and output. */
final class ParamBounds {
  private static final String PATH = "input.sampling.";

  private ParamBounds() {}

  static Stream<BoundCase> cases() {
    return Stream.of(shares(), penalties(), counts(), lists(), others()).flatMap(List::stream);
  }

  private static List<BoundCase> shares() {
    return List.of(
        bound("SamplingParams.temperature", "Range: 0 to 2.", PATH + "temperature")
            .accepts(doubles(SamplingParams.Builder::setTemperature, 0, 0.7, 2))
            .refuses(doubles(SamplingParams.Builder::setTemperature, -1e-9, 2.000001, Double.NaN))
            .refuses(
                doubles(
                    SamplingParams.Builder::setTemperature,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY)),
        bound("SamplingParams.top_p", "Range: above 0 to 1.", PATH + "top_p")
            .accepts(doubles(SamplingParams.Builder::setTopP, Double.MIN_VALUE, 1))
            .refuses(doubles(SamplingParams.Builder::setTopP, 0, -0.0, 1.01, Double.NaN)),
        bound("SamplingParams.min_p", "Range: 0 to 1.", PATH + "min_p")
            .accepts(doubles(SamplingParams.Builder::setMinP, 0, 1))
            .refuses(doubles(SamplingParams.Builder::setMinP, -0.01, 1.01, Double.NaN)));
  }

  private static List<BoundCase> penalties() {
    return List.of(
        bound("SamplingParams.frequency_penalty", "Range: -2 to 2.", PATH + "frequency_penalty")
            .accepts(doubles(SamplingParams.Builder::setFrequencyPenalty, -2, 2))
            .refuses(doubles(SamplingParams.Builder::setFrequencyPenalty, -2.1, 2.1, Double.NaN)),
        bound("SamplingParams.presence_penalty", "Range: -2 to 2.", PATH + "presence_penalty")
            .accepts(doubles(SamplingParams.Builder::setPresencePenalty, -2, 2))
            .refuses(doubles(SamplingParams.Builder::setPresencePenalty, -2.1, 2.1, Double.NaN)),
        bound(
                "SamplingParams.repetition_penalty",
                "Range: above 0 to 2.",
                PATH + "repetition_penalty")
            .accepts(doubles(SamplingParams.Builder::setRepetitionPenalty, 0.01, 2))
            .refuses(doubles(SamplingParams.Builder::setRepetitionPenalty, 0, 2.01, Double.NaN)));
  }

  private static List<BoundCase> counts() {
    return List.of(
        bound("SamplingParams.top_k", "Range: at least 1.", PATH + "top_k")
            .accepts(ints(SamplingParams.Builder::setTopK, 1, Integer.MAX_VALUE))
            .refuses(ints(SamplingParams.Builder::setTopK, 0, -1)),
        bound("SamplingParams.max_output_tokens", "Range: at least 1.", PATH + "max_output_tokens")
            .accepts(ints(SamplingParams.Builder::setMaxOutputTokens, 1, Integer.MAX_VALUE))
            .refuses(ints(SamplingParams.Builder::setMaxOutputTokens, 0, Integer.MIN_VALUE)),
        bound("SamplingParams.choices", "Range: 1 to 128.", PATH + "choices")
            .accepts(ints(SamplingParams.Builder::setChoices, 1, 128))
            .refuses(ints(SamplingParams.Builder::setChoices, 0, 129)),
        bound("SamplingParams.top_logprobs", "Range: 0 to 20.", PATH + "top_logprobs")
            .accepts(ints(SamplingParams.Builder::setTopLogprobs, 0, 20))
            .refuses(ints(SamplingParams.Builder::setTopLogprobs, -1, 21)));
  }

  private static List<BoundCase> lists() {
    return List.of(
        bound("SamplingParams.stop", "Entries: at most 16.", PATH + "stop")
            .accepts(sampling(s -> {}), sampling(s -> s.addAllStop(Collections.nCopies(16, "x"))))
            .refuses(sampling(s -> s.addAllStop(Collections.nCopies(17, "x")))),
        bound("SamplingParams.stop", "Each: at least 1 character.", PATH + "stop[1]")
            .accepts(sampling(s -> s.addStop("\n")))
            .refuses(sampling(s -> s.addStop("a").addStop(""))),
        bound("SamplingParams.logit_bias", "Values: -100 to 100.", PATH + "logit_bias[\"50256\"]")
            .accepts(sampling(s -> s.putLogitBias("1", -100).putLogitBias("2", 100)))
            .refuses(
                sampling(s -> s.putLogitBias("1", 0).putLogitBias("50256", -100.5)),
                sampling(s -> s.putLogitBias("50256", 101)),
                sampling(s -> s.putLogitBias("50256", Double.NaN))));
  }

  private static List<BoundCase> others() {
    return List.of(
        bound(
                "ReasoningParams.budget_tokens",
                "Range: at least 0.",
                "input.reasoning.budget_tokens")
            .accepts(chat(input -> input.getReasoningBuilder().setBudgetTokens(0)))
            .refuses(chat(input -> input.getReasoningBuilder().setBudgetTokens(-1))),
        bound(
                "OutputParams.modalities",
                "Each: at least 1 character.",
                "input.output.modalities[0]")
            .accepts(chat(input -> input.getOutputBuilder().addModalities("t")))
            .refuses(chat(input -> input.getOutputBuilder().addModalities(""))));
  }

  private static Message[] doubles(
      BiConsumer<SamplingParams.Builder, Double> set, double... values) {
    return DoubleStream.of(values)
        .mapToObj(value -> sampling(s -> set.accept(s, value)))
        .toArray(Message[]::new);
  }

  private static Message[] ints(BiConsumer<SamplingParams.Builder, Integer> set, int... values) {
    return IntStream.of(values)
        .mapToObj(value -> sampling(s -> set.accept(s, value)))
        .toArray(Message[]::new);
  }
}
