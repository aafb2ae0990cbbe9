/** The HTTP door through OpenAI's own library for Java. */
@NullMarked
package dev.patchbay.dist.http;

import org.jspecify.annotations.NullMarked;
