package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both ways of joining a further answer to one of which a part has left. */
class SeamTest {
  private final Transcript transcript = new Transcript();
  private final List<ChatEvent> out = new ArrayList<>();

  private static ChatEvent text(int block, String text) {
    return ChatEvent.delta(block, BlockKind.TEXT, text);
  }

  private static ChatEvent started(int block, BlockKind kind) {
    return ChatEvent.blockStarted(block, 0, kind);
  }

  private static ChatEvent finish() {
    return ChatEvent.choiceFinished(0, FinishReason.STOP, "stop");
  }

  private void delivered(ChatEvent... events) {
    for (ChatEvent event : events) {
      transcript.note(event);
    }
  }

  private Seam.State say(Seam seam, ChatEvent... events) {
    Seam.State state = Seam.State.WAITING;
    for (ChatEvent event : events) {
      state = seam.accept(event, out::add);
    }
    return state;
  }

  private String said() {
    var text = new StringBuilder();
    for (ChatEvent event : out) {
      text.append(event instanceof ChatEvent.Delta delta ? delta.text() : "");
    }
    return text.toString();
  }

  @Test
  void restart_sameTextInOtherPieces_goesOnWithTheRest() {
    delivered(started(0, BlockKind.TEXT), text(0, "Hello wo"));
    var seam = new RestartSeam(transcript);

    assertThat(say(seam, started(0, BlockKind.TEXT), text(0, "Hel"))).isEqualTo(Seam.State.WAITING);
    assertThat(say(seam, text(0, "lo world"), text(0, "!"), ChatEvent.blockEnded(0), finish()))
        .isEqualTo(Seam.State.JOINED);
    assertThat(out)
        .containsExactly(text(0, "rld"), text(0, "!"), ChatEvent.blockEnded(0), finish());
  }

  @Test
  void restart_otherText_isApart() {
    delivered(started(0, BlockKind.TEXT), text(0, "Hello"));

    assertThat(say(new RestartSeam(transcript), started(0, BlockKind.TEXT), text(0, "Help")))
        .isEqualTo(Seam.State.APART);
    assertThat(out).isEmpty();
  }

  @Test
  void restart_shorterAnswer_isApart() {
    delivered(started(0, BlockKind.TEXT), text(0, "Hello"));
    var seam = new RestartSeam(transcript);

    assertThat(say(seam, started(0, BlockKind.TEXT), text(0, "Hell"), ChatEvent.blockEnded(0)))
        .isEqualTo(Seam.State.APART);
  }

  @Test
  void restart_reasoningBeforeText_mustBeTheSameToo() {
    delivered(
        started(0, BlockKind.REASONING),
        ChatEvent.delta(0, BlockKind.REASONING, "hm"),
        ChatEvent.blockEnded(0),
        started(1, BlockKind.TEXT),
        text(1, "a"));
    var seam = new RestartSeam(transcript);

    say(seam, started(0, BlockKind.REASONING), ChatEvent.delta(0, BlockKind.REASONING, "hm"));
    say(seam, ChatEvent.blockEnded(0), started(1, BlockKind.TEXT));
    assertThat(say(seam, text(1, "ab"))).isEqualTo(Seam.State.JOINED);
    assertThat(out).containsExactly(text(1, "b"));
  }

  @Test
  void restart_callerDropsTheOldAnswer_getsTheNewOneWholeUnderNewNumbers() {
    delivered(started(0, BlockKind.TEXT), text(0, "Hello"));
    var seam = new RestartSeam(transcript);
    say(seam, started(0, BlockKind.TEXT), text(0, "Help"));

    assertThat(seam.restart(out::add)).isEqualTo(1);
    say(seam, text(0, "!"), ChatEvent.blockEnded(0));
    assertThat(out)
        .containsExactly(
            started(1, BlockKind.TEXT), text(1, "Help"), text(1, "!"), ChatEvent.blockEnded(1));
    out.forEach(transcript::note);
    assertThat(transcript.text()).isEqualTo("Help!");
  }

  @Test
  void restart_anyCut_anyPieces_givesTheTextOnce() {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      String whole = "The quick brown fox jumps over the lazy dog.".repeat(1 + random.nextInt(3));
      int cut = 1 + random.nextInt(whole.length() - 1);
      var one = new Transcript();
      one.note(started(0, BlockKind.TEXT));
      one.note(text(0, whole.substring(0, cut)));
      out.clear();
      var seam = new RestartSeam(one);
      say(seam, started(0, BlockKind.TEXT));
      for (int at = 0; at < whole.length(); ) {
        int to = Math.min(whole.length(), at + 1 + random.nextInt(9));
        say(seam, text(0, whole.substring(at, to)));
        at = to;
      }
      assertThat(whole.substring(0, cut) + said()).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void prefill_furtherText_goesOnInTheOpenBlock() {
    delivered(started(0, BlockKind.TEXT), text(0, "Hello"));
    var seam = new PrefillSeam(transcript);

    say(seam, started(0, BlockKind.TEXT), text(0, " world"), ChatEvent.blockEnded(0), finish());
    assertThat(out).containsExactly(text(0, " world"), ChatEvent.blockEnded(0), finish());
  }

  @Test
  void prefill_deliveredEndsInWhiteSpace_isSentWithoutAndNotDeliveredTwice() {
    delivered(started(0, BlockKind.TEXT), text(0, "Hello "));
    assertThat(PrefillSeam.prefill(transcript.text())).isEqualTo("Hello");

    say(new PrefillSeam(transcript), started(0, BlockKind.TEXT), text(0, " "), text(0, "world"));
    assertThat(said()).isEqualTo("world");
  }

  @Test
  void prefill_serviceRepeatsWhatItWasGiven_isLeftOut() {
    String given = "A text that is long enough not to come twice by chance";
    delivered(started(0, BlockKind.TEXT), text(0, given));
    var seam = new PrefillSeam(transcript);

    say(seam, started(0, BlockKind.TEXT), text(0, given.substring(0, 20)));
    say(seam, text(0, given.substring(20)), text(0, ", and more"));
    assertThat(said()).isEqualTo(", and more");
  }

  @Test
  void prefill_nothingMoreToSay_endsTheBlock() {
    delivered(started(0, BlockKind.TEXT), text(0, "Hello"));

    assertThat(say(new PrefillSeam(transcript), finish())).isEqualTo(Seam.State.JOINED);
    assertThat(out).containsExactly(ChatEvent.blockEnded(0), finish());
  }

  @Test
  void prefill_reasoningBeforeTheText_isLeftOut() {
    delivered(started(0, BlockKind.TEXT), text(0, "Hello"));
    var seam = new PrefillSeam(transcript);

    say(seam, started(0, BlockKind.REASONING), ChatEvent.delta(0, BlockKind.REASONING, "hm"));
    say(seam, ChatEvent.blockEnded(0), started(1, BlockKind.TEXT), text(1, "!"));
    assertThat(out).containsExactly(text(0, "!"));
  }

  @Test
  void transcript_toolCall_isLost() {
    delivered(ChatEvent.toolCallStarted(0, 0, "id", "f"));
    assertThat(transcript.isLost()).isTrue();
  }

  @Test
  void transcript_signedPart_isLost() {
    delivered(started(0, BlockKind.REASONING), ChatEvent.blockEnded(0, "proof"));
    assertThat(transcript.isLost()).isTrue();
  }

  @Test
  void transcript_openText_onlyIfItsLastBlockIsTextAndOpen() {
    delivered(started(0, BlockKind.TEXT));
    assertThat(transcript.isOpenText()).as("empty").isFalse();
    delivered(text(0, "a"));
    assertThat(transcript.isOpenText()).isTrue();
    delivered(ChatEvent.blockEnded(0));
    assertThat(transcript.isOpenText()).as("ended").isFalse();
  }
}
