package dev.patchbay.server.grpc;

import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request of this door in no protocol's terms.
 *
 * @param call its model is the name asked for
 * @param providerOptions members for one provider's body alone, by adapter id
 * @param unsupported paths of what is set and has no place in the neutral call, without the leading
 *     {@code input.}: {@code messages[2].parts[0].refusal.category}. It is left out of the call
 */
record TranslatedCall(
    ChatCall call,
    Map<String, Extra> providerOptions,
    List<String> unsupported,
    Preferences preferences) {
  TranslatedCall {
    providerOptions = Map.copyOf(providerOptions);
    unsupported = List.copyOf(unsupported);
  }

  /**
   * What the caller wants of the way and not of the answer.
   *
   * @param onlyProviders adapter ids; empty: all
   * @param regions names of regions; empty: all
   * @param failover whether another target may take over from one that failed
   * @param dropUnsupported whether what can't be honoured is left out with a warning; false: it
   *     refuses the call
   */
  record Preferences(
      Set<String> onlyProviders,
      Set<String> excludedProviders,
      Set<String> regions,
      FailoverWishes failover,
      boolean dropUnsupported) {
    Preferences {
      onlyProviders = Set.copyOf(onlyProviders);
      excludedProviders = Set.copyOf(excludedProviders);
      regions = Set.copyOf(regions);
    }
  }
}
