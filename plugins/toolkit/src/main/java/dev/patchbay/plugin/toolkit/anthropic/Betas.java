package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.SettingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Beta features of Anthropic's, asked for in a header beside the body.
 *
 * @param always names of those that all calls of an endpoint use
 */
public record Betas(List<String> always) {
  private static final String HEADER = "anthropic-beta";

  /** No endpoint asks for any. */
  public static final Betas NONE = new Betas(List.of());

  public Betas {
    always = List.copyOf(always);
  }

  /**
   * Those of a setting.
   *
   * @throws SettingException if one can't be a name
   */
  public static Betas of(String key, List<String> names) {
    for (String name : names) {
      if (HeaderText.check(key, name).indexOf(',') >= 0) {
        throw new SettingException(
            key, key + " holds '" + name + "', expected one name in each entry");
      }
    }
    return new Betas(names);
  }

  /** The header of an endpoint that takes no others, name and value; empty: there is none. */
  public List<String> header() {
    return header(always);
  }

  /** The header with what the caller has asked for, too. */
  public List<String> header(Origin origin) {
    Set<String> all = new LinkedHashSet<>(always);
    all.addAll(asked(origin));
    return header(all);
  }

  private static List<String> header(Iterable<String> names) {
    String value = String.join(",", names);
    return value.isEmpty() ? List.of() : List.of(HEADER, value);
  }

  /** What the caller has asked for and {@link #header()} does not say. */
  public List<String> dropped(Origin origin) {
    List<String> dropped = new ArrayList<>(0);
    for (String name : asked(origin)) {
      if (!always.contains(name)) {
        dropped.add(HEADER + "." + name);
      }
    }
    return dropped;
  }

  private static List<String> asked(Origin origin) {
    return origin.dialect().equals(Origin.ANTHROPIC_MESSAGES) ? origin.features() : List.of();
  }
}
