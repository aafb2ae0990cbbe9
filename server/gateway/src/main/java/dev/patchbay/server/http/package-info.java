/**
 * The HTTP door: OpenAI's and Anthropic's APIs over the same relay as the gRPC door. {@code
 * transport} has the connections, {@code openai} and the like one dialect each.
 */
@NullMarked
package dev.patchbay.server.http;

import org.jspecify.annotations.NullMarked;
