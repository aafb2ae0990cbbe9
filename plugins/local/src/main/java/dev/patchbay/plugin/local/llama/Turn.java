package dev.patchbay.plugin.local.llama;

/**
 * One turn of a conversation, as a chat template takes it.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 * @param text without NUL characters: C ends a text there
 */
public record Turn(String role, String text) {}
