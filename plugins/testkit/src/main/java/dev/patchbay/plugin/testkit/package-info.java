/** What the tests of plugins share: recorded traffic, and ways to ask and to read. */
@NullMarked
package dev.patchbay.plugin.testkit;

import org.jspecify.annotations.NullMarked;
