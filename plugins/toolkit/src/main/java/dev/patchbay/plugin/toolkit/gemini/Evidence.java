package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.spi.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a candidate's text rests on: {@code groundingMetadata} and {@code citationMetadata} point
 * from stretches of text, counted in bytes of UTF-8, to sources. Each becomes an annotation of the
 * text that is open; what comes when none is stays in the metadata. A stream may repeat and
 * lengthen the lists.
 */
final class Evidence {
  /** The most characters of text in which places are looked up; beyond them none are told. */
  private static final int MOST_TEXT = 1 << 17;

  /** The most annotations of one candidate. */
  private static final int MOST = 512;

  private final Candidate candidate;
  private final StringBuilder text = new StringBuilder();

  /** Each source with the stretch of text that rests on it. */
  private final Set<Map.Entry<String, String>> said = new HashSet<>();

  private final Set<String> supported = new HashSet<>();
  private List<Source> sources = List.of();

  Evidence(Candidate candidate) {
    this.candidate = candidate;
  }

  void beginText() {
    text.setLength(0);
  }

  void text(String more) {
    if (text.length() + more.length() <= MOST_TEXT) {
      text.append(more);
    }
  }

  void grounding(String raw) {
    Grounding grounding = Grounding.read(raw);
    if (!grounding.sources().isEmpty()) {
      sources = grounding.sources();
    }
    for (Grounding.Support support : grounding.supports()) {
      for (int index : support.sources()) {
        if (index >= 0 && index < sources.size() && wanted()) {
          Source source = sources.get(index);
          supported.add(source.raw());
          say(source, support.stretch(), support.raw());
        }
      }
    }
  }

  void citations(String raw) {
    for (Citation citation : Citation.read(raw)) {
      say(citation.source(), citation.stretch(), citation.source().raw());
    }
  }

  /** Sources on which no stretch of the text is said to rest belong to all of it. */
  void end() {
    for (Source source : sources) {
      if (!supported.contains(source.raw())) {
        say(source, Stretch.NONE, source.raw());
      }
    }
    sources = List.of();
  }

  private boolean wanted() {
    return candidate.hasOpenText() && said.size() < MOST;
  }

  private void say(Source source, Stretch stretch, String raw) {
    if (!wanted() || !said.add(Map.entry(source.raw(), raw))) {
      return;
    }
    Annotation.Kind kind = source.uri() == null ? Annotation.Kind.OTHER : source.kind();
    Annotation annotation = Annotation.of(kind, source.uri(), source.title(), raw);
    int[] span = stretch.in(text);
    candidate.annotate(span == null ? annotation : annotation.span(span[0], span[1]));
  }
}
