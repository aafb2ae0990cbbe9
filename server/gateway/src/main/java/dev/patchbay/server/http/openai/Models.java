package dev.patchbay.server.http.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.CatalogSource;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.door.VisibleModels;
import dev.patchbay.server.http.ErrorShape;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.http.Resource;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.util.List;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}: what can be asked. */
public final class Models implements Resource {
  /** Where one model is; the list is at the same path without the slash. */
  public static final String BELOW = "/v1/models/";

  private final CatalogSource catalog;

  @Inject
  public Models(CatalogSource catalog) {
    this.catalog = catalog;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public ErrorShape errors() {
    return OpenAiErrors.SHAPE;
  }

  @Override
  public boolean isGuarded() {
    return true;
  }

  @Override
  public void serve(HttpCall call, byte[] body) {
    String path = call.exchange().path();
    var json = new JsonWriter();
    if (path.startsWith(BELOW)) {
      write(json, model(call.principal(), path.substring(BELOW.length())));
    } else {
      list(json, call.principal());
    }
    call.json(200, json.bytes(), List.of());
  }

  private Model model(Principal principal, String encoded) {
    String name;
    try {
      name = URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      name = encoded;
    }
    return VisibleModels.named(catalog.current(), principal, name);
  }

  private void list(JsonWriter json, Principal principal) {
    json.beginObject().name("object").string("list").name("data").beginArray();
    VisibleModels.all(catalog.current(), principal).forEach(model -> write(json, model));
    json.endArray().endObject();
  }

  private static void write(JsonWriter json, Model model) {
    json.beginObject().name("id").string(model.name()).name("object").string("model");
    json.name("created").number(0).name("owned_by").string("patchbay").endObject();
  }
}
