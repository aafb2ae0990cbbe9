package dev.patchbay.plugin.local;

import dev.patchbay.plugin.local.llama.TokenChoice;
import dev.patchbay.plugin.local.llama.Turn;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * A call as this model takes it.
 *
 * @param dropped what the caller said and the request does not, as {@link
 *     dev.patchbay.spi.Pulled#dropped} wants it
 */
record Translation(Request request, List<String> dropped) {
  /**
   * Translates.
   *
   * @throws ProviderException of kind UNSUPPORTED for what can't be left out without changing what
   *     the caller gets: tools, formats, media
   */
  static Translation of(ChatCall call) {
    refuseTools(call);
    refuseFormats(call);
    var dropped = Dropped.of(call);
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < call.messages().size(); i++) {
      turns.add(turn(call.messages().get(i), "messages[" + i + "]", dropped));
    }
    if (turns.isEmpty()) {
      throw new ProviderException(ErrorKind.INVALID, "messages is empty");
    }
    return new Translation(request(turns, call.sampling()), List.copyOf(dropped));
  }

  private static void refuseTools(ChatCall call) {
    ToolChoice choice = call.toolChoice();
    boolean forced = choice != null && ToolChoice.REQUIRED.equals(choice.mode());
    if (!call.tools().isEmpty() || forced) {
      throw unsupported("the local model calls no tools");
    }
  }

  private static void refuseFormats(ChatCall call) {
    if (call.format() != null && !(call.format() instanceof ResponseFormat.Text)) {
      throw unsupported("the local model answers in plain text only, in no set format");
    }
    for (String modality : call.output().modalities()) {
      if (!modality.equals("text")) {
        throw unsupported("the local model answers in text only, not in " + modality);
      }
    }
  }

  private static Request request(List<Turn> turns, Sampling sampling) {
    if (sampling.stop().contains("")) {
      throw new ProviderException(ErrorKind.INVALID, "sampling.stop has an empty text");
    }
    int maxOutput = sampling.maxOutput() == null ? Integer.MAX_VALUE : sampling.maxOutput();
    if (maxOutput < 1) {
      throw new ProviderException(
          ErrorKind.INVALID,
          "sampling.max_output_tokens is " + maxOutput + ", but must be 1 or more");
    }
    return new Request(turns, choice(sampling), maxOutput, sampling.stop());
  }

  private static TokenChoice choice(Sampling sampling) {
    return sampling.temperature() == null
        ? TokenChoice.GREEDY
        : new TokenChoice(
            sampling.temperature(), sampling.topK(), sampling.topP(), sampling.seed());
  }

  private static Turn turn(Message message, String path, List<String> dropped) {
    var text = new StringBuilder();
    for (int i = 0; i < message.parts().size(); i++) {
      text.append(text(message.parts().get(i), path + ".parts[" + i + "]", dropped));
    }
    if (text.indexOf("\0") >= 0) {
      throw unsupported(path + " has a NUL character, which the local model can't read");
    }
    return new Turn(role(message.role(), path), text.toString());
  }

  private static String role(String role, String path) {
    return switch (role) {
      case Message.SYSTEM, Message.DEVELOPER -> "system";
      case Message.USER -> "user";
      case Message.ASSISTANT -> "assistant";
      default -> throw unsupported(path + ": the local model has no role " + role);
    };
  }

  private static String text(Part part, String path, List<String> dropped) {
    return switch (part) {
      case Part.Text text -> text.text();
      case Part.Refusal refusal -> refusal.text();
      case Part.Reasoning reasoning -> {
        dropped.add(path);
        yield "";
      }
      default ->
          throw unsupported(
              path + ": the local model reads text only, no " + part.getClass().getSimpleName());
    };
  }

  private static ProviderException unsupported(String message) {
    return new ProviderException(ErrorKind.UNSUPPORTED, message);
  }
}
