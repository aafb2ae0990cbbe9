package dev.patchbay.plugin.local;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;

/** Reads answers to their end, as the server does. */
final class Reading {
  private Reading() {}

  static Pulled.Source<ChatEvent> open(Provider provider, String prompt, Sampling sampling) {
    var call =
        ChatCall.builder("any", List.of(Message.of(Message.USER, prompt))).stream(true)
            .sampling(sampling)
            .build();
    return ((Pulled<ChatEvent>) provider.chat(call)).source();
  }

  static List<ChatEvent> all(Provider provider, String prompt, Sampling sampling) throws Exception {
    try (var source = open(provider, prompt, sampling)) {
      return all(source);
    }
  }

  static List<ChatEvent> all(Pulled.Source<ChatEvent> source) throws Exception {
    var events = new ArrayList<ChatEvent>();
    for (ChatEvent event = source.next(); event != null; event = source.next()) {
      events.add(event);
    }
    return events;
  }

  /** Reads up to the first piece of text, or to the end. */
  static boolean untilText(Pulled.Source<ChatEvent> source) throws Exception {
    ChatEvent event = source.next();
    while (event != null && !(event instanceof ChatEvent.Delta)) {
      event = source.next();
    }
    return event != null;
  }

  static String text(List<ChatEvent> events) {
    var text = new StringBuilder();
    for (ChatEvent event : events) {
      if (event instanceof ChatEvent.Delta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  static Usage usage(List<ChatEvent> events) {
    return one(events, ChatEvent.Used.class).usage();
  }

  static ChatEvent.ChoiceFinished finish(List<ChatEvent> events) {
    return one(events, ChatEvent.ChoiceFinished.class);
  }

  private static <E> E one(List<ChatEvent> events, Class<E> type) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + events));
  }
}
