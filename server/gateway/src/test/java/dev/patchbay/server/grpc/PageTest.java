package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageTest {
  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("%04d"::formatted).toList();
  }

  private static Page<String> page(List<String> all, int size, String token) {
    return Page.of(all, Function.identity(), size, token);
  }

  @Test
  void of_allPagesOneAfterTheOther_giveEveryEntryOnce() {
    for (int count : new int[] {0, 1, 6, 7, 8, 14, 50}) {
      var got = new ArrayList<String>();
      String token = "";
      do {
        Page<String> page = page(names(count), 7, token);
        assertThat(page.entries()).hasSizeLessThanOrEqualTo(7);
        got.addAll(page.entries());
        token = page.nextToken();
      } while (!token.isEmpty());
      assertThat(got).as("of %s", count).isEqualTo(names(count));
    }
  }

  @Test
  void of_sizeUnset_isFifty() {
    assertThat(page(names(51), 0, "").entries()).hasSize(50);
    assertThat(page(names(50), 0, "").nextToken()).isEmpty();
  }

  @Test
  void of_entriesComeAndGoMeanwhile_goesOnBehindTheLastOne() {
    Page<String> first = page(List.of("a", "c", "e"), 2, "");

    Page<String> second = page(List.of("a", "b", "d", "e"), 2, first.nextToken());

    assertThat(second.entries()).containsExactly("d", "e");
    assertThat(second.nextToken()).isEmpty();
  }

  @Test
  void of_keysThatNoTokenCouldHoldAsTheyAre_goThrough() {
    List<String> keys = List.of("a\0" + "1", "gpt 4o/ü", "\uD83D\uDE00");
    Page<String> first = page(keys, 2, "");

    assertThat(first.nextToken()).matches("[A-Za-z0-9_-]+");
    assertThat(page(keys, 2, first.nextToken()).entries()).containsExactly("\uD83D\uDE00");
  }

  @Test
  void of_tokenOfSomethingElse_isRefusedAndNamesIt() {
    var refused =
        catchThrowableOfType(FaultException.class, () -> page(names(3), 2, "not a token!"));
    assertThat(refused.fault().reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refused.fault().violations().getFirst().field()).isEqualTo("page_token");
    assertThat(refused.fault().message()).contains("\"not a token!\"");
  }
}
