package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.spi.ChatEvent.BlockKind;

/**
 * Tells thinking from text where a model marks it by a tag. Text comes in pieces, cut anywhere,
 * also inside the tags; what may still be a part of one is kept back. A tag counts only where an
 * answer or the text behind a closed tag begins: later it is something that the model talks about.
 * Line breaks next to the tags are not content.
 */
public final class TagSplitter {
  /** Takes the pieces, none of them empty. */
  @FunctionalInterface
  public interface Out {
    void piece(BlockKind kind, String text);
  }

  /** The most white space that is kept back. */
  private static final int MAX_HELD = 1024;

  private enum State {
    /** Where a tag may open. */
    START,
    INSIDE,
    TEXT
  }

  private final String opening;
  private final String closing;
  private final Out out;
  private final StringBuilder held = new StringBuilder();
  private State state;

  /** Whether line breaks that come now stand next to a tag. */
  private boolean nextToTag;

  public TagSplitter(ThinkingTag tag, Out out) {
    this.opening = tag.opening();
    this.closing = tag.closing();
    this.out = out;
    this.state = tag.begun() ? State.INSIDE : State.START;
    this.nextToTag = tag.begun();
  }

  public void text(String piece) {
    if (state == State.TEXT) {
      say(BlockKind.TEXT, piece);
      return;
    }
    held.append(piece);
    boolean more = true;
    while (more) {
      more =
          switch (state) {
            case START -> start();
            case INSIDE -> inside();
            case TEXT -> false;
          };
    }
  }

  /** Something else comes, or nothing any more: what was kept back is no part of a tag. */
  public void flush() {
    String rest = held.toString();
    held.setLength(0);
    if (state == State.INSIDE) {
      say(BlockKind.REASONING, rest.stripTrailing());
    } else {
      say(BlockKind.TEXT, nextToTag ? withoutBreaks(rest) : rest);
    }
  }

  /** True if a tag was passed. */
  private boolean start() {
    String text = held.toString();
    String begin = text.stripLeading();
    if (begin.startsWith(opening)) {
      held.delete(0, text.length() - begin.length() + opening.length());
      state = State.INSIDE;
      nextToTag = true;
      return true;
    }
    if (!opening.startsWith(begin) || held.length() > MAX_HELD) {
      flush();
      state = State.TEXT;
    }
    return false;
  }

  private boolean inside() {
    if (nextToTag) {
      int breaks = held.length() - withoutBreaks(held.toString()).length();
      held.delete(0, breaks);
      if (held.isEmpty()) {
        return false;
      }
      nextToTag = false;
    }
    int end = held.indexOf(closing);
    int safe = end >= 0 ? end : held.length() - unsure();
    int said = safe;
    while (said > 0 && isBreak(held.charAt(said - 1)) && safe - said < MAX_HELD) {
      said--;
    }
    say(BlockKind.REASONING, held.substring(0, said));
    held.delete(0, end >= 0 ? end + closing.length() : said);
    if (end >= 0) {
      state = State.START;
      nextToTag = true;
    }
    return end >= 0;
  }

  /** How many characters at the end may begin the closing tag. */
  private int unsure() {
    for (int n = Math.min(closing.length() - 1, held.length()); n > 0; n--) {
      if (closing.startsWith(held.substring(held.length() - n))) {
        return n;
      }
    }
    return 0;
  }

  private void say(BlockKind kind, String text) {
    if (!text.isEmpty()) {
      out.piece(kind, text);
    }
  }

  private static String withoutBreaks(String text) {
    int from = 0;
    while (from < text.length() && isBreak(text.charAt(from))) {
      from++;
    }
    return text.substring(from);
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
