package dev.patchbay.plugin.sim;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a call, and tells of what it can't read: nothing is ignored without a word. */
final class Prompt {
  private static final Set<String> ROLES =
      Set.of(Message.SYSTEM, Message.DEVELOPER, Message.USER, Message.ASSISTANT, Message.TOOL);
  private static final Set<String> CHOICES = Set.of(ToolChoice.AUTO, ToolChoice.NONE);

  private final ChatCall call;
  private final List<String> dropped = new ArrayList<>();
  private int words;
  private String lastUserText = "";

  Prompt(ChatCall call) {
    this.call = call;
    for (int i = 0; i < call.messages().size(); i++) {
      Message message = call.messages().get(i);
      drop(!ROLES.contains(message.role()), "messages[" + i + "].role");
      String text = textOf(message.parts(), "messages[" + i + "].parts");
      words += text.isBlank() ? 0 : text.strip().split("\\s+").length;
      lastUserText = message.role().equals(Message.USER) ? text : lastUserText;
    }
    drop(call.format() != null && !(call.format() instanceof ResponseFormat.Text), "format");
    drop(call.sampling().choices() instanceof Integer n && n > 1, "sampling.choices");
    drop(!call.sampling().stop().isEmpty(), "sampling.stop");
    String mode = call.toolChoice() == null ? null : call.toolChoice().mode();
    drop(mode != null && !CHOICES.contains(mode), "tool_choice");
    for (int i = 0; i < call.tools().size(); i++) {
      drop(!(call.tools().get(i) instanceof Tool.Function), "tools[" + i + "]");
    }
  }

  private String textOf(List<Part> parts, String path) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String here = path + "[" + i + "]";
      switch (parts.get(i)) {
        case Part.Text part -> text.append(part.text()).append(' ');
        case Part.Reasoning part -> text.append(part.text()).append(' ');
        case Part.Refusal part -> text.append(part.text()).append(' ');
        case Part.ToolCall part -> text.append(part.arguments()).append(' ');
        case Part.ToolResult part -> text.append(textOf(part.parts(), here + ".parts"));
        default -> drop(true, here);
      }
    }
    return text.toString();
  }

  private void drop(boolean unreadable, String path) {
    if (unreadable) {
      dropped.add(path);
    }
  }

  /** The script for this call: a tool is called once, when its result is there, text follows. */
  Script toolChecked(Script script) {
    String tool = script.tool();
    if (tool == null || call.messages().getLast().role().equals(Message.TOOL)) {
      return script.withTool(null);
    }
    if (call.tools().stream()
        .noneMatch(t -> t instanceof Tool.Function f && f.name().equals(tool))) {
      throw new SettingException("tool", "the call has no tool '" + tool + "'");
    }
    return script;
  }

  String lastUserText() {
    return lastUserText;
  }

  int words() {
    return words;
  }

  List<String> dropped() {
    return dropped;
  }
}
