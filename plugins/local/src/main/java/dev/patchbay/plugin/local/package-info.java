/**
 * The provider {@code local}: a model in the process. Start at {@link
 * dev.patchbay.plugin.local.LocalPlugin}.
 */
@NullMarked
package dev.patchbay.plugin.local;

import org.jspecify.annotations.NullMarked;
