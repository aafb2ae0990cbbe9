package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.testkit.CallerBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbedRequestTest {
  private static final EmbedInput ONE = new EmbedInput.Text("one \"1\"");
  private static final EmbedInput TWO = new EmbedInput.Text("zwei \u00fc");

  private static EmbedCall.Builder call(EmbedInput... inputs) {
    return EmbedCall.builder("target", List.of(inputs));
  }

  private static EmbedRequest request(boolean original, EmbedCall.Builder call) {
    Dialect dialect =
        new Dialect("openai", original, Terminator.DONE, LimitField.BY_MODEL, null, Prefill.NONE);
    return EmbedRequest.of(call.build(), dialect);
  }

  private static String text(EmbedRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : request.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      bytes.writeBytes(part);
    }
    return bytes.toString(UTF_8);
  }

  private static String written(EmbedCall.Builder call) {
    EmbedRequest request = request(true, call);
    assertThat(request.dropped()).isEmpty();
    return text(request);
  }

  @Test
  void anew_texts_areAListAndVectorsComeInBase64() {
    assertThat(written(call(ONE, TWO)))
        .isEqualTo(
            "{\"model\":\"target\",\"input\":[\"one \\\"1\\\"\",\"zwei \u00fc\"],"
                + "\"encoding_format\":\"base64\"}");
  }

  @Test
  void anew_tokens_areListsOfNumbers() {
    EmbedInput tokens = new EmbedInput.Tokens(List.of(1, 100_256));
    assertThat(written(call(tokens, new EmbedInput.Tokens(List.of(7)))))
        .contains("\"input\":[[1,100256],[7]]");
  }

  @Test
  void anew_mixedInputs_areRefused() {
    assertThatThrownBy(() -> request(true, call(ONE, new EmbedInput.Tokens(List.of(1)))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> assertThat(refused.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED));
  }

  @Test
  void anew_allThatCanBeSaid_isSaid() {
    assertThat(written(call(ONE).dimensions(256).endUser("u").options(Extra.of("\"x\":1.0"))))
        .isEqualTo(
            "{\"model\":\"target\",\"x\":1.0,\"input\":[\"one \\\"1\\\"\"],"
                + "\"encoding_format\":\"base64\",\"dimensions\":256,\"user\":\"u\"}");
  }

  @Test
  void anew_ownMembers_winButForWhatIsRouted() {
    Extra options = Extra.of("\"encoding_format\":\"float\",\"model\":\"m\",\"input\":\"i\"");
    EmbedRequest request = request(true, call(ONE).options(options));
    assertThat(text(request))
        .isEqualTo(
            "{\"model\":\"target\",\"encoding_format\":\"float\","
                + "\"input\":[\"one \\\"1\\\"\"]}");
    assertThat(request.dropped()).containsExactly("options.model", "options.input");
  }

  @Test
  void anew_extrasOfAnotherDialect_areDropped() {
    Origin origin = Origin.of("other", Extra.of("\"x\":1"));
    assertThat(request(true, call(ONE).origin(origin)).dropped()).containsExactly("extra");
  }

  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, false", "false, true, true", "false, false, true"})
  void truncate_isDroppedWhereItIsNotWhatHappensAnyway(
      boolean original, boolean truncate, boolean dropped) {
    EmbedCall.Builder call = call(ONE).truncate(truncate);
    assertThat(request(original, call).dropped().contains("truncate")).isEqualTo(dropped);
  }

  @Test
  void purpose_isDropped() {
    assertThat(request(true, call(ONE).purpose("query")).dropped()).containsExactly("purpose");
  }

  @Test
  void spliced_callersOwnBytes_areSentAsTheyStand() {
    String rest = "\"input\" : [\"a\\u00e9\"] , \"dimensions\":1e2, \"y\":null";
    String body = "{\"patchbay\":{}, " + rest + ",\"model\":\"m\",\"fallback_enabled\":true}";
    Origin origin = new Origin(Origin.OPENAI_EMBEDDINGS, Extra.NONE, CallerBody.of(body));
    EmbedRequest request = request(true, call(ONE).origin(origin));
    assertThat(text(request)).isEqualTo("{\"model\":\"target\"," + rest + "}");
    assertThat(request.callersOwn()).isTrue();
    assertThat(request(true, call(ONE).origin(origin).options(Extra.of("\"a\":1"))).callersOwn())
        .isFalse();
  }
}
