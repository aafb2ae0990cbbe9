package dev.patchbay.plugin.local.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The weights, with their vocabulary and chat template. Immutable, so any number may read it. */
final class LlamaModel implements AutoCloseable {
  private static final FunctionDescriptor TOKENIZE =
      FunctionDescriptor.of(
          JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_BOOLEAN, JAVA_BOOLEAN);
  private static final FunctionDescriptor PIECE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_BOOLEAN);
  private static final FunctionDescriptor IS_END =
      FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, JAVA_INT);
  private static final FunctionDescriptor APPLY_TEMPLATE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_BOOLEAN, ADDRESS, JAVA_INT);

  private static final int USUAL_PIECE = 256;

  private final MemorySegment model;
  private final MemorySegment vocabulary;
  private final MemorySegment template;
  private final NativeFunction tokenize;
  private final NativeFunction piece;
  private final NativeFunction isEnd;
  private final NativeFunction applyTemplate;
  private final NativeFunction free;

  private LlamaModel(NativeLibrary library, MemorySegment model) {
    this.model = model;
    this.vocabulary =
        library
            .function("llama_model_get_vocab", FunctionDescriptor.of(ADDRESS, ADDRESS))
            .pointer(model);
    this.template =
        library
            .function("llama_model_chat_template", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS))
            .pointer(model, MemorySegment.NULL);
    this.tokenize = library.function("llama_tokenize", TOKENIZE);
    this.piece = library.function("llama_token_to_piece", PIECE);
    this.isEnd = library.function("llama_vocab_is_eog", IS_END);
    this.applyTemplate = library.function("llama_chat_apply_template", APPLY_TEMPLATE);
    this.free = library.function("llama_model_free", FunctionDescriptor.ofVoid(ADDRESS));
  }

  /**
   * Maps a GGUF file into memory.
   *
   * @throws IOException with llama.cpp's own reason
   */
  static LlamaModel load(NativeLibrary library, NativeLog log, Path gguf) throws IOException {
    GgufHeader.check(gguf);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters =
          library
              .function("llama_model_default_params", FunctionDescriptor.of(Structs.PARAMETERS))
              .pointer(arena);
      MemorySegment model =
          library
              .function(
                  "llama_model_load_from_file",
                  FunctionDescriptor.of(ADDRESS, ADDRESS, Structs.PARAMETERS))
              .pointer(arena.allocateFrom(gguf.toString()), parameters);
      if (model.address() == 0) {
        throw new IOException("llama.cpp can't load the model " + gguf + ": " + log.reasons());
      }
      return new LlamaModel(library, model);
    }
  }

  MemorySegment address() {
    return model;
  }

  /**
   * The conversation in the model's own form, open for the assistant's answer.
   *
   * @throws IllegalArgumentException if llama.cpp does not know the model's template
   */
  String prompt(List<Turn> turns) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment messages = arena.allocate(Structs.CHAT_MESSAGE, turns.size());
      long size = 0;
      for (int i = 0; i < turns.size(); i++) {
        MemorySegment text = arena.allocateFrom(turns.get(i).text());
        messages.setAtIndex(ADDRESS, 2L * i, arena.allocateFrom(turns.get(i).role()));
        messages.setAtIndex(ADDRESS, 2L * i + 1, text);
        size += text.byteSize() + 256; // what a template puts around a turn
      }
      MemorySegment out = arena.allocate(size);
      int length =
          applyTemplate.integer(
              template, messages, (long) turns.size(), true, out, Math.toIntExact(size));
      if (length < 0 || length > size) {
        throw new IllegalArgumentException("llama.cpp does not know the model's chat template");
      }
      return new String(out.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
  }

  /** Control tokens that the text spells (the template's own) are read as such. */
  int[] tokens(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int room = utf8.length + 8; // no token is shorter than a byte, but for those at the ends
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ids = arena.allocate(JAVA_INT, room);
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, utf8);
      int count = tokenize.integer(vocabulary, bytes, utf8.length, ids, room, true, true);
      return ids.asSlice(0, 4L * count).toArray(JAVA_INT);
    }
  }

  boolean isEnd(int token) {
    return isEnd.bool(vocabulary, token);
  }

  /** A token's bytes, perhaps a part of a character; none for a control token. */
  byte[] piece(int token) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(USUAL_PIECE);
      int length = piece(token, out);
      if (length < 0) { // too long by so much
        out = arena.allocate(-length);
        length = piece(token, out);
      }
      return out.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  private int piece(int token, MemorySegment out) {
    return piece.integer(vocabulary, token, out, (int) out.byteSize(), 0, false);
  }

  @Override
  public void close() {
    free.run(model);
  }
}
