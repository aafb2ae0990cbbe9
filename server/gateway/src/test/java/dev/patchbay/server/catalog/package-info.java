@NullMarked
package dev.patchbay.server.catalog;

import org.jspecify.annotations.NullMarked;
