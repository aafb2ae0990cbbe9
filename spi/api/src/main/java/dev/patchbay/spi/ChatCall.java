package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to answer, in no provider's dialect. Made by the server (with {@link #builder}), read by
 * plugins. Immutable.
 *
 * @param model the name under which this endpoint serves the model
 * @param stream whether the caller wants tokens as they come; false: one whole answer, from which
 *     the decoder says the same events
 * @param toolChoice null: unsaid
 * @param format null: unsaid
 * @param thinking null: unsaid
 * @param endUser the caller's own user, for the service's abuse checks
 * @param serviceTier the service's word: {@code auto}, {@code flex}, {@code priority} …
 * @param store whether the service may keep the answer for later use; null: unsaid
 * @param options members of a JSON object that the caller gave for this provider alone, in its own
 *     dialect: they win over what the provider would write under the same name, save for what
 *     routing has decided (the model, whether to stream), which is reported as dropped
 */
public record ChatCall(
    String model,
    boolean stream,
    List<Message> messages,
    List<Tool> tools,
    @Nullable ToolChoice toolChoice,
    @Nullable ResponseFormat format,
    Sampling sampling,
    @Nullable Thinking thinking,
    Output output,
    @Nullable String endUser,
    @Nullable String serviceTier,
    @Nullable Boolean store,
    Extra options,
    Origin origin) {
  public ChatCall {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** A builder with nothing said but this; not streamed, from the gRPC door. */
  public static Builder builder(String model, List<Message> messages) {
    return new Builder(model, messages);
  }

  /** A builder with all that this call says. */
  public Builder toBuilder() {
    return new Builder(model, messages)
        .stream(stream)
            .tools(tools)
            .toolChoice(toolChoice)
            .format(format)
            .sampling(sampling)
            .thinking(thinking)
            .output(output)
            .endUser(endUser)
            .serviceTier(serviceTier)
            .store(store)
            .options(options)
            .origin(origin);
  }

  /** Gathers what a call says. */
  public static final class Builder {
    private String model;
    private List<Message> messages;
    private boolean stream;
    private List<Tool> tools = List.of();
    private @Nullable ToolChoice toolChoice;
    private @Nullable ResponseFormat format;
    private Sampling sampling = Sampling.NONE;
    private @Nullable Thinking thinking;
    private Output output = Output.NONE;
    private @Nullable String endUser;
    private @Nullable String serviceTier;
    private @Nullable Boolean store;
    private Extra options = Extra.NONE;
    private Origin origin = Origin.of(Origin.GRPC, Extra.NONE);

    private Builder(String model, List<Message> messages) {
      this.model = model;
      this.messages = messages;
    }

    public Builder model(String value) {
      model = value;
      return this;
    }

    public Builder messages(List<Message> value) {
      messages = value;
      return this;
    }

    public Builder stream(boolean value) {
      stream = value;
      return this;
    }

    public Builder tools(List<Tool> value) {
      tools = value;
      return this;
    }

    public Builder toolChoice(@Nullable ToolChoice value) {
      toolChoice = value;
      return this;
    }

    public Builder format(@Nullable ResponseFormat value) {
      format = value;
      return this;
    }

    public Builder sampling(Sampling value) {
      sampling = value;
      return this;
    }

    public Builder thinking(@Nullable Thinking value) {
      thinking = value;
      return this;
    }

    public Builder output(Output value) {
      output = value;
      return this;
    }

    public Builder endUser(@Nullable String value) {
      endUser = value;
      return this;
    }

    public Builder serviceTier(@Nullable String value) {
      serviceTier = value;
      return this;
    }

    public Builder store(@Nullable Boolean value) {
      store = value;
      return this;
    }

    public Builder options(Extra value) {
      options = value;
      return this;
    }

    public Builder origin(Origin value) {
      origin = value;
      return this;
    }

    public ChatCall build() {
      return new ChatCall(
          model,
          stream,
          messages,
          tools,
          toolChoice,
          format,
          sampling,
          thinking,
          output,
          endUser,
          serviceTier,
          store,
          options,
          origin);
    }
  }
}
