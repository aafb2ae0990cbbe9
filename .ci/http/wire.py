"""curl and bare sockets: what is on the wire, byte by byte."""

import json
import os
import socket
import subprocess
import tempfile
import time

from cases import BASE, GATEWAY, KEY, await_asked, await_true, case, closed_in_time, last_body, run, same, told

HOST, PORT = GATEWAY.removeprefix("http://").split(":")
HELLO = '{"model":"good","messages":[{"role":"user","content":"Hello"}]}'
STREAM = HELLO[:-1] + ',"stream":true}'


def curl(path, *options, data=None):
    """Status, version, headers, body."""
    command = ["curl", "-sS", "--max-time", "20", "-i", *options]
    if data is not None:
        command += ["-H", "content-type: application/json", "-H", f"authorization: Bearer {KEY}", "--data-binary", "@-"]
    done = subprocess.run([*command, GATEWAY + path], input=(data or "").encode(), capture_output=True, check=True)
    blocks = done.stdout.split(b"\r\n\r\n")
    interim = 0
    while blocks[interim].split()[1][:1] == b"1":
        interim += 1
    lines = blocks[interim].decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:])
    return int(lines[0].split()[1]), lines[0].split()[0], headers, b"\r\n\r\n".join(blocks[interim + 1 :]), done.stderr.decode()


def talk(data, until=None, seconds=5):
    """Everything that comes back to these bytes: up to the close, or until the condition holds."""
    with socket.create_connection((HOST, int(PORT)), timeout=seconds) as connection:
        connection.sendall(data)
        return rest(connection, until)


def rest(connection, until=None):
    whole = b""
    while not (until and until(whole)):
        piece = connection.recv(65536)
        if not piece:
            break
        whole += piece
    return whole


def post(body, *headers, path="/v1/chat/completions", version="1.1"):
    head = [f"POST {path} HTTP/{version}", "host: localhost", f"content-length: {len(body)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body.encode()


VERSIONS = [(["--http1.1"], "HTTP/1.1"), (["--http2-prior-knowledge"], "HTTP/2"), (["--http1.0"], "HTTP/1"), (["--http2"], "HTTP/1.1")]


@case
def every_version():
    for options, version in VERSIONS:
        status, spoken, headers, body, _ = curl("/v1/chat/completions", *options, data=HELLO)
        same((status, spoken.startswith(version)), (200, True))
        same(json.loads(body)["choices"][0]["message"]["content"], "You said: Hello")
        same((headers["content-type"], headers["x-patchbay-endpoint"]), ("application/json", "good"))
        status, _, headers, body, _ = curl("/v1/chat/completions", *options, data=STREAM)
        same((status, headers["content-type"]), (200, "text/event-stream; charset=utf-8"))
        assert body.startswith(b"data: {") and body.endswith(b"data: [DONE]\n\n"), body


@case
def several_over_one_connection():
    for version in ("--http1.1", "--http2-prior-knowledge"):
        again = ["--next", "-sS", "-o", "/dev/null", "-w", "%{num_connects} %{http_code} ", GATEWAY + "/v1/models"]
        command = ["curl", version, "-sS", "-o", "/dev/null", "-w", "%{num_connects} %{http_code} ", GATEWAY + "/healthz", *again, *again]
        same(subprocess.run(command, capture_output=True, check=True).stdout.decode().split(), ["1", "200", "0", "200", "0", "200"])


@case
def pipelining():
    slow = HELLO.replace("Hello", "do late 200")
    both = talk(post(slow) + post(HELLO, "connection: close"))
    same(both.count(b"HTTP/1.1 200"), 2)
    assert 0 < both.index(b'"late"') < both.index(b"You said: Hello"), both


@case
def head():
    for path in ("/v1/models", "/v1/models/good", "/healthz", "/readyz", "/metrics"):
        for version in ("--http1.1", "--http2-prior-knowledge"):
            status, _, headers, body, _ = curl(path, "--head", version)
            same((status, body), (200, b""))
            assert int(headers["content-length"]) > 0, headers
    same(curl("/v1/chat/completions", "--head")[0], 405)
    same(curl("/nothing", "--head")[0], 404)


@case
def two_megabytes_with_expect_continue():
    big = HELLO.replace("Hello", "do size " + "x" * 2_000_000)
    for version in ("--http1.1", "--http2-prior-knowledge"):
        expect = ["-H", "expect: 100-continue"] if version == "--http1.1" else []
        status, _, _, body, log = curl("/v1/chat/completions", version, "-v", *expect, data=big)
        same((status, json.loads(body)["choices"][0]["message"]["content"]), (200, "2000008"))
        assert not expect or "100 Continue" in log, log
    same(len(last_body()) > 2_000_000, True)


@case
def a_body_in_chunks():
    status, _, _, body, _ = curl("/v1/chat/completions", "-H", "transfer-encoding: chunked", data=HELLO)
    same((status, json.loads(body)["choices"][0]["message"]["content"]), (200, "You said: Hello"))


@case
def too_large():
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(33 << 20)
        for version in ("--http1.1", "--http2-prior-knowledge"):
            data = ["-H", "content-type: application/json", "--data-binary", "@" + file.name]
            status, _, headers, body, _ = curl("/v1/chat/completions", version, *data)
            same((status, json.loads(body)["error"]["code"]), (413, "request_too_large"))
            assert headers["x-request-id"], headers
            same(headers["x-should-retry"], "false")
    same(told()["counts"], {})


@case
def numbers_and_members_that_nobody_models():
    """A caller and a service of the same dialect: what is not ours to know passes unchanged, both ways."""
    asked = ['"x_big":12345678901234567890123', '"x_one":1.0', '"x_exp":1e2', '"temperature":1.0', '"x_deep":{"b":[1.10,-0,null],"\\u00e9":"\\/"}']
    answered = ['"x_big":12345678901234567890123', '"x_one":1.0', '"x_exp":1e2', '"x_deep":{"a":[1.10,-0,null],"\\u00e9":"\\/"}',
                '"x_mood":3.0', '"finish_reason":"x_whim"']
    for streamed in ("false", "true"):
        message = '{"role":"user","content":"do odd","x_mine":2.50}'
        request = '{"model":"good","stream":%s,"messages":[%s],%s}' % (streamed, message, ",".join(asked))
        status, _, _, body, _ = curl("/v1/chat/completions", data=request)
        same(status, 200)
        for member in [*asked, '"x_mine":2.50']:
            assert member.encode() in last_body(), f"upstream got no {member}: {last_body()}"
        for member in answered:
            assert member.encode() in body, f"the caller got no {member}: {body}"
    with_usage = request[:-1] + ',"stream_options":{"include_usage":true}}'
    same(b'"x_cost":0.10' in curl("/v1/chat/completions", data=with_usage)[3], True)
    same(b'"x_cost":0.10' in body, False)


@case
def errors_have_four_members():
    for path, data, status, code in [
        ("/v1/chat/completions", "{", 400, "invalid_request"),
        ("/v1/chat/completions", "[]", 400, "invalid_request"),
        ("/v1/chat/completions", '{"model":"nothing","messages":[{"role":"user","content":"x"}]}', 404, "model_not_found"),
        ("/v1/completions", "{}", 404, "path_not_found"),
        ("/v1/models", "{}", 405, "method_not_allowed"),
    ]:
        got, _, headers, body, _ = curl(path, data=data)
        error = json.loads(body)["error"]
        same((got, error["code"], set(error) >= {"message", "type", "param", "code"}), (status, code, True))
        same((headers["content-type"], headers["x-should-retry"]), ("application/json", "false"))
        same(headers["x-request-id"], error["metadata"]["request_id"])


@case
def what_is_ambiguous_is_refused():
    host = b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n"
    for bad in [
        host + b"content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        host + b"content-length: 4\r\ncontent-length: 5\r\n\r\n{}{}{",
        host + b"transfer-encoding: identity, chunked\r\n\r\n0\r\n\r\n",
        host + b"transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
        host + b"content-length: +2\r\n\r\n{}",
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
        b"GET /healthz HTTP/1.1\nhost: a\n\n",
        b"hello\r\n\r\n",
    ]:
        answer = talk(bad + b"GET /metrics HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 400 "), (bad, answer)
        same(answer.count(b"HTTP/1.1 "), 1)


@case
def callers_that_hang_up():
    for body in (HELLO.replace("Hello", "do silence"), STREAM.replace("Hello", "do slow")):
        with socket.create_connection((HOST, int(PORT)), timeout=5) as connection:
            connection.sendall(post(body))
            await_true("it is asked", lambda: told()["counts"])
            start = time.time()
        closed_in_time(start)


@case
def a_stream_leaves_piece_by_piece():
    first = talk(post(STREAM.replace("Hello", "do slow")), until=lambda seen: seen.count(b"tick") >= 3)
    same(first.count(b"HTTP/1.1 200"), 1)


@case
def an_error_frame_has_no_done_after_it():
    for words in ("do cut", "do error-frame"):
        _, _, _, body, _ = curl("/v1/chat/completions", data=STREAM.replace("Hello", words))
        last = body.decode().strip().split("\n\n")[-1]
        error = json.loads(last.removeprefix("data: "))["error"]
        same((error["code"], error["metadata"]["reason"]), ("stream_interrupted", "STREAM_INTERRUPTED"))


run()
