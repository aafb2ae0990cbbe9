package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.bedrock.aws.Identity;
import dev.patchbay.plugin.bedrock.aws.RefusalWatch;
import dev.patchbay.plugin.bedrock.aws.Signing;
import dev.patchbay.plugin.bedrock.aws.UriEncoding;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Secret;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What all APIs of one endpoint share: where requests go and how they are signed. */
record Endpoint(BaseUrl url, Signing signing, InstantSource time) {
  static final String JSON = "application/json";
  static final String EVENT_STREAM = "application/vnd.amazon.eventstream";
  static final String SSE = "text/event-stream";

  /**
   * One request and the decoder of its answer.
   *
   * @param path behind the base URL, escaped
   * @param decoder made with the clock, and the secret that no message may repeat
   */
  <E> Exchange<E> exchange(
      String path,
      String accept,
      List<ByteBuffer> body,
      BiFunction<InstantSource, Secret, Decoder<E>> decoder) {
    Identity identity = signing.current();
    List<String> headers = new ArrayList<>(List.of("accept", accept, "content-type", JSON));
    headers.addAll(signing.headers(identity));
    Outbound request = Outbound.post(url.path() + path, headers, body);
    Decoder<E> reader = decoder.apply(time, identity.secret());
    return Exchange.of(
        signing.sign(request, identity),
        signing.isFresh() ? new RefusalWatch<>(reader, () -> signing.rejected(identity)) : reader);
  }

  /** The path of a model, before the operation's name. */
  static String model(String model) {
    if (model.isEmpty() || model.equals(".") || model.equals("..")) {
      throw new ProviderException(ErrorKind.NOT_FOUND, "there is no model '" + model + "'");
    }
    return "/model/" + UriEncoding.segment(model);
  }
}
