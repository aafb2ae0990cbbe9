/** The provider {@code cohere}: chat and embeddings of Cohere's API v2. */
@NullMarked
package dev.patchbay.plugin.cohere;

import org.jspecify.annotations.NullMarked;
