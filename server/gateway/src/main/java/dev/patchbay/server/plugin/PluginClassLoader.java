package dev.patchbay.server.plugin;

import dev.patchbay.spi.ProviderPlugin;
import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a plugin the JDK, the SPI (always the server's own) and its own files, and nothing else of
 * the server. Service declarations are the plugin's alone.
 */
final class PluginClassLoader extends ClassLoader implements Closeable {
  private static final String SPI = "dev.patchbay.spi.";
  private static final String SPI_PATH = "dev/patchbay/spi/";
  private static final String SERVICES_PATH = "META-INF/services/";

  static {
    registerAsParallelCapable();
  }

  private final String pluginId;
  private final List<Place> places;
  private final ClassLoader server = ProviderPlugin.class.getClassLoader();

  /** Takes over the roots. */
  PluginClassLoader(PluginDescriptor descriptor, List<PluginRoot> roots) {
    super(
        "plugin:" + descriptor.id() + "@" + descriptor.version(),
        ClassLoader.getPlatformClassLoader());
    pluginId = descriptor.id();
    places = roots.stream().map(this::place).toList();
  }

  String pluginId() {
    return pluginId;
  }

  private Place place(PluginRoot root) {
    CodeSource source = new CodeSource(root.location(), (Certificate[]) null);
    return new Place(root, new ProtectionDomain(source, null, this, null));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(SPI) ? server.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    for (Place place : places) {
      byte[] bytes = read(place.root(), path);
      if (bytes != null) {
        return defineClass(name, bytes, 0, bytes.length, place.domain());
      }
    }
    throw new ClassNotFoundException(
        name + " (" + getName() + " sees the JDK, the SPI and itself)");
  }

  private byte @Nullable [] read(PluginRoot root, String path) throws ClassNotFoundException {
    try {
      return root.read(path);
    } catch (IOException | IllegalStateException e) {
      throw new ClassNotFoundException(path + " can't be read: " + getName() + " is closed?", e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    if (name.startsWith(SPI_PATH)) {
      return server.getResource(name);
    }
    return name.startsWith(SERVICES_PATH) ? findResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (name.startsWith(SPI_PATH)) {
      return server.getResources(name);
    }
    return name.startsWith(SERVICES_PATH) ? findResources(name) : super.getResources(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    for (Place place : places) {
      URL found = place.root().find(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    List<URL> found = new ArrayList<>();
    for (Place place : places) {
      URL url = place.root().find(name);
      if (url != null) {
        found.add(url);
      }
    }
    return Collections.enumeration(found);
  }

  /** Closes the files. Classes already loaded go on; no others can be loaded. */
  @Override
  public void close() throws IOException {
    for (Place place : places) {
      place.root().close();
    }
  }

  private record Place(PluginRoot root, ProtectionDomain domain) {}
}
