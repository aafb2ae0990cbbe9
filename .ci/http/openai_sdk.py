"""OpenAI's own library for Python at the gateway."""

import asyncio
import base64
import hashlib
import json
import os
import time

import openai
from openai import OpenAI
from pydantic import BaseModel

from cases import (BASE, KEY, Skipped, asked, await_asked, case, closed_in_time, last_body, raises, renew, run, same, told)

client = OpenAI(base_url=BASE, api_key=KEY, max_retries=0, timeout=20)
chat = client.chat.completions
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "Tells the weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
PICTURE = "data:image/png;base64," + base64.b64encode(hashlib.sha512(b"picture").digest() * 64).decode()


def user(content):
    return [{"role": "user", "content": content}]


def ask(content, model="good", **more):
    if str(content).startswith("do error"):
        renew()
    return chat.create(model=model, messages=user(content), **more)


def weather(arguments):
    return {"Paris": "21", "Oslo": "7"}[json.loads(arguments)["city"]]


@case
def unary():
    answer = ask("Grüße, 🌍!")
    same(answer.choices[0].message.content, "You said: Grüße, 🌍!")
    same(answer.choices[0].finish_reason, "stop")
    same(answer.usage.total_tokens, 12)
    same(answer.object, "chat.completion")


@case
def stream():
    chunks = list(ask("Grüße, 🌍!", stream=True, stream_options={"include_usage": True}))
    same("".join(c.choices[0].delta.content or "" for c in chunks if c.choices), "You said: Grüße, 🌍!")
    same(chunks[0].choices[0].delta.role, "assistant")
    same([c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason], ["stop"])
    same([c.usage.total_tokens for c in chunks if c.usage], [12])
    same(chunks[-1].choices, [])


@case
def stream_without_usage_has_none():
    chunks = list(ask("Hello", stream=True))
    assert all(c.choices and not c.usage for c in chunks), chunks


@case
def tools_in_a_loop():
    messages = user("do tools")
    for turn in range(2):
        calls, said = {}, ""
        for chunk in chat.create(model="good", messages=messages, tools=[WEATHER], stream=True):
            for choice in chunk.choices:
                said += choice.delta.content or ""
                for piece in choice.delta.tool_calls or []:
                    call = calls.setdefault(piece.index, {"arguments": ""})
                    call["id"] = piece.id or call.get("id")
                    call["name"] = piece.function.name or call.get("name")
                    call["arguments"] += piece.function.arguments or ""
        if not calls:
            break
        function = [{"id": c["id"], "type": "function", "function": {"name": c["name"], "arguments": c["arguments"]}} for c in calls.values()]
        messages.append({"role": "assistant", "content": None, "tool_calls": function})
        for call in calls.values():
            messages.append({"role": "tool", "tool_call_id": call["id"], "content": weather(call["arguments"])})
    same((turn, said), (1, "call_0=21"))


@case
def parallel_tools():
    whole = ask("do tools 2", tools=[WEATHER], parallel_tool_calls=True).choices[0]
    with chat.stream(model="good", messages=user("do tools 2"), tools=[WEATHER]) as events:
        done = [e for e in events if e.type == "tool_calls.function.arguments.done"]
        streamed = events.get_final_completion().choices[0]
    same([json.loads(e.arguments)["city"] for e in done], ["Paris", "Oslo"])
    for choice in (whole, streamed):
        same(choice.finish_reason, "tool_calls")
        calls = choice.message.tool_calls
        same([(c.id, c.function.name, weather(c.function.arguments)) for c in calls], [("call_0", "weather", "21"), ("call_1", "weather", "7")])
    results = [{"role": "tool", "tool_call_id": c.id, "content": weather(c.function.arguments)} for c in whole.message.tool_calls]
    answer = chat.create(model="good", messages=[*user("do tools 2"), whole.message, *results], tools=[WEATHER])
    same(answer.choices[0].message.content, "call_0=21; call_1=7")


class City(BaseModel):
    name: str
    people: int


class Cities(BaseModel):
    country: str
    cities: list[City]


@case
def json_schema():
    flat = chat.parse(model="good", messages=user("Name a city"), response_format=City)
    same(flat.choices[0].message.parsed, City(name="Paris", people=42))
    with chat.stream(model="good", messages=user("Name a city"), response_format=City) as events:
        same(events.get_final_completion().choices[0].message.parsed, City(name="Paris", people=42))
    same(json.loads(last_body())["response_format"]["json_schema"]["strict"], True)


@case
def picture():
    parts = [{"type": "text", "text": "do parts"}, {"type": "image_url", "image_url": {"url": PICTURE, "detail": "low"}}]
    digest = hashlib.sha256(PICTURE.encode()).hexdigest()[:12]
    same(ask(parts).choices[0].message.content, f"text, image_url low {digest}")


@case
def embeddings():
    floats = client.embeddings.create(model="good", input=["one", "two"], encoding_format="float")
    packed = client.embeddings.create(model="good", input=["one", "two"])
    same(json.loads(last_body())["encoding_format"], "base64")
    same([e.embedding for e in packed.data], [e.embedding for e in floats.data])
    same([len(e.embedding) for e in packed.data], [8, 8])
    same([e.index for e in packed.data], [0, 1])
    same(packed.usage.prompt_tokens, 6)
    same(len(client.embeddings.create(model="good", input="one", dimensions=32).data[0].embedding), 32)
    tokens = client.embeddings.create(model="good", input=[[1, 2], [3]], encoding_format="float")
    same(len(tokens.data), 2)


@case
def embeddings_errors():
    e = raises(openai.BadRequestError, lambda: client.embeddings.create(model="good", input=""))
    same(e.param, "input")
    raises(openai.RateLimitError, lambda: client.embeddings.create(model="good", input="do error 429"))
    same(client.embeddings.create(model="failing-first", input="one", encoding_format="float").data[0].index, 0)


@case
def models():
    names = [m.id for m in client.models.list()]
    for name in ("good", "failing-first", "only-failing", "sim"):
        assert name in names, names
    same(client.models.retrieve("good").id, "good")
    e = raises(openai.NotFoundError, lambda: client.models.retrieve("nothing"))
    same((e.code, e.param), ("model_not_found", "model"))


# What upstream answers; what the caller gets: class, status, code, whether to try again.
ERRORS = [
    ("error 400", openai.BadRequestError, 400, "invalid_request", "false"),
    ("error 400 context_length_exceeded", openai.BadRequestError, 400, "context_length_exceeded", "false"),
    ("error 400 content_filter", openai.BadRequestError, 400, "content_filter", "false"),
    ("error 400 unsupported_parameter", openai.BadRequestError, 400, "unsupported_parameter", "false"),
    ("error 401", openai.InternalServerError, 502, "provider_auth_failed", "false"),
    ("error 403", openai.InternalServerError, 502, "provider_auth_failed", "false"),
    ("error 404", openai.InternalServerError, 503, "no_healthy_endpoint", "true"),
    ("error 409", openai.InternalServerError, 502, "provider_error", "true"),
    ("error 413", openai.APIStatusError, 413, "request_too_large", "false"),
    ("error 422", openai.BadRequestError, 400, "invalid_request", "false"),
    ("error 429", openai.RateLimitError, 429, "rate_limit_exceeded", "true"),
    ("error 429 insufficient_quota", openai.InternalServerError, 502, "insufficient_quota", "false"),
    ("error 500", openai.InternalServerError, 502, "provider_error", "true"),
    ("error 503", openai.InternalServerError, 503, "provider_overloaded", "true"),
    ("error 529", openai.InternalServerError, 503, "provider_overloaded", "true"),
    ("cut first", openai.InternalServerError, 502, "provider_error", "true"),
    ("error-frame first", openai.InternalServerError, 503, "provider_overloaded", "true"),
]


@case
def errors():
    for words, kind, status, code, again in ERRORS:
        for streamed in (False, True):
            if not streamed and "first" in words:
                continue
            try:
                e = raises(kind, lambda: list(ask("do " + words, stream=streamed)))
                same((e.status_code, e.code), (status, code))
                same(e.response.headers["x-should-retry"], again)
                same("retry-after" in e.response.headers, again == "true")
                same(e.request_id, e.response.headers["x-request-id"])
                same((e.response.headers["x-patchbay-endpoint"], e.response.headers["x-patchbay-attempts"]), ("good", "1"))
                same(e.body["metadata"]["request_id"], e.request_id)
                assert e.body["message"] and e.type and "param" in e.body, e.body
            except AssertionError as problem:
                raise AssertionError(f"{words}, streamed {streamed}: {problem}") from problem


@case
def retry_after_is_passed_on():
    e = raises(openai.RateLimitError, lambda: ask("do error 429 retry-after=7"))
    same((e.response.headers["retry-after"], e.response.headers["retry-after-ms"]), ("7", "7000"))
    same(e.body["metadata"]["retry_after_ms"], 7000)


@case
def requests_that_are_refused():
    for bad, field in [({"temperature": 3}, "temperature"), ({"n": 0}, "n"), ({"messages": []}, "messages")]:
        e = raises(openai.BadRequestError, lambda: chat.create(**{"model": "good", "messages": user("Hello")} | bad))
        same((e.param, e.code, e.type), (field, "invalid_request", "invalid_request_error"))
    e = raises(openai.BadRequestError, lambda: ask("Hello", extra_body={"patchbay": {"fallback": ["sim"]}}))
    same(e.param, "patchbay.fallback")
    assert "fallbacks" in e.message, e.message
    e = raises(openai.NotFoundError, lambda: ask("Hello", model="nothing"))
    same((e.code, e.param, e.response.headers["x-should-retry"]), ("model_not_found", "model", "false"))
    e = raises(openai.NotFoundError, lambda: client.files.list())
    same(e.code, "path_not_found")
    same(told()["counts"], {})


@case
def client_time_out():
    impatient = client.with_options(timeout=0.3).chat.completions
    for streamed in (False, True):
        start = time.time()
        raises(openai.APITimeoutError, lambda: impatient.create(model="good", messages=user("do silence"), stream=streamed))
        closed_in_time(start + 0.3)


@case
def time_limit_in_a_header():
    e = raises(openai.InternalServerError, lambda: ask("do silence", extra_headers={"x-patchbay-timeout": "200ms"}))
    same((e.status_code, e.code, e.response.headers["x-should-retry"]), (504, "timeout", "false"))


@case
def nobody_listens():
    nowhere = OpenAI(base_url="http://127.0.0.1:1/v1", api_key=KEY, max_retries=0)
    raises(openai.APIConnectionError, lambda: nowhere.models.list())


@case
def cancel_mid_stream():
    events = ask("do slow", stream=True)
    for _ in range(4):
        next(events)
    start = time.time()
    events.close()
    closed_in_time(start)


@case
def cancel_of_a_whole_answer():
    async def leave():
        waiting = asyncio.ensure_future(AsyncOpenAI().chat.completions.create(model="good", messages=user("do silence")))
        await asyncio.to_thread(await_asked, "silence")
        waiting.cancel()
        return time.time()

    closed_in_time(asyncio.run(leave()))


@case
def own_retries():
    """The library asks again where x-should-retry says so, and only there; the gateway itself repeats nothing."""
    again = client.with_options(max_retries=2).chat.completions
    raises(openai.RateLimitError, lambda: again.create(model="good", messages=user("do error 429 retry-after-ms=20")))
    same(asked("error"), 3)
    renew()
    raises(openai.InternalServerError, lambda: again.create(model="good", messages=user("do error 401")))
    same(asked("error"), 4)
    raises(openai.BadRequestError, lambda: again.create(model="good", messages=user("do error 422"), stream=True))
    same(asked("error"), 5)


@case
def cut_stream():
    said = []
    e = raises(openai.APIError, lambda: said.extend(c.choices[0].delta.content for c in ask("do cut", stream=True)))
    same(e.code, "stream_interrupted")
    raises(openai.APIError, lambda: list(ask("do error-frame", stream=True)))


@case
def raw_headers():
    for model, endpoint, attempts in [("good", "good", "1"), ("failing-first", "good", "2")]:
        for streamed in (False, True):
            raw = chat.with_raw_response.create(
                model=model, messages=user("Hello"), stream=streamed, extra_headers={"x-request-id": "my-own-id"})
            same(raw.headers["x-patchbay-endpoint"], endpoint)
            same(raw.headers["x-patchbay-attempts"], attempts)
            same(raw.headers["x-request-id"], "my-own-id")
            same(raw.headers["content-type"].split(";")[0], "text/event-stream" if streamed else "application/json")
            raw.parse()
    assert len(chat.with_raw_response.create(model="good", messages=user("Hello")).headers["x-request-id"]) > 8


@case
def members_of_our_own():
    ours = {"fallback_enabled": True, "patchbay": {"only_providers": ["openai"], "hold": "none"}}
    same(ask("Hello", model="failing-first", extra_body=ours).choices[0].message.content, "You said: Hello")
    body = json.loads(last_body())
    assert "fallback_enabled" not in body and "patchbay" not in body, body
    raises(openai.BadRequestError, lambda: ask("Hello", extra_body={"patchbay": {"only_providers": ["sim"]}}))


@case
def failover_cannot_be_seen():
    same(ask("Hello", model="failing-first").choices[0].message.content, "You said: Hello")
    chunks = list(ask("Hello", model="failing-first", stream=True))
    same("".join(c.choices[0].delta.content or "" for c in chunks), "You said: Hello")
    same((asked("broken"), asked("echo")), (2, 2))
    e = raises(openai.InternalServerError, lambda: ask("Hello", model="only-failing"))
    same(e.code, "provider_error")


@case
def another_dialect():
    """A provider that speaks no OpenAI: the gateway writes the answer itself."""
    answer = ask("Hello [sim: tokens=5]", model="sim")
    same(answer.usage.completion_tokens, 5)
    chunks = list(ask("Hello [sim: tokens=5]", model="sim", stream=True, stream_options={"include_usage": True}))
    same("".join(c.choices[0].delta.content or "" for c in chunks if c.choices), answer.choices[0].message.content)
    same([c.choices[0].finish_reason for c in chunks if c.choices][-1], "stop")
    same(chunks[-1].usage.completion_tokens, 5)
    call = ask("Hello [sim: tool=weather]", model="sim", tools=[WEATHER]).choices[0]
    same((call.finish_reason, call.message.tool_calls[0].function.name), ("tool_calls", "weather"))
    raw = chat.with_raw_response.create(model="sim", messages=user("Hello"), n=2, response_format={"type": "json_object"})
    same(set(raw.headers["x-patchbay-dropped-params"].split(", ")), {"n", "response_format"})
    e = raises(openai.APIError, lambda: list(ask("Hello [sim: tokens=5 fail=cut after=2]", model="sim", stream=True)))
    same(e.code, "stream_interrupted")


@case
def callers_key_stays_here():
    ask("Hello")
    same(told()["headers"]["authorization"], "Bearer upstream-secret")
    assert KEY not in str(told()["headers"]), told()["headers"]


@case
def keys():
    if "GUARDED" not in os.environ:
        raise Skipped("this gateway knows no keys")
    base = f"http://{os.environ['GUARDED']}/v1"
    for key, kind, status in [("wrong", openai.AuthenticationError, 401), ("team-a-and-nobody-else", openai.PermissionDeniedError, 403)]:
        guarded = OpenAI(base_url=base, api_key=key, max_retries=0)
        e = raises(kind, lambda: guarded.chat.completions.create(model="sim", messages=user("Hello")))
        same((e.status_code, e.response.headers["x-should-retry"]), (status, "false"))
    same([m.id for m in guarded.models.list()], ["good"])
    same(guarded.chat.completions.create(model="good", messages=user("Hi")).choices[0].message.content, "You said: Hi")


def AsyncOpenAI():
    return openai.AsyncOpenAI(base_url=BASE, api_key=KEY, max_retries=0, timeout=20)


@case
def fifty_streams_at_once():
    async def one(several, number):
        events = await several.chat.completions.create(model="good", messages=user(f"Number {number}"), stream=True)
        return "".join([c.choices[0].delta.content or "" async for c in events])

    async def all_of_them():
        async with AsyncOpenAI() as several:
            return await asyncio.gather(*(one(several, n) for n in range(50)))

    same(asyncio.run(all_of_them()), [f"You said: Number {n}" for n in range(50)])


run()
