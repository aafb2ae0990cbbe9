package dev.patchbay.server.plugin;

import dev.patchbay.spi.ProviderPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A plugin that is compiled while the test runs. Starts as a good one with one provider; every
 * method makes one thing different. Its factories load a further class, {@code demo.Late}, when
 * they are asked for their settings, whose documentation is the version.
 */
public final class TestPlugin {
  private final Map<String, String> descriptor = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> services = new ArrayList<>(List.of("demo.Entry"));
  private String members = "";
  private String leftOut = "";
  private String providers;
  private UnaryOperator<byte[]> classChange = bytes -> bytes;

  private TestPlugin(String id, String version, List<String> names) {
    descriptor.put("id", id);
    descriptor.put("version", version);
    descriptor.put("spi-level", "1");
    descriptor.put("entry", "demo.Entry");
    descriptor.put("providers", String.join(",", names));
    descriptor.put("java", "25");
    descriptor.put("native", "false");
    descriptor.put("own-transport", "false");
    providers =
        names.stream()
            .map(name -> "new Named(\"" + name + "\")")
            .collect(Collectors.joining(", ", "return List.of(", ");"));
    sources.put(
        "Named",
        """
        package demo;
        import dev.patchbay.spi.*;
        import java.util.List;
        public record Named(String name) implements ProviderFactory {
          public List<Setting> settings() {
            return List.of(Setting.of("late", Setting.Type.STRING, Late.text()));
          }
          public Provider create(EndpointConfig config, ProviderContext context) {
            throw new UnsupportedOperationException();
          }
        }
        """);
    sources.put(
        "Late",
        "package demo; class Late { static String text() { return \"" + version + "\"; } }");
  }

  public static TestPlugin of(String id, String version, String... names) {
    return new TestPlugin(id, version, names.length == 0 ? List.of(id) : List.of(names));
  }

  TestPlugin with(String key, String value) {
    descriptor.put(key, value);
    return this;
  }

  TestPlugin without(String key) {
    descriptor.remove(key);
    return this;
  }

  TestPlugin withoutDescriptor() {
    descriptor.clear();
    return this;
  }

  /** Members of the entry class, which is called Entry. */
  TestPlugin members(String code) {
    members = code;
    return this;
  }

  /** The body of {@code providers()}. */
  TestPlugin providersBody(String code) {
    providers = code;
    return this;
  }

  TestPlugin services(String... names) {
    services.clear();
    services.addAll(List.of(names));
    return this;
  }

  public TestPlugin source(String name, String code) {
    sources.put(name, code);
    return this;
  }

  TestPlugin file(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  TestPlugin leavingOut(String path) {
    leftOut = path;
    return this;
  }

  TestPlugin changeClasses(UnaryOperator<byte[]> change) {
    classChange = change;
    return this;
  }

  /** Writes a JAR in place, over the file that may be there. */
  Path overwriteJar(Path target) {
    try (OutputStream out = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : content().entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a JAR beside the target and renames it. */
  public Path jar(Path target) {
    Path fresh = overwriteJar(target.resolveSibling("." + target.getFileName() + ".part"));
    try {
      return Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a folder of classes. */
  Path folder(Path target) throws IOException {
    for (Map.Entry<String, byte[]> entry : content().entrySet()) {
      Path file = target.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    return target;
  }

  private Map<String, byte[]> content() throws IOException {
    Map<String, byte[]> content = new LinkedHashMap<>(files);
    compile().forEach((path, bytes) -> content.put(path, classChange.apply(bytes)));
    content.remove(leftOut);
    if (!descriptor.isEmpty()) {
      content.put(PluginDescriptor.PATH, utf8(descriptorText()));
    }
    content.put(
        "META-INF/services/" + ProviderPlugin.class.getName(), utf8(String.join("\n", services)));
    return content;
  }

  String descriptorText() {
    return descriptor.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, byte[]> compile() throws IOException {
    Map<String, String> all = new LinkedHashMap<>(sources);
    all.putIfAbsent("Entry", entrySource());
    Path classes = Files.createTempDirectory("plugin-classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-proc:none", "-cp", spiPath(), "-d", classes.toString()),
                null,
                all.entrySet().stream()
                    .map(source -> new Source(source.getKey(), source.getValue()))
                    .toList())
            .call();
    if (!compiled) {
      throw new IllegalArgumentException("the test's plugin does not compile: " + messages);
    }
    return read(classes);
  }

  private String entrySource() {
    return """
    package demo;
    import dev.patchbay.spi.*;
    import java.util.List;
    public class Entry implements ProviderPlugin {
      %s
      public List<ProviderFactory> providers() { %s }
    }
    """
        .formatted(members, providers);
  }

  private static Map<String, byte[]> read(Path classes) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    try (Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isRegularFile(file)) {
          found.put(classes.relativize(file).toString(), Files.readAllBytes(file));
        }
        Files.delete(file);
      }
    }
    return found;
  }

  private static String spiPath() {
    try {
      return Path.of(
              ProviderPlugin.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String name, String code) {
      super(URI.create("string:///demo/" + name + ".java"), JavaFileObject.Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
