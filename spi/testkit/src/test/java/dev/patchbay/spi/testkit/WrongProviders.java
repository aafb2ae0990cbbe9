package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Pulled;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Contracts of providers that are wrong in one way each. Run by {@link WrongProvidersTest} only.
 */
final class WrongProviders {
  private WrongProviders() {}

  private static Provider with(EndpointConfig config, Supplier<Decoder<ChatEvent>> decoders) {
    return new LineProvider(config) {
      @Override
      Decoder<ChatEvent> decoder() {
        return decoders.get();
      }
    };
  }

  /** Takes whatever comes. */
  static final class TakesAll extends LineContract {
    TakesAll() {
      super(config -> with(config, Boundless::new));
    }

    private static final class Boundless extends LineProvider.Lines {
      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
        if (buffer[offset] != 'A') {
          super.bytes(buffer, offset, length, out);
        }
      }
    }
  }

  /** Keeps the caller's buffer and reads it later. */
  static final class KeepsBuffer extends LineContract {
    KeepsBuffer() {
      super(config -> with(config, Keeping::new));
    }

    private static final class Keeping extends LineProvider.Lines {
      private final List<ByteBuffer> pieces = new ArrayList<>();

      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
        pieces.add(ByteBuffer.wrap(buffer, offset, length));
      }

      @Override
      public void end(boolean whole, Sink<ChatEvent> out) {
        for (ByteBuffer piece : pieces) {
          super.bytes(
              piece.array(), piece.arrayOffset() + piece.position(), piece.remaining(), out);
        }
        super.end(whole, out);
      }
    }
  }

  /** Takes each piece for whole characters. */
  static final class CutsCharacters extends LineContract {
    CutsCharacters() {
      super(config -> with(config, Decoding::new));
    }

    private static final class Decoding extends LineProvider.Lines {
      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
        byte[] text =
            new String(buffer, offset, length, StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        super.bytes(text, 0, text.length, out);
      }
    }
  }

  /** Looks for the end of a line beyond the piece. */
  static final class LooksBeyond extends LineContract {
    LooksBeyond() {
      super(config -> with(config, Beyond::new));
    }

    private static final class Beyond extends LineProvider.Lines {
      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
        boolean more = offset + length < buffer.length && buffer[offset + length] == '\n';
        super.bytes(buffer, offset, more ? length + 1 : length, out);
      }
    }
  }

  /** Writes into the buffer. */
  static final class WritesBuffer extends LineContract {
    WritesBuffer() {
      super(config -> with(config, Writing::new));
    }

    private static final class Writing extends LineProvider.Lines {
      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
        super.bytes(buffer, offset, length, out);
        buffer[offset] = 0;
      }
    }
  }

  /** Takes every end for a good one. */
  static final class CompletesOnTruncation extends LineContract {
    CompletesOnTruncation() {
      super(config -> with(config, Hopeful::new));
    }

    private static final class Hopeful extends LineProvider.Lines {
      private boolean begun;
      private boolean finished;

      @Override
      void say(ChatEvent event, Sink<ChatEvent> out) {
        begun |= event instanceof ChatEvent.BlockStarted;
        finished |= event instanceof ChatEvent.ChoiceFinished;
        super.say(event, out);
      }

      @Override
      public void end(boolean whole, Sink<ChatEvent> out) {
        super.end(whole, out);
        if (begun && !finished) {
          line("F stop", out);
        }
        terminal(ChatEvent.completed(), out);
      }
    }
  }

  /** Falls over an empty body. */
  static final class FallsOver extends LineContract {
    FallsOver() {
      super(config -> with(config, Falling::new));
    }

    private static final class Falling extends LineProvider.Lines {
      private int last = -1;

      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
        last = length;
        super.bytes(buffer, offset, length, out);
      }

      @Override
      public void end(boolean whole, Sink<ChatEvent> out) {
        if (last < 0) {
          throw new IndexOutOfBoundsException(last);
        }
        super.end(whole, out);
      }
    }
  }

  /** Goes on after its terminal event. */
  static final class SaysMore extends LineContract {
    SaysMore() {
      super(config -> with(config, Talking::new));
    }

    private static final class Talking extends LineProvider.Lines {
      @Override
      void say(ChatEvent event, Sink<ChatEvent> out) {
        out.event(event);
      }
    }
  }

  /** Never ends its block. */
  static final class LeavesBlockOpen extends LineContract {
    LeavesBlockOpen() {
      super(config -> with(config, Open::new));
    }

    private static final class Open extends LineProvider.Lines {
      @Override
      void say(ChatEvent event, Sink<ChatEvent> out) {
        if (!(event instanceof ChatEvent.BlockEnded)) {
          super.say(event, out);
        }
      }
    }
  }

  /** Gives deltas of another kind than their block. */
  static final class MixesKinds extends LineContract {
    MixesKinds() {
      super(config -> with(config, Mixing::new));
    }

    private static final class Mixing extends LineProvider.Lines {
      @Override
      void say(ChatEvent event, Sink<ChatEvent> out) {
        super.say(
            event instanceof ChatEvent.Delta delta
                ? ChatEvent.delta(delta.block(), BlockKind.REASONING, delta.text())
                : event,
            out);
      }
    }
  }

  /** Repeats the service's error with the key in it. */
  static final class RepeatsKey extends LineContract {
    RepeatsKey() {
      super(config -> with(config, Repeating::new));
    }

    private static final class Repeating extends LineProvider.Lines {
      @Override
      ProviderError error(String message) {
        return super.error(message + ": " + gathered());
      }
    }
  }

  /** Forgets what it doesn't know. */
  static final class DropsUnknownPart extends LineContract {
    DropsUnknownPart() {
      super(config ->
          new LineProvider(config) {
            @Override
            void unknown(Part part) {}
          });
    }
  }

  /** Puts the key into the target. */
  static final class KeyInTarget extends LineContract {
    KeyInTarget() {
      super(config ->
          new LineProvider(config) {
            @Override
            String target(@Nullable ChatCall call) {
              return super.target(call) + "?key=" + KEY;
            }
          });
    }
  }

  /** Puts the model into the target as it is. */
  static final class RawTarget extends LineContract {
    RawTarget() {
      super(config ->
          new LineProvider(config) {
            @Override
            String target(@Nullable ChatCall call) {
              return call == null ? super.target(call) : "/" + call.model();
            }
          });
    }
  }

  /** Has a path in its origin. */
  static final class OriginWithPath extends LineContract {
    OriginWithPath() {
      super(config ->
          new LineProvider(config) {
            @Override
            public List<URI> origins() {
              return List.of(URI.create("https://lines.example/v1"));
            }
          });
    }
  }

  /** Shares one decoder among calls. */
  static final class SharesDecoder extends LineContract {
    SharesDecoder() {
      super(config -> {
        Decoder<ChatEvent> one = new LineProvider.Lines();
        return with(config, () -> one);
      });
    }
  }

  /** Chats, though its contract says that it doesn't. */
  static final class ChatsAllTheSame extends LineContract {
    ChatsAllTheSame() {
      super(LineProvider::new);
    }

    @Override
    protected boolean chats() {
      return false;
    }

    @Override
    protected List<RecordedCase> cases() {
      return List.of();
    }
  }

  abstract static class PulledContract extends ProviderContract {
    abstract Pulled.Source<ChatEvent> source();

    @Override
    protected ProviderFactory factory() {
      return new LineProvider.Factory(config ->
          new PulledProvider() {
            @Override
            Pulled.Source<ChatEvent> source() {
              return PulledContract.this.source();
            }
          });
    }
  }

  /** Ends without a terminal event. */
  static final class EndsEarly extends PulledContract {
    @Override
    Pulled.Source<ChatEvent> source() {
      return new PulledProvider.Script() {
        @Override
        List<ChatEvent> events() {
          return super.events().subList(0, 4);
        }
      };
    }
  }

  /** Blocks on when closed. */
  static final class IgnoresClose extends PulledContract {
    @Override
    Pulled.Source<ChatEvent> source() {
      return new PulledProvider.Script() {
        private final CountDownLatch never = new CountDownLatch(1);
        private boolean first = true;

        @Override
        public @Nullable ChatEvent next() throws Exception {
          boolean later = !first;
          first = false;
          if (later && closed.await(200, TimeUnit.MILLISECONDS)) {
            never.await();
          }
          return super.next();
        }
      };
    }
  }
}
