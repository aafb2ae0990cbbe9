@NullMarked
package dev.patchbay.server.failover;

import org.jspecify.annotations.NullMarked;
