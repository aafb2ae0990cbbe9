import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { ErrorInfoSchema } from "../gen/google/rpc/error_info_pb.js";
import { ChatService } from "../gen/patchbay/v1/chat_service_pb.js";
import { Role } from "../gen/patchbay/v1/content_pb.js";

const ERROR_DOMAIN = "patchbay.dev";

/**
 * A call that failed. `reason` is a name of ErrorReason without its prefix, such as `MODEL_NOT_FOUND`; or the name of
 * the gRPC status where the failure was not the gateway's, such as `UNAVAILABLE` when nobody listens.
 */
export class GatewayError extends Error {
  constructor(reason, message, options) {
    super(`${reason}: ${message}`, options);
    this.name = "GatewayError";
    this.reason = reason;
  }

  static of(error) {
    const failure = ConnectError.from(error);
    const info = failure.findDetails(ErrorInfoSchema).find(({ domain }) => domain === ERROR_DOMAIN);
    return new GatewayError(info?.reason ?? statusName(failure.code), failure.rawMessage, { cause: error });
  }
}

/** A gateway that streams answers, over one connection in clear text. */
export class Gateway {
  #chat;
  #headers;

  /**
   * @param {string} address `HOST:PORT`
   * @param {string} [key] gateway key, where the gateway asks for one
   */
  constructor(address, key) {
    this.#chat = createClient(ChatService, createGrpcTransport({ baseUrl: `http://${address}` }));
    this.#headers = key ? { authorization: `Bearer ${key}` } : {};
  }

  /**
   * Yields the events of one answer, `completed` last. Leaving the loop cancels the call.
   *
   * @param {string} model
   * @param {string} prompt
   * @returns {AsyncGenerator<import("../gen/patchbay/v1/chat_service_pb.js").StreamChatResponse>}
   * @throws {GatewayError} when the call fails, and when the answer ends without `completed`: then it was cut
   */
  async *stream(model, prompt) {
    const user = { role: Role.USER, parts: [{ kind: { case: "text", value: { text: prompt } } }] };
    const cancel = new AbortController();
    const call = { headers: this.#headers, signal: cancel.signal };
    let completed = false;
    try {
      for await (const event of this.#chat.streamChat({ input: { model, messages: [user] } }, call)) {
        completed = event.kind.case === "completed";
        yield event;
      }
    } catch (error) {
      throw GatewayError.of(error);
    } finally {
      cancel.abort();
    }
    if (!completed) throw new GatewayError("STREAM_INTERRUPTED", "the answer ended without `completed`");
  }
}

/** `Code.NotFound` to `NOT_FOUND`, as gRPC spells it. */
function statusName(code) {
  return Code[code].replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}
