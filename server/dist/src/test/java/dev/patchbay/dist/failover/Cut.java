package dev.patchbay.dist.failover;

import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.Sse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Ways in which a stream ends that is not whole. */
enum Cut {
  /** The connection is closed in order, in the middle of the body. */
  CLOSED {
    @Override
    void play(Conversation to, String next) {
      to.close();
    }
  },
  /** The body ends in order, without a finish and without [DONE]. */
  ENDED {
    @Override
    void play(Conversation to, String next) throws IOException {
      to.end();
    }
  },
  RESET {
    @Override
    void play(Conversation to, String next) throws IOException, InterruptedException {
      // A reset takes away what the peer has not read yet.
      to.pause(Duration.ofMillis(50)).reset();
    }
  },
  /** The body ends in the middle of an event. */
  IN_A_FRAME {
    @Override
    void play(Conversation to, String next) throws IOException {
      String event = Sse.text(next);
      to.chunk(event.substring(0, event.length() / 2)).close();
    }
  },
  /** The body ends between the bytes of a character. */
  IN_A_CHARACTER {
    @Override
    void play(Conversation to, String next) throws IOException {
      byte[] event = Sse.text(next).getBytes(StandardCharsets.UTF_8);
      int at = 0;
      while (event[at] >= 0) {
        at++;
      }
      to.chunk(Arrays.copyOf(event, at + 1)).close();
    }
  };

  /**
   * Cuts.
   *
   * @param next the token that would have come
   */
  abstract void play(Conversation to, String next) throws IOException, InterruptedException;
}
