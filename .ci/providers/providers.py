"""Asks every provider of .ci/providers/patchbay.yaml the same through both doors, and compares the answers with what the
emulator was told to say; then looks into the emulator's journal whether each was asked by its own API. The emulator
refuses other keys than $KEY.

Usage: providers.py HTTP_ADDRESS GRPC_ADDRESS EMULATOR_ADDRESS ENDPOINT...
"""

import json
import os
import re
import sys
import urllib.request

from doors import Answer, Grpc, Http

TOOLS = [
    {
        "name": "get_weather",
        "description": "Tells the weather of a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    }
]
CITIES = ["Oslo", "Rome"]
WEATHER = {"role": "user", "content": "How is the weather in Oslo and Rome?"}

# What the emulator says otherwise than the service does; the recordings have it right.
SPOILT = {
    "cohere": {"think"},  # as text
    "ollama": {"think", "length"},  # under another name; as `stop`
    "openai-responses": {"length"},  # no incomplete_details
    "azure-responses": {"length"},
    "xai-responses": {"length"},
    "bedrock-invoke": {"http stream", "grpc stream"},  # events that aren't wrapped in `bytes`
}
# Gemini finishes calls with STOP.
FINISHES = {"gemini": {"FUNCTION_CALL", "other"}, "vertex": {"FUNCTION_CALL", "other"}}

# The path, and the header in which the key stands.
BEARER = "authorization"
ASKED = {
    "openai-responses": ("/v1/responses", BEARER),
    "azure": ("/openai/v1/chat/completions", "api-key"),
    "azure-deployment": (r"/openai/deployments/azure-deployment/chat/completions\?api-version=2024-10-21", "api-key"),
    "azure-responses": ("/openai/v1/responses", "api-key"),
    "anthropic": ("/v1/messages", "x-api-key"),
    "bedrock": ("/model/bedrock/converse(-stream)?", BEARER),
    "bedrock-invoke": (r"/model/anthropic\.bedrock-invoke/invoke(-with-response-stream)?", BEARER),
    "gemini": (r"/v1beta/models/gemini:(generateContent|streamGenerateContent\?alt=sse)", "x-goog-api-key"),
    "vertex": (
        "/v1/projects/some-project/locations/europe-west4/publishers/google/models/"
        r"gemini-vertex:(generateContent|streamGenerateContent\?alt=sse)",
        BEARER,
    ),
    "cohere": ("/v2/chat", BEARER),
    "xai-responses": ("/v1/responses", BEARER),
    "fireworks": ("/inference/v1/chat/completions", BEARER),
    "openrouter": ("/api/v1/chat/completions", BEARER),
    "ollama": ("/api/chat", BEARER),
}
OTHERWISE = ("/v1/chat/completions", BEARER)

failures = []


def check(what, right, seen):
    if not right:
        failures.append(f"{what}: {seen}")


def user(words):
    return [{"role": "user", "content": words}]


def says(text, finish="stop", reasoning=""):
    return lambda answer: (answer.text, answer.reasoning, answer.calls, answer.finish) == (text, reasoning, [], finish)


def calls_for_weather(answer):
    cities = [json.loads(arguments).get("city") for _, _, arguments in answer.calls]
    ids = {id for id, _, _ in answer.calls}
    finishes = FINISHES.get(answer.endpoint, {"tool_calls"})
    return cities == CITIES and len(ids) == 2 and answer.finish in finishes


STORIES = {
    "hello": (user("Say hello"), [], says("Grüße, 🌍! How are you today?")),
    "think": (user("Think"), [], says("Nine.", reasoning="Three times three.")),
    "weather": ([WEATHER], TOOLS, calls_for_weather),
    "length": (user("Go on and on"), [], says("and so on", "length")),
}


def with_results(answer):
    """The conversation after the calls of an answer: each city has its weather."""
    called = [
        {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}
        for id, name, arguments in answer.calls
    ]
    results = [{"role": "tool", "tool_call_id": id, "content": "mild"} for id, _, _ in answer.calls]
    return [WEATHER, {"role": "assistant", "content": None, "tool_calls": called}, *results]


def ask(ways, endpoint):
    for way, call in ways.items():
        for story, (messages, tools, right) in STORIES.items():
            if {story, way} & SPOILT.get(endpoint, set()):
                continue
            answer = call(endpoint, messages, tools)
            check(f"{endpoint}, {way}, {story}", right(answer), answer)
            check(f"{endpoint}, {way}, {story}", answer.endpoint == endpoint, answer)
            if story == "weather" and answer.calls:
                answer = call(endpoint, with_results(answer), TOOLS)
                check(f"{endpoint}, {way}, results", says("It is mild in Oslo.")(answer), answer)
    # Once, and last: an endpoint that asked for a pause is given one.
    answer = ways["http whole"](endpoint, user("Hurry"), [])
    check(f"{endpoint}, hurry", answer.reason == "PROVIDER_RATE_LIMITED", answer)


def vectors(http, grpc):
    """Those whose embeddings the emulator has."""
    for endpoint in ("openai", "azure", "mistral", "cohere"):
        over_http = http.vectors(endpoint, ["Hello"])
        over_grpc = grpc.vectors(endpoint, ["Hello"])
        near = len(over_http) == len(over_grpc) == 1 and len(over_http[0]) == len(over_grpc[0]) > 1
        near = near and all(abs(a - b) < 1e-6 for a, b in zip(over_http[0], over_grpc[0]))
        check(f"{endpoint}, vectors", near, (over_http, over_grpc))


def ranked(http, grpc):
    for door, ask in (("http", http.ranked), ("grpc", grpc.ranked)):
        seen = ask("cohere", "Who wrote Hamlet?", ["I did not.", "Shakespeare did."])
        check(f"cohere, {door}, ranked", seen == [(1, 0.9), (0, 0.2)], seen)


def replayed(ways):
    """Oracle's recorded events: streams alone."""
    for way in ("http stream", "grpc stream"):
        answer = ways[way]("oci", user("Say hello"), [])
        check(f"oci, {way}, hello", answer.text == "THE SUM OF THE RESULTS IS 62.0" and answer.finish == "stop", answer)
        answer = ways[way]("oci", [WEATHER], TOOLS)
        names = [name for _, name, _ in answer.calls]
        check(f"oci, {way}, weather", len(names) == 4 and answer.finish == "tool_calls", answer)


def journal(emulator, endpoints):
    """Each endpoint has its name as its model, in the path or in the body."""
    request = urllib.request.Request(f"http://{emulator}/__aimock/journal", headers={"x-api-key": os.environ["KEY"]})
    with urllib.request.urlopen(request) as response:
        entries = json.load(response)
    for endpoint in endpoints:
        path, header = ASKED.get(endpoint, OTHERWISE)
        found = [
            entry
            for entry in entries
            if re.fullmatch(path, entry["path"])
            and header in entry["headers"]
            and (endpoint in entry["path"] or entry["body"].get("model") == endpoint)
        ]
        check(f"{endpoint}, journal", found, f"nothing with {header} at {path}")


def main():
    http_address, grpc_address, emulator, *endpoints = sys.argv[1:]
    http, grpc = Http(http_address), Grpc(grpc_address)
    ways = {"http whole": http.whole, "http stream": http.stream, "grpc whole": grpc.whole, "grpc stream": grpc.stream}
    vectors(http, grpc)
    ranked(http, grpc)
    emulated = [endpoint for endpoint in endpoints if endpoint != "oci"]
    for endpoint in emulated:
        ask(ways, endpoint)
    if "oci" in endpoints:
        replayed(ways)
    journal(emulator, emulated)
    for failure in failures:
        print(failure, file=sys.stderr)
    if failures:
        sys.exit(f"{len(failures)} of the checks failed")
    print(f"providers: {len(endpoints)} endpoints answer through both doors")


if __name__ == "__main__":
    main()
