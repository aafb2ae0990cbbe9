/** What all of Amazon's APIs share: identities, signatures, errors. */
@NullMarked
package dev.patchbay.plugin.bedrock.aws;

import org.jspecify.annotations.NullMarked;
