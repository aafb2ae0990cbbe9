/**
 * How endpoints and their models are doing: circuits, limits of calls at once, retry budgets, times
 * to the first token. Live, in memory, thread-safe, and never waiting for anything.
 */
@NullMarked
package dev.patchbay.server.health;

import org.jspecify.annotations.NullMarked;
