/**
 * Anthropic's Messages, as spoken by Anthropic and by the clouds that serve Claude. What differs
 * from one to the other is data in {@link dev.patchbay.plugin.toolkit.anthropic.Variant}.
 */
@NullMarked
package dev.patchbay.plugin.toolkit.anthropic;

import org.jspecify.annotations.NullMarked;
