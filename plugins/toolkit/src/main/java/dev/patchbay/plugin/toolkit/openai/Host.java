package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service that speaks OpenAI's chat completions with differences, as data. All that a provider of
 * its own needs besides is a {@link HostFactory} around it. Immutable; made by a {@link Builder}.
 */
public final class Host {
  /**
   * A setting whose value is sent as a header.
   *
   * @param key the setting's
   * @param header in lower case
   * @param doc the setting's
   */
  record HeaderSetting(String key, String header, String doc) {}

  final String name;
  final URI url;
  final Terminator terminator;
  final LimitField limit;
  final List<String> reasoningFields;
  final List<Prefill> prefills;
  final boolean thinkingTags;
  final List<HeaderSetting> headers;
  final @Nullable EmbedForm embeddings;
  final Quirks quirks;

  private Host(Builder builder) {
    name = builder.name;
    url = builder.url;
    terminator = builder.terminator;
    limit = builder.limit;
    reasoningFields = builder.reasoningFields;
    prefills = builder.prefills;
    thinkingTags = builder.thinkingTags;
    headers = List.copyOf(builder.headers);
    embeddings = builder.embeddings;
    quirks = builder.quirks;
  }

  /**
   * @param name the provider's
   * @param url what stands before {@code /chat/completions}, unless the endpoint says otherwise
   */
  public static Builder named(String name, String url) {
    return new Builder(name, URI.create(url));
  }

  /** Gathers what is known of a host. */
  public static final class Builder {
    private final String name;
    private final URI url;
    private Terminator terminator = Terminator.FINISH;
    private LimitField limit = LimitField.MAX_TOKENS;
    private List<String> reasoningFields = List.of();
    private List<Prefill> prefills = List.of();
    private boolean thinkingTags;
    private final List<HeaderSetting> headers = new ArrayList<>();
    private @Nullable EmbedForm embeddings;
    private Quirks quirks = Quirks.NONE;

    private Builder(String name, URI url) {
      this.name = name;
      this.url = url;
    }

    /** Else a finish reason and the orderly end of the body. */
    public Builder terminator(Terminator value) {
      terminator = value;
      return this;
    }

    /** Else {@code max_tokens}. */
    public Builder limit(LimitField value) {
      limit = value;
      return this;
    }

    /**
     * The members of an assistant message in which earlier thinking may go back; the first one
     * unless the endpoint says otherwise. Else it does not go back.
     */
    public Builder reasoningFields(String... members) {
      reasoningFields = List.of(members);
      return this;
    }

    /**
     * How the host may be told to go on from a last message of the assistant's; the first one
     * unless the endpoint says otherwise. Else it can't.
     */
    public Builder prefills(Prefill... ways) {
      prefills = List.of(ways);
      return this;
    }

    /** Endpoints may say that thinking stands in the text, between tags. */
    public Builder thinkingTags() {
      thinkingTags = true;
      return this;
    }

    /** A setting whose value is sent as a header. */
    public Builder header(String key, String header, String doc) {
      headers.add(new HeaderSetting(key, header, doc));
      return this;
    }

    /** The host has embeddings beside chat. */
    public Builder embeddings(EmbedForm form) {
      embeddings = form;
      return this;
    }

    public Builder quirks(Quirks.Builder value) {
      quirks = value.build();
      return this;
    }

    public Host build() {
      return new Host(this);
    }
  }
}
