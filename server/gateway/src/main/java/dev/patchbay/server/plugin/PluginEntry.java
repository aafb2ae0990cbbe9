package dev.patchbay.server.plugin;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.SpiLevel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds a plugin's one entry, creates it and asks for its providers. Runs the plugin's code, and
 * takes whatever it throws as a reason to refuse it, in words: no object of the plugin's leaves but
 * its factories.
 */
final class PluginEntry {
  private static final String SERVICES = "META-INF/services/" + ProviderPlugin.class.getName();
  private static final int LONGEST_TEXT = 1_000;

  private final PluginDescriptor descriptor;
  private final ClassLoader loader;

  PluginEntry(PluginDescriptor descriptor, ClassLoader loader) {
    this.descriptor = descriptor;
    this.loader = loader;
  }

  /** What came of it. */
  sealed interface Outcome {}

  record Made(Map<String, ProviderFactory> factories) implements Outcome {}

  record Refused(String reason) implements Outcome {}

  /**
   * @throws VirtualMachineError other than a stack overflow, which only this thread has
   */
  Outcome start() {
    try {
      return new Made(factories(entry().get().providers()));
    } catch (PluginException e) {
      return new Refused(String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      throwFatal(e);
      return new Refused(told(e));
    }
  }

  private ServiceLoader.Provider<ProviderPlugin> entry() throws PluginException {
    List<ServiceLoader.Provider<ProviderPlugin>> found =
        ServiceLoader.load(ProviderPlugin.class, loader).stream().toList();
    List<String> names = found.stream().map(provider -> provider.type().getName()).toList();
    if (!names.equals(List.of(descriptor.entry()))) {
      throw new PluginException(
          "%s names %s, the descriptor's entry is %s; let both name the same one class"
              .formatted(SERVICES, names.isEmpty() ? "nothing" : names, descriptor.entry()));
    }
    if (found.getFirst().type().getClassLoader() != loader) {
      throw new PluginException(
          descriptor.entry() + " is not in the plugin itself; put it inside and build anew");
    }
    return found.getFirst();
  }

  private Map<String, ProviderFactory> factories(@Nullable List<ProviderFactory> made)
      throws PluginException {
    if (made == null) {
      throw new PluginException(
          descriptor.entry() + ".providers() gives null; let it give a list of factories");
    }
    Map<String, ProviderFactory> factories = new LinkedHashMap<>();
    for (ProviderFactory factory : made) {
      if (factory == null) {
        throw new PluginException(descriptor.entry() + ".providers() gives a list with a null");
      }
      if (factories.put(String.valueOf(factory.name()), factory) != null) {
        throw new PluginException("two of its providers have the name '" + factory.name() + "'");
      }
    }
    if (!factories.keySet().equals(new TreeSet<>(descriptor.providers()))) {
      throw new PluginException(
          "the descriptor's providers are %s, %s.providers() gives %s; let them name the same"
              .formatted(descriptor.providers(), descriptor.entry(), factories.keySet()));
    }
    return Map.copyOf(factories);
  }

  private static String told(Throwable e) {
    try {
      Throwable cause = root(e);
      String text = advice(cause) + " (" + words(cause) + ")";
      return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    } catch (Throwable again) {
      throwFatal(again);
      return "it throws an exception that itself can't be read; repair the plugin";
    }
  }

  private static void throwFatal(Throwable e) {
    if (e instanceof VirtualMachineError fatal && !(fatal instanceof StackOverflowError)) {
      throw fatal;
    }
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    for (int depth = 0; depth < 10 && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static String words(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e + (trace.length == 0 ? "" : ", at " + trace[0]);
  }

  private static String advice(Throwable cause) {
    return switch (cause) {
      case NoSuchMethodException missing ->
          "its entry class needs to be public, with a public constructor without arguments";
      case UnsupportedClassVersionError newer ->
          ("it is compiled for a newer Java than this server's %d; build it for that, or start the"
                  + " server with a newer JDK")
              .formatted(Runtime.version().feature());
      case ClassNotFoundException missing -> missingClass();
      case NoClassDefFoundError missing -> missingClass();
      case LinkageError other ->
          "it does not fit this server; build it anew against SPI level " + SpiLevel.CURRENT;
      case ServiceConfigurationError bad ->
          "its " + SERVICES + " or the class which that names is not as it should be; repair it";
      default -> "its constructor or providers() throws; repair the plugin";
    };
  }

  private static String missingClass() {
    return "it needs a class that it can't see; put it inside the plugin, which sees the JDK, the"
        + " SPI and itself only";
  }
}
