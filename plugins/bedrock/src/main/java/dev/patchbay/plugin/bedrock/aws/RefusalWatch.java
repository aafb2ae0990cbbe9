package dev.patchbay.plugin.bedrock.aws;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Tells that a credential was refused, when an answer says so; else lets all pass. */
public final class RefusalWatch<E> implements Decoder<E> {
  /** The credential is good, but not for this. */
  private static final String NOT_ALLOWED = "AccessDeniedException";

  private final Decoder<E> decoder;
  private final Runnable refused;

  public RefusalWatch(Decoder<E> decoder, Runnable refused) {
    this.decoder = decoder;
    this.refused = refused;
  }

  @Override
  public void head(ResponseHead head, Sink<E> out) {
    decoder.head(head, new Watching(out));
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length, Sink<E> out) {
    decoder.bytes(buffer, offset, length, new Watching(out));
  }

  @Override
  public void end(boolean whole, Sink<E> out) {
    decoder.end(whole, new Watching(out));
  }

  private final class Watching implements Sink<E> {
    private final Sink<E> out;

    Watching(Sink<E> out) {
      this.out = out;
    }

    @Override
    public void event(E event) {
      ProviderError error = error(event);
      if (error != null && error.kind() == ErrorKind.AUTH && !NOT_ALLOWED.equals(error.code())) {
        refused.run();
      }
      out.event(event);
    }

    @Override
    public void frame(byte[] buffer, int offset, int length) {
      out.frame(buffer, offset, length);
    }
  }

  private static @Nullable ProviderError error(Object event) {
    return switch (event) {
      case ChatEvent.Failed failed -> failed.error();
      case EmbedEvent.Failed failed -> failed.error();
      default -> null;
    };
  }
}
