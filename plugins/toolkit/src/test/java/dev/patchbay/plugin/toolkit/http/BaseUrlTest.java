package dev.patchbay.plugin.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.SettingException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, https://api.openai.com, /v1",
    "https://API.example/, https://api.example, ''",
    "http://127.0.0.1:8080, http://127.0.0.1:8080, ''",
    "http://[::1]:8080/a%20b/c/, http://[::1]:8080, /a%20b/c",
    "https://host.example/größe, https://host.example, /gr%C3%B6%C3%9Fe",
  })
  void of_url_isTakenApart(String url, String origin, String path) {
    assertThat(BaseUrl.of(URI.create(url))).isEqualTo(new BaseUrl(URI.create(origin), path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host/x", "/v1", "https:///v1", "https://u:p@host/", "http://h/?a=b"})
  void of_uselessUrl_namesTheSetting(String url) {
    assertThatThrownBy(() -> BaseUrl.of(URI.create(url)))
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.key()).isEqualTo("base-url"));
  }

  @Test
  void check_lineBreakInKey_isToldWithoutTheKey() {
    assertThatThrownBy(() -> HeaderText.check("api-key", "sk-secret\n"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "api-key holds the character U+000A at position 10; expected visible ASCII only");
  }
}
