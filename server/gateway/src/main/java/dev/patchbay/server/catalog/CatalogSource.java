package dev.patchbay.server.catalog;

/** Gives the catalog of the moment. Thread-safe and cheap: a volatile read. */
@FunctionalInterface
public interface CatalogSource {
  Catalog current();
}
