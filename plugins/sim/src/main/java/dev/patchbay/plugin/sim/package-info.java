/**
 * The teaching plugin: answers without a model, at a chosen pace, and fails on request in the ways
 * that providers fail. Read {@link dev.patchbay.plugin.sim.SimPlugin}, then {@link
 * dev.patchbay.plugin.sim.SimProvider}, then {@link dev.patchbay.plugin.sim.SimSource}.
 */
@NullMarked
package dev.patchbay.plugin.sim;

import org.jspecify.annotations.NullMarked;
