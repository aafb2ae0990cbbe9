package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code generateContent} and of {@code streamGenerateContent}, which are the same: the
 * model and whether to stream stand in the URL.
 *
 * <p>The caller's own members ({@link ChatCall#options}, then those of a gRPC caller) win over what
 * the call says otherwise; those of {@code generationConfig} are put among ours, one by one.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
public record GenerateRequest(List<ByteBuffer> body, List<String> dropped) {
  static final Set<String> ROUTED = Set.of("model", "stream");

  /** No door speaks this dialect: only callers over gRPC mean their own members for it. */
  static final String NO_DOOR = "";

  private static final Set<String> TIERS = Set.of("standard", "flex", "priority");

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static GenerateRequest of(ChatCall call, GeminiHost host) {
    RequestBody body = new RequestBody();
    JsonWriter json = body.json.beginObject();
    OwnMembers own = new OwnMembers(body, ROUTED, ConfigWriter.MEMBER, JsonText::camelCase);
    own.copy(call.options(), call.origin(), NO_DOOR);
    ContentWriter contents = new ContentWriter(body, host, call.model());
    if (own.lack("contents")) {
      contents.contents(call.messages());
    }
    if (own.lack("systemInstruction")) {
      contents.instruction(call.messages());
    }
    new ToolWriter(body).write(call, own);
    new ConfigWriter(body, own, call).write();
    if (own.lack("serviceTier")) {
      tier(call.serviceTier(), body);
    }
    body.dropIf(call.endUser() != null, "end_user");
    // Nothing is stored here, so that only the wish to have it stored goes unheard.
    body.dropIf(Boolean.TRUE.equals(call.store()), "store");
    json.endObject();
    return new GenerateRequest(body.body(), body.dropped());
  }

  private static void tier(@Nullable String word, RequestBody body) {
    if (word == null || word.equals("auto")) {
      return;
    }
    String tier = word.equals("default") ? "standard" : word.toLowerCase(Locale.ROOT);
    if (TIERS.contains(tier)) {
      body.text("serviceTier", tier);
    } else {
      body.drop("service_tier");
    }
  }

  /** Refuses what this dialect can't say. */
  static ProviderException unsupported(String path, String what) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, path + ": " + what + " can't be said to Gemini");
  }
}
