package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.Decoder;
import java.util.ArrayList;
import java.util.List;

/** What a decoder said, in order. */
final class Heard<E> implements Decoder.Sink<E> {
  /**
   * One frame.
   *
   * @param after how many events were said before it
   */
  record Frame(int after, String text) {}

  private final List<E> events = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();

  @Override
  public void event(E event) {
    events.add(event);
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    frames.add(new Frame(events.size(), new String(buffer, offset, length, UTF_8)));
  }

  List<E> events() {
    return events;
  }

  List<Frame> frames() {
    return frames;
  }
}
