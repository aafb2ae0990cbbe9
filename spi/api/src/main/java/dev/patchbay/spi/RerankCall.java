package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents to put in order by how well they answer a query, in no provider's dialect. Made by the
 * server (with {@link #builder}), read by plugins. Immutable.
 *
 * @param model the name under which this endpoint serves the model
 * @param documents at least one
 * @param topN how many of the best are wanted, at least 1; null: all. The server leaves out what
 *     comes above it
 * @param endUser the caller's own user, for the service's abuse checks
 * @param options see {@link ChatCall#options}
 */
public record RerankCall(
    String model,
    String query,
    List<String> documents,
    @Nullable Integer topN,
    @Nullable String endUser,
    Extra options,
    Origin origin) {
  public RerankCall {
    documents = List.copyOf(documents);
  }

  /** A builder with nothing said but this; from the gRPC door. */
  public static Builder builder(String model, String query, List<String> documents) {
    return new Builder(model, query, documents);
  }

  /** A builder with all that this call says. */
  public Builder toBuilder() {
    return new Builder(model, query, documents)
        .topN(topN)
        .endUser(endUser)
        .options(options)
        .origin(origin);
  }

  /** Gathers what a call says. */
  public static final class Builder {
    private String model;
    private final String query;
    private final List<String> documents;
    private @Nullable Integer topN;
    private @Nullable String endUser;
    private Extra options = Extra.NONE;
    private Origin origin = Origin.of(Origin.GRPC, Extra.NONE);

    private Builder(String model, String query, List<String> documents) {
      this.model = model;
      this.query = query;
      this.documents = documents;
    }

    public Builder model(String value) {
      model = value;
      return this;
    }

    public Builder topN(@Nullable Integer value) {
      topN = value;
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

    public RerankCall build() {
      return new RerankCall(model, query, documents, topN, endUser, options, origin);
    }
  }
}
