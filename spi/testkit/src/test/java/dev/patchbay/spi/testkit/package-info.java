/** The testkit's own tests: an honest provider, and wrong ones that each check must catch. */
@NullMarked
package dev.patchbay.spi.testkit;

import org.jspecify.annotations.NullMarked;
