package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes parts. Signatures go back on the part that they came with, and only to their maker. */
final class PartWriter {
  static final Set<String> MODELLED =
      Set.of(
          "text",
          "thought",
          "thoughtSignature",
          "inlineData",
          "fileData",
          "functionCall",
          "functionResponse");

  /**
   * What Google's guide "Thought signatures" gives for calls that no Gemini model has made: without
   * a signature on the first call of a turn, models since Gemini 3 refuse the request.
   */
  private static final String NOT_SIGNED = "skip_thought_signature_validator";

  private final RequestBody body;
  private final JsonWriter json;
  private final GeminiHost host;
  private final MediaWriter media;
  private final ResultWriter results;
  private final boolean signs;
  private boolean called;

  PartWriter(RequestBody body, GeminiHost host, String model) {
    this.body = body;
    this.json = body.json;
    this.host = host;
    this.media = new MediaWriter(body, host);
    this.signs = GeminiHost.generation(model) >= GeminiHost.WITH_LEVELS;
    this.results = new ResultWriter(body, media, host, signs);
  }

  /** Tells the names of functions by the ids of their calls. */
  void names(Map<String, String> byCall) {
    results.names(byCall);
  }

  void beginTurn() {
    called = false;
  }

  /** Whether a part can be said; what can't is reported. */
  boolean takes(Part part, String path) {
    body.dropIf(part.marks().cachePoint() != null, path + ".cache_point");
    boolean takes =
        switch (part) {
          case Part.Text text -> !text.text().isEmpty() || signature(text.marks()) != null;
          case Part.Reasoning reasoning -> takes(reasoning, path);
          case Part.Opaque opaque -> known(opaque.type().startsWith(host.provider() + "."), path);
          case Part.Refusal refusal -> !refusal.text().isEmpty();
          case Part.Media item -> true;
          case Part.ToolCall call -> true;
          case Part.ToolResult result -> true;
          default -> known(false, path);
        };
    boolean lost = part.marks().signature() != null && signature(part.marks()) == null;
    body.dropIf(takes && lost, path + ".signature");
    return takes;
  }

  /** Earlier thoughts are of use to the model that had them. */
  private boolean takes(Part.Reasoning reasoning, String path) {
    boolean ours = host.provider().equals(reasoning.marks().mintedBy());
    return known(ours && reasoning.redacted() == null, path);
  }

  private boolean known(boolean known, String path) {
    body.dropIf(!known, path);
    return known;
  }

  private @Nullable String signature(Marks marks) {
    return host.provider().equals(marks.mintedBy()) ? marks.signature() : null;
  }

  /** Writes a part that is {@link #takes taken}. */
  void write(Part part, String path) {
    if (part instanceof Part.Opaque opaque) {
      opaque(opaque, path);
      return;
    }
    json.beginObject();
    String signature = signature(part.marks());
    switch (part) {
      case Part.Text text -> json.name("text").string(text.text());
      case Part.Refusal refusal -> json.name("text").string(refusal.text());
      case Part.Reasoning thought ->
          json.name("text").string(thought.text()).name("thought").bool(true);
      case Part.Media item -> media.write(item, path);
      case Part.ToolCall call -> {
        call(call, path);
        signature = signature == null && signs && !called ? NOT_SIGNED : signature;
        called = true;
      }
      case Part.ToolResult result -> results.write(result, path);
      default -> throw new IllegalStateException("not taken: " + part);
    }
    body.text("thoughtSignature", signature);
    body.extra(part.marks().extra(), MODELLED, path);
    json.endObject();
  }

  private void call(Part.ToolCall call, String path) {
    json.name("functionCall").beginObject();
    body.text("id", call.id().isEmpty() || host.vertex() ? null : call.id());
    json.name("name").string(call.name());
    String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
    if (!JsonText.isObject(arguments)) {
      throw GenerateRequest.unsupported(path + ".arguments", "anything but a JSON object");
    }
    body.json("args", arguments, path + ".arguments");
    json.endObject();
  }

  private void opaque(Part.Opaque opaque, String path) {
    if (!JsonText.isObject(opaque.json())) {
      throw GenerateRequest.unsupported(path, "JSON that isn't an object");
    }
    json.json(opaque.json());
  }
}
