/**
 * Failing over, told over both doors with providers that misbehave on real sockets: the sixteen
 * scenarios of issue 5 and the faults besides.
 */
@NullMarked
package dev.patchbay.dist.failover;

import org.jspecify.annotations.NullMarked;
