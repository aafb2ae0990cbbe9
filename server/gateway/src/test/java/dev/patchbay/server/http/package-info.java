@NullMarked
package dev.patchbay.server.http;

import org.jspecify.annotations.NullMarked;
