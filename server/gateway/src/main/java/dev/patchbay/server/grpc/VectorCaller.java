package dev.patchbay.server.grpc;

import com.google.protobuf.UnsafeByteOperations;
import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.relay.EmbedCaller;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.EmbedRequest.Encoding;
import dev.patchbay.v1.EmbedResponse;
import dev.patchbay.v1.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The caller of vectors, who gets all of them at once. */
final class VectorCaller implements EmbedCaller {
  private final Recipient<EmbedResponse> recipient;
  private final Instant received = Instant.now();
  private final CallIds ids;
  private final String model;
  private final boolean packed;

  VectorCaller(Recipient<EmbedResponse> recipient, CallIds ids, EmbedRequest request) {
    this.recipient = recipient;
    this.ids = ids;
    this.model = request.getModel();
    this.packed = request.getEncoding() == Encoding.ENCODING_FLOAT_BYTES;
  }

  @Override
  public void completed(Embeddings answer, Outcome outcome) {
    EmbedResponse.Builder response =
        EmbedResponse.newBuilder()
            .setResponseId(ids.responseId())
            .setModel(model)
            .setUsage(Routes.usage(outcome))
            .setRoute(Routes.decision(answer.route()))
            .addAllWarnings(Routes.dropped(UnaryOperator.identity(), answer.dropped()))
            .addAllFailedAttempts(Routes.failed(outcome.failed()))
            .setTiming(Routes.timing(received, outcome));
    for (int i = 0; i < answer.vectors().size(); i++) {
      response.addEmbeddings(embedding(i, answer.vectors().get(i)));
    }
    recipient.answered(response.build());
  }

  private Embedding.Builder embedding(int index, FloatBuffer vector) {
    Embedding.Builder embedding =
        Embedding.newBuilder().setIndex(index).setDimensions(vector.limit());
    if (packed) {
      var bytes = ByteBuffer.allocate(Float.BYTES * vector.limit()).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(0, vector, 0, vector.limit());
      return embedding.setPacked(UnsafeByteOperations.unsafeWrap(bytes));
    }
    for (int i = 0; i < vector.limit(); i++) {
      embedding.addValues(vector.get(i));
    }
    return embedding;
  }

  @Override
  public void failed(Fault fault, Outcome outcome) {
    boolean tooLong = fault.reason() == Reason.CONTEXT_LENGTH_EXCEEDED;
    recipient.failed(
        tooLong ? fault.violating(List.of(new Violation("inputs", fault.message()))) : fault);
  }
}
