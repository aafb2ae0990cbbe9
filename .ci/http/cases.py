"""Runs the cases of a test program, and talks to upstream.py. From the environment: GATEWAY and UPSTREAM, the addresses."""

import json
import os
import re
import signal
import sys
import time
import traceback
import urllib.error
import urllib.request

GATEWAY = "http://" + os.environ["GATEWAY"]
BASE = GATEWAY + "/v1"
UPSTREAM = "http://" + os.environ["UPSTREAM"]
CONFIG = os.environ["GATEWAY_CONFIG"]
KEY = "sk-anything"  # nobody asks for one while the configuration names none
CLOSED_WITHIN = 0.35

_cases = []


def case(function):
    _cases.append(function)
    return function


class Skipped(Exception):
    """Says why."""


def run(skipped_without=None):
    """Runs all cases; none, if nothing answers at the path SKIPPED_WITHOUT."""
    failed = 0
    program = os.path.basename(sys.argv[0])
    if skipped_without and not answers(skipped_without):
        print(f"http: {program}: all {len(_cases)} cases skipped: nothing answers at {skipped_without}")
        return
    for function in _cases:
        if len(sys.argv) > 1 and function.__name__ not in sys.argv[1:]:
            continue
        forget()
        try:
            function()
        except Skipped as why:
            print(f"http: {program}: {function.__name__} skipped: {why}")
        except Exception:
            failed += 1
            print(f"http: {program}: {function.__name__} FAILED", file=sys.stderr)
            traceback.print_exc()
    print(f"http: {program}: {len(_cases) - failed} of {len(_cases)} cases")
    sys.exit(1 if failed else 0)


def same(actual, expected):
    assert actual == expected, f"{actual!r} is not {expected!r}"


def raises(kind, function):
    """The exception, of exactly this class."""
    try:
        function()
    except Exception as e:
        assert type(e) is kind, f"{type(e).__name__} is not {kind.__name__}: {e}"
        return e
    raise AssertionError(f"no {kind.__name__}")


def answers(path):
    """Whether the gateway knows the path."""
    try:
        urllib.request.urlopen(GATEWAY + path, data=b"{}").close()
        return True
    except urllib.error.HTTPError as e:
        return e.code != 404


def told():
    with urllib.request.urlopen(UPSTREAM + "/control") as answer:
        return json.load(answer)


def asked(name):
    """How often this behaviour was asked for since the case began."""
    return told()["counts"].get(name, 0)


def last_body():
    with urllib.request.urlopen(UPSTREAM + "/control/last") as answer:
        return answer.read()


def forget():
    urllib.request.urlopen(UPSTREAM + "/control", data=b"").close()
    renew()


def renew():
    """Has the gateway open its endpoints anew: what it has learnt of their health is gone."""
    with open(CONFIG) as file:
        text = file.read()
    number = int(re.search(r"concurrency: (\d+)", text)[1]) + 1
    with open(CONFIG, "w") as file:
        file.write(re.sub(r"concurrency: \d+", f"concurrency: {number}", text))
    os.kill(int(os.environ["GATEWAY_PID"]), signal.SIGHUP)
    await_true("the gateway is renewed", lambda: f'limit{{endpoint="good"}} {number}.0' in metrics())


def metrics():
    with urllib.request.urlopen(GATEWAY + "/metrics") as answer:
        return answer.read().decode()


def await_asked(name):
    await_true(f"{name} is asked", lambda: asked(name))


def await_true(what, condition, seconds=5):
    end = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.01)
    return result


def closed_in_time(since):
    """Upstream saw its connection close soon after SINCE (time.time())."""
    left = await_true("upstream is closed", lambda: told()["left"])
    took = left[-1] - since
    assert took < CLOSED_WITHIN, f"upstream was closed after {took:.3f} s"
