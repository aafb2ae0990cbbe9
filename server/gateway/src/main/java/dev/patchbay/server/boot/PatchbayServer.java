package dev.patchbay.server.boot;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.patchbay.server.access.Admission;
import dev.patchbay.server.catalog.LiveCatalog;
import dev.patchbay.server.config.Configuration;
import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.config.ConfigurationReader;
import dev.patchbay.server.config.Listener;
import dev.patchbay.server.config.ServerSection;
import dev.patchbay.server.config.ServerSection.UnsupportedParams;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.grpc.GrpcDoor;
import dev.patchbay.server.grpc.GrpcModule;
import dev.patchbay.server.http.HttpDoor;
import dev.patchbay.server.http.HttpModule;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.plugin.PluginFolder;
import dev.patchbay.server.plugin.PluginSet;
import dev.patchbay.server.plugin.PluginWatch;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.tls.ListenerCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. Starting checks everything before anything listens; {@link #reload} swaps the
 * configuration whole or leaves the one before; {@link #close} drains. Thread-safe.
 */
public final class PatchbayServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PatchbayServer.class);
  private static final Duration PLUGIN_POLL = Duration.ofSeconds(1);
  private static final Duration CERTIFICATE_POLL = Duration.ofSeconds(2);

  private final Path file;
  private final Function<String, @Nullable String> environment;
  private final LoopGroup loops;
  private final LiveCatalog catalog;
  private final Admission admission;
  private final Relay relay;
  private final GrpcDoor grpc;
  private final HttpDoor http;
  private final ListenerCertificates certificates;
  private final Path pluginFolder;
  private final PluginFolder plugins;
  private final List<OpenDoor> doors = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean closing = new AtomicBoolean();
  private @Nullable PluginWatch watch;
  private Configuration configuration;
  private PluginSet pluginSet;

  private PatchbayServer(
      Path file,
      Function<String, @Nullable String> environment,
      Configuration configuration,
      ListenerCertificates certificates,
      ScannedPlugins scanned,
      Injector injector) {
    this.file = file;
    this.environment = environment;
    this.configuration = configuration;
    this.certificates = certificates;
    loops = injector.getInstance(LoopGroup.class);
    catalog = injector.getInstance(LiveCatalog.class);
    admission = injector.getInstance(Admission.class);
    relay = injector.getInstance(Relay.class);
    grpc = injector.getInstance(GrpcDoor.class);
    http = injector.getInstance(HttpDoor.class);
    pluginFolder = scanned.folder();
    plugins = scanned.plugins();
    pluginSet = scanned.found();
  }

  /**
   * Reads the configuration, loads the plugins, opens the endpoints and then the listeners.
   *
   * @param environment gives the value of an environment variable, or null
   * @throws ConfigurationException with everything that is wrong; nothing was started
   * @throws IOException if a listener can't be opened or there is no plugin folder; nothing was
   *     left open
   */
  public static PatchbayServer start(
      Path file, Function<String, @Nullable String> environment, Installation installation)
      throws ConfigurationException, IOException {
    Configuration configuration = ConfigurationReader.read(file, environment);
    ListenerCertificates certificates =
        ListenerCertificates.load(configuration.server(), InstantSource.system());
    CompletableFuture<ScannedPlugins> scan = ScannedPlugins.begin(configuration, installation);
    int loops = Runtime.getRuntime().availableProcessors();
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION, new ServerModule(loops), new GrpcModule(), new HttpModule());
    PatchbayServer server =
        assemble(file, environment, configuration, certificates, scan, injector);
    boolean started = false;
    try {
      server.open();
      started = true;
      return server;
    } finally {
      if (!started) {
        server.abandon();
      }
    }
  }

  private static PatchbayServer assemble(
      Path file,
      Function<String, @Nullable String> environment,
      Configuration configuration,
      ListenerCertificates certificates,
      CompletableFuture<ScannedPlugins> scan,
      Injector injector)
      throws IOException {
    try {
      return new PatchbayServer(
          file, environment, configuration, certificates, ScannedPlugins.end(scan), injector);
    } catch (IOException e) {
      injector.getInstance(LoopGroup.class).close();
      throw e;
    }
  }

  private void open() throws ConfigurationException, IOException {
    catalog.onWarm(this::healthChanged);
    catalog.load(configuration, pluginSet, pluginFolder, false);
    admission.keys(configuration.keys().values());
    ServerSection server = configuration.server();
    http.dropUnsupported(server.unsupportedParams() == UnsupportedParams.DROP);
    listen(
        "grpc",
        server.grpc(),
        at -> new OpenDoor.Grpc("grpc", grpc.listen(at, certificates.grpc())));
    listen(
        "http",
        server.http(),
        at -> new OpenDoor.Http("http", http.listen(at, certificates.http())));
    listen(
        "admin",
        server.admin(),
        at -> new OpenDoor.Grpc("admin", grpc.listenAdmin(at, certificates.admin())));
    certificates.watch(CERTIFICATE_POLL);
    watch = new PluginWatch(plugins, PLUGIN_POLL, this::pluginsChanged);
    watch.start();
    healthChanged();
  }

  /** Opens a listener. */
  @FunctionalInterface
  private interface Opening {
    OpenDoor at(InetSocketAddress address) throws IOException;
  }

  private void listen(String name, Listener listener, Opening opening) throws IOException {
    try {
      doors.add(opening.at(address(listener)));
    } catch (IOException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new IOException(
          "server.%s: can't listen at %s:%d (%s); free the port or name another one"
              .formatted(name, listener.host(), listener.port(), why),
          e);
    }
  }

  private static InetSocketAddress address(Listener listener) {
    return new InetSocketAddress(listener.host(), listener.port());
  }

  /** {@code name host:port} of each open listener. */
  public List<String> listeners() {
    return doors.stream().map(door -> door.name() + " " + hostAndPort(door.address())).toList();
  }

  /** Where callers find the gRPC door. */
  public InetSocketAddress grpcAddress() {
    return addressOf("grpc");
  }

  /** Where callers find the HTTP door. */
  public InetSocketAddress httpAddress() {
    return addressOf("http");
  }

  private InetSocketAddress addressOf(String name) {
    return doors.stream()
        .filter(door -> door.name().equals(name))
        .findFirst()
        .orElseThrow()
        .address();
  }

  private static String hostAndPort(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** The catalog of the moment, to look at. */
  public LiveCatalog catalog() {
    return catalog;
  }

  /**
   * How many generations of each plugin are still in memory: one, once the calls of the others have
   * ended.
   */
  public Map<String, Integer> pluginGenerations() {
    return plugins.generationsAlive();
  }

  /**
   * Looks at the plugin folder and the listeners' certificates now, and reads the configuration
   * again: a good one is taken over whole, a bad one is logged and changes nothing.
   */
  public void reload() {
    lock.lock();
    try {
      scanPlugins();
      certificates.reload();
      Configuration next = ConfigurationReader.read(file, environment);
      if (!next.server().saysSame(configuration.server())
          || !Objects.equals(next.plugins().folder(), configuration.plugins().folder())) {
        log.warn("{}: changes of server and plugins.folder take effect at the next start", file);
      }
      catalog.load(next, pluginSet, pluginFolder, false);
      admission.keys(next.keys().values());
      configuration = next;
      log.info("{} is in force", file);
    } catch (ConfigurationException e) {
      log.error("the configuration stays as it was:\n{}", e.getMessage());
    } finally {
      lock.unlock();
    }
    healthChanged();
  }

  private void scanPlugins() {
    try {
      PluginSet scanned = plugins.scan();
      if (!scanned.equals(pluginSet)) {
        adopt(scanned);
      }
    } catch (UncheckedIOException e) {
      log.error("the plugins stay as they were: {}", e.getMessage());
    }
  }

  private void pluginsChanged(PluginSet scanned) {
    lock.lock();
    try {
      // A reload may have looked again since.
      adopt(plugins.current());
    } finally {
      lock.unlock();
    }
    healthChanged();
  }

  private void adopt(PluginSet changed) {
    pluginSet = changed;
    try {
      catalog.load(configuration, changed, pluginFolder, true);
    } catch (ConfigurationException e) {
      log.error("the endpoints stay with the plugins that they had:\n{}", e.getMessage());
    }
  }

  private void healthChanged() {
    boolean usable = catalog.current().isUsable();
    grpc.usable(usable);
    http.usable(usable);
  }

  /**
   * Drains: tells health checks, takes no new calls, lets running ones end for as long as the limit
   * allows, ends the rest with SERVER_SHUTTING_DOWN, and closes everything. Once; later calls
   * return at once.
   */
  public void close(Duration limit) {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    grpc.leaving();
    http.leaving();
    doors.forEach(OpenDoor::drain);
    long end = System.nanoTime() + limit.toNanos();
    for (OpenDoor door : doors) {
      awaitEnd(door, end);
    }
    relay.interruptAll(
        Fault.of(Reason.SERVER_SHUTTING_DOWN, "the server is stopping").retryAfter(Duration.ZERO));
    long grace = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    for (OpenDoor door : doors) {
      awaitEnd(door, grace);
      door.closeNow();
    }
    abandon();
  }

  private static void awaitEnd(OpenDoor door, long end) {
    try {
      var ignored = door.awaitEnd(end - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void abandon() {
    if (watch != null) {
      watch.close();
    }
    certificates.close();
    doors.forEach(OpenDoor::closeNow);
    catalog.close();
    plugins.close();
    loops.close();
  }

  /** Drains for at most ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }
}
