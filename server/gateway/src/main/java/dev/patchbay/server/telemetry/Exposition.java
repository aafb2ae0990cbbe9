package dev.patchbay.server.telemetry;

/**
 * All metrics as they are at one moment, for a door to send.
 *
 * @param contentType a header's value
 * @param body UTF-8; the receiver's own
 */
public record Exposition(String contentType, byte[] body) {}
