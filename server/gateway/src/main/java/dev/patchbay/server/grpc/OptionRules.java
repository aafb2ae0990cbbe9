package dev.patchbay.server.grpc;

import dev.patchbay.v1.RequestOptions;
import dev.patchbay.v1.RequestOptions.UnsupportedParams;
import dev.patchbay.v1.StreamOptions;
import java.util.Map;

/** The bounds of what concerns a call and not its answer. */
final class OptionRules {
  private OptionRules() {}

  static void check(Violations at, RequestOptions options) {
    Bounds.atMost(at, "request_id", options.getRequestId(), 128);
    Bounds.atMost(at, "end_user_id", options.getEndUserId(), 256);
    if (options.getLabelsCount() > 0) {
      labels(at, options.getLabelsMap());
    }
    int policy = options.getUnsupportedParamsValue();
    Bounds.known(at, "unsupported_params", policy, UnsupportedParams.forNumber(policy) != null);
    RouteRules.unsupported(at, "response_cache", options.hasResponseCache());
    RouteRules.unsupported(at, "store", options.hasStore());
  }

  static void check(Violations at, StreamOptions stream) {
    if (stream.hasHeartbeatInterval()) {
      Bounds.notNegative(at, "heartbeat_interval", stream.getHeartbeatInterval());
    }
    RouteRules.unsupported(at, "max_coalesce_delay", stream.hasMaxCoalesceDelay());
    RouteRules.unsupported(at, "include_raw", stream.getIncludeRaw());
    RouteRules.unsupported(at, "obfuscate", stream.getObfuscate());
  }

  private static void labels(Violations at, Map<String, String> labels) {
    Bounds.entriesAtMost(at, "labels", labels.size(), 32);
    labels.forEach((key, value) -> {
      int characters = key.codePointCount(0, key.length());
      if (characters < 1 || characters > 64) {
        at.invalid(
            Bounds.entry("labels", key),
            "has a key of " + characters + " characters; allowed: 1 to 64");
      }
      if (value.length() > 256) {
        Bounds.atMost(at, Bounds.entry("labels", key), value, 256);
      }
    });
  }
}
