package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * GENERIC: the models of Meta, xAI, OpenAI, Google, Mistral, and imported ones. By Oracle's API
 * reference, "GenericChatRequest".
 */
final class GenericBody extends ChatBody {
  private static final Set<String> FUNCTION = Set.of("type", "name", "description", "parameters");
  private static final Set<String> JSON_SCHEMA =
      Set.of("name", "description", "schema", "isStrict");
  private static final String WEB_SEARCH = "web_search";

  GenericBody(ChatCall call) {
    super(call);
  }

  @Override
  void members() {
    if (free("messages")) {
      boolean paired = ModelFamily.isGoogle(call.model());
      json.name("messages");
      new Turns(body, ApiFormat.GENERIC, call.model())
          .write(paired ? Turn.paired(call.messages()) : Turn.of(call.messages()));
    }
    sampling(call.sampling());
    tools(call.tools(), call.toolChoice());
    format(call.format());
    thinking(call.thinking());
    word("verbosity", call.output().verbosity());
    word("serviceTier", call.serviceTier());
    lacking(call.output());
  }

  private void sampling(Sampling sampling) {
    if (free("maxTokens") && free("maxCompletionTokens")) {
      body.number(limitName(call.model()), sampling.maxOutput());
    }
    choosing(sampling);
    whole("numGenerations", sampling.choices());
    texts("stop", sampling.stop());
    Map<String, Double> bias = sampling.logitBias();
    if (!bias.isEmpty() && free("logitBias")) {
      json.name("logitBias").beginObject();
      new TreeMap<>(bias)
          .forEach((token, value) -> body.number(token, value, "sampling.logit_bias." + token));
      json.endObject();
    }
    Integer top = sampling.topLogprobs();
    // None but the chosen token's can't be asked for: a number of zero asks for nothing.
    whole("logProbs", top == null ? null : Math.max(1, top));
  }

  /** OpenAI's models take the newer name, their newest refuse the older; others know only that. */
  private static String limitName(String model) {
    return ModelFamily.isOpenAi(model) ? "maxCompletionTokens" : "maxTokens";
  }

  private void tools(List<Tool> tools, @Nullable ToolChoice choice) {
    List<String> shown = choice == null ? List.of() : choice.allowed();
    if (tools.stream().anyMatch(Tool.Function.class::isInstance) && free("tools")) {
      json.name("tools").beginArray();
      for (int i = 0; i < tools.size(); i++) {
        if (tools.get(i) instanceof Tool.Function function
            && (shown.isEmpty() || shown.contains(function.name()))) {
          function(function, "tools[" + i + "]");
        }
      }
      json.endArray();
    }
    for (int i = 0; i < tools.size(); i++) {
      if (!(tools.get(i) instanceof Tool.Function)) {
        hosted(tools.get(i), "tools[" + i + "]");
      }
    }
    choice(choice);
  }

  private void function(Tool.Function function, String path) {
    json.beginObject().name("type").string("FUNCTION").name("name").string(function.name());
    body.text("description", function.description());
    if (!function.schema().isEmpty()) {
      body.json("parameters", function.schema(), path + ".schema");
    }
    body.dropIf(Boolean.TRUE.equals(function.strict()), path + ".strict");
    body.extra(function.extra(), FUNCTION, path);
    json.endObject();
  }

  /** The one tool that the service runs itself is no tool there, but has a member of its own. */
  private void hosted(Tool tool, String path) {
    boolean search =
        tool instanceof Tool.Hosted hosted
            && hosted.type().equals(OciFactory.NAME + "." + WEB_SEARCH);
    if (search && free("webSearchOptions")) {
      String config = ((Tool.Hosted) tool).config();
      body.json("webSearchOptions", config.isBlank() ? "{}" : config, path);
    } else {
      body.drop(path);
    }
  }

  private void choice(@Nullable ToolChoice choice) {
    if (choice == null) {
      return;
    }
    if (choice.mode() != null && free("toolChoice")) {
      mode(choice, choice.mode());
    }
    if (free("isParallelToolCalls")) {
      body.bool("isParallelToolCalls", choice.parallel());
    }
  }

  private void mode(ToolChoice choice, String mode) {
    boolean one = mode.equals(ToolChoice.REQUIRED) && choice.allowed().size() == 1;
    switch (mode) {
      case ToolChoice.AUTO -> type("toolChoice", "AUTO");
      case ToolChoice.NONE -> type("toolChoice", "NONE");
      case ToolChoice.REQUIRED -> {
        if (one) {
          json.name("toolChoice").beginObject().name("type").string("FUNCTION");
          json.name("name").string(choice.allowed().get(0)).endObject();
        } else {
          type("toolChoice", "REQUIRED");
        }
      }
      default -> body.drop("tool_choice.mode");
    }
  }

  private void format(@Nullable ResponseFormat format) {
    if (format == null || !free("responseFormat")) {
      return;
    }
    switch (format) {
      case ResponseFormat.Text text -> type("responseFormat", "TEXT");
      case ResponseFormat.JsonObject object -> type("responseFormat", "JSON_OBJECT");
      case ResponseFormat.JsonSchema schema -> schema(schema);
      default -> throw Media.unsupported("format", "an answer in a grammar");
    }
  }

  private void schema(ResponseFormat.JsonSchema schema) {
    json.name("responseFormat").beginObject().name("type").string("JSON_SCHEMA");
    json.name("jsonSchema").beginObject().name("name").string(schema.name());
    body.text("description", schema.description());
    if (!schema.schema().isEmpty()) {
      body.json("schema", schema.schema(), "format.schema");
    }
    body.bool("isStrict", schema.strict());
    Extra extra = schema.extra();
    body.extra(extra, JSON_SCHEMA, "format");
    json.endObject().endObject();
  }

  /** What a model thinks always comes, if it tells it at all. */
  private void thinking(@Nullable Thinking thinking) {
    if (thinking == null) {
      return;
    }
    word("reasoningEffort", thinking.effort());
    body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
    body.dropIf(Boolean.FALSE.equals(thinking.include()), "thinking.include");
  }
}
