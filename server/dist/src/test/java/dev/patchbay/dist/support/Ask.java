package dev.patchbay.dist.support;

import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.TextPart;

/** Requests for model {@code m}. */
public final class Ask {
  private Ask() {}

  public static StreamChatRequest streamed() {
    return StreamChatRequest.newBuilder().setInput(input("m")).build();
  }

  public static ChatRequest unary() {
    return ChatRequest.newBuilder().setInput(input("m")).build();
  }

  public static GenerationInput.Builder input(String model) {
    return GenerationInput.newBuilder().setModel(model).addMessages(user("How are you?"));
  }

  public static ChatMessage.Builder user(String text) {
    return ChatMessage.newBuilder()
        .setRole(Role.ROLE_USER)
        .addParts(Part.newBuilder().setText(TextPart.newBuilder().setText(text)));
  }
}
