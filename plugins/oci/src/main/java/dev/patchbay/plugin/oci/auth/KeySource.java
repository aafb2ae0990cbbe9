package dev.patchbay.plugin.oci.auth;

import dev.patchbay.spi.CredentialSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the key that requests are signed with, from wherever the configuration or the process's
 * surroundings say.
 *
 * <p>Oracle's library finds its parts through the thread, so that the thread is told of this
 * plugin's classes meanwhile.
 */
public final class KeySource implements CredentialSource<SigningKey> {
  private static final String VERSION = "OCI_RESOURCE_PRINCIPAL_VERSION";
  private static final String TOKEN = "OCI_RESOURCE_PRINCIPAL_RPST";
  private static final String TOKEN_ENDPOINT = "OCI_RESOURCE_PRINCIPAL_RPT_ENDPOINT";

  private final Kind kind;
  private final @Nullable String configFile;
  private final @Nullable String profile;
  private final Environment environment;
  private final InstantSource time;

  /**
   * @param configFile null: where Oracle's tools have it
   * @param profile null: the file's default
   */
  public KeySource(
      Kind kind, @Nullable String configFile, @Nullable String profile, InstantSource time) {
    this(kind, configFile, profile, Environment.ofProcess(), time);
  }

  KeySource(
      Kind kind,
      @Nullable String configFile,
      @Nullable String profile,
      Environment environment,
      InstantSource time) {
    this.kind = kind;
    this.configFile = configFile;
    this.profile = profile;
    this.environment = environment;
    this.time = time;
  }

  @Override
  public Fetched<SigningKey> fetch() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(KeySource.class.getClassLoader());
    try {
      return Lifetime.of(key(chosen()), time);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private SigningKey key(Kind from) throws Exception {
    return switch (from) {
      case CONFIG -> fromConfig();
      case INSTANCE -> PrincipalKeys.ofInstance();
      case WORKLOAD -> WorkloadKeys.of(environment).key();
      case RESOURCE -> PrincipalKeys.ofResource();
      case AUTOMATIC -> throw new IllegalStateException("nothing was chosen");
    };
  }

  /** A profile may name one of the principals instead of a key. */
  private SigningKey fromConfig() throws IOException {
    ConfigKeys config = ConfigKeys.read(file(), profile, environment);
    return switch (config.authentication()) {
      case "instance_principal" -> PrincipalKeys.ofInstance();
      case "resource_principal" -> PrincipalKeys.ofResource();
      default -> config.key();
    };
  }

  private Path file() {
    return configFile == null ? environment.configFile() : environment.path(configFile);
  }

  /** What is there, the nearest first: told, injected, on the disk, in the cluster, the machine. */
  Kind chosen() {
    if (kind != Kind.AUTOMATIC) {
      return kind;
    } else if (configFile != null || profile != null) {
      return Kind.CONFIG;
    } else if (environment.variable(VERSION) != null && isInjected()) {
      return Kind.RESOURCE;
    } else if (Files.isRegularFile(file())) {
      return Kind.CONFIG;
    }
    return WorkloadKeys.isHere(environment) ? Kind.WORKLOAD : Kind.INSTANCE;
  }

  /** Pods have the version set, too, but no token. */
  private boolean isInjected() {
    return environment.variable(TOKEN) != null || environment.variable(TOKEN_ENDPOINT) != null;
  }
}
