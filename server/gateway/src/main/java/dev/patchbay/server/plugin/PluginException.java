package dev.patchbay.server.plugin;

/**
 * A plugin can't be used. The message says why and what to do, without naming the file. Has no
 * cause on purpose: an exception of a plugin's own class would keep its class loader alive.
 */
final class PluginException extends Exception {
  private static final long serialVersionUID = 1L;

  PluginException(String message) {
    super(message);
  }
}
