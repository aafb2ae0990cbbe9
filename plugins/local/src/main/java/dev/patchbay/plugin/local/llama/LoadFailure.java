package dev.patchbay.plugin.local.llama;

import java.nio.file.Path;

/** Says why the library can't be loaded; Java tells only that it can't. */
final class LoadFailure {
  /** GNU's OpenMP library, which llama.cpp needs and a small Debian has not. */
  static final String OPENMP = "libgomp.so.1";

  private LoadFailure() {}

  static String message(Path library, boolean openMpThere) {
    if (!openMpThere) {
      return "llama.cpp needs "
          + OPENMP
          + ", which is not installed (Debian: apt-get install libgomp1)";
    }
    return "llama.cpp's library can't be loaded from "
        + library.getParent()
        + ": it needs glibc 2.17 and libstdc++ (Debian: apt-get install libstdc++6), and a folder"
        + " for temporary files (-Djava.io.tmpdir) that is not mounted noexec";
  }
}
