package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginDescriptorTest {
  private static TestPlugin good() {
    return TestPlugin.of("two-in-one", "1.4.0", "one", "two");
  }

  @Test
  void parse_allKeys_readsThem() throws Exception {
    assertThat(PluginDescriptor.parse(good().with("native", "true").descriptorText()))
        .isEqualTo(
            new PluginDescriptor(
                "two-in-one",
                new PluginVersion("1.4.0"),
                1,
                "demo.Entry",
                List.of("one", "two"),
                25,
                true,
                false));
  }

  @Test
  void parse_unknownAndMissingKey_namesBothAndTheKnownOnes() {
    String text = good().without("version").with("verison", "1.0.0").descriptorText();

    assertThatThrownBy(() -> PluginDescriptor.parse(text))
        .hasMessageContaining("unknown keys [verison]")
        .hasMessageContaining("lacks the keys [version]")
        .hasMessageContaining("own-transport, providers, spi-level");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "id,Bad_Id,lower case",
        "version,one,such as 1.4.0",
        "spi-level,x,a whole number",
        "entry,1.Entry,the name of a class",
        "providers,\"a,,b\",by commas",
        "providers,\"a,a\",different names",
        "java,new,a whole number",
        "native,yes,true or false",
        "own-transport,\"\",true or false"
      })
  void parse_badValue_namesKeyValueAndExpectation(String key, String value, String expected) {
    String text = good().with(key, value).descriptorText();

    assertThatThrownBy(() -> PluginDescriptor.parse(text))
        .hasMessageContaining(PluginDescriptor.PATH)
        .hasMessageContaining(key + " is '" + value + "'")
        .hasMessageContaining(expected);
  }

  @Test
  void parse_levelOutOfRange_namesBothLevelsAndTheFix() {
    assertThatThrownBy(() -> PluginDescriptor.parse(good().with("spi-level", "2").descriptorText()))
        .hasMessageContaining("spi-level is 2")
        .hasMessageContaining("levels 1 to 1")
        .hasMessageContaining("a newer server");
    assertThatThrownBy(() -> PluginDescriptor.parse(good().with("spi-level", "0").descriptorText()))
        .hasMessageContaining("spi-level is 0");
  }

  @Test
  void parse_newerJavaWanted_namesBoth() {
    assertThatThrownBy(() -> PluginDescriptor.parse(good().with("java", "999").descriptorText()))
        .hasMessageContaining("wants Java 999")
        .hasMessageContaining("runs on " + Runtime.version().feature());
  }
}
