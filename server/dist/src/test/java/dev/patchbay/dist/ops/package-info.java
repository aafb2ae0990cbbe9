/**
 * How the installed program behaves for those who run it: real processes, signals, configuration
 * files and plugin JARs. Needs the built distribution.
 */
@NullMarked
package dev.patchbay.dist.ops;

import org.jspecify.annotations.NullMarked;
