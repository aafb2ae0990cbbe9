"""A service that speaks OpenAI's chat completions and embeddings, and does what the last user message says. Google's and
Anthropic's dialects have one story each: thoughts and calls with proofs, then, once there are results, a text.

`do NAME WORDS` plays the behaviour NAME (the functions marked with @behaviour below); any other message is repeated. Below
/broken/v1 every request fails with 500. GET /control tells how often each behaviour was asked for and when callers left,
POST /control forgets it, GET /control/last gives the last request's body as it came. Prints its address, then `ready`.
"""

import asyncio
import base64
import hashlib
import json
import signal
import struct
import time

BEHAVIOURS = {}
MODEL = "upstream-model"
TYPES = {401: "authentication_error", 403: "permission_error", 429: "tokens", 500: "server_error", 503: "server_error"}
CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded", 529: "overloaded_error"}


class Record:
    def __init__(self):
        self.counts, self.left, self.body, self.headers = {}, [], b"", {}

    def told(self):
        return {"counts": self.counts, "left": self.left, "headers": self.headers}


record = Record()


def behaviour(function):
    BEHAVIOURS[function.__name__.replace("_", "-")] = function
    return function


class Left(Exception):
    """The caller closed the connection."""


class Exchange:
    def __init__(self, reader, writer, path, headers, body):
        self.reader, self.writer, self.path, self.headers, self.body = reader, writer, path, headers, body

    async def json(self, status, body, *headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        lines = [f"HTTP/1.1 {status} Told", "content-type: application/json", f"content-length: {len(data)}", *headers]
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
        await self.writer.drain()

    async def events(self):
        self.writer.write(b"HTTP/1.1 200 Told\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        await self.writer.drain()

    async def data(self, data):
        line = b"data: " + (data if isinstance(data, bytes) else json.dumps(data).encode()) + b"\n\n"
        self.writer.write(b"%x\r\n%b\r\n" % (len(line), line))
        await self.writer.drain()

    async def event(self, name, **members):
        await self.data({"type": name} | members)

    async def done(self):
        await self.data(b"[DONE]")
        await self.end()

    async def end(self):
        self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()

    async def error(self, status, code=None, *headers):
        problem = {"message": f"told to answer {status}", "type": TYPES.get(status, "invalid_request_error"), "param": None}
        await self.json(status, {"error": problem | {"code": code or CODES.get(status)}}, *headers)

    def cut(self):
        self.writer.transport.abort()


class Chat(Exchange):
    """One request for a chat."""

    def read(self):
        self.asked = json.loads(self.body)
        self.streamed = bool(self.asked.get("stream"))
        self.messages = self.asked["messages"]
        self.said = next((text(m) for m in reversed(self.messages) if m["role"] == "user"), "")
        self.words = self.said.split()[1:] if self.said.startswith("do ") else ["echo"]
        return self

    def choice(self, delta, finish=None):
        return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}

    async def chunk(self, members):
        await self.data({"id": "chatcmpl-told", "object": "chat.completion.chunk", "created": 1700000000, "model": MODEL} | members)

    async def begin(self):
        await self.events()
        await self.chunk(self.choice({"role": "assistant", "content": ""}))

    async def answer(self, content=None, calls=()):
        finish = "tool_calls" if calls else "stop"
        usage = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}
        if not self.streamed:
            message = {"role": "assistant", "content": content, "refusal": None}
            if calls:
                message["tool_calls"] = [call(n, *c) for n, c in enumerate(calls)]
            choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
            head = {"id": "chatcmpl-told", "object": "chat.completion", "created": 1700000000, "model": MODEL}
            return await self.json(200, head | {"choices": [choice], "usage": usage})
        await self.begin()
        for piece in pieces(content or ""):
            await self.chunk(self.choice({"content": piece}))
        for n, (name, arguments) in enumerate(calls):
            await self.chunk(self.choice({"tool_calls": [{"index": n} | call(n, name, "")]}))
            for piece in pieces(arguments):
                await self.chunk(self.choice({"tool_calls": [{"index": n, "function": {"arguments": piece}}]}))
        await self.chunk(self.choice({}, finish))
        if (self.asked.get("stream_options") or {}).get("include_usage"):
            await self.chunk({"choices": [], "usage": usage})
        await self.done()


def text(message):
    content = message.get("content") or ""
    return content if isinstance(content, str) else "".join(p["text"] for p in content if p["type"] == "text")


def pieces(whole, length=4):
    return [whole[i : i + length] for i in range(0, len(whole), length)]


def call(number, name, arguments):
    return {"id": f"call_{number}", "type": "function", "function": {"name": name, "arguments": arguments}}


def example(schema, number=0):
    """A value that the schema allows."""
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {name: example(inner, number) for name, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [example(schema["items"], n) for n in range(2)]
    return {"integer": 42, "number": 1.5, "boolean": True}.get(kind, ["Paris", "Oslo"][number])


@behaviour
async def echo(chat):
    form = chat.asked.get("response_format") or {}
    if form.get("type") == "json_schema":
        return await chat.answer(json.dumps(example(form["json_schema"]["schema"])))
    await chat.answer(f"You said: {chat.said}")


@behaviour
async def think(chat):
    """Thinks, but proves nothing."""
    if chat.streamed:
        await chat.begin()
        await chat.chunk(chat.choice({"reasoning_content": "hmmm"}))
        await chat.chunk(chat.choice({"content": "yes"}))
        await chat.chunk(chat.choice({}, "stop"))
        return await chat.done()
    message = {"role": "assistant", "reasoning_content": "hmmm", "content": "yes"}
    await chat.json(200, {"id": "chatcmpl-told", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


@behaviour
async def tools(chat):
    """Calls the first tool, N times at once; answers with the results once they are there."""
    results = [m for m in chat.messages if m["role"] == "tool"]
    if results:
        return await chat.answer("; ".join(f"{m['tool_call_id']}={text(m)}" for m in results))
    tool = chat.asked["tools"][0]["function"]
    times = int(chat.words[1]) if len(chat.words) > 1 else 1
    schema = tool.get("parameters", {})
    await chat.answer(calls=[(tool["name"], json.dumps(example(schema, n))) for n in range(times)])


@behaviour
async def parts(chat):
    """Tells the content parts that came."""
    told = []
    for part in next(m for m in reversed(chat.messages) if m["role"] == "user")["content"]:
        picture = part.get("image_url", {})
        digest = hashlib.sha256(picture.get("url", "").encode()).hexdigest()[:12]
        told.append(part["type"] if part["type"] == "text" else f"{part['type']} {picture.get('detail')} {digest}")
    await chat.answer(", ".join(told))


@behaviour
async def size(chat):
    await chat.answer(str(len(chat.said)))


@behaviour
async def odd(chat):
    """Members and numbers that nobody models, in the answer; those of the request are in /control/last."""
    more = b'"x_big":12345678901234567890123,"x_one":1.0,"x_exp":1e2,"x_deep":{"a":[1.10,-0,null],"\\u00e9":"\\/"}'
    usage = b'{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12,"x_cost":0.10}'
    head = b'{"id":"chatcmpl-told","created":1700000000,"model":"upstream-model",' + more
    if not chat.streamed:
        message = b'{"role":"assistant","content":"odd","x_mood":3.0}'
        choices = b'[{"index":0,"message":' + message + b',"finish_reason":"x_whim"}]'
        return await chat.json(200, head + b',"object":"chat.completion","choices":' + choices + b',"usage":' + usage + b"}")
    await chat.events()
    head += b',"object":"chat.completion.chunk","choices":'
    await chat.data(head + b'[{"index":0,"delta":{"role":"assistant","content":"odd","x_mood":3.0},"finish_reason":null}]}')
    await chat.data(head + b'[{"index":0,"delta":{},"finish_reason":"x_whim"}]}')
    await chat.data(head + b'[],"usage":' + usage + b"}")
    await chat.done()


@behaviour
async def error(chat):
    """`do error STATUS [CODE] [HEADER=VALUE]`"""
    headers = [word.replace("=", ": ", 1) for word in chat.words[2:] if "=" in word]
    code = next((word for word in chat.words[2:] if "=" not in word), None)
    await chat.error(int(chat.words[1]), code, *headers)


@behaviour
async def slow(chat):
    """A token each 20 ms, for ever."""
    await chat.begin()
    while True:
        await chat.chunk(chat.choice({"content": "tick "}))
        await asyncio.sleep(0.02)


@behaviour
async def silence(chat):
    await asyncio.sleep(3600)


@behaviour
async def late(chat):
    """Answers after this many milliseconds."""
    await asyncio.sleep(int(chat.words[1]) / 1000)
    await chat.answer("late")


@behaviour
async def cut(chat):
    """Hangs up after half of the answer; `do cut first`: before any of it."""
    await chat.begin()
    if chat.words[1:] != ["first"]:
        for word in ("half ", "of ", "it "):
            await chat.chunk(chat.choice({"content": word}))
    chat.cut()


@behaviour
async def error_frame(chat):
    """An error inside a 200 after half of the answer; `do error-frame first`: before any of it."""
    await chat.begin()
    if chat.words[1:] != ["first"]:
        await chat.chunk(chat.choice({"content": "half "}))
    await chat.data({"error": {"message": "told to fail", "type": "server_error", "param": None, "code": "overloaded"}})
    await chat.done()


def vector(text, dimensions):
    """Halves, which every float format holds exactly."""
    digest = hashlib.sha256(text.encode()).digest()
    return [(digest[i % 32] - 128) / 2 for i in range(dimensions)]


async def embed(exchange):
    asked = json.loads(exchange.body)
    inputs = asked["input"] if isinstance(asked["input"], list) else [asked["input"]]
    if str(inputs[0]).startswith("do error "):
        return await exchange.error(int(inputs[0].split()[2]))
    data = []
    for index, item in enumerate(inputs):
        values = vector(str(item), asked.get("dimensions", 8))
        if asked.get("encoding_format") == "base64":
            values = base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()
        data.append({"object": "embedding", "index": index, "embedding": values})
    usage = {"prompt_tokens": 3 * len(inputs), "total_tokens": 3 * len(inputs)}
    await exchange.json(200, {"object": "list", "data": data, "model": MODEL, "usage": usage})


def ended(exchange, word):
    """Whether the results are there: then comes the text."""
    return word in exchange.body


async def google(exchange):
    calls = [{"functionCall": {"name": "weather", "args": {"city": city}}} for city in ("Paris", "Oslo")]
    parts = [{"text": "I see", "thought": True}, calls[0] | {"thoughtSignature": "cHJvb2Y="}, calls[1]]
    if ended(exchange, b'"functionResponse"'):
        parts = [{"text": "It is warm", "thoughtSignature": "dGV4dA=="}]
    usage = {"promptTokenCount": 7, "candidatesTokenCount": 5, "totalTokenCount": 12}
    told = {"responseId": "r1", "modelVersion": "gemini-3", "usageMetadata": usage}
    if ":stream" not in exchange.path:
        content = {"role": "model", "parts": parts}
        return await exchange.json(200, told | {"candidates": [{"index": 0, "content": content, "finishReason": "STOP"}]})
    await exchange.events()
    for part in parts:
        await exchange.data(told | {"candidates": [{"index": 0, "content": {"role": "model", "parts": [part]}}]})
    await exchange.data(told | {"candidates": [{"index": 0, "finishReason": "STOP"}]})
    await exchange.end()


THOUGHTS = [
    {"type": "thinking", "thinking": "I see", "signature": "cHJvb2Y="},
    {"type": "redacted_thinking", "data": "aGlkZGVu"},
    {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Paris"}},
]
GROWING = {"thinking": [("thinking", "thinking_delta"), ("signature", "signature_delta")], "text": [("text", "text_delta")]}


async def anthropic(exchange):
    done = ended(exchange, b'"tool_result"')
    blocks = [{"type": "text", "text": "It is warm"}] if done else THOUGHTS
    stop = {"stop_reason": "end_turn" if done else "tool_use", "stop_sequence": None}
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": MODEL, "usage": {"input_tokens": 7, "output_tokens": 5}}
    if not json.loads(exchange.body).get("stream"):
        return await exchange.json(200, head | stop | {"content": blocks})
    await exchange.events()
    await exchange.event("message_start", message=head | {"content": [], "stop_reason": None, "stop_sequence": None})
    for index, block in enumerate(blocks):
        grown = GROWING.get(block["type"], [])
        begun = block | {name: "" for name, _ in grown} | ({"input": {}} if "input" in block else {})
        await exchange.event("content_block_start", index=index, content_block=begun)
        for name, kind in grown:
            await exchange.event("content_block_delta", index=index, delta={"type": kind, name: block[name]})
        if "input" in block:
            delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
            await exchange.event("content_block_delta", index=index, delta=delta)
        await exchange.event("content_block_stop", index=index)
    await exchange.event("message_delta", delta=stop, usage={"output_tokens": 5})
    await exchange.event("message_stop")
    await exchange.end()


async def answer(exchange):
    record.body, record.headers = exchange.body, exchange.headers
    if exchange.path.startswith("/broken/"):
        count("broken")
        await exchange.error(500)
    elif exchange.path.startswith("/v1beta/"):
        count("google")
        await google(exchange)
    elif exchange.path == "/v1/messages":
        count("anthropic")
        await anthropic(exchange)
    elif exchange.path == "/v1/embeddings":
        count("embeddings")
        await embed(exchange)
    elif exchange.path == "/v1/chat/completions":
        chat = Chat(exchange.reader, exchange.writer, exchange.path, exchange.headers, exchange.body).read()
        name = chat.words[0]
        count(name)
        await BEHAVIOURS[name](chat)
    else:
        await exchange.error(404)


def count(name):
    record.counts[name] = record.counts.get(name, 0) + 1


async def control(method, exchange):
    global record
    if method == "POST":
        record = Record()
    if exchange.path == "/control/last":
        await exchange.json(200, record.body)
    else:
        await exchange.json(200, record.told())


async def unless_left(exchange):
    """Answers; stops as soon as the caller closes, and notes when that was."""
    answering = asyncio.ensure_future(answer(exchange))
    leaving = asyncio.ensure_future(exchange.reader.read(1))
    await asyncio.wait([answering, leaving], return_when=asyncio.FIRST_COMPLETED)
    problem = answering.exception() if answering.done() else None
    if answering.done() and problem is None:
        # Nobody pipelines here: what is read next is the end, or the next request's first byte.
        return leaving
    answering.cancel()
    leaving.cancel()
    if problem is not None and not isinstance(problem, ConnectionError):
        raise problem
    record.left.append(time.time())
    raise Left()


async def body(reader, headers):
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    whole = b""
    while length := int(await reader.readline(), 16):
        whole += (await reader.readexactly(length + 2))[:-2]
    await reader.readline()
    return whole


async def serve(reader, writer):
    first = b""
    try:
        while line := first + await reader.readline():
            method, path, _ = line.decode().split()
            headers = {}
            while (header := (await reader.readline()).decode().strip()) != "":
                name, value = header.split(":", 1)
                headers[name.lower()] = value.strip()
            exchange = Exchange(reader, writer, path, headers, await body(reader, headers))
            if path.startswith("/control"):
                first = b""
                await control(method, exchange)
            else:
                first = await (await unless_left(exchange))
    except (Left, ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=1 << 26)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    print("listening http 127.0.0.1:%d" % server.sockets[0].getsockname()[1])
    print("ready", flush=True)
    await stop.wait()


asyncio.run(main())
