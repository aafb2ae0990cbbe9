"""A gateway that streams answers."""

from __future__ import annotations

from collections.abc import Iterator

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from patchbay.v1 import chat_service_pb2, chat_service_pb2_grpc, content_pb2, generation_pb2

ERROR_DOMAIN = "patchbay.dev"


class GatewayError(Exception):
    """A call that failed.

    `reason` is a name of `ErrorReason` without its prefix, such as `MODEL_NOT_FOUND`; or the name of the
    gRPC status where the failure was not the gateway's, such as `UNAVAILABLE` when nobody listens.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message

    @classmethod
    def of(cls, error: grpc.RpcError) -> GatewayError:
        status = rpc_status.from_call(error)
        info = error_details_pb2.ErrorInfo()
        for detail in status.details if status else ():
            if detail.Unpack(info) and info.domain == ERROR_DOMAIN:
                return cls(info.reason, error.details())
        return cls(error.code().name, error.details())


class Gateway:
    """A connection in clear text, to be closed or used in a `with` statement. Safe to share by threads."""

    def __init__(self, address: str, key: str | None = None) -> None:
        """`address` is `HOST:PORT`; `key` the gateway key, where the gateway asks for one."""
        self._channel = grpc.insecure_channel(address)
        self._chat = chat_service_pb2_grpc.ChatServiceStub(self._channel)
        self._metadata = [("authorization", f"Bearer {key}")] if key else []

    def stream(self, model: str, prompt: str) -> Iterator[chat_service_pb2.StreamChatResponse]:
        """Yields the events of one answer, `completed` last. Closing the iterator cancels the call.

        Raises GatewayError when the call fails and when the answer ends without `completed`, which means
        that it was cut.
        """
        user = content_pb2.ChatMessage(
            role=content_pb2.ROLE_USER,
            parts=[content_pb2.Part(text=content_pb2.TextPart(text=prompt))],
        )
        request = chat_service_pb2.StreamChatRequest(
            input=generation_pb2.GenerationInput(model=model, messages=[user])
        )
        call = self._chat.StreamChat(request, metadata=self._metadata)
        completed = False
        try:
            for event in call:
                completed = event.WhichOneof("kind") == "completed"
                yield event
        except grpc.RpcError as error:
            raise GatewayError.of(error) from error
        finally:
            call.cancel()
        if not completed:
            raise GatewayError("STREAM_INTERRUPTED", "the answer ended without `completed`")

    def close(self) -> None:
        self._channel.close()

    def __enter__(self) -> Gateway:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
