@NullMarked
package dev.patchbay.plugin.cohere;

import org.jspecify.annotations.NullMarked;
