/** The command line's client: one question through the gRPC door. Sees the protos alone. */
@NullMarked
package dev.patchbay.cli;

import org.jspecify.annotations.NullMarked;
