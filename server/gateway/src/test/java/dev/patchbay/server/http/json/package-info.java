@NullMarked
package dev.patchbay.server.http.json;

import org.jspecify.annotations.NullMarked;
