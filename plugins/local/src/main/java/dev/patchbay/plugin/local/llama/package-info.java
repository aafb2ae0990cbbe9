/**
 * llama.cpp in the process, through Java's foreign-function API. Knows nothing of the SPI. Start at
 * {@link dev.patchbay.plugin.local.llama.Engine}.
 *
 * <p>The native library is the one inside {@code de.kherud:llama}'s JAR, which is used as a
 * container only. Three things about it shape this package:
 *
 * <ul>
 *   <li>A native call pins a virtual thread's carrier: read answers on platform threads.
 *   <li>It mixes up prompts that are evaluated at the same time, since its matrix code has one
 *       counter for all: {@link dev.patchbay.plugin.local.llama.FairGate} lets one in at a time.
 *       Evaluating a single token never comes to that code.
 *   <li>Making a context costs 30 to 180 ms and, on a new thread, 55 MB more each time, since the C
 *       library gives each thread its own heap. So contexts are made once, and lent.
 * </ul>
 */
@NullMarked
package dev.patchbay.plugin.local.llama;

import org.jspecify.annotations.NullMarked;
