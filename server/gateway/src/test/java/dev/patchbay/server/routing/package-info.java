@NullMarked
package dev.patchbay.server.routing;

import org.jspecify.annotations.NullMarked;
