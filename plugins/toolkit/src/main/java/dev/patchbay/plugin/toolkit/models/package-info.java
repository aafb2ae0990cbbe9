/** What is known of models, as data that a plugin brings along. */
@NullMarked
package dev.patchbay.plugin.toolkit.models;

import org.jspecify.annotations.NullMarked;
