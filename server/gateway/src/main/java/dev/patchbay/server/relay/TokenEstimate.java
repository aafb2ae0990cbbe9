package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.Usage;

/**
 * Guesses tokens for answers whose provider told nothing: four characters each, as in English
 * prose.
 */
final class TokenEstimate {
  private static final int CHARACTERS_PER_TOKEN = 4;

  private long characters;

  void count(ChatEvent content) {
    if (content instanceof ChatEvent.Delta delta) {
      characters += delta.text().length();
    }
  }

  Usage usage(ChatCall call) {
    long prompt = 0;
    for (Message message : call.messages()) {
      for (Part part : message.parts()) {
        prompt += part instanceof Part.Text text ? text.text().length() : 0;
      }
    }
    return Usage.of(tokens(prompt), tokens(characters));
  }

  static Usage usage(EmbedCall call) {
    long texts = 0;
    long tokens = 0;
    for (EmbedInput input : call.inputs()) {
      switch (input) {
        case EmbedInput.Text text -> texts += text.text().length();
        case EmbedInput.Tokens given -> tokens += given.ids().size();
        default -> {}
      }
    }
    return Usage.of(tokens(texts) + tokens, 0);
  }

  static Usage usage(RerankCall call) {
    long texts = call.query().length();
    for (String document : call.documents()) {
      texts += document.length();
    }
    return Usage.of(tokens(texts), 0);
  }

  private static long tokens(long characters) {
    return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
