@NullMarked
package dev.patchbay.plugin.ollama;

import org.jspecify.annotations.NullMarked;
