package dev.patchbay.plugin.localembed;

import dev.patchbay.plugin.localembed.onnx.OnnxModel;
import dev.patchbay.plugin.localembed.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The model all-MiniLM-L6-v2, quantised to 8 bits: text to tokens, tokens to one vector of length 1
 * (the mean over the tokens, normalised).
 */
final class MiniLm implements AutoCloseable {
  static final String NAME = "all-minilm-l6-v2";
  static final int DIMENSIONS = 384;

  /** What it was trained to read, marks included. */
  static final int MOST_TOKENS = 256;

  /** The marks around each text. */
  static final int MARKS = 2;

  /** Tokens of a longer text are not counted to the end. */
  static final int MOST_COUNTED = 16_384;

  private static final String MODEL = "all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";

  private final Tokenizer tokenizer;
  private final OnnxModel model;
  private final Turns turns;

  private MiniLm(Tokenizer tokenizer, OnnxModel model, Turns turns) {
    this.tokenizer = tokenizer;
    this.model = model;
    this.turns = turns;
  }

  /**
   * Loads it.
   *
   * @param threads that evaluate one input; a processor is left free for the server, if there is
   *     more than one
   * @throws IOException with a message that tells the operator what to do
   */
  static MiniLm load(int threads) throws IOException {
    Tokenizer tokenizer = tokenizer();
    OnnxModel model = OnnxModel.open(MODEL, threads);
    int places = (Runtime.getRuntime().availableProcessors() - 1) / threads;
    return new MiniLm(tokenizer, model, new Turns(Math.max(1, places)));
  }

  private static Tokenizer tokenizer() throws IOException {
    try (InputStream json = MiniLm.class.getClassLoader().getResourceAsStream(TOKENIZER)) {
      if (json == null) {
        throw new IOException("the plugin's JAR has no " + TOKENIZER + ": build it again");
      }
      return Tokenizer.read(json.readAllBytes());
    }
  }

  /**
   * The tokens of a text between the two marks; all, or more than {@code most}.
   *
   * @param givenUp asked now and then; true: what comes back is of no use to anybody
   */
  int[] tokens(String text, int most, BooleanSupplier givenUp) {
    return tokenizer.tokens(text, most, givenUp);
  }

  /** The same within {@link #MOST_TOKENS}. */
  static int[] cut(int[] tokens) {
    if (tokens.length <= MOST_TOKENS) {
      return tokens;
    }
    int[] kept = Arrays.copyOf(tokens, MOST_TOKENS);
    kept[MOST_TOKENS - 1] = tokens[tokens.length - 1];
    return kept;
  }

  /** The vector of tokens; null if given up while others had their turns. */
  float @Nullable [] vector(int[] tokens, BooleanSupplier givenUp) throws InterruptedException {
    if (!turns.enter(givenUp)) {
      return null;
    }
    try {
      return mean(model.run(tokens), tokens.length);
    } finally {
      turns.leave();
    }
  }

  /** Has all that wait for their turn ask again whether to give up. */
  void wake() {
    turns.wake();
  }

  /** There is one input, so no token is padding and each counts. */
  private static float[] mean(float[] states, int tokens) {
    double[] sums = new double[DIMENSIONS];
    for (int i = 0; i < tokens * DIMENSIONS; i++) {
      sums[i % DIMENSIONS] += states[i];
    }
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    double length = Math.sqrt(squares);
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) (sums[i] / length);
    }
    return vector;
  }

  @Override
  public void close() {
    model.close();
  }
}
