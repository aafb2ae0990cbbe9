package dev.patchbay.spi.testkit;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Usage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Contracts of providers whose embeddings are wrong in one way each. Run by {@link
 * WrongProvidersTest} only.
 */
final class WrongVectors {
  private WrongVectors() {}

  private static Provider with(EndpointConfig config, Supplier<Decoder<EmbedEvent>> decoders) {
    return new VectorProvider(config) {
      @Override
      Decoder<EmbedEvent> vectors() {
        return decoders.get();
      }
    };
  }

  /** Takes whatever comes. */
  static final class TakesAll extends VectorContract {
    TakesAll() {
      super(config -> with(config, Boundless::new));
    }
  }

  private static final class Boundless extends VectorProvider.Vectors {
    @Override
    public void bytes(byte[] buffer, int offset, int length, Sink<EmbedEvent> out) {
      if (buffer[offset] != 'A') {
        super.bytes(buffer, offset, length, out);
      }
    }
  }

  /** Loses the second vector. */
  static final class LosesVector extends VectorContract {
    LosesVector() {
      super(config -> with(config, () -> new Filtering(List.of(1))));
    }
  }

  private static final class Filtering extends VectorProvider.Vectors {
    private final List<Integer> lost;

    Filtering(List<Integer> lost) {
      this.lost = lost;
    }

    @Override
    void answer(Map<String, @Nullable Object> answer, Sink<EmbedEvent> out) {
      super.answer(
          answer,
          event -> {
            if (!(event instanceof EmbedEvent.Vector vector && lost.contains(vector.index()))) {
              out.event(event);
            }
          });
    }
  }

  /** Gives vectors of unequal lengths. */
  static final class UnequalVectors extends VectorContract {
    UnequalVectors() {
      super(config -> with(config, Unequal::new));
    }

    private static final class Unequal extends VectorProvider.Vectors {
      @Override
      void answer(Map<String, @Nullable Object> answer, Sink<EmbedEvent> out) {
        out.event(EmbedEvent.vector(0, new float[] {1, 2}));
        out.event(EmbedEvent.vector(1, new float[] {1, 2, 3}));
        finish(out);
      }
    }
  }

  /** Gives a vector with each read. */
  static final class VectorByRead extends VectorContract {
    VectorByRead() {
      super(config -> with(config, Reading::new));
    }

    private static final class Reading extends VectorProvider.Vectors {
      private int reads;

      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<EmbedEvent> out) {
        super.bytes(buffer, offset, length, out);
        reads++;
      }

      @Override
      void answer(Map<String, @Nullable Object> answer, Sink<EmbedEvent> out) {
        out.event(EmbedEvent.vector(0, new float[] {reads}));
        out.event(EmbedEvent.vector(1, new float[] {reads}));
        finish(out);
      }
    }
  }

  /** Takes every end for a good one, with vectors out of thin air. */
  static final class FillsUp extends VectorContract {
    FillsUp() {
      super(config -> with(config, Filling::new));
    }

    private static final class Filling extends VectorProvider.Vectors {
      @Override
      public void end(boolean whole, Sink<EmbedEvent> out) {
        boolean more = body.size() > 0 && body.toByteArray()[0] == '{';
        if (whole || !more) {
          super.end(whole, out);
        } else {
          out.event(EmbedEvent.vector(0, new float[] {0}));
          out.event(EmbedEvent.vector(1, new float[] {0}));
          finish(out);
        }
      }
    }
  }

  /** Goes on counting after the end. */
  static final class SaysMore extends VectorContract {
    SaysMore() {
      super(config -> with(config, Hasty::new));
    }

    private static final class Hasty extends VectorProvider.Vectors {
      private boolean answered;

      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<EmbedEvent> out) {
        if (answered) {
          out.event(EmbedEvent.used(Usage.of(9, 0)));
        } else {
          super.bytes(buffer, offset, length, out);
          answered = buffer[offset + length - 1] == '}';
        }
        if (answered && body.size() > 0) {
          super.end(true, out);
          body.reset();
        }
      }

      @Override
      public void end(boolean whole, Sink<EmbedEvent> out) {
        if (!answered) {
          super.end(whole, out);
        }
      }
    }
  }

  /** Hands on a part of the body. */
  static final class FrameOfPart extends VectorContract {
    FrameOfPart() {
      super(config -> with(config, Parting::new));
    }

    private static final class Parting extends VectorProvider.Vectors {
      private int first;

      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<EmbedEvent> out) {
        super.bytes(buffer, offset, length, out);
        first = first == 0 ? length : first;
      }

      @Override
      void finish(Sink<EmbedEvent> out) {
        out.frame(body.toByteArray(), 0, first);
        out.event(EmbedEvent.completed());
      }
    }
  }

  /** Hands on the body when all is said. */
  static final class FrameAfterTheEnd extends VectorContract {
    FrameAfterTheEnd() {
      super(config -> with(config, Late::new));
    }

    private static final class Late extends VectorProvider.Vectors {
      @Override
      void finish(Sink<EmbedEvent> out) {
        out.event(EmbedEvent.completed());
        out.frame(body.toByteArray(), 0, body.size());
      }
    }
  }

  /** Repeats the service's error with the key in it. */
  static final class RepeatsKey extends VectorContract {
    RepeatsKey() {
      super(config -> with(config, Repeating::new));
    }

    private static final class Repeating extends VectorProvider.Vectors {
      @Override
      ProviderError error(String message) {
        return super.error(message + ": " + body);
      }
    }
  }

  /** Shares one decoder among calls. */
  static final class SharesDecoder extends VectorContract {
    SharesDecoder() {
      super(config -> {
        Decoder<EmbedEvent> one = new VectorProvider.Vectors();
        return with(config, () -> one);
      });
    }
  }

  /** Counts over all calls. */
  static final class SharesCount extends VectorContract {
    SharesCount() {
      super(config -> {
        AtomicInteger calls = new AtomicInteger();
        return with(config, () -> new Counting(calls));
      });
    }

    private static final class Counting extends VectorProvider.Vectors {
      private final AtomicInteger calls;

      Counting(AtomicInteger calls) {
        this.calls = calls;
      }

      @Override
      void answer(Map<String, @Nullable Object> answer, Sink<EmbedEvent> out) {
        out.event(EmbedEvent.started("call " + calls.incrementAndGet()));
        super.answer(answer, out);
      }
    }
  }

  /** Forgets inputs that it doesn't know. */
  static final class DropsUnknownInput extends VectorContract {
    DropsUnknownInput() {
      super(config ->
          new VectorProvider(config) {
            @Override
            void input(EmbedInput input) {}
          });
    }
  }

  /** Puts the key into the target. */
  static final class KeyInTarget extends VectorContract {
    KeyInTarget() {
      super(config ->
          new VectorProvider(config) {
            @Override
            String embedTarget() {
              return super.embedTarget() + "?key=" + KEY;
            }
          });
    }
  }

  /** Knows one place only. */
  static final class IgnoresBaseUrl extends VectorContract {
    IgnoresBaseUrl() {
      super(config ->
          new VectorProvider(config) {
            @Override
            String embedTarget() {
              return "/v1/say";
            }
          });
    }
  }

  /** Drops what nobody said. */
  static final class DropsNothing extends VectorContract {
    DropsNothing() {
      super(config ->
          new VectorProvider(config) {
            @Override
            public Answer<EmbedEvent> embed(EmbedCall call) {
              return ((Exchange<EmbedEvent>) super.embed(call)).dropped(List.of("purpose"));
            }
          });
    }
  }

  /** Ends a pulled answer before its vectors. */
  static final class EndsEarly extends VectorContract {
    EndsEarly() {
      super(config ->
          new VectorProvider(config) {
            @Override
            public Answer<EmbedEvent> embed(EmbedCall call) {
              return Pulled.of(new NoVectors());
            }
          });
    }

    @Override
    protected List<RecordedCase> embedCases() {
      return List.of();
    }

    private static final class NoVectors implements Pulled.Source<EmbedEvent> {
      @Override
      public EmbedEvent next() {
        return EmbedEvent.completed();
      }

      @Override
      public void close() {}
    }
  }
}
