/**
 * The suite that every provider passes, run from bytes: no key, no network. Extend {@link
 * dev.patchbay.spi.testkit.ProviderContract}.
 */
@NullMarked
package dev.patchbay.spi.testkit;

import org.jspecify.annotations.NullMarked;
