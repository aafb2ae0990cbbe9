@NullMarked
package dev.patchbay.server.fault;

import org.jspecify.annotations.NullMarked;
