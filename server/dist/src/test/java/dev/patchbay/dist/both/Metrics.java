package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.HttpCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/**
 * What {@code GET /metrics} says.
 *
 * @param headers of the request
 */
public record Metrics(Gateway gateway, Map<String, String> headers) {
  /**
   * Waits until a series has a value: a call is counted when its answer has left, perhaps a moment
   * after its caller has it.
   *
   * @param labels what its line has among its labels
   */
  public void assertSaid(String name, int value, String... labels) {
    Await.until(
        "%s with %s is %d".formatted(name, Arrays.toString(labels), value),
        () ->
            page()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .anyMatch(line -> line.endsWith(" " + value + ".0") || line.endsWith(" " + value)));
  }

  private String page() {
    try (HttpCaller call = HttpCaller.get(gateway.http("/metrics"), headers)) {
      assertThat(call.status()).isEqualTo(200);
      return call.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
