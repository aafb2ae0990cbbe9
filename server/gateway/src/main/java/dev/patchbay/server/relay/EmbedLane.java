package dev.patchbay.server.relay;

import dev.patchbay.server.health.Permit;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.Usage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt at embeddings: gathers the vectors. */
final class EmbedLane extends WholeLane<EmbedEvent, EmbedCaller.Embeddings> {
  private final EmbedRequest request;
  private final @Nullable FloatBuffer[] vectors;
  private byte[] body = {};
  private boolean framed;

  EmbedLane(
      WholeRun<EmbedEvent, EmbedCaller.Embeddings> run,
      Route route,
      Permit permit,
      EmbedRequest request) {
    super(run, route, permit, request);
    this.request = request;
    vectors = new FloatBuffer[request.call().inputs().size()];
  }

  @Override
  void framed(boolean value) {
    framed = value;
  }

  @Override
  void take(EmbedEvent event) {
    switch (event) {
      case EmbedEvent.Started started -> {}
      case EmbedEvent.Vector vector -> vector(vector);
      case EmbedEvent.Used used -> told(used.usage());
      case EmbedEvent.Completed completed -> whole();
      case EmbedEvent.Failed failure -> failed(failure.error());
    }
  }

  private void vector(EmbedEvent.Vector vector) {
    int index = vector.index();
    if (index < 0 || index >= vectors.length || vectors[index] != null) {
      wrong("a vector for input " + index + ", which is not one of those that were asked for");
      return;
    }
    vectors[index] = vector.values();
  }

  private void whole() {
    int dimensions = vectors[0] == null ? 0 : vectors[0].remaining();
    for (FloatBuffer vector : vectors) {
      if (vector == null || vector.remaining() != dimensions || dimensions == 0) {
        wrong("not one vector for each input, all of one length");
        return;
      }
    }
    List<FloatBuffer> all = Arrays.stream(vectors).map(FloatBuffer.class::cast).toList();
    whole(new EmbedCaller.Embeddings(route(), all, dropped(), body));
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    if (framed) {
      body = Arrays.copyOfRange(buffer, offset, offset + length);
    }
  }

  @Override
  @Nullable Usage estimate() {
    return hasBegun() ? TokenEstimate.usage(request.call()) : null;
  }
}
