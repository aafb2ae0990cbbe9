package dev.patchbay.dist.support;

import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Embeddings in all the forms in which they are asked for and answered. */
public final class Vectors {
  private static final Pattern EMBEDDING =
      Pattern.compile("\"embedding\"\\s*:\\s*(?:\\[([^\\]]*)]|\"([^\"]*)\")");

  private Vectors() {}

  /** Asks model {@code m} for the vectors of texts. */
  public static EmbedRequest.Builder ask(String... texts) {
    EmbedRequest.Builder request = EmbedRequest.newBuilder().setModel("m");
    for (String text : texts) {
      request.addInputsBuilder().setText(text);
    }
    return request;
  }

  /** An answer of OpenAI's with vectors as lists of numbers. */
  public static String listed(float[]... vectors) {
    return answer(Arrays::toString, vectors);
  }

  /** An answer of OpenAI's with vectors in base64. */
  public static String base64(float[]... vectors) {
    return answer(
        vector -> '"' + Base64.getEncoder().encodeToString(littleEndian(vector)) + '"', vectors);
  }

  private static String answer(Function<float[], String> write, float[]... vectors) {
    return IntStream.range(0, vectors.length)
        .mapToObj(i ->
            "{\"object\":\"embedding\",\"index\":%d,\"embedding\":%s}"
                .formatted(i, write.apply(vectors[i])))
        .collect(
            Collectors.joining(
                ",",
                "{\"object\":\"list\",\"data\":[",
                "],\"model\":\"upstream-model-2\","
                    + "\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}"));
  }

  /** The vectors of an answer of OpenAI's, in either form. */
  public static List<float[]> read(String json) {
    return EMBEDDING
        .matcher(json)
        .results()
        .map(found -> found.group(1) == null ? decoded(found.group(2)) : parsed(found.group(1)))
        .toList();
  }

  /** The list of an answer. */
  public static float[] values(Embedding embedding) {
    float[] values = new float[embedding.getValuesCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = embedding.getValues(i);
    }
    return values;
  }

  /** The packed bytes of an answer as numbers. */
  public static float[] packed(Embedding embedding) {
    return floats(embedding.getPacked().asReadOnlyByteBuffer());
  }

  public static double cosine(float[] a, float[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }

  private static float[] parsed(String list) {
    String[] numbers = list.split(",");
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(numbers[i].strip());
    }
    return values;
  }

  private static float[] decoded(String base64) {
    return floats(ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
  }

  private static float[] floats(ByteBuffer bytes) {
    FloatBuffer numbers = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[numbers.remaining()];
    numbers.get(values);
    return values;
  }

  private static byte[] littleEndian(float[] vector) {
    var bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }
}
