@NullMarked
package dev.patchbay.server.http.openai;

import org.jspecify.annotations.NullMarked;
