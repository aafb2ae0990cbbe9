package dev.patchbay.server.fault;

/**
 * One thing that is wrong with a request.
 *
 * @param field path of the field, as the caller's schema names it: {@code input.messages[2].role}
 * @param description the offending and the expected value
 */
public record Violation(String field, String description) {}
