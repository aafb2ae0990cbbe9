package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of answer is wanted. Null and empty: unsaid.
 *
 * @param modalities {@code text}, {@code audio}, {@code image}
 * @param verbosity the service's word: {@code low}, {@code medium}, {@code high}
 * @param voice of an answer in audio
 * @param audioMimeType of an answer in audio
 */
public record Output(
    List<String> modalities,
    @Nullable String verbosity,
    @Nullable String voice,
    @Nullable String audioMimeType) {
  /** Nothing said. */
  public static final Output NONE = new Output(List.of(), null, null, null);

  public Output {
    modalities = List.copyOf(modalities);
  }
}
