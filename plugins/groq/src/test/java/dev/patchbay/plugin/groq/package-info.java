@NullMarked
package dev.patchbay.plugin.groq;

import org.jspecify.annotations.NullMarked;
