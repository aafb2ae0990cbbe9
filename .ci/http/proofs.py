"""What a provider signs comes back to it through clients that know nothing of it, and to no other.

Each client runs one turn with a tool and sends the answer back as it has it, as their manuals show it.
"""

import json

from anthropic import Anthropic
from openai import OpenAI

from cases import BASE, GATEWAY, KEY, case, last_body, run, same, told

openai = OpenAI(base_url=BASE, api_key=KEY, max_retries=0, timeout=20)
anthropic_client = Anthropic(base_url=GATEWAY, api_key=KEY, max_retries=0, timeout=20)
messages = anthropic_client.messages
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
GEMINI, CLAUDE = "gemini-3-pro", "claude-opus-4-8"
QUESTION = {"role": "user", "content": "How warm is it?"}


def completions(model, streamed, then):
    tools = [{"type": "function", "function": {"name": "weather", "parameters": SCHEMA}}]
    asked = {"model": model, "messages": [QUESTION], "tools": tools}
    if streamed:
        with openai.chat.completions.stream(**asked) as events:
            for _ in events:
                pass
            turn = events.get_final_completion().choices[0].message
    else:
        turn = openai.chat.completions.create(**asked).choices[0].message
    results = [{"role": "tool", "tool_call_id": call.id, "content": "21"} for call in turn.tool_calls]
    history = [QUESTION, turn.model_dump(exclude_none=True, exclude={"parsed"}), *results]
    return openai.chat.completions.create(**asked | {"model": then, "messages": history}).choices[0].message.content


def responses(model, streamed, then):
    asked = {"model": model, "tools": [{"type": "function", "name": "weather", "parameters": SCHEMA, "strict": False}], "store": False}
    if streamed:
        with openai.responses.stream(**asked, input=[QUESTION]) as events:
            for _ in events:
                pass
            turn = events.get_final_response().output
    else:
        turn = openai.responses.create(**asked, input=[QUESTION]).output
    calls = [item for item in turn if item.type == "function_call"]
    results = [{"type": "function_call_output", "call_id": call.call_id, "output": "21"} for call in calls]
    items = [item.model_dump(exclude_none=True, exclude={"parsed_arguments"}) for item in turn]
    return openai.responses.create(**asked | {"model": then}, input=[QUESTION, *items, *results]).output_text


def anthropic(model, streamed, then):
    tools = [{"name": "weather", "input_schema": SCHEMA}]
    asked = {"model": model, "max_tokens": 2000, "messages": [QUESTION], "tools": tools}
    if streamed:
        with messages.stream(**asked) as events:
            turn = events.get_final_message()
    else:
        turn = messages.create(**asked)
    results = [{"type": "tool_result", "tool_use_id": b.id, "content": "21"} for b in turn.content if b.type == "tool_use"]
    history = [QUESTION, {"role": "assistant", "content": turn.content}, {"role": "user", "content": results}]
    answer = messages.create(**asked | {"model": then, "messages": history})
    return "".join(block.text for block in answer.content if block.type == "text")


DOORS = [(door, streamed) for door in (completions, responses, anthropic) for streamed in (False, True)]


@case
def gemini_calls():
    for door, streamed in DOORS:
        same(door(GEMINI, streamed, GEMINI), "It is warm")
        parts = [part for content in json.loads(last_body())["contents"] for part in content["parts"]]
        calls = [part for part in parts if "functionCall" in part]
        same([part.get("thoughtSignature") for part in calls], ["cHJvb2Y=", None])


@case
def claude_thoughts():
    for door, streamed in DOORS:
        same(door(CLAUDE, streamed, CLAUDE), "It is warm")
        turn = json.loads(last_body())["messages"][1]["content"]
        thinking, hidden, call = [{name: value for name, value in block.items() if value is not None} for block in turn]
        same(thinking, {"type": "thinking", "thinking": "I see", "signature": "cHJvb2Y="})
        same(hidden, {"type": "redacted_thinking", "data": "aGlkZGVu"})
        same((call["type"], call["name"], call["input"]), ("tool_use", "weather", {"city": "Paris"}))


@case
def none_to_another_maker():
    for model, other in ((GEMINI, CLAUDE), (CLAUDE, GEMINI), (GEMINI, "good"), (CLAUDE, "good")):
        for door, streamed in DOORS:
            door(model, streamed, other)
            body = last_body()
            for secret in (b"cHJvb2Y=", b"aGlkZGVu", b"patchbay"):
                assert secret not in body, (door.__name__, model, other, body)


@case
def unproven_thoughts_are_not_told_to_who_wants_proofs():
    """Claude and OpenAI refuse a whole request for one."""
    question = {"role": "user", "content": "do think"}
    asked = {"model": "good", "max_tokens": 2000, "messages": [question]}
    turn = messages.create(**asked).content
    same([block.type for block in turn], ["thinking", "text"])
    history = [question, {"role": "assistant", "content": turn}, {"role": "user", "content": "Sure?"}]
    messages.create(**asked | {"model": CLAUDE, "messages": history})
    assert b"hmmm" not in last_body(), last_body()

    with openai.chat.completions.stream(model="good", messages=[question]) as events:
        for _ in events:
            pass
        turn = events.get_final_completion().choices[0].message
    same((turn.reasoning_content, turn.content), ("hmmm", "yes"))
    history = [question, turn.model_dump(exclude_none=True, exclude={"parsed"}), {"role": "user", "content": "Sure?"}]
    openai.chat.completions.create(model=CLAUDE, messages=history, max_tokens=2000)
    assert b"hmmm" not in last_body(), last_body()


@case
def beta_features_reach_anthropic():
    anthropic_client.beta.messages.create(model=CLAUDE, max_tokens=100, messages=[QUESTION], betas=["one-2026-01-01", "two-2026-01-01"])
    same(told()["headers"]["anthropic-beta"], "one-2026-01-01,two-2026-01-01")


run()
