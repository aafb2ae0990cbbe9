package dev.patchbay.server.upstream;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.spi.Outbound;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Has a request signed: on the loop if that is quick, else on a virtual thread and back. */
final class RequestSigning {
  /** Hashing more than this would hold the loop for too long. */
  private static final int QUICK_BYTES = 64 * 1024;

  /** What a signer added. */
  static final class Headers implements Outbound.HeaderSink {
    private final List<String> pairs = new ArrayList<>();

    @Override
    public void add(String name, String value) {
      pairs.add(name);
      pairs.add(value);
    }

    void forEach(BiConsumer<String, String> each) {
      for (int i = 0; i < pairs.size(); i += 2) {
        each.accept(pairs.get(i), pairs.get(i + 1));
      }
    }
  }

  private RequestSigning() {}

  /** Calls one of the two on the loop. */
  static void sign(
      Outbound request,
      Instant now,
      Loop loop,
      Consumer<Headers> signed,
      Consumer<Throwable> failed) {
    Outbound.Signer signer = request.signer();
    if (signer == null) {
      signed.accept(new Headers());
    } else if (signer.heavy() || size(request) > QUICK_BYTES) {
      Thread.ofVirtual().name("sign").start(() -> run(signer, request, now, loop, signed, failed));
    } else {
      run(signer, request, now, loop, signed, failed);
    }
  }

  private static void run(
      Outbound.Signer signer,
      Outbound request,
      Instant now,
      Loop loop,
      Consumer<Headers> signed,
      Consumer<Throwable> failed) {
    var headers = new Headers();
    try {
      signer.sign(request, now, headers);
    } catch (Throwable e) {
      // Also an Error: a plugin's missing class must not leave the call waiting.
      loop.execute(() -> failed.accept(e));
      return;
    }
    loop.execute(() -> signed.accept(headers));
  }

  private static long size(Outbound request) {
    return request.body().stream().mapToLong(ByteBuffer::remaining).sum();
  }
}
