@org.jspecify.annotations.NullMarked
package dev.patchbay.server.tls;
