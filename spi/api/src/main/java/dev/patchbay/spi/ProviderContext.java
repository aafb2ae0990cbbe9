package dev.patchbay.spi;

import java.time.InstantSource;

/** What the server lends a provider while it is created. May be kept by the provider. */
public interface ProviderContext {
  /** The server's clock, the one to use: tests move it by hand. */
  InstantSource time();

  /**
   * Has the server fetch a credential now and renew it ahead of need, for as long as the provider
   * lives. Call it in {@link ProviderFactory#create} only.
   */
  <C> Credentials<C> credentials(CredentialSource<C> source);
}
