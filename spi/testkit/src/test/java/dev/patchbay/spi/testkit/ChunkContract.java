package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The contract, applied to a provider of framed answers. */
abstract class ChunkContract extends ProviderContract {
  private final Supplier<Decoder<ChatEvent>> decoders;

  ChunkContract(Supplier<Decoder<ChatEvent>> decoders) {
    this.decoders = decoders;
  }

  @Override
  protected final ProviderFactory factory() {
    return new LineProvider.Factory(config -> new ChunkProvider(config, decoders));
  }

  @Override
  protected List<RecordedCase> cases() {
    String greeting =
        "data: {\"lines\":[\"T Grüße,\"]}\n\ndata: {}\n\n"
            + "data: {\"lines\":[\"T world\",\"F stop\"]}\n\n";
    String usage = "data: {\"lines\":[\"U 3 9\"]}\n\n";
    return List.of(
        recorded("greeting", 200, "event-stream", greeting + usage + "data: [DONE]\n\n")
            .ending(RecordedCase.Ending.COMPLETED),
        recorded("endless", 200, "event-stream", greeting).ending(RecordedCase.Ending.NONE),
        recorded("broken", 200, "event-stream", greeting + "data: {\"error\":\"no luck\"}\n\n")
            .failing(ErrorKind.UPSTREAM),
        recorded("failure", 500, "plain", "no luck").failing(ErrorKind.UPSTREAM),
        recorded("whole", 200, "json", "{\"lines\":[\"T Grüße\",\"F stop\",\"U 1 2\"]}")
            .ending(RecordedCase.Ending.COMPLETED));
  }

  private static RecordedCase recorded(String name, int status, String type, String body) {
    Map<String, String> headers = Map.of("content-type", "text/" + type);
    return RecordedCase.of(name, status, headers, body.getBytes(UTF_8), !type.equals("json"));
  }
}
