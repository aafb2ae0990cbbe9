#!/usr/bin/env python3
"""Makes each provider's models.json: which models it has and what they can do.

    python3 plugins/models.py --ruby-llm ruby_llm-models-2026-08-19.json \
        --genai-prices genai-prices-2026-08-21.json [PROVIDER...]

The inputs are dated snapshots of the model lists of ruby_llm (which follows models.dev) and of
genai-prices, both MIT. The date in a file's name becomes the table's "taken". The format is that of
plugins/toolkit's ModelTable; the result is meant to be read in a diff and committed.

What a list can't know of an API stands in RULES. A feature that is missing here keeps calls that need
it away from the model; a model that is missing is unknown, and calls are let through. So a rule adds
what an API does for all its models, and an entry that is filler is left out.
"""

import argparse
import json
import re
from pathlib import Path

# The lists' words for what the gateway calls by its own.
FEATURES = {
    "function_calling": "tools",
    "parallel_tool_calls": "parallel_tools",
    "structured_output": "json_schema",
    "reasoning": "reasoning",
}

# Claude up to 4.5 goes on from a last message of the assistant's; later ones refuse with a 400
# (platform.claude.com, "What's new in Claude 4.6", prefill removal).
CLAUDE_PREFILL = r"claude-(3|opus-4(@|-[015]|-20|$)|sonnet-4(@|-[05]|-20|$)|haiku-4)"

# What answers on other APIs than the ones that the plugins speak.
NO_CHAT = r"realtime|live|-tts|transcri|native-audio|-image(-|$)|lyria|ocr|moderation|voxtral-mini"

# A rule per provider:
#   source     which list, and which provider's entries of it (a list of them, for genai-prices)
#   drop       names that are left out, as a pattern
#   add        features with a pattern of the models that have them, and a feature that these need for it
#   without    the same for features that the API lacks, whatever the list says
#   fix        single models: features to add and to leave out, another context window
#   alias      further names of a model
#   limits     False: the limits depend on the installation
#   prefix     what stands before each name
#   note       said in the table's source
RULES = {
    "openai": {
        "source": ("ruby_llm", "openai"),
        "drop": NO_CHAT,
        "add": [("logprobs", r"^(gpt-3|gpt-4)")],
        "fix": {
            "gpt-3.5-turbo": {"add": ["tools", "parallel_tools"]},
            "gpt-4o-2024-05-13": {"without": ["json_schema"]},
        },
        "note": "log probabilities by OpenAI's reference: all but the reasoning models",
    },
    "azure": {
        "source": ("ruby_llm", "openai"),
        "drop": NO_CHAT,
        "add": [("logprobs", r"^(gpt-3|gpt-4)")],
        "fix": {
            "gpt-3.5-turbo": {"add": ["tools", "parallel_tools"]},
            "gpt-4o-2024-05-13": {"without": ["json_schema"]},
        },
        "alias": {"gpt-3.5-turbo": "gpt-35-turbo"},
        "note": "OpenAI's entries, as Azure's own are filler; they hold for deployments named like their model",
    },
    "anthropic": {
        "source": ("ruby_llm", "anthropic"),
        "add": [("parallel_tools", r"", "tools"), ("assistant_prefill", CLAUDE_PREFILL)],
        # The listed million needs a beta header of the caller's.
        "fix": {name: {"context": 200_000} for name in ("claude-sonnet-4-5", "claude-sonnet-4-5-20250929")},
    },
    "bedrock": {
        "source": ("ruby_llm", "bedrock"),
        "drop": r"rerank|sonic|voxtral",
        "add": [
            ("parallel_tools", r"claude|nova"),
            ("assistant_prefill", CLAUDE_PREFILL),
        ],
    },
    "vertex": {
        "source": ("ruby_llm", "vertexai"),
        "drop": NO_CHAT,
        "add": [
            ("parallel_tools", r"^(gemini|claude)"),
            ("json_schema", r"^gemini-(?!.*computer-use)", "tools"),
            ("assistant_prefill", CLAUDE_PREFILL),
        ],
    },
    "gemini": {
        "source": ("ruby_llm", "gemini"),
        "drop": NO_CHAT + r"|deep-research",
        "add": [("parallel_tools", r"^gemini", "tools"), ("json_schema", r"^gemini-(?!.*computer-use)", "tools")],
    },
    "mistral": {
        "source": ("ruby_llm", "mistral"),
        "drop": NO_CHAT,
        # docs.mistral.ai, release note of 28 January 2025: structured outputs for all models.
        "add": [("json_schema", r""), ("parallel_tools", r"", "tools")],
        # Not assistant_prefill: an answer after a `prefix` repeats the message that it goes on from.
    },
    "cohere": {
        "source": ("ruby_llm", "cohere"),
        # docs.cohere.com, Chat v2: response_format takes a schema, logprobs is a member, for all models.
        "add": [("json_schema", r"^(command|north)"), ("logprobs", r"^(command|north|c4ai)"),
                ("parallel_tools", r"", "tools")],
    },
    "xai": {
        "source": ("ruby_llm", "xai"),
        "add": [("parallel_tools", r"", "tools")],
    },
    "deepseek": {
        "source": ("ruby_llm", "deepseek"),
        # Log probabilities: api-docs.deepseek.com, for what does not think.
        "add": [("parallel_tools", r"", "tools"), ("logprobs", r"^deepseek-chat$")],
        # api-docs.deepseek.com: response_format knows text and json_object only.
        "without": [("json_schema", r"")],
    },
    "openrouter": {
        "source": ("ruby_llm", "openrouter"),
        "add": [],
    },
    "ollama": {
        "source": ("ruby_llm", "ollama_cloud"),
        # docs.ollama.com: format takes a schema for every model.
        "add": [("json_schema", r""), ("parallel_tools", r"", "tools")],
        "limits": False,
        "note": "limits depend on how Ollama is set up",
    },
    "groq": {"source": ("genai_prices", ["groq"])},
    "fireworks": {
        "source": ("genai_prices", ["fireworks"]),
        "prefix": "accounts/fireworks/models/",
    },
    "huggingface": {
        "source": ("genai_prices", "huggingface_"),
        "note": "context windows by the host that a name ends with; the smallest where it names none",
    },
    "together": {"none": "neither list tells what its models can do"},
    # Not oci: neither list has its models, so that its table is written by hand, from Oracle's pages.
    "vllm": {"none": "its models are the operator's own"},
}

NAMES = {"ruby_llm": "ruby_llm's model list (MIT), which follows models.dev",
         "genai_prices": "genai-prices (MIT)"}


def ruled(rules, name, features):
    """The features that rules tell of for this model."""
    return {feature for feature, pattern, *needed in rules
            if re.search(pattern, name) and features.issuperset(needed)}


def features_of(entry, rule):
    """The features of an entry of ruby_llm; None: it is filler or no model to chat with."""
    name, inputs = entry["id"], entry["modalities"]["input"]
    outputs = entry["modalities"]["output"]
    if outputs == ["embeddings"] or (outputs == ["text"] and "-embed" in name):
        return ["embeddings"] + (["image_input"] if "image" in inputs else [])
    if outputs == ["rerank"]:
        return ["rerank"]
    sourced = entry["metadata"].get("source") == "models.dev"
    if not sourced or "text" not in outputs or not entry["context_window"]:
        return None
    features = {"streaming"}
    features.update(FEATURES[c] for c in entry["capabilities"] if c in FEATURES)
    if "image" in inputs:
        features.add("image_input")
    fix = rule.get("fix", {}).get(name, {})
    features.update(fix.get("add", []))
    features.update(ruled(rule.get("add", []), name, features))
    features -= ruled(rule.get("without", []), name, features)
    features.difference_update(fix.get("without", []))
    return sorted(features)


def from_ruby_llm(entries, provider, rule):
    models = {}
    for entry in entries:
        name = entry["id"]
        if entry["provider"] != provider or re.search(rule.get("drop", "(?!)"), name):
            continue
        features = features_of(entry, rule)
        if features is None:
            continue
        model = {"features": features}
        if rule.get("limits", True):
            context = rule.get("fix", {}).get(name, {}).get("context", entry["context_window"])
            if context:
                model["context"] = context
            if entry["max_output_tokens"] and not {"embeddings", "rerank"} & set(features):
                model["output"] = entry["max_output_tokens"]
        models[name] = model
        if name in rule.get("alias", {}):
            models[rule["alias"][name]] = model
    return models


def from_genai_prices(providers, wanted, rule):
    """Context windows alone: what the models can do is not in this list."""
    models = {}
    for provider in providers:
        hub = isinstance(wanted, str) and provider["id"].startswith(wanted)
        if not hub and provider["id"] not in wanted:
            continue
        for model in provider["models"]:
            context = model.get("context_window")
            if not context:
                continue
            name = rule.get("prefix", "") + model["id"]
            if hub:
                models[name + ":" + provider["id"][len(wanted):]] = {"context": context}
                context = min(context, models.get(name, {}).get("context", context))
            models[name] = {"context": context}
    return models


def table(rule, lists, taken):
    if "none" in rule:
        return {"source": rule["none"], "taken": taken["ruby_llm"], "models": {}}
    which, wanted = rule["source"]
    read = from_ruby_llm if which == "ruby_llm" else from_genai_prices
    source = NAMES[which] + ("; " + rule["note"] if "note" in rule else "")
    return {"source": source, "taken": taken[which], "models": read(lists[which], wanted, rule)}


def text(content):
    """JSON with a line for each model."""
    lines = [f"  {json.dumps(name)}: {json.dumps(model)}" for name, model in sorted(content["models"].items())]
    head = f'{{"source": {json.dumps(content["source"])},\n "taken": {json.dumps(content["taken"])},\n "models": {{'
    return head + ("\n" + ",\n".join(lines) if lines else "") + "}}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ruby-llm", required=True, type=Path)
    parser.add_argument("--genai-prices", required=True, type=Path)
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent,
                        help="the folder of the plugins; default: where this program is")
    parser.add_argument("providers", nargs="*", metavar="PROVIDER", help="default: all")
    arguments = parser.parse_args()
    files = {"ruby_llm": arguments.ruby_llm, "genai_prices": arguments.genai_prices}
    lists = {name: json.loads(file.read_text("utf-8")) for name, file in files.items()}
    taken = {name: re.search(r"\d{4}-\d\d-\d\d", file.name).group() for name, file in files.items()}
    for name in arguments.providers or sorted(RULES):
        target = arguments.output / name / "src/main/resources/dev/patchbay/plugin" / name / "models.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        content = table(RULES[name], lists, taken)
        target.write_text(text(content), "utf-8")
        print(f"{name}: {len(content['models'])} models")


if __name__ == "__main__":
    main()
