@NullMarked
package dev.patchbay.server.http.responses;

import org.jspecify.annotations.NullMarked;
