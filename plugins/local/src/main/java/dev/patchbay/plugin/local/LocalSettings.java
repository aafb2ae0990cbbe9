package dev.patchbay.plugin.local;

import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint's settings, checked.
 *
 * @param model a GGUF file; empty: the small model
 * @param context tokens of prompt and answer together
 * @param calls answered at once
 * @param threads that evaluate one answer
 */
record LocalSettings(Optional<Path> model, int context, int calls, int threads) {
  private static final String MODEL = "model";
  private static final Whole CONTEXT =
      new Whole("context", "tokens of a call's prompt and answer together", 64, 1_048_576, 1024);
  private static final Whole CALLS =
      new Whole("calls", "calls answered at once; more are refused", 1, 16, 2);
  private static final Whole THREADS =
      new Whole("threads", "threads that evaluate one answer", 1, 64, 1);

  static final List<Setting> DECLARED =
      List.of(
          Setting.of(
                  MODEL,
                  Setting.Type.STRING,
                  "Path of a GGUF file; a relative one counts from the server's working directory.")
              .defaultsTo("SmolLM2-135M-Instruct, fetched once"),
          CONTEXT.declared(),
          CALLS.declared(),
          THREADS.declared());

  static LocalSettings of(Settings settings) {
    return new LocalSettings(
        settings.string(MODEL).map(LocalSettings::path),
        CONTEXT.in(settings),
        CALLS.in(settings),
        THREADS.in(settings));
  }

  private static Path path(String text) {
    if (text.isBlank()) {
      throw new SettingException(MODEL, "model is empty; give the path of a GGUF file or no model");
    }
    try {
      return Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new SettingException(MODEL, "model is no path: " + e.getMessage());
    }
  }

  /** A whole number between bounds. */
  private record Whole(String key, String meaning, int least, int most, int otherwise) {
    Setting declared() {
      String doc = "How many " + meaning + ", " + least + " to " + most + ".";
      return Setting.of(key, Setting.Type.INTEGER, doc).defaultsTo(Integer.toString(otherwise));
    }

    int in(Settings settings) {
      long value = settings.integer(key).orElse((long) otherwise);
      if (value < least || value > most) {
        throw new SettingException(
            key, key + " is " + value + ", but must be " + least + " to " + most);
      }
      return (int) value;
    }
  }
}
