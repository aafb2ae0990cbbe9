package dev.patchbay.plugin.bedrock.aws;

import dev.patchbay.spi.Secret;
import org.jspecify.annotations.Nullable;

/** Who asks: what a request is signed with. */
public sealed interface Identity {
  /**
   * An access key.
   *
   * @param sessionToken of temporary keys
   */
  record Keys(String accessKeyId, Secret secretKey, @Nullable Secret sessionToken)
      implements Identity {}

  /** A ready token, such as a Bedrock API key. */
  record Bearer(Secret token) implements Identity {}

  /** The part that must not show up in messages. */
  default Secret secret() {
    return switch (this) {
      case Keys keys -> keys.secretKey();
      case Bearer bearer -> bearer.token();
    };
  }
}
