package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ProviderError;
import org.jspecify.annotations.Nullable;

/** The events of chats. */
enum ChatKind implements AnswerKind<ChatEvent> {
  INSTANCE;

  @Override
  public Order<ChatEvent> order() {
    return new EventOrder()::event;
  }

  @Override
  public ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  @Override
  public @Nullable ProviderError error(ChatEvent event) {
    return event instanceof ChatEvent.Failed failed ? failed.error() : null;
  }

  @Override
  public boolean isCompleted(ChatEvent event) {
    return event instanceof ChatEvent.Completed;
  }

  @Override
  public String text(ChatEvent event) {
    return EventText.of(event);
  }
}
