package dev.patchbay.cli;

import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.Completed;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.Model;
import dev.patchbay.v1.ModelServiceGrpc;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.RouteDecision;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.TextPart;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks one server over clear text. Blocking; for one thread. */
public final class ChatClient implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final String address;
  private final ManagedChannel channel;
  private final ChatServiceGrpc.ChatServiceBlockingStub chat;
  private final ModelServiceGrpc.ModelServiceBlockingStub models;

  /** What a streamed answer was, beside its text. */
  public record Answer(RouteDecision route, Completed end) {}

  private ChatClient(String address, ManagedChannel channel, Metadata metadata) {
    this.address = address;
    this.channel = channel;
    var attaching = MetadataUtils.newAttachHeadersInterceptor(metadata);
    chat = ChatServiceGrpc.newBlockingStub(channel).withInterceptors(attaching);
    models = ModelServiceGrpc.newBlockingStub(channel).withInterceptors(attaching);
  }

  /**
   * @param address {@code host:port}
   * @param key the gateway key, or null
   */
  public static ChatClient connect(String address, @Nullable String key) {
    var metadata = new Metadata();
    if (key != null) {
      metadata.put(AUTHORIZATION, "Bearer " + key);
    }
    return new ChatClient(
        address, NettyChannelBuilder.forTarget(address).usePlaintext().build(), metadata);
  }

  /** The first model that can be called now. */
  public String firstModel() throws ChatException {
    try {
      List<Model> all = models.listModels(ListModelsRequest.getDefaultInstance()).getModelsList();
      return all.stream()
          .filter(Model::getAvailable)
          .map(model -> model.getName().substring("models/".length()))
          .findFirst()
          .orElseThrow(() ->
              new ChatException(
                  "the server at " + address + " has no model that can be called now"));
    } catch (StatusRuntimeException e) {
      throw ChatException.of(address, e);
    }
  }

  /**
   * Asks one question and hands over the answer's text as it comes.
   *
   * @throws ChatException if the answer isn't whole; what was handed over until then is cut
   */
  public Answer ask(String model, String prompt, Consumer<String> text) throws ChatException {
    try {
      Iterator<StreamChatResponse> events = chat.streamChat(request(model, prompt));
      RouteDecision route = RouteDecision.getDefaultInstance();
      while (events.hasNext()) {
        StreamChatResponse event = events.next();
        switch (event.getKindCase()) {
          case STARTED -> route = event.getStarted().getRoute();
          case TEXT -> text.accept(event.getText().getText());
          case REFUSAL -> text.accept(event.getRefusal().getText());
          case ROUTE_CHANGED -> route = event.getRouteChanged().getRoute();
          case COMPLETED -> {
            return new Answer(route, event.getCompleted());
          }
          default -> {
            // Blocks' borders, heartbeats and kinds of later versions say nothing to a reader of
            // plain text.
          }
        }
      }
      throw new ChatException("STREAM_INTERRUPTED: the stream ended without an end");
    } catch (StatusRuntimeException e) {
      throw ChatException.of(address, e);
    }
  }

  private static StreamChatRequest request(String model, String prompt) {
    ChatMessage message =
        ChatMessage.newBuilder()
            .setRole(Role.ROLE_USER)
            .addParts(Part.newBuilder().setText(TextPart.newBuilder().setText(prompt)))
            .build();
    return StreamChatRequest.newBuilder()
        .setInput(GenerationInput.newBuilder().setModel(model).addMessages(message))
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      var ignored = channel.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
