package dev.patchbay.dist;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the JAR. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"patchbay " + text()};
  }

  static String text() {
    String built = Version.class.getPackage().getImplementationVersion();
    return built == null ? "(not built)" : built;
  }
}
