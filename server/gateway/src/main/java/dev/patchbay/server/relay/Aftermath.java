package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What may be done when an answer breaks after some of it has left: whether and how a further
 * attempt is joined to it. Remembers what has left, if that may ever be needed.
 */
final class Aftermath {
  private final @Nullable Transcript transcript;
  private final boolean prefill;
  private final boolean restartsTold;
  private final Set<Target> refusing = new HashSet<>(0);
  private @Nullable Fault cause;
  private @Nullable Route refused;
  private boolean restarted;
  private int firstBlock;

  private Aftermath(@Nullable Transcript transcript, boolean prefill, boolean restartsTold) {
    this.transcript = transcript;
    this.prefill = prefill;
    this.restartsTold = restartsTold;
  }

  /** Nothing may be done. */
  static Aftermath none() {
    return new Aftermath(null, false, false);
  }

  /**
   * @param restartsTold whether the caller can be told to drop what was delivered
   */
  static Aftermath of(ChatCall call, AfterOutput wish, boolean restartsTold) {
    if (wish == AfterOutput.NEVER || !Transcript.suits(call)) {
      return none();
    }
    // Given its own text and tools, a model may tell of a tool call instead of making it.
    Integer choices = call.sampling().choices();
    boolean alone = choices == null || choices == 1;
    boolean prefill = wish == AfterOutput.CONTINUE && call.tools().isEmpty() && alone;
    return new Aftermath(new Transcript(), prefill, restartsTold);
  }

  /** Whether anything may be done as long as nothing is lost. */
  boolean isPossible() {
    return transcript != null;
  }

  /** Output leaves. */
  void note(ChatEvent event) {
    if (transcript != null) {
      transcript.note(event);
    }
  }

  /**
   * Notes that an attempt has failed after output.
   *
   * @return whether another may be joined
   */
  boolean mayGoOn(ChatLane lane, FailedAttempt failure) {
    if (cause == null) {
      cause = failure.fault();
    }
    boolean refusal = lane.seam() instanceof PrefillSeam && !lane.hasBegun();
    if (refusal && failure.kind() == FailureKind.UNABLE) {
      refusing.add(lane.route().target());
      refused = lane.route();
    }
    return transcript != null && !transcript.isLost();
  }

  /** Why the answer broke, whatever happened since. */
  Fault cause() {
    return cause == null ? Fault.of(Reason.PROVIDER_ERROR, "the answer broke off") : cause;
  }

  /** The target that refused to write on and can still be asked to start again; once. */
  @Nullable Route takeRefused() {
    Route again = refused;
    refused = null;
    return again;
  }

  /** How an attempt at this target is to be joined. */
  Seam seam(Route route) {
    Transcript delivered = delivered();
    Target target = route.target();
    boolean goesOn =
        prefill
            && delivered.isOpenText()
            && target.capabilities().has(Capabilities.ASSISTANT_PREFILL)
            && !refusing.contains(target);
    return goesOn ? new PrefillSeam(delivered) : new RestartSeam(delivered);
  }

  /** The text to write on from. */
  String prefill() {
    return PrefillSeam.prefill(delivered().text());
  }

  private Transcript delivered() {
    if (transcript == null) {
      throw new IllegalStateException("nothing was remembered");
    }
    return transcript;
  }

  /** Whether the caller can be told to drop what was delivered. */
  boolean mayRestart() {
    return restartsTold;
  }

  /** Gives out the whole of another answer, for a caller who drops the first. */
  void restart(RestartSeam seam, Consumer<ChatEvent> out) {
    restarted = true;
    firstBlock = delivered().base() + delivered().blocks().size();
    seam.restart(out);
  }

  /** What the attempt that is being joined means for what was delivered; once. */
  Caller.Rerouting joining(Route route, FailedAttempt failed, @Nullable Seam seam) {
    Caller.Effect effect =
        seam instanceof PrefillSeam ? Caller.Effect.CONTINUED : Caller.Effect.UNSEEN;
    var told =
        restarted
            ? new Caller.Rerouting(route, failed, Caller.Effect.RESTARTED, firstBlock)
            : new Caller.Rerouting(route, failed, effect, 0);
    restarted = false;
    return told;
  }
}
