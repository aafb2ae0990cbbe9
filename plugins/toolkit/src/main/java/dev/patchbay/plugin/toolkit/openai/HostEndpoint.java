package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Secret;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint at a {@link Host}, its settings read.
 *
 * @param headers of every request, save {@code accept}: name, value, name, value …
 * @param key the bearer token among the headers
 * @param embeddings null: the host has none
 */
public record HostEndpoint(
    BaseUrl url,
    Dialect dialect,
    List<String> headers,
    @Nullable Secret key,
    InstantSource time,
    ModelTable models,
    @Nullable EmbedForm embeddings) {
  public HostEndpoint {
    headers = List.copyOf(headers);
  }
}
