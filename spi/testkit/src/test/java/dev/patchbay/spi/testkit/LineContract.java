package dev.patchbay.spi.testkit;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The contract, applied to a provider of the line service. */
abstract class LineContract extends ProviderContract {
  private final Function<EndpointConfig, Provider> maker;

  LineContract(Function<EndpointConfig, Provider> maker) {
    this.maker = maker;
  }

  @Override
  protected final ProviderFactory factory() {
    return new LineProvider.Factory(maker);
  }

  @Override
  protected List<RecordedCase> cases() {
    String body =
        "T Grüße,\nU 3 1\nT \uD83D\uDE00 world, this is a longer text\nF stop\nU 3 9\nE\n";
    return List.of(
        recorded("greeting", 200, body)
            .ending(RecordedCase.Ending.COMPLETED)
            .giving(
                """
                block 0 choice=0 TEXT
                delta 0 TEXT "Grüße,"
                used input=3 output=1
                delta 0 TEXT "\uD83D\uDE00 world, this is a longer text"
                end 0
                finished choice=0 STOP raw="stop"
                used input=3 output=9
                completed
                """),
        recorded("failure", 500, "no luck").failing(ErrorKind.UPSTREAM),
        recorded("endless", 200, "T a\nT b\n").ending(RecordedCase.Ending.NONE));
  }

  private static RecordedCase recorded(String name, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return RecordedCase.of(name, status, Map.of("content-type", "text/plain"), bytes, true);
  }
}
