/**
 * What the doors share, told once and tested over each: a question goes in through gRPC or HTTP,
 * whole or streamed, and what comes back is compared in terms that both have. What only one of them
 * has is tested in {@code call} and {@code http}.
 */
@NullMarked
package dev.patchbay.dist.both;

import org.jspecify.annotations.NullMarked;
