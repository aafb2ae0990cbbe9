package dev.patchbay.plugin.toolkit.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What sets one host's chat completions apart from OpenAI's, as data. Immutable; made by a {@link
 * Builder}.
 */
public final class Quirks {
  /** OpenAI's own service. */
  public static final Quirks OPENAI =
      builder()
          .developer()
          .rename("user", "safety_identifier")
          .lacks("top_k", "min_p", "repetition_penalty")
          .build();

  /** A host of which nothing is known. */
  public static final Quirks NONE = builder().build();

  /** How a host is told how much to think. */
  public enum ThinkingForm {
    /** {@code reasoning_effort}. */
    EFFORT,
    /** An object {@code reasoning} with {@code effort}, {@code max_tokens} and {@code exclude}. */
    REASONING,
    /** {@code thinking: {"type": "enabled" | "disabled"}} beside {@code reasoning_effort}. */
    TYPE
  }

  /** How a host is told of a grammar. */
  public enum GrammarForm {
    NONE,
    /** {@code structured_outputs} with {@code regex}, {@code grammar} or {@code choice}: vLLM. */
    STRUCTURED_OUTPUTS,
    /** {@code response_format: {"type": "grammar", "grammar": GBNF}}: Fireworks. */
    RESPONSE_FORMAT
  }

  /** Kinds of content beside text. */
  public enum MediaKind {
    IMAGE,
    AUDIO,
    FILE
  }

  /** Names that some models refuse. */
  private record Refusal(Pattern model, Set<String> names) {}

  final boolean developer;
  final boolean streamOptions;
  final boolean authors;
  final boolean jsonSchema;
  final boolean thinkingParts;
  final boolean cacheControl;
  final boolean countedLogprobs;
  final boolean mistralMedia;
  final String requiredWord;
  final int callIdLength;
  final Set<MediaKind> media;
  final ThinkingForm thinking;
  final @Nullable String includeThinking;
  final GrammarForm grammar;
  final @Nullable String signedThinking;
  private final Map<String, String> names;
  private final Set<String> lacking;
  private final List<Refusal> refusals;

  private Quirks(Builder builder) {
    developer = builder.developer;
    streamOptions = builder.streamOptions;
    authors = builder.authors;
    jsonSchema = builder.jsonSchema;
    thinkingParts = builder.thinkingParts;
    cacheControl = builder.cacheControl;
    countedLogprobs = builder.countedLogprobs;
    mistralMedia = builder.mistralMedia;
    requiredWord = builder.requiredWord;
    callIdLength = builder.callIdLength;
    media = Set.copyOf(builder.media);
    thinking = builder.thinking;
    includeThinking = builder.includeThinking;
    grammar = builder.grammar;
    signedThinking = builder.signedThinking;
    names = Map.copyOf(builder.names);
    lacking = Set.copyOf(builder.lacking);
    refusals = List.copyOf(builder.refusals);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The host's name for one of OpenAI's members. */
  String name(String openAi) {
    return names.getOrDefault(openAi, openAi);
  }

  /** Whether the host, or the model there, refuses or ignores one of OpenAI's members. */
  boolean lacks(String model, String openAi) {
    return lacking.contains(openAi)
        || refusals.stream()
            .anyMatch(refusal ->
                refusal.names().contains(openAi) && refusal.model().matcher(model).find());
  }

  /** Gathers quirks. */
  public static final class Builder {
    private boolean developer;
    private boolean streamOptions = true;
    private boolean authors = true;
    private boolean jsonSchema = true;
    private boolean thinkingParts;
    private boolean cacheControl;
    private boolean countedLogprobs;
    private boolean mistralMedia;
    private String requiredWord = "required";
    private int callIdLength;
    private Set<MediaKind> media = Set.of(MediaKind.values());
    private ThinkingForm thinking = ThinkingForm.EFFORT;
    private @Nullable String includeThinking;
    private GrammarForm grammar = GrammarForm.NONE;
    private @Nullable String signedThinking;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> lacking = new HashSet<>();
    private final List<Refusal> refusals = new ArrayList<>();

    private Builder() {}

    /** The host takes messages of the role {@code developer}; elsewhere they are the system's. */
    public Builder developer() {
      developer = true;
      return this;
    }

    /** One of OpenAI's members has another name here. */
    public Builder rename(String openAi, String here) {
      names.put(openAi, here);
      return this;
    }

    /** The host refuses or ignores these of OpenAI's members: they are told as dropped. */
    public Builder lacks(String... openAi) {
      lacking.addAll(List.of(openAi));
      return this;
    }

    /** Models whose name a pattern is found in refuse these of OpenAI's members. */
    public Builder refusedBy(String model, String... openAi) {
      refusals.add(new Refusal(Pattern.compile(model), Set.of(openAi)));
      return this;
    }

    /** The host refuses {@code stream_options}; it tells usage unasked. */
    public Builder noStreamOptions() {
      streamOptions = false;
      return this;
    }

    /** The host refuses {@code name} in messages. */
    public Builder noAuthors() {
      authors = false;
      return this;
    }

    /** The host keeps its answer to JSON, but not to a schema. */
    public Builder noJsonSchema() {
      jsonSchema = false;
      return this;
    }

    /** The kinds of content that the host takes beside text; a call with another is refused. */
    public Builder media(MediaKind... kinds) {
      media = Set.of(kinds);
      return this;
    }

    /** The host's own forms of sound and documents: Mistral's. */
    public Builder mistralMedia() {
      mistralMedia = true;
      return this;
    }

    /** The host's word for "some tool must be called". */
    public Builder requiredWord(String word) {
      requiredWord = word;
      return this;
    }

    /** The host takes only ids of calls with so many letters and digits: others are rewritten. */
    public Builder callIdLength(int length) {
      callIdLength = length;
      return this;
    }

    public Builder thinking(ThinkingForm form) {
      thinking = form;
      return this;
    }

    /** The member that tells whether thinking shall be part of the answer. */
    public Builder includeThinking(String member) {
      includeThinking = member;
      return this;
    }

    /** Earlier thinking goes back as a content part of the type {@code thinking}. */
    public Builder thinkingParts() {
      thinkingParts = true;
      return this;
    }

    /**
     * The list in which the host signs its thinking, to be sent back unchanged: OpenRouter's {@code
     * reasoning_details}.
     */
    public Builder signedThinking(String member) {
      signedThinking = member;
      return this;
    }

    public Builder grammar(GrammarForm form) {
      grammar = form;
      return this;
    }

    /** Cache points are said by {@code cache_control} in text parts. */
    public Builder cacheControl() {
      cacheControl = true;
      return this;
    }

    /** {@code logprobs} is a number of tokens instead of a flag: Together. */
    public Builder countedLogprobs() {
      countedLogprobs = true;
      return this;
    }

    public Quirks build() {
      return new Quirks(this);
    }
  }
}
