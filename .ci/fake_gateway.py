"""A gateway that answers as a model name says, for what a good server never does. Listens like the real one."""

import signal
from concurrent import futures

import grpc
from google.protobuf import any_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from patchbay.v1 import chat_service_pb2 as chat
from patchbay.v1 import chat_service_pb2_grpc
from patchbay.v1 import generation_pb2 as generation

ROUTE = generation.RouteDecision(endpoint="fake", provider="fake", upstream_model="fake", attempt=1)
USAGE = generation.Usage(input_tokens=3, output_tokens=2)


class Chat(chat_service_pb2_grpc.ChatServiceServicer):
    def StreamChat(self, request, context):
        model = request.input.model
        if model not in ("whole", "interrupted", "without-end"):
            fail(context, code_pb2.NOT_FOUND, "MODEL_NOT_FOUND", f"no model {model}")
        yield chat.StreamChatResponse(sequence=1, started=chat.Started(model=model, route=ROUTE))
        yield chat.StreamChatResponse(sequence=1, heartbeat=chat.Heartbeat(phase="connecting"))
        start = chat.BlockStarted(kind=chat.BlockStarted.KIND_TEXT)
        yield chat.StreamChatResponse(sequence=2, block_started=start)
        yield chat.StreamChatResponse(sequence=3, text=chat.TextDelta(text="Grüße, "))
        yield chat.StreamChatResponse(sequence=4, text=chat.TextDelta(text="\U0001f30d!"))
        if model == "interrupted":
            cut = chat.Interrupted(reason="STREAM_INTERRUPTED", usage=USAGE)
            yield chat.StreamChatResponse(sequence=5, interrupted=cut)
            fail(context, code_pb2.UNAVAILABLE, "STREAM_INTERRUPTED", "the provider hung up")
        if model == "whole":
            yield chat.StreamChatResponse(sequence=5, block_ended=chat.BlockEnded())
            yield chat.StreamChatResponse(sequence=6, choice_finished=chat.ChoiceFinished())
            yield chat.StreamChatResponse(sequence=7, completed=chat.Completed(usage=USAGE))


def fail(context, code, reason, message):
    detail = any_pb2.Any()
    detail.Pack(error_details_pb2.ErrorInfo(reason=reason, domain="patchbay.dev"))
    status = status_pb2.Status(code=code, message=message, details=[detail])
    context.abort_with_status(rpc_status.to_status(status))


def main():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    chat_service_pb2_grpc.add_ChatServiceServicer_to_server(Chat(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(None))
    print(f"listening grpc 127.0.0.1:{port}\nready", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
