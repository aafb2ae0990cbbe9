/**
 * Tokens of Entra ID, by the library azure-identity, whose classes are touched here alone: an
 * endpoint with a key does not need them.
 */
@NullMarked
package dev.patchbay.plugin.azure.entra;

import org.jspecify.annotations.NullMarked;
