package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.SafetyRating;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The choices of one answer, in the order of their coming. */
final class Choices {
  private static final int MAX_COUNT = 1024;

  private final ChatOut out;
  private final Dialect dialect;
  private final List<Choice> all = new ArrayList<>();
  private final Ratings prompt = new Ratings(SafetyRating.INPUT);

  Choices(ChatOut out, Dialect dialect) {
    this.out = out;
    this.dialect = dialect;
  }

  /** Refuses an answer with a senseless number of choices or calls. */
  static void bound(int count) {
    if (count > MAX_COUNT) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer has more than " + MAX_COUNT + " choices or calls");
    }
  }

  /** The choice of an index, which begins if there is none. */
  Choice find(int index) {
    for (int i = 0; i < all.size(); i++) {
      Choice choice = all.get(i);
      if (choice.index() == index) {
        return choice;
      }
    }
    Choice choice = new Choice(out, index, dialect);
    all.add(choice);
    bound(all.size());
    return choice;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  @Nullable Choice first() {
    return all.isEmpty() ? null : all.get(0);
  }

  /** What the service's filters say of the prompt. */
  Ratings prompt() {
    return prompt;
  }

  /** The answer is whole if every choice has a finish reason, or if the host needs none. */
  boolean isWhole() {
    boolean eof = dialect.terminator() == Dialect.Terminator.EOF;
    boolean whole = !all.isEmpty();
    for (Choice choice : all) {
      if (eof && !choice.isFinished()) {
        choice.finish("");
      }
      whole &= choice.isFinished();
    }
    return whole;
  }

  /** Whether a choice has finished for this reason. */
  boolean finished(String reason) {
    for (int i = 0; i < all.size(); i++) {
      if (reason.equals(all.get(i).finish())) {
        return true;
      }
    }
    return false;
  }

  void sayFinishes() {
    for (Choice choice : all) {
      choice.sayFinish(prompt.all());
    }
  }
}
