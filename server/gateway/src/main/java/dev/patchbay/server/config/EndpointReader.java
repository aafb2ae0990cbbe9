package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code endpoints.*}. */
final class EndpointReader {
  private EndpointReader() {}

  static EndpointSection endpoint(String name, Fields fields, Collection<String> names) {
    return new EndpointSection(
        name,
        fields.required("provider", Forms.NAME, ""),
        fields.at("provider"),
        fields.scalar("base-url", Urls.BASE),
        fields.scalar("proxy", Urls.PROXY),
        fields.scalar("ca", fields.reading().paths().file()),
        fields.scalar("api-key", Forms.SECRET),
        fields.scalar("region", Forms.NAME),
        fields.scalars("attestations", Forms.NAME),
        fields.scalar("concurrency", Forms.CONCURRENCY, Concurrency.NONE),
        settings(fields),
        fields.at());
  }

  private static Map<String, SettingValue> settings(Fields fields) {
    Reading reading = fields.reading();
    Map<String, SettingValue> settings = fields.read("settings", entry -> settings(reading, entry));
    return settings == null ? Map.of() : settings;
  }

  private static @Nullable Map<String, SettingValue> settings(
      Reading reading, Reading.Entry settings) {
    List<Reading.Entry> entries = reading.entries("\"settings\"", settings.value());
    if (entries == null) {
      return null;
    }
    Map<String, SettingValue> values = new LinkedHashMap<>();
    for (Reading.Entry entry : entries) {
      SettingValue value = value(reading, entry);
      if (value != null) {
        values.put(entry.key(), value);
      }
    }
    return values;
  }

  private static @Nullable SettingValue value(Reading reading, Reading.Entry entry) {
    String what = Quoted.of(entry.key());
    boolean list = entry.value() instanceof SequenceNode;
    List<Node> nodes = list ? reading.items(what, entry.value()) : List.of(entry.value());
    if (nodes == null) {
      return null;
    }
    List<Text> texts = nodes.stream().flatMap(node -> text(reading, what, node)).toList();
    List<String> values = texts.stream().map(Text::value).toList();
    if (!list && values.isEmpty()) {
      return null;
    }
    return new SettingValue(
        list ? new SettingValue.Items(values) : new SettingValue.Text(values.getFirst()),
        texts.stream().anyMatch(Text::secret),
        entry.at(),
        reading.at(entry.value()));
  }

  private static Stream<Text> text(Reading reading, String what, Node node) {
    Text text = reading.text(what, Forms.TEXT, node);
    if (text != null && text.value().isEmpty()) {
      reading.wrong(text.at(), what + " must be text, not empty");
    }
    return Stream.ofNullable(text);
  }
}
