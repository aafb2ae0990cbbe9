package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.OwnMembers;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.RawBody;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a chat completions request into the relay's terms. Members that the neutral call has no
 * component for are carried as the caller wrote them; the very body goes along, too, for providers
 * of the same dialect.
 */
final class ChatReading {
  private final Body body;
  private final OwnMembers own = new OwnMembers();
  private final Sampling.Builder sampling = Sampling.builder();
  private final StringBuilder extra = new StringBuilder();
  private List<Message> messages = List.of();
  private List<Tool> tools = List.of();
  private ToolReading.@Nullable Choice choice;
  private @Nullable Boolean parallel;
  private @Nullable ResponseFormat format;
  private @Nullable String model;
  private @Nullable String effort;
  private @Nullable String verbosity;
  private List<String> modalities = List.of();
  private @Nullable String voice;
  private @Nullable String audioType;
  private @Nullable String user;
  private @Nullable String tier;
  private @Nullable Boolean store;
  private @Nullable Boolean logprobs;
  private @Nullable Integer topLogprobs;
  private boolean marked;
  private boolean stream;
  private boolean usage;

  private ChatReading(Body body) {
    this.body = body;
  }

  /**
   * A request that was read.
   *
   * @param usageWanted whether a stream shall end with what was used
   */
  record Chat(ChatRequest request, boolean usageWanted) {}

  /**
   * Reads a request.
   *
   * @throws dev.patchbay.server.fault.FaultException if it can't be
   */
  static Chat read(byte[] bytes, Terms.Builder terms, Duration heartbeat) {
    return Body.read(bytes, body -> new ChatReading(body).chat(terms, heartbeat));
  }

  private Chat chat(Terms.Builder terms, Duration heartbeat) {
    RawBody raw = body.members();
    for (RawBody.Member member : raw.members()) {
      body.at(member);
      if (!body.takeNull() && !member(member.name())) {
        carry(member);
      }
    }
    if (model == null || model.isEmpty()) {
      throw Body.refused("model", "must name a model; GET /v1/models lists them");
    }
    if (messages.isEmpty()) {
      throw Body.refused("messages", "must be a list of at least one message");
    }
    if (Boolean.TRUE.equals(logprobs)) {
      sampling.topLogprobs(topLogprobs == null ? 0 : topLogprobs);
    }
    own.into(terms);
    var request =
        new ChatRequest(call(model, raw), terms.build(), stream ? heartbeat : Duration.ZERO);
    return new Chat(request, usage);
  }

  private void carry(RawBody.Member member) {
    extra.append(extra.isEmpty() ? "" : ",").append(body.text(member));
  }

  private ChatCall call(String name, RawBody raw) {
    return ChatCall.builder(name, messages).stream(stream)
        .tools(tools)
        .toolChoice(toolChoice())
        .format(format)
        .sampling(sampling.build())
        .thinking(effort == null ? null : new Thinking(effort, null, null))
        .output(new Output(modalities, verbosity, voice, audioType))
        .endUser(user)
        .serviceTier(tier)
        .store(store)
        .origin(new Origin(Origin.OPENAI_CHAT, Extra.of(extra.toString()), marked ? null : raw))
        .build();
  }

  private @Nullable ToolChoice toolChoice() {
    if (choice == null) {
      return parallel == null ? null : new ToolChoice(null, List.of(), parallel);
    }
    return new ToolChoice(choice.mode(), choice.allowed(), parallel);
  }

  /** False: the neutral call has no component for it. */
  private boolean member(String name) {
    return what(name) || how(name) || form(name) || own.read(body, name);
  }

  private boolean what(String name) {
    switch (name) {
      case "model" -> model = body.string(name);
      case "messages" -> {
        var reading = new MessageReading(body);
        messages = reading.messages(name);
        marked = reading.bringsBack();
      }
      case "stream" -> stream = Boolean.TRUE.equals(body.bool(name));
      case "stream_options" -> streamOptions();
      case "tools" -> tools = new ToolReading(body).tools(name);
      case "tool_choice" -> choice = new ToolReading(body).choice(name);
      case "parallel_tool_calls" -> parallel = body.bool(name);
      case "user", "safety_identifier" -> user = body.string(name);
      case "service_tier" -> tier = body.string(name);
      case "store" -> store = body.bool(name);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void streamOptions() {
    body.object(
        "stream_options",
        name -> {
          if (name.equals("include_usage")) {
            usage = Boolean.TRUE.equals(body.bool("stream_options.include_usage"));
          } else {
            body.skip();
          }
        });
  }

  private boolean how(String name) {
    switch (name) {
      case "temperature" -> sampling.temperature(body.number(name, 0, 2));
      case "top_p" -> sampling.topP(body.number(name, 0, 1));
      case "min_p" -> sampling.minP(body.number(name, 0, 1));
      case "top_k" -> sampling.topK(body.integer(name, -1, Integer.MAX_VALUE));
      case "frequency_penalty" -> sampling.frequencyPenalty(body.number(name, -2, 2));
      case "presence_penalty" -> sampling.presencePenalty(body.number(name, -2, 2));
      case "repetition_penalty" -> sampling.repetitionPenalty(body.number(name, 0, 2));
      case "n" -> sampling.choices(body.integer(name, 1, 128));
      case "seed" -> sampling.seed(body.integer(name));
      case "stop" -> sampling.stop(stop());
      case "max_tokens" -> maxTokens(false);
      case "max_completion_tokens" -> maxTokens(true);
      case "logit_bias" -> sampling.logitBias(biases());
      case "logprobs" -> logprobs = body.bool(name);
      case "top_logprobs" -> topLogprobs = body.integer(name, 0, 20);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean newerLimit;

  /** Of both, the newer name counts. */
  private void maxTokens(boolean newer) {
    String name = newer ? "max_completion_tokens" : "max_tokens";
    Integer limit = body.integer(name, 1, Integer.MAX_VALUE);
    if (newer || !newerLimit) {
      sampling.maxOutput(limit);
    }
    newerLimit |= newer;
  }

  private List<String> stop() {
    if (body.is('"')) {
      String only = body.string("stop");
      return only == null ? List.of() : List.of(only);
    }
    return body.strings("stop");
  }

  private Map<String, Double> biases() {
    var biases = new HashMap<String, Double>();
    body.object(
        "logit_bias",
        token -> {
          Double bias = body.number("logit_bias." + token, -100, 100);
          if (bias != null) {
            biases.put(token, bias);
          }
        });
    return biases;
  }

  private boolean form(String name) {
    switch (name) {
      case "response_format" -> {
        format = new ToolReading(body).format(name);
        return format != null;
      }
      case "reasoning_effort" -> effort = body.string(name);
      case "verbosity" -> verbosity = body.string(name);
      case "modalities" -> modalities = body.strings(name);
      case "audio" -> audio();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void audio() {
    body.object(
        "audio",
        name -> {
          switch (name) {
            case "voice" -> voice = body.is('"') ? body.string("audio.voice") : body.raw();
            case "format" -> {
              String said = body.string("audio.format");
              audioType = said == null ? null : "audio/" + said;
            }
            default -> body.skip();
          }
        });
  }
}
