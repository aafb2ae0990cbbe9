package dev.patchbay.spi;

/** A {@link ProviderError}, thrown. */
public final class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProviderError error;

  public ProviderException(ProviderError error) {
    super(error.message());
    this.error = error;
  }

  public ProviderException(ErrorKind kind, String message) {
    this(ProviderError.of(kind, message));
  }

  public ProviderError error() {
    return error;
  }
}
