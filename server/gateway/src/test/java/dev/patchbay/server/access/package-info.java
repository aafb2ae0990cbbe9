@org.jspecify.annotations.NullMarked
package dev.patchbay.server.access;
