package dev.patchbay.server.http;

import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.json.Types;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request's turns bring back that stood apart from the parts it belongs to. The caller's
 * bytes are not what a service can take, then.
 */
public final class BroughtBack {
  private final Map<String, Minted.CallProof> proofs = new HashMap<>(0);
  private boolean any;

  /** Says that something was brought back. */
  public void note() {
    any = true;
  }

  /** Takes a call's proof. It goes onto the call, wherever that stands in the turn. */
  public void add(Minted.CallProof proof) {
    any = true;
    proofs.put(proof.callId(), proof);
  }

  /**
   * Takes a block as a part.
   *
   * @throws dev.patchbay.server.fault.FaultException if it is not what was handed out
   */
  public Part part(Minted.Block block, String path) {
    any = true;
    if (block.type().indexOf('.') <= 0 || !Types.isObject(block.json())) {
      throw Body.refused(path, "must be sent back as it was handed out");
    }
    return new Part.Opaque(block.type(), block.json(), Marks.NONE);
  }

  /** The parts of a turn that was read, with the proofs that came with it. */
  public List<Part> proven(List<Part> parts) {
    if (proofs.isEmpty()) {
      return parts;
    }
    var proven = new ArrayList<Part>(parts.size());
    for (Part part : parts) {
      proven.add(part instanceof Part.ToolCall call ? proven(call) : part);
    }
    proofs.clear();
    return proven;
  }

  private Part proven(Part.ToolCall call) {
    Minted.CallProof proof = proofs.get(call.id());
    if (proof == null) {
      return call;
    }
    Marks own = call.marks();
    var marks = new Marks(proof.proof(), proof.provider(), own.cachePoint(), own.extra());
    return new Part.ToolCall(call.id(), call.name(), call.arguments(), marks);
  }

  /** Whether anything was brought back so. */
  public boolean isAny() {
    return any;
  }
}
