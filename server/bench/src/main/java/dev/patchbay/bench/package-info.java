/** Load programs, run by hand: see the README of this module. */
@NullMarked
package dev.patchbay.bench;

import org.jspecify.annotations.NullMarked;
