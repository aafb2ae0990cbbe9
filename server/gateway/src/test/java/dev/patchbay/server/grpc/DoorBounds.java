package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.BoundCase.ANY_VALUE;
import static dev.patchbay.server.grpc.BoundCase.NON_EMPTY;
import static dev.patchbay.server.grpc.BoundCase.TRUE;
import static dev.patchbay.server.grpc.BoundCase.bound;
import static dev.patchbay.server.grpc.Requests.WIDE;
import static dev.patchbay.server.grpc.Requests.chat;
import static dev.patchbay.server.grpc.Requests.stream;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import dev.patchbay.v1.CancelChatRequest;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.ListEndpointsRequest;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.ResumeChatRequest;
import dev.patchbay.v1.StreamChatRequest;
import java.util.List;
import java.util.stream.Stream;

/** Cases for the bounds of requests themselves and of what stands directly in them. */
final class DoorBounds {
  private DoorBounds() {}

  static Stream<BoundCase> cases() {
    return Stream.of(chats(), inputs(), streams(), responses(), models(), endpoints())
        .flatMap(List::stream);
  }

  private static List<BoundCase> chats() {
    return List.of(
        bound("ChatRequest.input", "Required.", "input")
            .accepts(chat(input -> {}))
            .refuses(ChatRequest.getDefaultInstance()),
        bound("StreamChatRequest.input", "Required.", "input")
            .accepts(StreamChatRequest.newBuilder().setInput(Requests.input()).build())
            .refuses(StreamChatRequest.getDefaultInstance()));
  }

  private static List<BoundCase> inputs() {
    return List.of(
        bound("GenerationInput.model", "Required.", "input.model")
            .accepts(chat(input -> input.setModel("m")))
            .refuses(chat(input -> input.setModel(""))),
        bound("GenerationInput.model", "Length: at most 256 characters.", "input.model")
            .accepts(chat(input -> input.setModel(WIDE.repeat(256))))
            .refuses(chat(input -> input.setModel("m".repeat(257)))),
        bound("GenerationInput.grounding", ANY_VALUE, "input.grounding")
            .accepts(chat(input -> {}))
            .refuses(chat(GenerationInput.Builder::getGroundingBuilder)),
        bound(
                "GenerationInput.provider_options_json",
                "Values: JSON object.",
                "input.provider_options_json[\"sim\"]")
            .accepts(chat(input -> input.putProviderOptionsJson("sim", "{}")))
            .refuses(
                chat(input -> input.putProviderOptionsJson("sim", "")),
                chat(input -> input.putProviderOptionsJson("sim", "1"))),
        bound("GenerationInput.extra_json", "JSON: object.", "input.extra_json")
            .accepts(
                chat(input -> input.setExtraJson("")),
                chat(input -> input.setExtraJson(nested(JsonSyntax.MAX_DEPTH))))
            .refuses(
                chat(input -> input.setExtraJson("{,}")),
                chat(input -> input.setExtraJson(nested(JsonSyntax.MAX_DEPTH + 1)))));
  }

  private static List<BoundCase> streams() {
    Duration second = Duration.newBuilder().setSeconds(1).build();
    return List.of(
        bound(
                "StreamOptions.heartbeat_interval",
                "Range: at least 0 s.",
                "stream.heartbeat_interval")
            .accepts(heartbeat(0, 0), heartbeat(0, 1), heartbeat(86_400, 999_999_999))
            .refuses(heartbeat(-1, 0), heartbeat(0, -1), heartbeat(1, 1_000_000_000)),
        bound("StreamOptions.max_coalesce_delay", ANY_VALUE, "stream.max_coalesce_delay")
            .accepts(stream(s -> {}))
            .refuses(stream(s -> s.setMaxCoalesceDelay(second))),
        bound("StreamOptions.include_raw", TRUE, "stream.include_raw")
            .accepts(stream(s -> s.setIncludeRaw(false)))
            .refuses(stream(s -> s.setIncludeRaw(true))),
        bound("StreamOptions.obfuscate", TRUE, "stream.obfuscate")
            .accepts(stream(s -> s.setObfuscate(false)))
            .refuses(stream(s -> s.setObfuscate(true))));
  }

  private static List<BoundCase> responses() {
    String most = "Length: at most 128 characters.";
    return List.of(
        bound("ResumeChatRequest.response_id", "Required.", "response_id")
            .accepts(resume("resp_1"))
            .refuses(resume("")),
        bound("ResumeChatRequest.response_id", most, "response_id")
            .accepts(resume(WIDE.repeat(128)))
            .refuses(resume("r".repeat(129))),
        bound("CancelChatRequest.response_id", "Required.", "response_id")
            .accepts(cancel("resp_1"))
            .refuses(cancel("")),
        bound("CancelChatRequest.response_id", most, "response_id")
            .accepts(cancel(WIDE.repeat(128)))
            .refuses(cancel("r".repeat(129))));
  }

  private static Message resume(String id) {
    return ResumeChatRequest.newBuilder().setResponseId(id).build();
  }

  private static Message cancel(String id) {
    return CancelChatRequest.newBuilder().setResponseId(id).build();
  }

  private static List<BoundCase> models() {
    return List.of(
        bound("ListModelsRequest.page_size", "Range: 0 to 1000.", "page_size")
            .accepts(models(0), models(1000))
            .refuses(models(-1), models(1001)),
        bound("ListModelsRequest.filter", NON_EMPTY, "filter")
            .accepts(models(0))
            .refuses(ListModelsRequest.newBuilder().setFilter("f").build()),
        bound("ListModelsRequest.order_by", NON_EMPTY, "order_by")
            .accepts(models(0))
            .refuses(ListModelsRequest.newBuilder().setOrderBy("name").build()),
        bound("GetModelRequest.name", "Required.", "name")
            .accepts(model("models/m"))
            .refuses(model("")),
        bound("GetModelRequest.name", "Pattern: models/.+", "name")
            .accepts(model("models/org/model"))
            .refuses(model("models/"), model("gpt-4o"), model("models/a\nb")));
  }

  private static List<BoundCase> endpoints() {
    return List.of(
        bound("ListEndpointsRequest.parent", "Required.", "parent")
            .accepts(endpoints("models/m", 0))
            .refuses(endpoints("", 0)),
        bound("ListEndpointsRequest.parent", "Pattern: models/.+", "parent")
            .accepts(endpoints("models/-", 0))
            .refuses(endpoints("model/m", 0)),
        bound("ListEndpointsRequest.page_size", "Range: 0 to 1000.", "page_size")
            .accepts(endpoints("models/-", 0), endpoints("models/-", 1000))
            .refuses(endpoints("models/-", -1), endpoints("models/-", 1001)),
        bound("ListEndpointsRequest.filter", NON_EMPTY, "filter")
            .accepts(endpoints("models/-", 0))
            .refuses(
                ListEndpointsRequest.newBuilder().setParent("models/-").setFilter("f").build()));
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  private static Message heartbeat(long seconds, int nanos) {
    return stream(s ->
        s.setHeartbeatInterval(Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build()));
  }

  private static Message models(int pageSize) {
    return ListModelsRequest.newBuilder().setPageSize(pageSize).build();
  }

  private static Message model(String name) {
    return GetModelRequest.newBuilder().setName(name).build();
  }

  private static Message endpoints(String parent, int pageSize) {
    return ListEndpointsRequest.newBuilder().setParent(parent).setPageSize(pageSize).build();
  }
}
