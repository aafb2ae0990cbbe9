package dev.patchbay.server.replay;

/**
 * Names one request of one caller.
 *
 * @param principal the name of the caller's key
 * @param call what is called: the door with its method or path
 * @param id the caller's own name for the request
 */
public record RequestKey(String principal, String call, String id) {}
