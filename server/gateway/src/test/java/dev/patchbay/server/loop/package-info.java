@NullMarked
package dev.patchbay.server.loop;

import org.jspecify.annotations.NullMarked;
