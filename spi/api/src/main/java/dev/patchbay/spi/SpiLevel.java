package dev.patchbay.spi;

/** The version of this SPI. A plugin's descriptor names the level that it was compiled against. */
public final class SpiLevel {
  /**
   * The level of the classes beside this one. A server loads plugins of this level and of every
   * lower one down to 1.
   */
  public static final int CURRENT = 1;

  private SpiLevel() {}
}
