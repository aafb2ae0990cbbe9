"""Anthropic's own library for Python at the gateway's Messages."""

import base64
import hashlib
import os
import time

import anthropic
from anthropic import Anthropic

from cases import GATEWAY, KEY, Skipped, case, closed_in_time, raises, renew, run, same

# Of no use once the door is there: then its absence is a failure.
MAY_BE_ABSENT = False

client = Anthropic(base_url=GATEWAY, api_key=KEY, max_retries=0, timeout=20)
messages = client.messages
WEATHER = {
    "name": "weather",
    "description": "Tells the weather",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
DEGREES = {"Paris": "21", "Oslo": "7"}


def asking(content, model="good", **more):
    if str(content).startswith("do error"):
        renew()
    return {"model": model, "max_tokens": 100, "messages": [{"role": "user", "content": content}]} | more


def text(message):
    return "".join(block.text for block in message.content if block.type == "text")


@case
def whole():
    answer = messages.create(**asking("Grüße, 🌍!", system="Be brief.", stop_sequences=["END"], extra_body={"temperature": 0.5}))
    same((text(answer), answer.role, answer.type, answer.stop_reason), ("You said: Grüße, 🌍!", "assistant", "message", "end_turn"))
    same((answer.usage.input_tokens, answer.usage.output_tokens), (7, 5))


@case
def stream():
    with messages.stream(**asking("Hello")) as events:
        said = "".join(events.text_stream)
        final = events.get_final_message()
    same((said, text(final), final.stop_reason, final.usage.output_tokens), ("You said: Hello", "You said: Hello", "end_turn", 5))
    kinds = [e.type for e in messages.create(**asking("Hello"), stream=True) if e.type != "ping"]
    same(kinds[:2] + kinds[-3:], ["message_start", "content_block_start", "content_block_stop", "message_delta", "message_stop"])


@case
def tools_in_a_loop():
    asked = asking("do tools 2", tools=[WEATHER])
    with messages.stream(**asked) as events:
        turn = events.get_final_message()
    same((turn.stop_reason, [b.input for b in turn.content if b.type == "tool_use"]), ("tool_use", [{"city": "Paris"}, {"city": "Oslo"}]))
    results = [
        {"type": "tool_result", "tool_use_id": b.id, "content": DEGREES[b.input["city"]]} for b in turn.content if b.type == "tool_use"
    ]
    asked["messages"] += [{"role": "assistant", "content": turn.content}, {"role": "user", "content": results}]
    same(text(messages.create(**asked)), "call_0=21; call_1=7")


@case
def picture():
    data = base64.b64encode(b"picture").decode()
    source = {"type": "base64", "media_type": "image/png", "data": data}
    answer = messages.create(**asking([{"type": "image", "source": source}, {"type": "text", "text": "do parts"}]))
    digest = hashlib.sha256(f"data:image/png;base64,{data}".encode()).hexdigest()[:12]
    assert digest in text(answer), text(answer)


@case
def another_dialect():
    with messages.stream(**asking("Hello [sim: tokens=5]", model="sim")) as events:
        same(events.get_final_message().usage.output_tokens, 5)


@case
def failover_cannot_be_seen():
    same(text(messages.create(**asking("Hello", model="failing-first"))), "You said: Hello")


ERRORS = [
    ("error 400", anthropic.BadRequestError),
    ("error 401", anthropic.InternalServerError),
    ("error 413", anthropic.ContentTooLargeError),
    ("error 429", anthropic.RateLimitError),
    ("error 500", anthropic.InternalServerError),
    ("error 503", anthropic.ServiceUnavailableError),
]


@case
def errors():
    for words, kind in ERRORS:
        for streamed in (False, True):
            e = raises(kind, lambda: list(messages.create(**asking("do " + words), stream=streamed)))
            assert e.body["type"] == "error" and e.body["error"]["type"] and e.body["error"]["message"], e.body
    raises(anthropic.NotFoundError, lambda: messages.create(**asking("Hello", model="nothing")))
    raises(anthropic.BadRequestError, lambda: messages.create(**asking("Hello") | {"max_tokens": 0}))


@case
def a_cut_stream_fails():
    try:
        for _ in messages.create(**asking("do cut"), stream=True):
            pass
    except anthropic.APIError:
        return
    raise AssertionError("it ended like a whole one")


@case
def cancel_mid_stream():
    events = messages.create(**asking("do slow"), stream=True)
    for _ in range(5):
        next(events)
    start = time.time()
    events.close()
    closed_in_time(start)


@case
def keys():
    if "GUARDED" not in os.environ:
        raise Skipped("this gateway knows no keys")
    base = f"http://{os.environ['GUARDED']}"
    raises(anthropic.AuthenticationError, lambda: Anthropic(base_url=base, api_key="wrong", max_retries=0).messages.create(**asking("Hi")))
    guarded = Anthropic(base_url=base, api_key="team-a-and-nobody-else", max_retries=0).messages
    same(text(guarded.create(**asking("Hi"))), "You said: Hi")
    raises(anthropic.PermissionDeniedError, lambda: guarded.create(**asking("Hi", model="sim")))


run(skipped_without="/v1/messages" if MAY_BE_ABSENT else None)
