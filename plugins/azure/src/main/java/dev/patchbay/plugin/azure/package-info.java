/** The provider {@code azure}: OpenAI's and others' models on Azure, by key or Entra ID. */
@NullMarked
package dev.patchbay.plugin.azure;

import org.jspecify.annotations.NullMarked;
