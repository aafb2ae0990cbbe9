package dev.patchbay.server.http;

import dev.patchbay.server.door.Texts;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.fault.Nearest;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.relay.Terms;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this gateway adds to the requests of every dialect: {@code fallback_enabled} and the members
 * of {@code patchbay}.
 */
public final class OwnMembers {
  private static final String FALLBACK_ENABLED = "fallback_enabled";
  private static final String PATCHBAY = "patchbay";

  private static final String NO_PARTS = "the answer leaves when it is whole";

  private static final List<String> KNOWN =
      List.of(
          "fallbacks",
          "after_output",
          "hold",
          "only_providers",
          "exclude_providers",
          "regions",
          "request_id");

  private static final int MOST_FALLBACKS = 16;

  /** Of a request's id. */
  static final int MOST_ID_CHARACTERS = 128;

  private final Set<String> onlyProviders = new HashSet<>();
  private final Set<String> excludedProviders = new HashSet<>();
  private final Set<String> regions = new HashSet<>();
  private boolean fallbackEnabled;
  private List<String> fallbacks = List.of();
  private @Nullable AfterOutput afterOutput;
  private @Nullable Hold hold;
  private @Nullable String requestId;

  /** Reads a member of this name, if it is ours. */
  public boolean read(Body body, String name) {
    switch (name) {
      case FALLBACK_ENABLED -> fallbackEnabled = Boolean.TRUE.equals(body.bool(name));
      case PATCHBAY ->
          body.object(PATCHBAY, member -> member(body, member, PATCHBAY + "." + member));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void member(Body body, String name, String path) {
    switch (name) {
      case "only_providers" -> onlyProviders.addAll(body.strings(path));
      case "exclude_providers" -> excludedProviders.addAll(body.strings(path));
      case "regions" -> regions.addAll(body.strings(path));
      case "request_id" -> requestId = requestId(path, body.string(path));
      case "after_output" -> afterOutput = afterOutput(path, body.string(path));
      case "hold" -> hold = hold(path, body.string(path));
      case "fallbacks" -> fallbacks = models(path, body.strings(path));
      default ->
          throw Body.refused(path, "is unknown" + Nearest.questionOrList(name, KNOWN, "known"));
    }
  }

  private static @Nullable AfterOutput afterOutput(String path, @Nullable String value) {
    return switch (value) {
      case null -> null;
      case "never" -> AfterOutput.NEVER;
      case "continue" -> AfterOutput.CONTINUE;
      default -> throw Body.refused(path, "must be never or continue, not " + Texts.quote(value));
    };
  }

  private static @Nullable Hold hold(String path, @Nullable String value) {
    Hold hold = value == null ? null : Hold.parse(value);
    if (value != null && hold == null) {
      throw Body.refused(path, "must be " + Hold.EXPECTED + ", not " + Texts.quote(value));
    }
    return hold;
  }

  private static @Nullable String requestId(String path, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    int characters = value.codePointCount(0, value.length());
    if (characters > MOST_ID_CHARACTERS) {
      throw Body.refused(
          path, "must have at most " + MOST_ID_CHARACTERS + " characters, not " + characters);
    }
    return value;
  }

  private static List<String> models(String path, List<String> names) {
    if (names.size() > MOST_FALLBACKS) {
      throw Body.refused(
          path, "must name at most " + MOST_FALLBACKS + " models, not " + names.size());
    }
    int empty = names.indexOf("");
    if (empty >= 0) {
      throw Body.refused(path + "[" + empty + "]", "must name a model, not \"\"");
    }
    return names;
  }

  /** Models that are named don't say that they may be asked: {@code fallback_enabled} does. */
  public void into(Terms.Builder terms) {
    way(terms)
        .failover(
            new FailoverWishes(
                true,
                fallbackEnabled,
                fallbackEnabled ? fallbacks : List.of(),
                afterOutput,
                false,
                hold));
  }

  /**
   * The same where vectors or scores are asked for: refuses what makes no sense there. {@code
   * fallback_enabled} has no effect, so that clients may set it for all their requests.
   */
  public void intoForVectors(Terms.Builder terms) {
    if (!fallbacks.isEmpty()) {
      throw Body.refused(
          PATCHBAY + ".fallbacks",
          "must be empty: other models are never asked for vectors or scores, as theirs mean"
              + " something else");
    }
    if (afterOutput == AfterOutput.CONTINUE) {
      throw Body.refused(PATCHBAY + ".after_output", "must be never: " + NO_PARTS);
    }
    if (hold != null && !hold.equals(Hold.NONE)) {
      throw Body.refused(PATCHBAY + ".hold", "must be none: " + NO_PARTS);
    }
    way(terms);
  }

  private Terms.Builder way(Terms.Builder terms) {
    return terms
        .onlyProviders(onlyProviders)
        .excludedProviders(excludedProviders)
        .regions(regions)
        .requestId(requestId);
  }
}
