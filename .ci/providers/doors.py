"""The four ways to ask: over HTTP and gRPC, for a whole answer and for a stream. All give an Answer."""

import dataclasses
import json
import urllib.error
import urllib.request

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from patchbay.v1 import (
    chat_service_pb2,
    chat_service_pb2_grpc,
    content_pb2,
    embedding_service_pb2,
    embedding_service_pb2_grpc,
    generation_pb2,
)

SECONDS = 20
ROLES = {"user": content_pb2.ROLE_USER, "assistant": content_pb2.ROLE_ASSISTANT, "tool": content_pb2.ROLE_TOOL}


@dataclasses.dataclass
class Answer:
    text: str = ""
    reasoning: str = ""
    calls: list = dataclasses.field(default_factory=list)  # (id, name, arguments)
    finish: str = ""
    reason: str = ""  # of a failure
    endpoint: str = ""


class Http:
    def __init__(self, address):
        self.url = f"http://{address}/v1/"

    def post(self, body, path="chat/completions"):
        data = json.dumps(body).encode()
        return urllib.request.urlopen(
            urllib.request.Request(self.url + path, data, {"content-type": "application/json"}), timeout=SECONDS
        )

    def vectors(self, model, texts):
        with self.post({"model": model, "input": texts}, "embeddings") as response:
            return [told["embedding"] for told in json.load(response)["data"]]

    def failed(self, error):
        return Answer(reason=json.load(error)["error"]["metadata"]["reason"])

    def whole(self, model, messages, tools):
        try:
            with self.post(body(model, messages, tools)) as response:
                answer = Answer(endpoint=response.headers["x-patchbay-endpoint"])
                told = json.load(response)
        except urllib.error.HTTPError as error:
            return self.failed(error)
        (choice,) = told["choices"]
        self.add(answer, choice["message"], choice)
        return answer

    def stream(self, model, messages, tools):
        answer, done = Answer(), False
        try:
            with self.post(body(model, messages, tools) | {"stream": True}) as response:
                answer.endpoint = response.headers["x-patchbay-endpoint"]
                for line in response:
                    data = line.decode().removeprefix("data:").strip()
                    if line.startswith(b"data:") and data != "[DONE]":
                        for choice in json.loads(data)["choices"]:
                            self.add(answer, choice["delta"], choice)
                    done = done or data == "[DONE]"
        except urllib.error.HTTPError as error:
            return self.failed(error)
        assert done, "the stream ended without [DONE]"
        return answer

    @staticmethod
    def add(answer, message, choice):
        answer.text += message.get("content") or ""
        answer.reasoning += message.get("reasoning_content") or ""
        for call in message.get("tool_calls") or []:
            function = call["function"]
            if call.get("id"):
                answer.calls.append([call["id"], function["name"], ""])
            answer.calls[call.get("index", -1)][2] += function.get("arguments") or ""
        answer.finish = choice.get("finish_reason") or answer.finish

    def ranked(self, model, query, documents):
        with self.post({"model": model, "query": query, "documents": documents}, "rerank") as response:
            return [(told["index"], told["relevance_score"]) for told in json.load(response)["results"]]


class Grpc:
    def __init__(self, address):
        channel = grpc.insecure_channel(address)
        self.chat = chat_service_pb2_grpc.ChatServiceStub(channel)
        self.embedding = embedding_service_pb2_grpc.EmbeddingServiceStub(channel)

    def vectors(self, model, texts):
        inputs = [embedding_service_pb2.EmbedInput(text=text) for text in texts]
        told = self.embedding.Embed(embedding_service_pb2.EmbedRequest(model=model, inputs=inputs), timeout=SECONDS)
        return [list(embedding.values) for embedding in told.embeddings]

    def ranked(self, model, query, documents):
        request = embedding_service_pb2.RerankRequest(model=model, query=query, documents=documents)
        return [(told.index, told.score) for told in self.embedding.Rerank(request, timeout=SECONDS).results]

    def whole(self, model, messages, tools):
        try:
            told = self.chat.Chat(chat_service_pb2.ChatRequest(input=neutral(model, messages, tools)), timeout=SECONDS)
        except grpc.RpcError as error:
            return self.failed(error)
        answer = Answer(endpoint=told.route.endpoint)
        (choice,) = told.choices
        for part in choice.message.parts:
            answer.text += part.text.text
            answer.reasoning += part.reasoning.text
            if part.HasField("tool_call"):
                call = part.tool_call
                answer.calls.append([call.call_id, call.name, call.arguments])
        answer.finish = finish(choice.finish.reason)
        return answer

    def stream(self, model, messages, tools):
        answer, blocks, completed = Answer(), {}, False
        try:
            for event in self.chat.StreamChat(
                chat_service_pb2.StreamChatRequest(input=neutral(model, messages, tools)), timeout=SECONDS
            ):
                kind = event.WhichOneof("kind")
                if kind == "started":
                    answer.endpoint = event.started.route.endpoint
                elif kind == "text":
                    answer.text += event.text.text
                elif kind == "reasoning":
                    answer.reasoning += event.reasoning.text
                elif kind == "block_started" and event.block_started.head.HasField("tool_call"):
                    head = event.block_started.head.tool_call
                    blocks[event.block_started.block] = [head.call_id, head.name, ""]
                    answer.calls.append(blocks[event.block_started.block])
                elif kind == "tool_call":
                    blocks[event.tool_call.block][2] += event.tool_call.arguments
                elif kind == "choice_finished":
                    answer.finish = finish(event.choice_finished.finish.reason)
                completed = kind == "completed"
        except grpc.RpcError as error:
            return self.failed(error)
        assert completed, "the stream ended without `completed`"
        return answer

    @staticmethod
    def failed(error):
        info = error_details_pb2.ErrorInfo()
        status = rpc_status.from_call(error)
        for detail in status.details if status else ():
            if detail.Unpack(info):
                return Answer(reason=info.reason)
        return Answer(reason=str(error.code()))


def finish(reason):
    return generation_pb2.FinishReason.Name(reason).removeprefix("FINISH_REASON_").lower()


def body(model, messages, tools):
    request = {"model": model, "messages": messages}
    if tools:
        request["tools"] = [{"type": "function", "function": tool} for tool in tools]
    return request


def neutral(model, messages, tools):
    return generation_pb2.GenerationInput(
        model=model,
        messages=[message(told) for told in messages],
        tools=[
            content_pb2.Tool(
                function=content_pb2.FunctionTool(
                    name=tool["name"],
                    description=tool["description"],
                    parameters_schema_json=json.dumps(tool["parameters"]),
                )
            )
            for tool in tools
        ],
    )


def message(told):
    parts = []
    if told["role"] == "tool":
        result = content_pb2.ToolResultPart(call_id=told["tool_call_id"], parts=[text(told["content"])])
        parts.append(content_pb2.Part(tool_result=result))
    elif told["content"]:
        parts.append(text(told["content"]))
    for call in told.get("tool_calls", []):
        function = call["function"]
        called = content_pb2.ToolCallPart(call_id=call["id"], name=function["name"], arguments=function["arguments"])
        parts.append(content_pb2.Part(tool_call=called))
    return content_pb2.ChatMessage(role=ROLES[told["role"]], parts=parts)


def text(words):
    return content_pb2.Part(text=content_pb2.TextPart(text=words))
