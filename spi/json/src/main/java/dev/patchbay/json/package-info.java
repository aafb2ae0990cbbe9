/** JSON over byte ranges: a pull reader and a writer, small enough to ride in every plugin. */
@NullMarked
package dev.patchbay.json;

import org.jspecify.annotations.NullMarked;
