package dev.patchbay.server.plugin;

import dev.patchbay.spi.SpiLevel;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Who a plugin is: its {@code META-INF/patchbay/plugin.properties}, which is read without running
 * any of the plugin's code. All keys are required and no others are known.
 *
 * @param id {@code id}: lower case letters, digits and hyphens, starting with a letter, at most 40
 * @param version {@code version}
 * @param spiLevel {@code spi-level}: the {@link SpiLevel} that it was compiled against
 * @param entry {@code entry}: binary name of its {@code ProviderPlugin}
 * @param providers {@code providers}: the names of its providers, in the form of an id, at least
 *     one, separated by commas
 * @param javaVersion {@code java}: the lowest feature version of Java that it runs on
 * @param nativeCode {@code native}: its pulled answers run native code
 * @param ownTransport {@code own-transport}: it opens connections itself, so it can't be replaced
 *     in a running server
 */
public record PluginDescriptor(
    String id,
    PluginVersion version,
    int spiLevel,
    String entry,
    List<String> providers,
    int javaVersion,
    boolean nativeCode,
    boolean ownTransport) {
  /** Where it stands inside a plugin. */
  public static final String PATH = "META-INF/patchbay/plugin.properties";

  private static final Set<String> KEYS =
      Set.of("id", "version", "spi-level", "entry", "providers", "java", "native", "own-transport");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern CLASS_NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");

  /** Takes a copy of the list. */
  public PluginDescriptor {
    providers = List.copyOf(providers);
  }

  /** Reads the text of a descriptor; a mistake names the file, the key and what is expected. */
  static PluginDescriptor parse(String text) throws PluginException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new PluginException(PATH + " can't be read: " + e.getMessage());
    }
    checkKeys(properties.stringPropertyNames());
    Values values = new Values(properties);
    return new PluginDescriptor(
        values.matching("id", NAME, "lower case letters, digits and hyphens"),
        values.version("version"),
        values.spiLevel("spi-level"),
        values.matching("entry", CLASS_NAME, "the name of a class"),
        values.names("providers"),
        values.javaVersion("java"),
        values.flag("native"),
        values.flag("own-transport"));
  }

  private static void checkKeys(Set<String> found) throws PluginException {
    Set<String> unknown = new TreeSet<>(found);
    unknown.removeAll(KEYS);
    Set<String> missing = new TreeSet<>(KEYS);
    missing.removeAll(found);
    if (!unknown.isEmpty() || !missing.isEmpty()) {
      throw new PluginException(
          PATH
              + (unknown.isEmpty() ? "" : " has unknown keys " + unknown)
              + (missing.isEmpty() ? "" : " lacks the keys " + missing)
              + "; expected are exactly "
              + new TreeSet<>(KEYS));
    }
  }

  private record Values(Properties properties) {
    String text(String key) {
      return properties.getProperty(key, "").strip();
    }

    String matching(String key, Pattern form, String expected) throws PluginException {
      if (!form.matcher(text(key)).matches()) {
        throw bad(key, expected);
      }
      return text(key);
    }

    PluginVersion version(String key) throws PluginException {
      try {
        return new PluginVersion(text(key));
      } catch (IllegalArgumentException e) {
        throw bad(key, "a version such as 1.4.0");
      }
    }

    int number(String key) throws PluginException {
      return Integer.parseInt(matching(key, Pattern.compile("\\d{1,6}"), "a whole number"));
    }

    int spiLevel(String key) throws PluginException {
      int level = number(key);
      if (level < 1 || level > SpiLevel.CURRENT) {
        throw new PluginException(
            "%s: spi-level is %d, but this server speaks the levels 1 to %d; use %s"
                .formatted(
                    PATH,
                    level,
                    SpiLevel.CURRENT,
                    level < 1
                        ? "a build of the plugin that names its level"
                        : "a newer server, or a build of the plugin for level "
                            + SpiLevel.CURRENT));
      }
      return level;
    }

    int javaVersion(String key) throws PluginException {
      int wanted = number(key);
      int here = Runtime.version().feature();
      if (wanted > here) {
        throw new PluginException(
            "%s: the plugin wants Java %d, the server runs on %d; start the server with a newer JDK"
                .formatted(PATH, wanted, here));
      }
      return wanted;
    }

    List<String> names(String key) throws PluginException {
      List<String> names = new ArrayList<>();
      for (String name : text(key).split(",", -1)) {
        if (!NAME.matcher(name.strip()).matches() || names.contains(name.strip())) {
          throw bad(key, "different names of lower case letters, digits and hyphens, by commas");
        }
        names.add(name.strip());
      }
      return names;
    }

    boolean flag(String key) throws PluginException {
      return switch (text(key)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw bad(key, "true or false");
      };
    }

    private PluginException bad(String key, String expected) {
      return new PluginException(
          PATH + ": " + key + " is '" + text(key) + "'; expected: " + expected);
    }
  }
}
