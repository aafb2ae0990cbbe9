package dev.patchbay.plugin.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ByteBuilderTest {
  private static final int BOUND = 1 << 20;
  private final ByteBuilder builder = new ByteBuilder(BOUND);

  @Test
  void append_little_takesLittle() {
    builder.append(new byte[10], 0, 10);
    assertThat(builder.bytes()).hasSize(10);
  }

  @Test
  void append_beyondTheBound_takesNoMore() {
    assertThat(builder.append(new byte[BOUND - 1], 0, BOUND - 1)).isTrue();
    assertThat(builder.append(new byte[2], 0, 2)).isFalse();
    assertThat(builder.size()).isEqualTo(BOUND);
    assertThat(builder.bytes()).hasSize(BOUND);
  }

  @Test
  void clear_afterMuch_keepsNothing_afterLittle_keepsItsRoom() {
    builder.append(new byte[200], 0, 200);
    builder.clear();
    assertThat(builder.bytes()).hasSize(200);
    builder.append(new byte[BOUND], 0, BOUND);
    builder.clear();
    assertThat(builder.bytes()).isEmpty();
  }
}
