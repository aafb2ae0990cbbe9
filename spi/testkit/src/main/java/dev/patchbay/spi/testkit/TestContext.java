package dev.patchbay.spi.testkit;

import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What the server lends a provider, with a clock that stands until it is moved. Thread-safe. */
public final class TestContext implements ProviderContext {
  private volatile Instant now;

  public TestContext(Instant now) {
    this.now = now;
  }

  /** Moves the clock. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public InstantSource time() {
    return () -> now;
  }

  /** Fetches when first asked, and again once the credential is rejected or has expired. */
  @Override
  public <C> Credentials<C> credentials(CredentialSource<C> source) {
    return new Fetching<>(source);
  }

  private final class Fetching<C> implements Credentials<C> {
    private final CredentialSource<C> source;
    private CredentialSource.@Nullable Fetched<C> fetched;

    Fetching(CredentialSource<C> source) {
      this.source = source;
    }

    @Override
    public synchronized C current() {
      CredentialSource.Fetched<C> have = fetched;
      if (have == null || !now.isBefore(have.expiresAt())) {
        have = fetch();
        fetched = have;
      }
      return have.value();
    }

    @Override
    public synchronized void rejected(C value) {
      CredentialSource.Fetched<C> have = fetched;
      if (have != null && have.value().equals(value)) {
        fetched = null;
      }
    }

    private CredentialSource.Fetched<C> fetch() {
      try {
        return source.fetch();
      } catch (Exception e) {
        throw new ProviderException(ErrorKind.AUTH, "no credential: " + e.getMessage());
      }
    }
  }
}
