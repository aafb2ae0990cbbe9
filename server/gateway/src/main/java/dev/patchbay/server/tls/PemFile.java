package dev.patchbay.server.tls;

import dev.patchbay.server.config.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a PEM file holds, in its order. What stands between the blocks is no matter.
 *
 * @param at where the configuration names it
 */
record PemFile(Path path, Position at, List<Block> blocks) {
  private static final int LARGEST = 1024 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /**
   * @param label such as {@code PRIVATE KEY}
   * @param base64 line breaks included
   */
  record Block(String label, String base64) {
    /** Shows nothing of a key. */
    @Override
    public String toString() {
      return label;
    }
  }

  static PemFile read(Path path, Position at) throws BadPairException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST);
      // Other encodings stand only where it doesn't matter.
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      List<Block> blocks =
          BLOCK.matcher(text).results().map(m -> new Block(m.group(1), m.group(2))).toList();
      return new PemFile(path, at, blocks);
    } catch (NoSuchFileException e) {
      throw new BadPairException(at, path + " does not exist");
    } catch (IOException e) {
      throw new BadPairException(at, path + " cannot be read: " + e.getMessage());
    }
  }

  List<Block> labelled(String label) {
    return blocks.stream().filter(block -> block.label.equals(label)).toList();
  }

  byte[] decoded(Block block) throws BadPairException {
    try {
      return Base64.getMimeDecoder().decode(block.base64);
    } catch (IllegalArgumentException e) {
      throw bad("holds a " + block.label + " that is not Base64");
    }
  }

  /** What to throw about this file. */
  BadPairException bad(String what) {
    return new BadPairException(at, path + " " + what);
  }
}
