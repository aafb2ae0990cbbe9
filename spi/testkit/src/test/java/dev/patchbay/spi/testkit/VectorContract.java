package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The contract, applied to a provider that makes vectors. */
abstract class VectorContract extends ProviderContract {
  private final Function<EndpointConfig, Provider> maker;

  VectorContract(Function<EndpointConfig, Provider> maker) {
    this.maker = maker;
  }

  @Override
  protected final ProviderFactory factory() {
    return new LineProvider.Factory(maker);
  }

  @Override
  protected EmbedCall embedCall() {
    return EmbedCall.builder(
            "vectors", List.of(new EmbedInput.Text("one"), new EmbedInput.Text("two")))
        .build();
  }

  @Override
  protected List<RecordedCase> embedCases() {
    return List.of(
        recorded("two", 200, "{\"vectors\":[[1,2],[3,4]],\"used\":5}")
            .ending(RecordedCase.Ending.COMPLETED)
            .giving(
                """
                vector 0 dimensions=2 [1.0 2.0] hash=f08003c1
                vector 1 dimensions=2 [3.0 4.0] hash=84003c1
                used input=5 output=0
                completed
                """),
        recorded("failure", 500, "no luck").failing(ErrorKind.UPSTREAM));
  }

  private static RecordedCase recorded(String name, int status, String body) {
    Map<String, String> headers = Map.of("content-type", "application/json");
    return RecordedCase.of(name, status, headers, body.getBytes(UTF_8), false);
  }
}
