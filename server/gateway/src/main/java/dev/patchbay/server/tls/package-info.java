/**
 * What listeners prove themselves with: certificates and keys from files, looked at again while the
 * server runs. Start at {@link dev.patchbay.server.tls.ListenerCertificates}.
 */
@NullMarked
package dev.patchbay.server.tls;

import org.jspecify.annotations.NullMarked;
