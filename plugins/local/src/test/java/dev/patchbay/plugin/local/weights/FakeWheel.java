package dev.patchbay.plugin.local.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A tiny wheel and its pin. */
final class FakeWheel {
  private final byte[] bytes;
  private final byte[] gguf;
  private final PinnedModel pin;

  private FakeWheel(byte[] bytes, byte[] gguf, PinnedModel pin) {
    this.bytes = bytes;
    this.gguf = gguf;
    this.pin = pin;
  }

  byte[] bytes() {
    return bytes;
  }

  byte[] gguf() {
    return gguf;
  }

  PinnedModel pin() {
    return pin;
  }

  static FakeWheel make() throws IOException, NoSuchAlgorithmException {
    byte[] gguf = "GGUF, or so".getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("tiny/Tiny.gguf"));
      zip.write(gguf);
    }
    byte[] bytes = out.toByteArray();
    var pin =
        new PinnedModel(
            "tiny-model",
            "1.0",
            "tiny_model-1.0-py3-none-any.whl",
            bytes.length,
            sha256(bytes),
            "tiny/Tiny.gguf",
            gguf.length,
            sha256(gguf));
    return new FakeWheel(bytes, gguf, pin);
  }

  /** The same pin with other sums. */
  PinnedModel pinnedTo(String wheelSha256, String entrySha256) {
    return new PinnedModel(
        pin.project(),
        pin.version(),
        pin.wheel(),
        pin.wheelBytes(),
        wheelSha256,
        pin.entry(),
        pin.entryBytes(),
        entrySha256);
  }

  Path writeTo(Path folder) throws IOException {
    return Files.write(folder.resolve(pin.wheel()), bytes);
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
