package dev.patchbay.plugin.vertex;

import dev.patchbay.plugin.toolkit.anthropic.ErrorReader;
import dev.patchbay.plugin.toolkit.anthropic.MessagesDecoder;
import dev.patchbay.plugin.toolkit.http.ErrorSource;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.InstantSource;

/** Reads messages of Claude on Vertex AI: errors are the maker's or the cloud's. */
final class ClaudeDecoder extends MessagesDecoder {
  ClaudeDecoder(String provider, InstantSource time, Secret token) {
    this(provider, new ErrorReader(time, token), time, token);
  }

  private ClaudeDecoder(String provider, ErrorReader claudes, InstantSource time, Secret token) {
    super(
        provider,
        claudes,
        new Either(claudes, new dev.patchbay.plugin.toolkit.gemini.ErrorReader(time, token)));
  }

  /** Whose error a body is, is seen in it. */
  private static final class Either implements ErrorSource {
    private final ErrorReader claudes;
    private final dev.patchbay.plugin.toolkit.gemini.ErrorReader googles;

    Either(ErrorReader claudes, dev.patchbay.plugin.toolkit.gemini.ErrorReader googles) {
      this.claudes = claudes;
      this.googles = googles;
    }

    @Override
    public void head(ResponseHead head) {
      claudes.head(head);
      googles.head(head);
    }

    @Override
    public ProviderError ofStatus(byte[] body, int length) {
      return dev.patchbay.plugin.toolkit.gemini.ErrorReader.isGoogles(body, length)
          ? googles.ofStatus(body, length)
          : claudes.ofStatus(body, length);
    }
  }
}
