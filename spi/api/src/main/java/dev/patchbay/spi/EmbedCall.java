package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to turn into vectors, in no provider's dialect. Made by the server (with {@link #builder}),
 * read by plugins. Immutable.
 *
 * @param model the name under which this endpoint serves the model
 * @param inputs at least one; each becomes one vector
 * @param dimensions length of the vectors; null: the model's own
 * @param purpose what the vectors are for, where a model tells purposes apart: {@code query},
 *     {@code document}, {@code classification}, {@code clustering}; null: unsaid
 * @param truncate whether inputs that are too long are cut; false: they fail the call; null: unsaid
 * @param endUser the caller's own user, for the service's abuse checks
 * @param options see {@link ChatCall#options}
 */
public record EmbedCall(
    String model,
    List<EmbedInput> inputs,
    @Nullable Integer dimensions,
    @Nullable String purpose,
    @Nullable Boolean truncate,
    @Nullable String endUser,
    Extra options,
    Origin origin) {
  public EmbedCall {
    inputs = List.copyOf(inputs);
  }

  /** A builder with nothing said but this; from the gRPC door. */
  public static Builder builder(String model, List<EmbedInput> inputs) {
    return new Builder(model, inputs);
  }

  /** A builder with all that this call says. */
  public Builder toBuilder() {
    return new Builder(model, inputs)
        .dimensions(dimensions)
        .purpose(purpose)
        .truncate(truncate)
        .endUser(endUser)
        .options(options)
        .origin(origin);
  }

  /** Gathers what a call says. */
  public static final class Builder {
    private String model;
    private final List<EmbedInput> inputs;
    private @Nullable Integer dimensions;
    private @Nullable String purpose;
    private @Nullable Boolean truncate;
    private @Nullable String endUser;
    private Extra options = Extra.NONE;
    private Origin origin = Origin.of(Origin.GRPC, Extra.NONE);

    private Builder(String model, List<EmbedInput> inputs) {
      this.model = model;
      this.inputs = inputs;
    }

    public Builder model(String value) {
      model = value;
      return this;
    }

    public Builder dimensions(@Nullable Integer value) {
      dimensions = value;
      return this;
    }

    public Builder purpose(@Nullable String value) {
      purpose = value;
      return this;
    }

    public Builder truncate(@Nullable Boolean value) {
      truncate = value;
      return this;
    }

    public Builder endUser(@Nullable String value) {
      endUser = value;
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

    public EmbedCall build() {
      return new EmbedCall(model, inputs, dimensions, purpose, truncate, endUser, options, origin);
    }
  }
}
