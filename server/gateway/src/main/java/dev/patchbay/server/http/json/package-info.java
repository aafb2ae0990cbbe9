/** Reading requests as JSON and writing answers as JSON, for every dialect of the HTTP door. */
@NullMarked
package dev.patchbay.server.http.json;

import org.jspecify.annotations.NullMarked;
