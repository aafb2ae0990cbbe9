@NullMarked
package dev.patchbay.server.http.anthropic;

import org.jspecify.annotations.NullMarked;
