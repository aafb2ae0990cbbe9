package dev.patchbay.dist.replay;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.v1.CancelChatRequest;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.ModelServiceGrpc;
import dev.patchbay.v1.ResumeChatRequest;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamOptions;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Callers of the gRPC door who ask again. */
final class Callers {
  static final String ANN = "pb-ann-0123456789";
  static final String BOB = "pb-bob-0123456789";

  static final Metadata.Key<String> REPLAYED =
      Metadata.Key.of("x-patchbay-replayed", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> RESPONSE_ID =
      Metadata.Key.of("x-patchbay-response-id", Metadata.ASCII_STRING_MARSHALLER);

  private Callers() {}

  /** A gateway with model {@code m} and two keys. */
  static Gateway withKeys(ScriptedUpstream upstream) throws Exception {
    return Gateway.start(
        new GatewayConfig()
            .key("ann", "secret: " + ANN + ", models: ['*']")
            .key("bob", "secret: " + BOB + ", models: ['*']")
            .endpoint("first", upstream)
            .model("m", "first"));
  }

  static Metadata metadata(String name, String value) {
    var metadata = new Metadata();
    metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    return metadata;
  }

  static Metadata key(String key) {
    return metadata("x-api-key", key);
  }

  static GenerationInput.Builder input(String id) {
    GenerationInput.Builder input = Ask.input("m");
    input.getOptionsBuilder().setRequestId(id);
    return input;
  }

  static ChatRequest unary(String id) {
    return ChatRequest.newBuilder().setInput(input(id)).build();
  }

  static StreamChatRequest streamed(String id) {
    return StreamChatRequest.newBuilder().setInput(input(id)).build();
  }

  static StreamChatRequest resumable() {
    return Ask.streamed().toBuilder().setStream(kept()).build();
  }

  static StreamChatRequest resumable(String id) {
    return streamed(id).toBuilder().setStream(kept()).build();
  }

  private static StreamOptions kept() {
    return StreamOptions.newBuilder().setResumable(true).build();
  }

  static StreamCall stream(Gateway gateway, StreamChatRequest request) {
    return gateway.stream(request, CallOptions.DEFAULT, new Metadata());
  }

  static StreamCall resume(Gateway gateway, String id, long after) {
    return resume(gateway, id, after, new Metadata());
  }

  static StreamCall resume(Gateway gateway, String id, long after, Metadata metadata) {
    StreamCall call = StreamCall.resume(gateway.channel(), after(id, after), metadata);
    call.request(Integer.MAX_VALUE);
    return call;
  }

  static ResumeChatRequest after(String id, long after) {
    return ResumeChatRequest.newBuilder().setResponseId(id).setAfterSequence(after).build();
  }

  static boolean cancel(Gateway gateway, String id) {
    return cancel(gateway, id, new Metadata());
  }

  static boolean cancel(Gateway gateway, String id, Metadata metadata) {
    return gateway
        .stub()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
        .cancelChat(CancelChatRequest.newBuilder().setResponseId(id).build())
        .getWasRunning();
  }

  /** A chat that is under way. */
  static final class Asked {
    private final ClientCall<ChatRequest, ChatResponse> call;
    private final CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    private final Metadata headers = new Metadata();

    private Asked(ClientCall<ChatRequest, ChatResponse> call) {
      this.call = call;
    }

    ChatResponse answer() {
      try {
        return answer.get(20, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw (StatusRuntimeException) e.getCause();
      } catch (InterruptedException | TimeoutException e) {
        throw new AssertionError("no answer within 20 s", e);
      }
    }

    /** Of the response, once it is there. */
    Metadata headers() {
      return headers;
    }

    boolean isReplayed() {
      return "true".equals(headers.get(REPLAYED));
    }

    void cancel() {
      call.cancel("the test cancels", null);
    }
  }

  static Asked ask(Channel channel, ChatRequest request) {
    return ask(channel, request, new Metadata(), CallOptions.DEFAULT);
  }

  static Asked ask(Channel channel, ChatRequest request, Metadata metadata, CallOptions options) {
    var asked = new Asked(channel.newCall(ChatServiceGrpc.getChatMethod(), options));
    asked.call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onHeaders(Metadata received) {
            asked.headers.merge(received);
          }

          @Override
          public void onMessage(ChatResponse message) {
            asked.answer.complete(message);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            asked.answer.completeExceptionally(status.asRuntimeException(trailers));
          }
        },
        metadata);
    asked.call.request(2);
    asked.call.sendMessage(request);
    asked.call.halfClose();
    return asked;
  }

  /** Returns when the gateway has seen all that was asked over this connection before. */
  static void seen(Channel channel) {
    var ignored =
        ModelServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .listModels(ListModelsRequest.getDefaultInstance());
  }
}
