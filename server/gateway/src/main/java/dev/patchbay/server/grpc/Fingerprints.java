package dev.patchbay.server.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import dev.patchbay.server.replay.Fingerprint;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.RerankRequest;
import dev.patchbay.v1.StreamChatRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** Tells whether two requests say the same, but for their ids. */
final class Fingerprints {
  private Fingerprints() {}

  static Fingerprint of(ChatRequest request) {
    return of((MessageLite) request.toBuilder().setInput(withoutId(request.getInput())).build());
  }

  static Fingerprint of(StreamChatRequest request) {
    return of((MessageLite) request.toBuilder().setInput(withoutId(request.getInput())).build());
  }

  static Fingerprint of(EmbedRequest request) {
    EmbedRequest.Builder nameless = request.toBuilder();
    nameless.getOptionsBuilder().clearRequestId();
    return of((MessageLite) nameless.build());
  }

  static Fingerprint of(RerankRequest request) {
    RerankRequest.Builder nameless = request.toBuilder();
    nameless.getOptionsBuilder().clearRequestId();
    return of((MessageLite) nameless.build());
  }

  private static GenerationInput withoutId(GenerationInput input) {
    GenerationInput.Builder nameless = input.toBuilder();
    nameless.getOptionsBuilder().clearRequestId();
    return nameless.build();
  }

  private static Fingerprint of(MessageLite message) {
    MessageDigest digest = Fingerprint.digest();
    try (var into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      CodedOutputStream out = CodedOutputStream.newInstance(into);
      // The entries of maps in order.
      out.useDeterministicSerialization();
      message.writeTo(out);
      out.flush();
      return Fingerprint.of(digest);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written anywhere", e);
    }
  }
}
