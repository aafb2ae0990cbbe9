@NullMarked
package dev.patchbay.server.http.transport;

import org.jspecify.annotations.NullMarked;
