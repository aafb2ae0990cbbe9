/**
 * The gRPC door: services, validation, translation to and from the neutral call, errors as
 * google.rpc.Status.
 */
@NullMarked
package dev.patchbay.server.grpc;

import org.jspecify.annotations.NullMarked;
