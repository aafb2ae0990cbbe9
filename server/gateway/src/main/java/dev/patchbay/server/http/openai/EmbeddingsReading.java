package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.OwnMembers;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.relay.EmbedRequest;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.RawBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an embeddings request into the relay's terms. */
final class EmbeddingsReading {
  private static final int MOST_INPUTS = 2048;

  private final Body body;
  private final OwnMembers own = new OwnMembers();
  private final List<EmbedInput> inputs = new ArrayList<>(1);
  private final StringBuilder extra = new StringBuilder();
  private @Nullable String model;
  private @Nullable Integer dimensions;
  private @Nullable String user;
  private boolean base64;

  private EmbeddingsReading(Body body) {
    this.body = body;
  }

  /**
   * A request that was read.
   *
   * @param base64 whether the caller wants vectors as base64 of little-endian binary32
   */
  record Embeddings(EmbedRequest request, boolean base64) {}

  /**
   * Reads a request.
   *
   * @throws dev.patchbay.server.fault.FaultException if it can't be
   */
  static Embeddings read(byte[] bytes, Terms.Builder terms) {
    return Body.read(bytes, body -> new EmbeddingsReading(body).embeddings(terms));
  }

  private Embeddings embeddings(Terms.Builder terms) {
    RawBody raw = body.members();
    for (RawBody.Member member : raw.members()) {
      body.at(member);
      if (!body.takeNull() && !member(member.name())) {
        extra.append(extra.isEmpty() ? "" : ",").append(body.text(member));
      }
    }
    if (model == null || model.isEmpty()) {
      throw Body.refused("model", "must name a model; GET /v1/models lists them");
    }
    if (inputs.isEmpty() || inputs.size() > MOST_INPUTS) {
      throw Body.refused("input", "must be 1 to " + MOST_INPUTS + " texts or lists of tokens");
    }
    own.intoForVectors(terms);
    EmbedCall call =
        EmbedCall.builder(model, inputs)
            .dimensions(dimensions)
            .endUser(user)
            .origin(new Origin(Origin.OPENAI_EMBEDDINGS, Extra.of(extra.toString()), raw))
            .build();
    return new Embeddings(new EmbedRequest(call, terms.build()), base64);
  }

  private boolean member(String name) {
    switch (name) {
      case "model" -> model = body.string(name);
      case "input" -> input();
      case "dimensions" -> dimensions = body.integer(name, 1, 65_536);
      case "encoding_format" -> base64 = encoding(body.string(name));
      case "user" -> user = body.string(name);
      default -> {
        return own.read(body, name);
      }
    }
    return true;
  }

  private static boolean encoding(@Nullable String format) {
    return switch (format) {
      case null -> false;
      case "float" -> false;
      case "base64" -> true;
      default ->
          throw Body.refused("encoding_format", "must be float or base64, not \"" + format + "\"");
    };
  }

  /** A text, a list of texts, a list of tokens, or a list of such lists. */
  private void input() {
    if (body.is('"')) {
      text("input");
      return;
    }
    var tokens = new ArrayList<Integer>();
    body.list(
        "input",
        (at, i) -> {
          if (body.is('"')) {
            text(at);
          } else if (body.is('[')) {
            var row = new ArrayList<Integer>();
            body.list(at, (place, j) -> token(place, row));
            inputs.add(new EmbedInput.Tokens(row));
          } else {
            token(at, tokens);
          }
        });
    if (!tokens.isEmpty() && !inputs.isEmpty()) {
      throw Body.refused("input", "must be texts or tokens, not both");
    }
    if (!tokens.isEmpty()) {
      inputs.add(new EmbedInput.Tokens(tokens));
    }
  }

  private void text(String path) {
    String text = body.string(path);
    if (text == null || text.isEmpty()) {
      throw Body.refused(path, "must not be empty");
    }
    inputs.add(new EmbedInput.Text(text));
  }

  private void token(String path, List<Integer> into) {
    Integer token = body.integer(path, 0, Integer.MAX_VALUE);
    if (token == null) {
      throw Body.refused(path, "must be a token's number, not null");
    }
    into.add(token);
  }
}
