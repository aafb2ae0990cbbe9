@NullMarked
package dev.patchbay.server.relay;

import org.jspecify.annotations.NullMarked;
