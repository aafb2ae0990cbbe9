package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint at a {@link Host}, its settings read.
 *
 * @param embeddings null: the host has none
 */
public record HostEndpoint(
    JsonEndpoint at,
    Dialect dialect,
    InstantSource time,
    ModelTable models,
    @Nullable EmbedForm embeddings) {
  /** Reads the errors of one response. */
  public ErrorReader errors() {
    return new ErrorReader(time, at.key());
  }
}
