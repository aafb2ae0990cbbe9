package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ChatEvent;

/**
 * Contracts of providers whose frames are wrong in one way each. Run by {@link WrongProvidersTest}
 * only.
 */
final class WrongFrames {
  private WrongFrames() {}

  /** Hands on what has come of a frame with each read. */
  static final class FrameByRead extends ChunkContract {
    FrameByRead() {
      super(Reading::new);
    }

    private static final class Reading extends ChunkProvider.Chunks {
      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
        super.bytes(buffer, offset, length, out);
        out.frame(buffer, offset, length);
      }

      @Override
      void frame(String json, Sink<ChatEvent> out) {}
    }
  }

  /** Hands a frame on when the next one comes, out of the buffer in which it stood. */
  static final class KeptFrame extends ChunkContract {
    KeptFrame() {
      super(Keeping::new);
    }

    private static final class Keeping extends ChunkProvider.Chunks {
      private byte[] now = new byte[0];
      private byte[] kept = new byte[0];
      private int from;

      @Override
      public void bytes(byte[] buffer, int offset, int length, Sink<ChatEvent> out) {
        now = buffer;
        super.bytes(buffer, offset, length, out);
      }

      @Override
      void frame(String json, Sink<ChatEvent> out) {
        int size = json.getBytes(UTF_8).length;
        if (kept.length > 0) {
          out.frame(kept, from, size);
        }
        kept = now;
        from = Math.max(0, now.length - size);
      }
    }
  }

  /** Hands on the line, not its data. */
  static final class FrameOfLine extends ChunkContract {
    FrameOfLine() {
      super(Lining::new);
    }

    private static final class Lining extends ChunkProvider.Chunks {
      @Override
      void frame(String json, Sink<ChatEvent> out) {
        super.frame("data: " + json, out);
      }
    }
  }

  /** Keeps frames without text to itself. */
  static final class LosesUsage extends ChunkContract {
    LosesUsage() {
      super(Losing::new);
    }

    private static final class Losing extends ChunkProvider.Chunks {
      @Override
      void frame(String json, Sink<ChatEvent> out) {
        if (!json.contains("\"U ")) {
          super.frame(json, out);
        }
      }
    }
  }

  /** Hands on errors. */
  static final class FrameOfError extends ChunkContract {
    FrameOfError() {
      super(Telling::new);
    }

    private static final class Telling extends ChunkProvider.Chunks {
      @Override
      void streamed(String json, Sink<ChatEvent> out) {
        if (json.contains("error")) {
          frame(json, out);
        }
        super.streamed(json, out);
      }
    }
  }

  /** Hands a frame on before it says what is in it. */
  static final class FrameFirst extends ChunkContract {
    FrameFirst() {
      super(Hasty::new);
    }

    private static final class Hasty extends ChunkProvider.Chunks {
      @Override
      void streamed(String json, Sink<ChatEvent> out) {
        if (!json.contains("error")) {
          frame(json, out);
        }
        chunk(json, out);
      }
    }
  }

  /** Hands a whole body on after its end. */
  static final class FrameLast extends ChunkContract {
    FrameLast() {
      super(Late::new);
    }

    private static final class Late extends ChunkProvider.Chunks {
      @Override
      void frame(String json, Sink<ChatEvent> out) {
        byte[] bytes = json.getBytes(UTF_8);
        if (json.contains("F stop") && json.contains("U 1")) {
          terminal(ChatEvent.completed(), out);
        }
        out.frame(bytes, 0, bytes.length);
      }
    }
  }
}
