package dev.patchbay.plugin.vertex;

import dev.patchbay.plugin.toolkit.anthropic.ErrorReader;
import dev.patchbay.plugin.toolkit.anthropic.MessagesDecoder;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.InstantSource;

/** Reads messages of Claude on Vertex AI: errors are the maker's or the cloud's. */
final class ClaudeDecoder extends MessagesDecoder {
  private final dev.patchbay.plugin.toolkit.gemini.ErrorReader googles;

  ClaudeDecoder(String provider, InstantSource time, Secret token) {
    super(provider, new ErrorReader(time, token));
    this.googles = new dev.patchbay.plugin.toolkit.gemini.ErrorReader(time, token);
  }

  @Override
  protected void begin(ResponseHead head) {
    super.begin(head);
    googles.head(head);
  }

  @Override
  protected ProviderError error(byte[] buffer, int length) {
    return dev.patchbay.plugin.toolkit.gemini.ErrorReader.isGoogles(buffer, length)
        ? googles.ofStatus(buffer, length)
        : super.error(buffer, length);
  }
}
