/**
 * The HTTP client: Netty's codecs over a pool of connections for each event loop, reaching only
 * configured origins.
 */
@NullMarked
package dev.patchbay.server.upstream;

import org.jspecify.annotations.NullMarked;
