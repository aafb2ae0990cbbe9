"""Prints an answer as it is made: text on stdout, route, usage and errors on stderr."""

import argparse
import os
import sys

from patchbay.v1.chat_service_pb2 import StreamChatResponse
from patchbay.v1.generation_pb2 import RouteDecision, Usage
from patchbay_client.gateway import Gateway, GatewayError


def main() -> int:
    parser = argparse.ArgumentParser(prog="stream_chat", description=__doc__)
    parser.add_argument("address", help="HOST:PORT of the gateway's gRPC listener")
    parser.add_argument("model", help="name of the model to ask")
    parser.add_argument("prompt", help="what to ask")
    arguments = parser.parse_args()
    try:
        with Gateway(arguments.address, os.environ.get("PATCHBAY_KEY")) as gateway:
            for event in gateway.stream(arguments.model, arguments.prompt):
                show(event)
    except GatewayError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def show(event: StreamChatResponse) -> None:
    match event.WhichOneof("kind"):
        case "text":
            print(event.text.text, end="", flush=True)
        case "started":
            show_route(event.started.route)
        case "route_changed":
            show_route(event.route_changed.route)
        case "completed":
            print(flush=True)
            show_usage(event.completed.usage)
        case "interrupted":
            print(flush=True)
            show_usage(event.interrupted.usage)


def show_route(route: RouteDecision) -> None:
    print(f"route: {route.upstream_model} at {route.endpoint} ({route.provider})", file=sys.stderr)


def show_usage(usage: Usage) -> None:
    note = ", estimated" if usage.estimated else ""
    print(f"usage: {usage.input_tokens} tokens in, {usage.output_tokens} out{note}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
