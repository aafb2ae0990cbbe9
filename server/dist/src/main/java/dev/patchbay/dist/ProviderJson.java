package dev.patchbay.dist;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.boot.ProviderFacts;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.Setting;
import java.util.List;
import java.util.Locale;

/** What providers are, for programs. */
final class ProviderJson {
  private ProviderJson() {}

  static byte[] write(List<ProviderFacts> providers) {
    var json = new JsonWriter().beginObject().name("providers").beginArray();
    providers.forEach(provider -> provider(json, provider));
    return json.endArray().endObject().bytes();
  }

  private static void provider(JsonWriter json, ProviderFacts provider) {
    json.beginObject().name("name").string(provider.name());
    json.name("plugin").string(provider.plugin()).name("version").string(provider.version());
    json.name("base_url").string(provider.baseUrl());
    json.name("credentials").string(provider.credentials());
    json.name("settings").beginArray();
    provider.settings().forEach(setting -> setting(json, setting));
    json.endArray().name("models").beginArray();
    provider.models().forEach((name, model) -> model(json, name, model));
    json.endArray().endObject();
  }

  private static void setting(JsonWriter json, Setting setting) {
    json.beginObject().name("key").string(setting.key());
    json.name("type").string(setting.type().name().toLowerCase(Locale.ROOT));
    json.name("required").bool(setting.isRequired()).name("secret").bool(setting.isSecret());
    strings(json.name("choices"), setting.choices());
    json.name("default");
    if (setting.defaultText() == null) {
      json.nil();
    } else {
      json.string(setting.defaultText());
    }
    json.name("doc").string(setting.doc()).endObject();
  }

  private static void model(JsonWriter json, String name, Capabilities model) {
    json.beginObject().name("name").string(name);
    if (model.isKnown()) {
      strings(json.name("features"), model.features().stream().sorted().toList());
    }
    model.contextWindow().ifPresent(tokens -> json.name("context_window").number(tokens));
    model.maxOutput().ifPresent(tokens -> json.name("max_output").number(tokens));
    json.endObject();
  }

  private static void strings(JsonWriter json, List<String> texts) {
    json.beginArray();
    texts.forEach(json::string);
    json.endArray();
  }
}
