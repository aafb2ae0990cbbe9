package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.bedrock.aws.ModelIds;
import dev.patchbay.plugin.bedrock.aws.ServiceErrors;
import dev.patchbay.plugin.bedrock.invoke.MessagesStreamDecoder;
import dev.patchbay.plugin.toolkit.anthropic.Betas;
import dev.patchbay.plugin.toolkit.anthropic.ErrorReader;
import dev.patchbay.plugin.toolkit.anthropic.MessagesRequest;
import dev.patchbay.plugin.toolkit.anthropic.Variant;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;

/** InvokeModel and InvokeModelWithResponseStream, for models that speak Anthropic's messages. */
final class InvokeApi implements ChatApi {
  private static final Variant VARIANT = Variant.bedrock(BedrockFactory.NAME);

  private final BedrockModels models;

  InvokeApi(BedrockModels models) {
    this.models = models;
  }

  @Override
  public Exchange<ChatEvent> chat(ChatCall call, Endpoint endpoint) {
    String model = call.model();
    String maker = ModelIds.maker(model);
    if (maker != null && !maker.equals("anthropic")) {
      throw new ProviderException(
          ErrorKind.UNSUPPORTED,
          "InvokeModel speaks each maker's own dialect, and of these Claude's alone is known here:"
              + " an endpoint with 'api: converse' reaches "
              + model);
    }
    MessagesRequest request = MessagesRequest.of(call, VARIANT, models.of(model));
    List<String> dropped = new ArrayList<>(request.dropped());
    dropped.addAll(Betas.NONE.dropped(call.origin()));
    String operation = call.stream() ? "/invoke-with-response-stream" : "/invoke";
    String accept = call.stream() ? Endpoint.EVENT_STREAM : Endpoint.JSON;
    return endpoint
        .<ChatEvent>exchange(
            Endpoint.model(model) + operation,
            accept,
            request.body(),
            (time, secret) ->
                new MessagesStreamDecoder(
                    VARIANT.provider(),
                    new ServiceErrors(time, secret),
                    new ErrorReader(time, secret)))
        .dropped(dropped)
        .framed(Origin.ANTHROPIC_MESSAGES);
  }
}
