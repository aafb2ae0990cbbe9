/** What the owner of a model and the caller want done when a target fails: values, no behaviour. */
@NullMarked
package dev.patchbay.server.failover;

import org.jspecify.annotations.NullMarked;
