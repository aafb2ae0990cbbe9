/**
 * HTTP/1.1 and HTTP/2 on the server's event loops: connections, requests with bounded heads and
 * bodies, answers whole and streamed. Knows nothing of models.
 */
@NullMarked
package dev.patchbay.server.http.transport;

import org.jspecify.annotations.NullMarked;
