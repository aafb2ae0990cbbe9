/**
 * OpenAI's Responses, for every host that speaks them: requests are written, and answers read,
 * streamed and whole by the same code. Start at {@link
 * dev.patchbay.plugin.toolkit.responses.ResponsesRequest} and {@link
 * dev.patchbay.plugin.toolkit.responses.ResponsesDecoder}; what differs between hosts is data in
 * {@link dev.patchbay.plugin.toolkit.responses.ResponsesDialect}.
 */
@NullMarked
package dev.patchbay.plugin.toolkit.responses;

import org.jspecify.annotations.NullMarked;
