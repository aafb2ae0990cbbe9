"""OpenAI's Responses through the gateway, with OpenAI's own library for Python."""

import json
import time

import openai
from openai import OpenAI
from pydantic import BaseModel

from cases import BASE, KEY, case, closed_in_time, raises, run, same

# Of no use once the door is there: then its absence is a failure.
MAY_BE_ABSENT = False

client = OpenAI(base_url=BASE, api_key=KEY, max_retries=0, timeout=20)
responses = client.responses
WEATHER = {
    "type": "function",
    "name": "weather",
    "description": "Tells the weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": False},
    "strict": True,
}


class City(BaseModel):
    name: str
    people: int


@case
def whole():
    answer = responses.create(model="good", input="Hello", instructions="Be brief.", store=False)
    same((answer.output_text, answer.status, answer.object), ("You said: Hello", "completed", "response"))
    same((answer.usage.input_tokens, answer.usage.output_tokens, answer.usage.total_tokens), (7, 5, 12))


@case
def stream():
    events = list(responses.create(model="good", input=[{"role": "user", "content": "Hello"}], stream=True, store=False))
    kinds = [e.type for e in events]
    same((kinds[0], kinds[-1]), ("response.created", "response.completed"))
    same("".join(e.delta for e in events if e.type == "response.output_text.delta"), "You said: Hello")
    same([e.sequence_number for e in events], list(range(len(events))))
    same((events[-1].response.output_text, events[-1].response.usage.total_tokens), ("You said: Hello", 12))
    with responses.stream(model="good", input="Hello", store=False) as helped:
        same(helped.get_final_response().output_text, "You said: Hello")


@case
def tools_in_a_loop():
    conversation = [{"role": "user", "content": "do tools 2"}]
    with responses.stream(model="good", input=conversation, tools=[WEATHER], store=False) as events:
        for event in events:
            pass
        calls = [item for item in events.get_final_response().output if item.type == "function_call"]
    same([json.loads(c.arguments)["city"] for c in calls], ["Paris", "Oslo"])
    for call, degrees in zip(calls, ("21", "7")):
        conversation.append({"type": "function_call", "call_id": call.call_id, "name": call.name, "arguments": call.arguments})
        conversation.append({"type": "function_call_output", "call_id": call.call_id, "output": degrees})
    answer = responses.create(model="good", input=conversation, tools=[WEATHER], store=False)
    same(answer.output_text, "call_0=21; call_1=7")


@case
def json_schema():
    answer = responses.parse(model="good", input="Name a city", text_format=City, store=False)
    same(answer.output_parsed, City(name="Paris", people=42))


@case
def another_dialect():
    answer = responses.create(model="sim", input="Hello [sim: tokens=5]", store=False)
    same((answer.status, answer.usage.output_tokens), ("completed", 5))


@case
def failover_cannot_be_seen():
    same(responses.create(model="failing-first", input="Hello", store=False).output_text, "You said: Hello")


@case
def errors():
    raises(openai.RateLimitError, lambda: responses.create(model="good", input="do error 429", store=False))
    raises(openai.BadRequestError, lambda: responses.create(model="good", input="do error 400", store=False))
    raises(openai.InternalServerError, lambda: responses.create(model="good", input="do error 401", store=False))
    e = raises(openai.NotFoundError, lambda: responses.create(model="nothing", input="Hello", store=False))
    same(e.code, "model_not_found")
    e = raises(openai.BadRequestError, lambda: responses.create(model="good", input="Hello", previous_response_id="resp_1"))
    same(e.param, "previous_response_id")


@case
def a_cut_stream_fails():
    def read():
        events = list(responses.create(model="good", input="do cut", stream=True, store=False))
        failed = events[-1].type in ("response.failed", "error")
        raise openai.OpenAIError if failed else AssertionError(f"ended with {events[-1].type}")

    try:
        read()
    except openai.OpenAIError:
        return


@case
def cancel_mid_stream():
    events = responses.create(model="good", input="do slow", stream=True, store=False)
    for _ in range(6):
        next(events)
    start = time.time()
    events.close()
    closed_in_time(start)


run(skipped_without="/v1/responses" if MAY_BE_ABSENT else None)
