package dev.patchbay.server.config;

/**
 * An address to listen at.
 *
 * @param host a host name, or an IP address without brackets
 * @param port 0 to 65535; 0: any free one
 */
public record Listener(String host, int port) {}
