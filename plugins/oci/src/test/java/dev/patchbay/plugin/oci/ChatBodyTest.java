package dev.patchbay.plugin.oci;

import static dev.patchbay.plugin.oci.Bodies.chat;
import static dev.patchbay.plugin.oci.Bodies.exchange;
import static dev.patchbay.plugin.oci.Bodies.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Sampling;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is sent whatever the format, against trees made from Oracle's API reference. */
final class ChatBodyTest {
  @Test
  void envelope_onDemandAndDedicated_nameTheModel() {
    JsonNode body = Requests.json(exchange(Oci.call(Oci.GENERIC).build()));
    assertThat(body.path("compartmentId").asString()).isEqualTo(Oci.COMPARTMENT);
    assertThat(body.path("servingMode"))
        .isEqualTo(
            tree("{\"servingType\":\"ON_DEMAND\",\"modelId\":\"meta.llama-3.3-70b-instruct\"}"));
    String endpoint = "ocid1.generativeaiendpoint.oc1.us-chicago-1.aaaa";
    assertThat(Requests.json(exchange(Oci.call(endpoint).build())).path("servingMode"))
        .isEqualTo(tree("{\"servingType\":\"DEDICATED\",\"endpointId\":\"" + endpoint + "\"}"));
  }

  @Test
  void format_byModelOrSetting_isChosen() {
    assertThat(ApiFormat.of(Oci.GENERIC)).isEqualTo(ApiFormat.GENERIC);
    assertThat(ApiFormat.of(Oci.COHERE)).isEqualTo(ApiFormat.COHERE);
    assertThat(ApiFormat.of(Oci.COHERE_V2)).isEqualTo(ApiFormat.COHEREV2);
    Exchange<?> set =
        (Exchange<?>) Oci.provider(Map.of("format", "cohere")).chat(Oci.call(Oci.GENERIC).build());
    assertThat(Requests.json(set).path("chatRequest").path("apiFormat").asString())
        .isEqualTo("COHERE");
  }

  @Test
  void ownMembers_goIntoTheRequestAndWin() {
    ChatCall call =
        Oci.call(Oci.GENERIC).stream(true)
            .sampling(Sampling.builder().temperature(0.5).build())
            .options(
                Extra.of("\"temperature\":1.5,\"apiFormat\":\"COHERE\",\"metadata\":{\"a\":1}"))
            .origin(Origin.of(Origin.GRPC, Extra.of("\"isEcho\":true,\"streamOptions\":{\"x\":1}")))
            .build();
    JsonNode chat = chat(call);
    assertThat(chat.path("temperature").asDouble()).isEqualTo(1.5);
    assertThat(chat.path("metadata")).isEqualTo(tree("{\"a\":1}"));
    assertThat(chat.path("isEcho").asBoolean()).isTrue();
    assertThat(chat.path("streamOptions")).isEqualTo(tree("{\"isIncludeUsage\":true,\"x\":1}"));
    assertThat(exchange(call).dropped()).containsExactly("options.apiFormat");
    ChatCall foreign =
        Oci.call(Oci.GENERIC).origin(Origin.of(Origin.OPENAI_CHAT, Extra.of("\"a\":1"))).build();
    assertThat(exchange(foreign).dropped()).containsExactly("extra");
  }
}
