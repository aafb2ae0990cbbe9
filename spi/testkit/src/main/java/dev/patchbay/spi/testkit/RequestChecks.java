package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request must look like. Each check throws if it does not. */
final class RequestChecks {
  private RequestChecks() {}

  static void origins(List<URI> origins) {
    for (URI origin : origins) {
      String as = "origin " + origin;
      assertThat(origin.isAbsolute()).as(as + " is absolute").isTrue();
      assertThat(origin.getScheme()).as(as).isIn("http", "https");
      assertThat(origin.getHost()).as(as + " has a host").isNotBlank();
      assertThat(origin.getRawPath()).as(as + " has no path").isIn("", null);
      assertThat(origin.getRawQuery()).as(as + " has no query").isNull();
      assertThat(origin.getRawUserInfo()).as(as + " has no user").isNull();
    }
  }

  static void target(Outbound request, List<URI> origins) {
    String target = request.target();
    assertThat(request.origin()).as("index of origin").isBetween(0, origins.size() - 1);
    assertThat(target).as("request target").startsWith("/").doesNotStartWith("//");
    assertThat(target.chars()).as("characters of %s", target).allMatch(c -> c > ' ' && c < 0x7F);
    assertThat(target).as("request target").doesNotContain("#");
    URI uri = URI.create(origins.get(request.origin()) + target);
    assertThat(uri.normalize().getRawPath()).as("path of %s", uri).isEqualTo(uri.getRawPath());
  }

  static void headers(Outbound request) {
    for (int i = 0; i < request.headers().size(); i += 2) {
      String name = request.headers().get(i);
      String value = request.headers().get(i + 1);
      assertThat(name).as("header name").isEqualTo(name.toLowerCase(Locale.ROOT)).isNotBlank();
      assertThat(value.chars()).as("value of %s", name).noneMatch(c -> c < ' ' || c == 0x7F);
    }
  }

  static void secret(Exchange<?> exchange, String key) {
    Outbound request = exchange.request();
    assertThat(request.target()).as("request target").doesNotContain(key);
    assertThat(text(request)).as("request body").doesNotContain(key);
    assertThat(exchange.decoder().toString()).as("decoder as text").doesNotContain(key);
  }

  static @Nullable Object member(Outbound request, String name) {
    return SmallJson.object(text(request)).get(name);
  }

  static String text(Outbound request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : request.body()) {
      ByteBuffer copy = piece.duplicate();
      while (copy.hasRemaining()) {
        bytes.write(copy.get());
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
