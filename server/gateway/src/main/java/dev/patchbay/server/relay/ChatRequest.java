package dev.patchbay.server.relay;

import dev.patchbay.server.access.Principal;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call as a door hands it over, in no protocol's terms.
 *
 * @param call its model is the name asked for
 * @param providerOptions members for one provider's body alone, by provider name
 * @param unsupported paths of what the caller said and no target could honour, already left out of
 *     the call
 * @param onlyProviders empty: all
 * @param failover whether another target may take over from one that failed
 * @param dropUnsupported whether what a target can't honour is left out with a warning; false:
 *     refuses the call
 * @param timeLeft until the caller wants an answer, a margin to answer in already taken off; null:
 *     the caller sets no limit
 * @param heartbeat how long a streamed call may stay silent before the caller is told that it
 *     lives; zero: for ever
 * @param regions in one of which the target must be, as the call itself asks; empty: any or none
 * @param principal who calls; its own rules hold besides
 */
public record ChatRequest(
    ChatCall call,
    Map<String, Extra> providerOptions,
    List<String> unsupported,
    Set<String> onlyProviders,
    Set<String> excludedProviders,
    boolean failover,
    boolean dropUnsupported,
    @Nullable Duration timeLeft,
    Duration heartbeat,
    Set<String> regions,
    Principal principal) {
  /** The call as one target's provider shall see it. */
  ChatCall forTarget(String provider, String model) {
    Extra options = providerOptions.getOrDefault(provider, Extra.NONE);
    return call.toBuilder().model(model).options(options).build();
  }
}
