package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;

/** Tells what the errors of one response mean, in a service's own words. */
public interface ErrorSource {
  /** The head has come: its status, ids and limits are kept for the errors that follow. */
  void head(ResponseHead head);

  /** What the body of a response with an error's status means; it may be cut short or empty. */
  ProviderError ofStatus(byte[] body, int length);
}
