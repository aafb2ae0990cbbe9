package dev.patchbay.server.http;

import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Request;
import jakarta.inject.Inject;

/** What has the relay make a call of what is posted. */
public abstract class CallResource implements Resource {
  protected final Relay relay;
  protected final Policy policy;
  protected final Once once;
  private final ErrorShape errors;
  private final Request.Operation operation;

  /** What each of them makes its calls with. */
  public static final class Means {
    private final Relay relay;
    private final Policy policy;
    private final Once once;

    @Inject
    public Means(Relay relay, Policy policy, Once once) {
      this.relay = relay;
      this.policy = policy;
      this.once = once;
    }
  }

  protected CallResource(Means means, ErrorShape errors, Request.Operation operation) {
    this.relay = means.relay;
    this.policy = means.policy;
    this.once = means.once;
    this.errors = errors;
    this.operation = operation;
  }

  @Override
  public final String method() {
    return "POST";
  }

  @Override
  public final ErrorShape errors() {
    return errors;
  }

  @Override
  public final Request.Operation operation() {
    return operation;
  }

  @Override
  public final boolean isGuarded() {
    return true;
  }
}
