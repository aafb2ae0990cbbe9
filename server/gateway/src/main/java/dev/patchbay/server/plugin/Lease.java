package dev.patchbay.server.plugin;

/**
 * Keeps a generation of a plugin usable. Held while anything of the plugin's is: a provider, a
 * decoder, a call. Thread-safe.
 */
public interface Lease extends AutoCloseable {
  /** Lets go; a second call does nothing. Never blocks. */
  @Override
  void close();
}
