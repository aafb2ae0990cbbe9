package dev.patchbay.server.http.anthropic;

import dev.patchbay.server.http.BroughtBack;
import dev.patchbay.server.http.OwnMembers;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.RawBody;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a messages request into the relay's terms. Members that the neutral call has no component
 * for, or only for a part of them, are carried as the caller wrote them; the very body goes along,
 * too, for providers of the same dialect.
 */
final class MessagesReading {
  /** The name of the schema, which Anthropic's callers don't give and other services ask for. */
  private static final String SCHEMA_NAME = "answer";

  private final Body body;
  private final List<String> features;
  private final OwnMembers own = new OwnMembers();
  private final Sampling.Builder sampling = Sampling.builder();
  private List<Part> system = List.of();
  private List<Message> messages = List.of();
  private List<Tool> tools = List.of();
  private @Nullable ToolChoice choice;
  private @Nullable ResponseFormat format;
  private @Nullable String model;
  private @Nullable Integer maxTokens;
  private @Nullable String user;
  private @Nullable String tier;
  private @Nullable String effort;
  private @Nullable Integer budget;
  private @Nullable Boolean thinkingShown;
  private boolean marked;
  private boolean stream;

  private MessagesReading(Body body, List<String> features) {
    this.body = body;
    this.features = features;
  }

  /**
   * Reads a request.
   *
   * @param features names of the beta features that were asked for beside the body
   * @throws dev.patchbay.server.fault.FaultException if it can't be
   */
  static ChatRequest read(
      byte[] bytes, List<String> features, Terms.Builder terms, Duration heartbeat) {
    return Body.read(bytes, body -> new MessagesReading(body, features).request(terms, heartbeat));
  }

  private ChatRequest request(Terms.Builder terms, Duration heartbeat) {
    RawBody raw = body.members();
    Extra extra = body.read(raw, name -> what(name) || how(name) || own.read(body, name));
    if (model == null || model.isEmpty()) {
      throw Body.refused("model", "must name a model; GET /v1/models lists them");
    }
    if (maxTokens == null) {
      throw Body.refused("max_tokens", "must be there: the most tokens of the answer, 1 or more");
    }
    if (messages.isEmpty()) {
      throw Body.refused("messages", "must be a list of at least one message");
    }
    own.into(terms);
    Origin origin = new Origin(Origin.ANTHROPIC_MESSAGES, extra, marked ? null : raw, features);
    return new ChatRequest(call(model, origin), terms.build(), stream ? heartbeat : Duration.ZERO);
  }

  private ChatCall call(String name, Origin origin) {
    var all = new ArrayList<Message>(messages.size() + 1);
    if (!system.isEmpty()) {
      all.add(Message.of(Message.SYSTEM, system));
    }
    all.addAll(messages);
    return ChatCall.builder(name, all).stream(stream)
        .tools(tools)
        .toolChoice(choice)
        .format(format)
        .sampling(sampling.maxOutput(maxTokens).build())
        .thinking(thinking())
        .endUser(user)
        .serviceTier(tier)
        .origin(origin)
        .build();
  }

  private @Nullable Thinking thinking() {
    boolean said = effort != null || budget != null || thinkingShown != null;
    return said ? new Thinking(effort, budget, thinkingShown) : null;
  }

  /** False: the neutral call has no component for it, or not for all of it. */
  private boolean what(String name) {
    switch (name) {
      case "model" -> model = body.string(name);
      case "messages" -> {
        var turns = new TurnReading(body);
        messages = turns.messages(name);
        marked = turns.bringsBack();
      }
      case "system" -> system = new BlockReading(body, new BroughtBack()).content(name);
      case "stream" -> stream = Boolean.TRUE.equals(body.bool(name));
      case "tools" -> tools = new ToolReading(body).tools(name);
      case "tool_choice" -> choice = new ToolReading(body).choice(name);
      case "metadata" -> {
        return metadata();
      }
      case "service_tier" -> {
        // The other word, standard_only, is no other service's.
        tier = body.string(name);
        boolean common = "auto".equals(tier);
        tier = common ? tier : null;
        return common;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean metadata() {
    var rest = new ArrayList<String>(0);
    body.object(
        "metadata",
        name -> {
          if (name.equals("user_id")) {
            user = body.string("metadata.user_id");
          } else {
            rest.add(name);
            body.skip();
          }
        });
    return rest.isEmpty();
  }

  private boolean how(String name) {
    switch (name) {
      case "max_tokens" -> maxTokens = body.integer(name, 1, Integer.MAX_VALUE);
      case "temperature" -> sampling.temperature(body.number(name, 0, 1));
      case "top_p" -> sampling.topP(body.number(name, 0, 1));
      case "top_k" -> sampling.topK(body.integer(name, 0, Integer.MAX_VALUE));
      case "stop_sequences" -> sampling.stop(body.strings(name));
      case "thinking" -> {
        return thinkingMember();
      }
      case "output_config" -> {
        return output();
      }
      case "output_format" -> format = format(name);
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Not to think is what a request without this member says, too. That the model shall judge for
   * itself is said in no other dialect.
   */
  private boolean thinkingMember() {
    var type = new ArrayList<String>(1);
    body.object(
        "thinking",
        name -> {
          String at = "thinking." + name;
          switch (name) {
            case "type" -> type.add(String.valueOf(body.string(at)));
            case "budget_tokens" -> budget = body.integer(at, 1, Integer.MAX_VALUE);
            case "display" -> thinkingShown = !"omitted".equals(body.string(at));
            default -> body.skip();
          }
        });
    return switch (type.isEmpty() ? "" : type.getFirst()) {
      case "enabled" -> {
        if (budget == null) {
          throw Body.refused("thinking.budget_tokens", "must be there when thinking is enabled");
        }
        yield true;
      }
      case "disabled" -> true;
      case "adaptive" -> false;
      default -> throw Body.refused("thinking.type", "must be enabled, disabled or adaptive");
    };
  }

  private boolean output() {
    var rest = new ArrayList<String>(0);
    body.object(
        "output_config",
        name -> {
          switch (name) {
            case "effort" -> effort = body.string("output_config.effort");
            case "format" -> format = format("output_config.format");
            default -> {
              rest.add(name);
              body.skip();
            }
          }
        });
    return rest.isEmpty();
  }

  private @Nullable ResponseFormat format(String path) {
    var schema = new ArrayList<String>(1);
    boolean there =
        body.object(
            path,
            name -> {
              switch (name) {
                case "type" -> schemaType(path + ".type");
                case "schema" -> {
                  String text = body.object(path + ".schema");
                  if (text != null) {
                    schema.add(text);
                  }
                }
                default -> body.skip();
              }
            });
    if (!there) {
      return null;
    }
    if (schema.isEmpty()) {
      throw Body.refused(path + ".schema", "must be there: the JSON schema of the answer");
    }
    return new ResponseFormat.JsonSchema(SCHEMA_NAME, null, schema.getFirst(), null, Extra.NONE);
  }

  private void schemaType(String path) {
    String type = body.string(path);
    if (!"json_schema".equals(type)) {
      throw Body.refused(path, "must be json_schema, not \"" + type + "\"");
    }
  }
}
