/**
 * Who asks: keys of Oracle's IAM, where they come from, and the signature that is made with them.
 */
@NullMarked
package dev.patchbay.plugin.oci.auth;

import org.jspecify.annotations.NullMarked;
