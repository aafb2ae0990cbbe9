package dev.patchbay.plugin.local.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Chooses the tokens of one answer. */
final class TokenSampler implements AutoCloseable {
  private static final FunctionDescriptor PLAIN = FunctionDescriptor.of(ADDRESS);

  /** llama.cpp takes it for "none given". */
  private static final int NO_SEED = -1;

  private final NativeLibrary library;
  private final MemorySegment chain;
  private final NativeFunction sample;

  private TokenSampler(NativeLibrary library) {
    this.library = library;
    this.chain =
        library
            .function("llama_sampler_chain_init", FunctionDescriptor.of(ADDRESS, JAVA_BOOLEAN))
            .pointer(true);
    this.sample =
        library.function(
            "llama_sampler_sample", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  }

  static TokenSampler create(NativeLibrary library, TokenChoice choice) {
    var sampler = new TokenSampler(library);
    if (choice.greedy()) {
      sampler.add("llama_sampler_init_greedy", PLAIN);
    } else {
      sampler.narrow(choice);
    }
    return sampler;
  }

  private void narrow(TokenChoice choice) {
    if (choice.topK() != null) {
      add("llama_sampler_init_top_k", FunctionDescriptor.of(ADDRESS, JAVA_INT), choice.topK());
    }
    if (choice.topP() != null) {
      add(
          "llama_sampler_init_top_p",
          FunctionDescriptor.of(ADDRESS, JAVA_FLOAT, JAVA_LONG),
          choice.topP().floatValue(),
          1L); // keeps at least one
    }
    add(
        "llama_sampler_init_temp",
        FunctionDescriptor.of(ADDRESS, JAVA_FLOAT),
        (float) choice.temperature());
    add("llama_sampler_init_dist", FunctionDescriptor.of(ADDRESS, JAVA_INT), seed(choice.seed()));
  }

  static int seed(@Nullable Long seed) {
    int folded = seed == null ? ThreadLocalRandom.current().nextInt() : Long.hashCode(seed);
    return folded == NO_SEED ? 0 : folded;
  }

  private void add(String name, FunctionDescriptor type, Object... arguments) {
    MemorySegment link = library.function(name, type).pointer(arguments);
    library
        .function("llama_sampler_chain_add", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS))
        .run(chain, link);
  }

  /** The next token after those that the context has evaluated. */
  int next(LlamaContext context) {
    return sample.integer(chain, context.address(), -1);
  }

  @Override
  public void close() {
    library.function("llama_sampler_free", FunctionDescriptor.ofVoid(ADDRESS)).run(chain);
  }
}
