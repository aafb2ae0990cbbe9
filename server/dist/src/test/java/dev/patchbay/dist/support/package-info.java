/**
 * Fixtures of the tests that go through real sockets: upstreams by script, a server, its callers.
 */
@NullMarked
package dev.patchbay.dist.support;

import org.jspecify.annotations.NullMarked;
