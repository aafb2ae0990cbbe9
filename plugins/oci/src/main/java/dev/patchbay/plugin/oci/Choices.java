package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The choices of one answer, which number its blocks together. */
final class Choices implements Answer {
  private static final int MAX_COUNT = 1024;

  private final Consumer<ChatEvent> out;
  private final IntSupplier request;
  private final List<Choice> choices = new ArrayList<>();
  private int next;

  /**
   * @param request tells a number of the request, which ids are made of
   */
  Choices(Consumer<ChatEvent> out, IntSupplier request) {
    this.out = out;
    this.request = request;
  }

  @Override
  public void say(ChatEvent event) {
    out.accept(event);
  }

  @Override
  public int nextBlock() {
    return next++;
  }

  @Override
  public String callId(int block) {
    return "call_" + Integer.toUnsignedString(request.getAsInt(), 36) + "_" + block;
  }

  @Override
  public void bound(int count) {
    if (count > MAX_COUNT) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer has more than " + MAX_COUNT + " choices or calls");
    }
  }

  /** The choice with an index, which may be new. */
  Choice at(int index) {
    for (Choice choice : choices) {
      if (choice.index() == index) {
        return choice;
      }
    }
    Choice choice = new Choice(this, index);
    choices.add(choice);
    bound(choices.size());
    return choice;
  }

  boolean isEmpty() {
    return choices.isEmpty();
  }

  /** Whether each has a finish reason, of one at least. */
  boolean areFinished() {
    return !choices.isEmpty() && choices.stream().allMatch(Choice::isFinished);
  }

  void sayFinishes() {
    choices.forEach(Choice::sayFinish);
  }
}
