/** Bodies of HTTP responses: event-stream framing, gathered bodies, base URLs, retry hints. */
@NullMarked
package dev.patchbay.plugin.toolkit.http;

import org.jspecify.annotations.NullMarked;
