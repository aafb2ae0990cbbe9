@NullMarked
package dev.patchbay.server.door;

import org.jspecify.annotations.NullMarked;
