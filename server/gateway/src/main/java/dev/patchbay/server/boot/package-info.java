/** Puts the server together: Guice modules, start, reload, drain. */
@NullMarked
package dev.patchbay.server.boot;

import org.jspecify.annotations.NullMarked;
