package dev.patchbay.server.door;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import java.util.Comparator;
import java.util.List;

/** The models that a caller may see: those that it may use. */
public final class VisibleModels {
  private VisibleModels() {}

  /** By name. */
  public static List<Model> all(Catalog catalog, Principal principal) {
    return catalog.models().values().stream()
        .filter(model -> principal.mayUse(model.name()))
        .sorted(Comparator.comparing(Model::name))
        .toList();
  }

  /**
   * The model of this name.
   *
   * @throws FaultException MODEL_NOT_FOUND; KEY_NOT_ALLOWED if there is one that the caller may not
   *     use
   */
  public static Model named(Catalog catalog, Principal principal, String name) {
    Model model =
        catalog
            .model(name)
            .orElseThrow(() -> refused(Reason.MODEL_NOT_FOUND, name, "is not configured"));
    if (!principal.mayUse(name)) {
      throw refused(Reason.KEY_NOT_ALLOWED, name, "may not be used with the key of this call");
    }
    return model;
  }

  private static FaultException refused(Reason reason, String model, String why) {
    return new FaultException(
        Fault.of(reason, "model \"" + model + "\" " + why).with(Fault.MODEL, model));
  }
}
