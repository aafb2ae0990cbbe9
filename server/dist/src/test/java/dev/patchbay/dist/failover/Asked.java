package dev.patchbay.dist.failover;

import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.Json;
import dev.patchbay.dist.support.UpstreamSocket;

/**
 * A request that a provider got.
 *
 * @param at when, as {@link System#nanoTime}
 */
record Asked(long at, UpstreamSocket socket, Json body) {
  static Asked of(Conversation conversation) {
    return new Asked(
        System.nanoTime(), conversation.socket(), Json.of(conversation.request().body()));
  }

  boolean isStreamed() {
    return body.at("stream").isTrue();
  }

  /** The beginning of the answer that it shall go on from; empty: none. */
  String prefill() {
    Json last = body.at("messages").elements().getLast();
    return last.at("role").text().equals("assistant") ? last.at("content").text() : "";
  }

  boolean isPrefilled() {
    return body.at("messages").elements().getLast().at("role").text().equals("assistant");
  }
}
