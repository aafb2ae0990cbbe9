package dev.patchbay.dist;

import dev.patchbay.server.boot.ProviderFacts;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What providers are, for people. */
final class ProviderText {
  private final PrintWriter out;
  private final boolean whole;

  /**
   * @param whole whether every setting and model is told, each on lines of its own
   */
  ProviderText(PrintWriter out, boolean whole) {
    this.out = out;
    this.whole = whole;
  }

  void print(ProviderFacts provider) {
    out.println(
        "%s (plugin %s %s)".formatted(provider.name(), provider.plugin(), provider.version()));
    line("base-url", provider.baseUrl().isEmpty() ? "no default" : provider.baseUrl());
    line("api-key", provider.credentials().isEmpty() ? "none is sent" : provider.credentials());
    if (whole) {
      provider.settings().forEach(this::setting);
      provider.models().forEach(this::model);
    } else {
      line("settings", provider.settings().stream().map(ProviderText::brief).toList());
      line("models", models(provider));
    }
    out.println();
  }

  private void line(String what, String text) {
    String label = what.equals("api-key") ? "without api-key" : what;
    out.println("  %-15s  %s".formatted(label, text));
  }

  private void line(String what, Collection<String> texts) {
    line(what, texts.isEmpty() ? "none" : String.join(", ", texts));
  }

  private static String brief(Setting setting) {
    return setting.key() + (setting.isRequired() ? " (required)" : "");
  }

  private static String models(ProviderFacts provider) {
    if (provider.models().isEmpty()) {
      return "none known";
    }
    var features = new TreeSet<String>();
    provider.models().values().forEach(model -> features.addAll(model.features()));
    String among = features.isEmpty() ? "" : ", among them with " + String.join(", ", features);
    return provider.models().size() + " known" + among;
  }

  private void setting(Setting setting) {
    var form = new ArrayList<String>();
    form.add(
        setting.choices().isEmpty()
            ? setting.type().name().toLowerCase(Locale.ROOT)
            : String.join(" | ", setting.choices()));
    if (setting.isRequired()) {
      form.add("required");
    }
    if (setting.isSecret()) {
      form.add("secret");
    }
    if (setting.defaultText() != null) {
      form.add("default: " + setting.defaultText());
    }
    out.println("  settings.%s: %s".formatted(setting.key(), String.join("; ", form)));
    out.println("      " + setting.doc());
  }

  private void model(String name, Capabilities model) {
    var known = new ArrayList<String>();
    model.contextWindow().ifPresent(tokens -> known.add("context window " + tokens));
    model.maxOutput().ifPresent(tokens -> known.add("max output " + tokens));
    if (model.isKnown()) {
      known.add(sorted(model));
    }
    out.println("  model %s: %s".formatted(name, String.join("; ", known)));
  }

  private static String sorted(Capabilities model) {
    List<String> features = model.features().stream().sorted().toList();
    return features.isEmpty() ? "no features" : features.stream().collect(Collectors.joining(", "));
  }
}
