/** OpenAI's Responses, without anything that is stored. */
@NullMarked
package dev.patchbay.server.http.responses;

import org.jspecify.annotations.NullMarked;
