package dev.patchbay.plugin.oci.auth;

/** Where a key comes from. */
public enum Kind {
  /** The configuration file of Oracle's tools. */
  CONFIG,
  /** The machine: an instance of Oracle's cloud. */
  INSTANCE,
  /** The pod: a workload of Oracle's Kubernetes engine. */
  WORKLOAD,
  /** The function, container or job of another service of Oracle's, by its environment. */
  RESOURCE,
  /** Whichever of them there is. */
  AUTOMATIC
}
