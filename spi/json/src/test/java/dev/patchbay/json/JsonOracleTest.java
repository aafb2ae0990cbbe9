package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reader and writer against Jackson, on generated documents. Both must accept, with the same tree,
 * or both reject. The exceptions: our reader is stricter about UTF-8 (it refuses overlong forms,
 * surrogates and what lies beyond Unicode, which Jackson takes), and it keeps an escaped half of a
 * surrogate pair in a member's name, as both do in a value (Jackson refuses it in a name).
 */
final class JsonOracleTest {
  private static final long SEED = Long.getLong("patchbay.testkit.seed", 20_261_124L);
  private static final int DOCUMENTS = 4_000;
  private static final Pattern HALF_PAIR = Pattern.compile("\\\\u[dD][89a-fA-F]");
  private static final JsonMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @Test
  void read_generatedDocuments_givesJacksonsTree() {
    DocumentGenerator generator = new DocumentGenerator(SEED);
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = generator.document();
      assertThat(ours(document.getBytes(UTF_8)))
          .as("document %s of seed %s: %s", i, SEED, document)
          .isEqualTo(JACKSON.readTree(document.getBytes(UTF_8)));
    }
  }

  @Test
  void skip_generatedDocuments_endsWhereTheyEnd() {
    DocumentGenerator generator = new DocumentGenerator(SEED + 1);
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = ("#" + generator.document() + "\"}],").getBytes(UTF_8);
      JsonReader reader = new JsonReader().over(document, 1, document.length - 5);
      reader.skipToEnd();
      assertThat(reader.peek()).as("document %s of seed %s", i, SEED + 1).isEqualTo(-1);
    }
  }

  @Test
  void read_brokenDocuments_rejectsWhatJacksonRejects() {
    DocumentGenerator generator = new DocumentGenerator(SEED + 2);
    int rejected = 0;
    for (int i = 0; i < 5 * DOCUMENTS; i++) {
      byte[] document = generator.broken(generator.document().getBytes(UTF_8));
      JsonNode theirs = jackson(document);
      JsonNode ours = oursOrNull(document);
      if (isException(document, ours, theirs)) {
        continue;
      }
      rejected += ours == null ? 1 : 0;
      assertThat(ours)
          .as("document %s of seed %s: %s", i, SEED + 2, new String(document, UTF_8))
          .isEqualTo(theirs);
    }
    assertThat(rejected).as("broken documents among the generated").isGreaterThan(DOCUMENTS);
  }

  @Test
  void write_generatedTrees_isReadByJacksonAsTheSame() {
    DocumentGenerator generator = new DocumentGenerator(SEED + 3);
    for (int i = 0; i < DOCUMENTS; i++) {
      JsonNode tree = JACKSON.readTree(generator.document());
      JsonWriter writer = new JsonWriter();
      write(tree, writer);
      assertThat(JACKSON.readTree(bytes(writer)))
          .as("tree %s of seed %s: %s", i, SEED + 3, tree)
          .isEqualTo(tree);
    }
  }

  private static @Nullable JsonNode jackson(byte[] document) {
    try {
      JsonNode node = JACKSON.readTree(document);
      return node == null || node.isMissingNode() ? null : node;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static @Nullable JsonNode oursOrNull(byte[] document) {
    try {
      return ours(document);
    } catch (JsonException e) {
      return null;
    }
  }

  private static boolean isException(
      byte[] document, @Nullable JsonNode ours, @Nullable JsonNode theirs) {
    return ours == null
        ? theirs != null && !isUtf8(document)
        : theirs == null && HALF_PAIR.matcher(new String(document, UTF_8)).find();
  }

  private static boolean isUtf8(byte[] document) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static JsonNode ours(byte[] document) {
    JsonReader reader = new JsonReader().over(document, 0, document.length);
    JsonNode tree = tree(reader);
    reader.end();
    return tree;
  }

  private static JsonNode tree(JsonReader reader) {
    return switch (reader.peek()) {
      case '{' -> object(reader);
      case '[' -> array(reader);
      case '"' -> JACKSON.getNodeFactory().stringNode(reader.string());
      case 't', 'f' -> JACKSON.getNodeFactory().booleanNode(reader.bool());
      case 'n' -> {
        reader.skip();
        yield JACKSON.getNodeFactory().nullNode();
      }
      default -> JACKSON.readTree(reader.number());
    };
  }

  private static JsonNode object(JsonReader reader) {
    ObjectNode object = JACKSON.createObjectNode();
    reader.beginObject();
    while (reader.nextMember()) {
      object.set(reader.name(), tree(reader));
    }
    return object;
  }

  private static JsonNode array(JsonReader reader) {
    ArrayNode array = JACKSON.createArrayNode();
    reader.beginArray();
    while (reader.nextElement()) {
      array.add(tree(reader));
    }
    return array;
  }

  private static void write(JsonNode node, JsonWriter writer) {
    if (node.isObject()) {
      writer.beginObject();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        writer.name(member.getKey());
        write(member.getValue(), writer);
      }
      writer.endObject();
    } else if (node.isArray()) {
      writer.beginArray();
      node.forEach(element -> write(element, writer));
      writer.endArray();
    } else if (node.isString()) {
      writer.string(node.asString());
    } else if (node.isBoolean()) {
      writer.bool(node.asBoolean());
    } else if (node.isNull()) {
      writer.nil();
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      writer.number(node.asLong());
    } else {
      writer.json(node.toString());
    }
  }

  static byte[] bytes(JsonWriter writer) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuffer piece : writer.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
