package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.TokenLogprob;
import dev.patchbay.spi.Usage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads an answer that isn't a stream, its members wherever they stand. */
final class WholeReader {
  private final JsonReader json;
  private final Blocks blocks;
  private final Consumer<@Nullable String> named;
  private String finish = "";
  private @Nullable Usage usage;
  private List<TokenLogprob> logprobs = List.of();
  private int messageAt = -1;

  // Within the message.
  private String plan = "";
  private int contentAt = -1;
  private int callsAt = -1;
  private int citationsAt = -1;
  private int count;

  WholeReader(byte[] buffer, int length, Blocks blocks, Consumer<@Nullable String> named) {
    this.json = new JsonReader().over(buffer, 0, length);
    this.blocks = blocks;
    this.named = named;
  }

  String finish() {
    return finish;
  }

  @Nullable Usage usage() {
    return usage;
  }

  /** False if this is no answer. */
  boolean read() {
    EventReader.object(
        json,
        name -> {
          switch (name) {
            case "id" -> named.accept(json.anyText());
            case "message" -> messageAt = object();
            case "finish_reason" -> finish = String.valueOf(json.anyText());
            case "usage" -> usage = EventReader.usage(json);
            case "logprobs" -> logprobs = EventReader.logprobs(json);
            default -> json.skip();
          }
        });
    json.end();
    if (messageAt < 0 || finish.isEmpty()) {
      return false;
    }
    json.position(messageAt);
    message();
    return true;
  }

  /** A place to come back to, -1 if there is no object or list. */
  private int object() {
    boolean composed = json.peek() == '{' || json.peek() == '[';
    int at = composed ? json.position() : -1;
    json.skip();
    return at;
  }

  private void message() {
    EventReader.object(
        json,
        name -> {
          switch (name) {
            case "tool_plan" -> plan = json.string();
            case "content" -> contentAt = object();
            case "tool_calls" -> callsAt = object();
            case "citations" -> citationsAt = object();
            default -> json.skip();
          }
        });
    blocks.plan(plan);
    each(contentAt, this::content);
    each(citationsAt, () -> blocks.citation(CitationReader.of(json.raw())));
    count = 0;
    each(callsAt, this::call);
  }

  private void each(int at, Runnable element) {
    if (at < 0) {
      return;
    }
    json.position(at);
    json.beginArray();
    while (json.nextElement()) {
      element.run();
    }
  }

  private void content() {
    int index = count++;
    EventReader.object(
        json,
        name -> {
          switch (name) {
            case "text" -> {
              blocks.content(index, BlockKind.TEXT, json.string(), logprobs);
              logprobs = List.of();
            }
            case "thinking" -> {
              blocks.content(index, BlockKind.REASONING, json.string(), List.of());
              blocks.contentEnd(index);
            }
            default -> json.skip();
          }
        });
  }

  private void call() {
    String[] call = {"", "", ""};
    EventReader.object(
        json,
        name -> {
          switch (name) {
            case "id" -> call[0] = json.string();
            case "function" -> function(call);
            default -> json.skip();
          }
        });
    int index = count++;
    blocks.callStart(index, call[0], call[1], call[2]);
    blocks.callEnd(index);
  }

  private void function(String[] call) {
    EventReader.object(
        json,
        name -> {
          switch (name) {
            case "name" -> call[1] = json.string();
            case "arguments" -> call[2] = json.string();
            default -> json.skip();
          }
        });
  }
}
