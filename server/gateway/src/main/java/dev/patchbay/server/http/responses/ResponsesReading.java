package dev.patchbay.server.http.responses;

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
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a responses request into the relay's terms. Members that the neutral call has no component
 * for, or only for a part of them, are carried as the caller wrote them; the very body goes along,
 * too, for providers of the same dialect. What needs something stored is refused by name.
 */
final class ResponsesReading {
  /** What every answer has that its provider gives. */
  private static final String SEALED_REASONING = "reasoning.encrypted_content";

  private static final String LOGPROBS = "message.output_text.logprobs";

  private static final Map<String, String> STORED =
      Map.of(
          "previous_response_id", "names a stored answer; send the whole conversation as input",
          "conversation", "names a stored conversation; send the whole conversation as input",
          "prompt", "names a stored prompt; send its text as instructions");

  private final Body body;
  private final OwnMembers own = new OwnMembers();
  private final Sampling.Builder sampling = Sampling.builder();
  private final FormReading form;
  private final Map<String, String> echo = new HashMap<>();
  private List<Message> input = List.of();
  private List<Tool> tools = List.of();
  private ToolReading.@Nullable Choice choice;
  private @Nullable Boolean parallel;
  private @Nullable String model;
  private @Nullable String instructions;
  private @Nullable String user;
  private @Nullable String tier;
  private @Nullable Boolean store;
  private @Nullable Integer topLogprobs;
  private boolean logprobs;
  private boolean marked;
  private boolean stream;

  private ResponsesReading(Body body) {
    this.body = body;
    this.form = new FormReading(body);
  }

  /** A request that was read. */
  record Asked(ChatRequest request, Echo echo) {}

  /**
   * Reads a request.
   *
   * @throws dev.patchbay.server.fault.FaultException if it can't be
   */
  static Asked read(byte[] bytes, Terms.Builder terms, Duration heartbeat) {
    return Body.read(bytes, body -> new ResponsesReading(body).asked(terms, heartbeat));
  }

  private Asked asked(Terms.Builder terms, Duration heartbeat) {
    RawBody raw = body.members();
    Extra extra = body.read(raw, this::member);
    if (model == null || model.isEmpty()) {
      throw Body.refused("model", "must name a model; GET /v1/models lists them");
    }
    if (input.isEmpty()) {
      throw Body.refused("input", "must be a text or a list of at least one item");
    }
    if (logprobs || (topLogprobs != null && topLogprobs > 0)) {
      sampling.topLogprobs(topLogprobs == null ? 0 : topLogprobs);
    }
    own.into(terms);
    Origin origin = new Origin(Origin.OPENAI_RESPONSES, extra, marked ? null : raw);
    ChatCall call = call(model, origin);
    var request = new ChatRequest(call, terms.build(), stream ? heartbeat : Duration.ZERO);
    return new Asked(request, new Echo(model, form.isSummaryAsked(), echo));
  }

  private ChatCall call(String name, Origin origin) {
    var messages = new ArrayList<Message>(input.size() + 1);
    if (instructions != null && !instructions.isEmpty()) {
      messages.add(Message.of(Message.SYSTEM, instructions));
    }
    messages.addAll(input);
    String effort = form.effort();
    boolean thinking = effort != null || form.isSummaryAsked();
    return ChatCall.builder(name, messages).stream(stream)
        .tools(tools)
        .toolChoice(toolChoice())
        .format(form.format())
        .sampling(sampling.build())
        .thinking(thinking ? new Thinking(effort, null, form.isSummaryAsked() ? true : null) : null)
        .output(new Output(List.of(), form.verbosity(), null, null))
        .endUser(user)
        .serviceTier(tier)
        // Unlike a service, this gateway stores nothing: only the wish that nobody does is passed.
        .store(Boolean.FALSE.equals(store) ? false : null)
        .origin(origin)
        .build();
  }

  private @Nullable ToolChoice toolChoice() {
    if (choice == null) {
      return parallel == null ? null : new ToolChoice(null, List.of(), parallel);
    }
    return new ToolChoice(choice.mode(), choice.allowed(), parallel);
  }

  private boolean member(String name) {
    if (Echo.isSaidAgain(name)) {
      int mark = body.mark();
      body.skip();
      echo.put(name, body.textSince(mark));
      body.back(mark);
    }
    return what(name) || how(name) || whole(name) || own.read(body, name);
  }

  private boolean what(String name) {
    switch (name) {
      case "model" -> model = body.string(name);
      case "input" -> {
        var items = new ItemReading(body);
        input = items.input(name);
        marked = items.bringsBack();
      }
      case "instructions" -> instructions = body.string(name);
      case "stream" -> stream = Boolean.TRUE.equals(body.bool(name));
      case "tools" -> tools = new ToolReading(body).tools(name);
      case "tool_choice" -> {
        choice = new ToolReading(body).choice(name);
        return choice != null;
      }
      case "parallel_tool_calls" -> parallel = body.bool(name);
      case "user", "safety_identifier" -> user = body.string(name);
      case "service_tier" -> tier = body.string(name);
      case "store" -> store = body.bool(name);
      // It is the caller's alone, and comes back with the answer.
      case "metadata" -> body.object(name);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean how(String name) {
    switch (name) {
      case "temperature" -> sampling.temperature(body.number(name, 0, 2));
      case "top_p" -> sampling.topP(body.number(name, 0, 1));
      case "max_output_tokens" -> sampling.maxOutput(body.integer(name, 1, Integer.MAX_VALUE));
      case "top_logprobs" -> topLogprobs = body.integer(name, 0, 20);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Members that are honoured in some of their values and carried with the others. */
  private boolean whole(String name) {
    return switch (name) {
      case "text" -> form.text(name);
      case "reasoning" -> form.reasoning(name);
      case "include" -> include(body.strings(name));
      case "truncation" -> "disabled".equals(body.string(name));
      case "stream_options" -> isUnpadded(name);
      case "background" -> isForeground(name);
      case "previous_response_id", "conversation", "prompt" ->
          throw Body.refused(name, STORED.get(name) + ": nothing is stored here");
      default -> false;
    };
  }

  private boolean include(List<String> wanted) {
    logprobs |= wanted.contains(LOGPROBS);
    return Set.of(LOGPROBS, SEALED_REASONING).containsAll(wanted);
  }

  /** That events are padded, to hide how long a token is, would have to be honoured. */
  private boolean isUnpadded(String path) {
    var honoured = new boolean[] {true};
    body.object(
        path,
        name -> {
          if (name.equals("include_obfuscation")) {
            honoured[0] &= !Boolean.TRUE.equals(body.bool(path + "." + name));
          } else {
            honoured[0] = false;
            body.skip();
          }
        });
    return honoured[0];
  }

  private boolean isForeground(String name) {
    if (Boolean.TRUE.equals(body.bool(name))) {
      throw Body.refused(name, "must be false: an answer that comes later would have to be stored");
    }
    return true;
  }
}
