package dev.patchbay.server.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import com.google.rpc.PreconditionFailure;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever went wrong, and whoever wrote about it at length: the status stays deliverable. */
final class FaultStatusSizeTest {
  private static final String[] ALPHABET = {
    "a", " ", "%", "\n", "\0", "é", "漢", "😀", "\ud83d", "\""
  };

  /** What clients take of metadata, less what other trailers need. */
  private static final int MAX_TRAILERS = 7 * 1024;

  @Test
  void of_anyFault_staysBelowItsLimits() {
    long seed = ThreadLocalRandom.current().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      Fault fault = fault(random);

      var told = Told.of(fault, random.nextBoolean(), random.nextLong());

      assertThat(told.status().getSerializedSize())
          .as("seed %d, fault %d", seed, i)
          .isLessThan(4096);
      assertThat(trailerBytes(told)).as("seed %d, fault %d", seed, i).isLessThan(MAX_TRAILERS);
      assertThat(told.status().getDetailsList())
          .extracting(detail -> detail.getTypeUrl())
          .as("seed %d, fault %d: each type once", seed, i)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void of_hugeViolations_stillTellsOneAndCountsTheRest() {
    List<Violation> violations =
        IntStream.range(0, 16)
            .mapToObj(i -> new Violation("漢".repeat(10_000), "漢".repeat(10_000)))
            .toList();

    Fault invalid = Fault.invalid(Reason.INVALID_REQUEST, violations);
    Fault excluded = Fault.invalid(Reason.NO_ELIGIBLE_ROUTE, violations);

    List<BadRequest.FieldViolation> fields =
        Told.of(invalid).detail(BadRequest.class).getFieldViolationsList();
    assertThat(fields).hasSizeBetween(2, 15);
    assertThat(fields.getLast().getDescription())
        .endsWith("… (and " + (16 - fields.size()) + " more)");
    assertThat(Told.of(excluded).detail(PreconditionFailure.class).getViolationsList())
        .isNotEmpty();
  }

  @Test
  void of_longTextOfAProvider_isCutBelow512Bytes() {
    ProviderError upstream = ProviderError.of(ErrorKind.UPSTREAM, "漢".repeat(2000));
    Fault fault =
        Fault.of(Reason.PROVIDER_ERROR, "m: " + upstream.message())
            .at(new Fault.Origin("p", "e", "m", 1, upstream));

    assertThat(Told.of(fault).status().getMessage().getBytes(UTF_8)).hasSizeLessThan(512 + 3);
  }

  private static int trailerBytes(Told told) {
    int details = Base64.getEncoder().encodeToString(told.status().toByteArray()).length();
    String message = requireNonNull(told.thrown().getStatus().getDescription());
    int escaped = 0;
    for (byte b : message.getBytes(UTF_8)) {
      escaped += b < ' ' || b >= '~' || b == '%' ? 3 : 1;
    }
    return details + escaped;
  }

  private static Fault fault(Random random) {
    Reason[] reasons = Reason.values();
    List<Violation> violations =
        IntStream.range(0, random.nextInt(24))
            .mapToObj(i -> new Violation(text(random, 600), text(random, 1200)))
            .toList();
    var fault =
        new Fault(
            reasons[random.nextInt(reasons.length)],
            text(random, 3000),
            violations,
            random.nextBoolean() ? null : Duration.ofMillis(random.nextLong()),
            random.nextInt(4) == 0 ? null : origin(random));
    for (int i = random.nextInt(6); i > 0; i--) {
      fault = fault.with(text(random, 100), text(random, 500));
    }
    return random.nextBoolean() ? fault : fault.with(Fault.MODEL, text(random, 500));
  }

  private static Fault.Origin origin(Random random) {
    ProviderError upstream =
        new ProviderError(
            ErrorKind.UPSTREAM,
            text(random, 5000),
            random.nextInt(),
            text(random, 5000),
            text(random, 5000),
            null);
    return new Fault.Origin(
        text(random, 500),
        text(random, 500),
        text(random, 500),
        random.nextInt(),
        random.nextInt(4) == 0 ? null : upstream);
  }

  /** Mostly of one script, so that the extremes come up. */
  private static String text(Random random, int maxLength) {
    String usual = ALPHABET[random.nextInt(ALPHABET.length)];
    var text = new StringBuilder();
    for (int n = random.nextInt(maxLength + 1); n > 0; n--) {
      text.append(random.nextInt(8) == 0 ? ALPHABET[random.nextInt(ALPHABET.length)] : usual);
    }
    return text.toString();
  }
}
