@NullMarked
package dev.patchbay.server.upstream;

import org.jspecify.annotations.NullMarked;
