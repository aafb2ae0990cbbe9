@NullMarked
package dev.patchbay.server.health;

import org.jspecify.annotations.NullMarked;
