package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonWriter;

/**
 * What stands around each request of Oracle's own API: who pays, and which model answers.
 *
 * @param compartment the OCID of the compartment
 */
record Envelope(String compartment) {
  private static final String ENDPOINT = "ocid1.generativeaiendpoint.";

  /** Writes the members into an object that has been begun. */
  void write(JsonWriter json, String model) {
    json.name("compartmentId").string(compartment);
    json.name("servingMode").beginObject();
    if (model.startsWith(ENDPOINT)) {
      json.name("servingType").string("DEDICATED").name("endpointId").string(model);
    } else {
      json.name("servingType").string("ON_DEMAND").name("modelId").string(model);
    }
    json.endObject();
  }
}
