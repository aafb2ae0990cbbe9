package dev.patchbay.spi.testkit;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An honest provider whose answers are pulled; open for wrong ones. */
class PulledProvider implements Provider {
  @Override
  public List<URI> origins() {
    return List.of();
  }

  @Override
  public Capabilities capabilities(String model) {
    return Capabilities.UNKNOWN;
  }

  @Override
  public Answer<ChatEvent> chat(ChatCall call) {
    boolean plain = call.tools().isEmpty() && call.format() == null;
    for (Message message : call.messages()) {
      plain &= message.role().equals(Message.USER);
      plain &= message.parts().stream().allMatch(Part.Text.class::isInstance);
    }
    if (!plain) {
      throw new ProviderException(ErrorKind.UNSUPPORTED, "this provider only chats");
    }
    return Pulled.of(source());
  }

  Pulled.Source<ChatEvent> source() {
    return new Script();
  }

  /** Says its lines; the end waits for nobody. */
  static class Script implements Pulled.Source<ChatEvent> {
    final CountDownLatch closed = new CountDownLatch(1);
    private int at;

    List<ChatEvent> events() {
      return List.of(
          ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
          ChatEvent.delta(0, BlockKind.TEXT, "Hello"),
          ChatEvent.blockEnded(0),
          ChatEvent.choiceFinished(0, FinishReason.STOP, "stop"),
          ChatEvent.completed());
    }

    @Override
    public @Nullable ChatEvent next() throws Exception {
      boolean over = closed.getCount() == 0 || at >= events().size();
      return over ? null : events().get(at++);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
