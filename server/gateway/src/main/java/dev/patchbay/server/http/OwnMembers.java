package dev.patchbay.server.http;

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
  public static final String FALLBACK_ENABLED = "fallback_enabled";
  public static final String PATCHBAY = "patchbay";

  private static final List<String> KNOWN =
      List.of(
          "fallbacks",
          "after_output",
          "hold",
          "only_providers",
          "exclude_providers",
          "regions",
          "request_id");

  private final Set<String> onlyProviders = new HashSet<>();
  private final Set<String> excludedProviders = new HashSet<>();
  private final Set<String> regions = new HashSet<>();

  /** Reads {@code patchbay}. */
  public void read(Body body) {
    body.object(PATCHBAY, name -> member(body, name, PATCHBAY + "." + name));
  }

  /** Reads a member of this name, if it is ours. */
  public boolean read(Body body, String name) {
    switch (name) {
      case FALLBACK_ENABLED -> body.bool(name);
      case PATCHBAY -> read(body);
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
      case "request_id" -> body.string(path);
      case "after_output" -> unbuilt(path, body.string(path), "never");
      case "hold" -> unbuilt(path, body.string(path), "none");
      case "fallbacks" -> {
        if (!body.strings(path).isEmpty()) {
          throw Body.refused(path, "is not supported in this version");
        }
      }
      default ->
          throw Body.refused(path, "is unknown" + Nearest.questionOrList(name, KNOWN, "known"));
    }
  }

  private static void unbuilt(String path, @Nullable String value, String built) {
    if (value != null && !value.equals(built)) {
      throw Body.refused(
          path, "must be " + built + "; \"" + value + "\" is not supported in this version");
    }
  }

  public void into(Terms.Builder terms) {
    terms.onlyProviders(onlyProviders).excludedProviders(excludedProviders).regions(regions);
  }
}
