package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.v1.CancelChatRequest;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.GetModelRequest;
import dev.patchbay.v1.ListEndpointsRequest;
import dev.patchbay.v1.ListModelsRequest;
import dev.patchbay.v1.RequestOptions;
import dev.patchbay.v1.RerankRequest;
import dev.patchbay.v1.ResumeChatRequest;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.StreamChatRequest;
import java.util.Map;

/**
 * Checks requests against the bounds that the protos document, each of which a test looks up here.
 * What it lets pass the rest of the door relies on.
 *
 * <p>Every method throws {@link FaultException} with all that is wrong, at most {@value
 * Violations#MAX} fields: {@link Reason#UNSUPPORTED_PARAMETER} if the request asks for what this
 * version does not have or what makes no sense there, else {@link Reason#INVALID_REQUEST}. A
 * prompt's text is neither read nor copied; JSON is read once.
 *
 * <p>Checked elsewhere, where they are known: metadata, page tokens, numbers of events.
 */
final class RequestValidator {
  private RequestValidator() {}

  static void check(ChatRequest request) {
    var found = new Violations();
    input(found, request.hasInput(), request.getInput());
    found.throwIfAny();
  }

  static void check(StreamChatRequest request) {
    var found = new Violations();
    input(found, request.hasInput(), request.getInput());
    found.enter("stream");
    OptionRules.check(found, request.getStream());
    found.leave();
    found.throwIfAny();
  }

  static void check(EmbedRequest request) {
    var found = new Violations();
    EmbedRules.check(found, request);
    way(found, request.getRoute(), request.getOptions());
    found.enter("route");
    RouteRules.checkForVectors(found, request.getRoute());
    found.leave();
    providerOptions(found, request.getProviderOptionsJsonMap());
    found.throwIfAny();
  }

  static void check(RerankRequest request) {
    var found = new Violations();
    RerankRules.check(found, request);
    way(found, request.getRoute(), request.getOptions());
    found.enter("route");
    RouteRules.checkForVectors(found, request.getRoute());
    found.leave();
    providerOptions(found, request.getProviderOptionsJsonMap());
    found.throwIfAny();
  }

  static void check(ResumeChatRequest request) {
    var found = new Violations();
    responseId(found, request.getResponseId());
    found.throwIfAny();
  }

  static void check(CancelChatRequest request) {
    var found = new Violations();
    responseId(found, request.getResponseId());
    found.throwIfAny();
  }

  private static void responseId(Violations at, String id) {
    Bounds.required(at, "response_id", id);
    Bounds.atMost(at, "response_id", id, 128);
  }

  static void check(ListModelsRequest request) {
    var found = new Violations();
    Bounds.wholeRange(found, "page_size", request.getPageSize(), 0, 1000);
    RouteRules.unsupported(found, "filter", !request.getFilter().isEmpty());
    RouteRules.unsupported(found, "order_by", !request.getOrderBy().isEmpty());
    found.throwIfAny();
  }

  static void check(GetModelRequest request) {
    var found = new Violations();
    modelName(found, "name", request.getName());
    found.throwIfAny();
  }

  static void check(ListEndpointsRequest request) {
    var found = new Violations();
    modelName(found, "parent", request.getParent());
    Bounds.wholeRange(found, "page_size", request.getPageSize(), 0, 1000);
    RouteRules.unsupported(found, "filter", !request.getFilter().isEmpty());
    found.throwIfAny();
  }

  private static void modelName(Violations at, String field, String name) {
    Bounds.requiredPattern(at, field, name, Patterns.isModelName(name), Patterns.MODEL_NAME);
  }

  private static void input(Violations at, boolean present, GenerationInput input) {
    Bounds.required(at, "input", present);
    if (present) {
      at.enter("input");
      input(at, input);
      at.leave();
    }
  }

  private static void input(Violations at, GenerationInput input) {
    Bounds.required(at, "model", input.getModel());
    Bounds.atMost(at, "model", input.getModel(), 256);
    MessageRules.check(at, input.getMessagesList());
    ToolRules.check(at, input.getToolsList(), input.getToolChoice());
    if (input.hasResponseFormat()) {
      at.enter("response_format");
      ToolRules.check(at, input.getResponseFormat());
      at.leave();
    }
    params(at, input);
    RouteRules.unsupported(at, "grounding", input.hasGrounding());
    providerOptions(at, input.getProviderOptionsJsonMap());
    Bounds.jsonObject(at, "extra_json", input.getExtraJson());
  }

  /** Unset messages read as their default instances, which break no bound. */
  private static void params(Violations at, GenerationInput input) {
    at.enter("sampling");
    SamplingRules.check(at, input.getSampling());
    at.leave();
    at.enter("reasoning");
    SamplingRules.check(at, input.getReasoning());
    at.leave();
    at.enter("output");
    SamplingRules.check(at, input.getOutput());
    at.leave();
    way(at, input.getRoute(), input.getOptions());
  }

  private static void way(Violations at, RoutePreferences route, RequestOptions options) {
    at.enter("route");
    RouteRules.check(at, route);
    at.leave();
    at.enter("options");
    OptionRules.check(at, options);
    at.leave();
  }

  private static void providerOptions(Violations at, Map<String, String> options) {
    if (options.isEmpty()) {
      return;
    }
    options.forEach((adapter, json) -> {
      if (JsonSyntax.objectError(json) >= 0) {
        Bounds.requiredJsonObject(at, Bounds.entry("provider_options_json", adapter), json);
      }
    });
  }
}
