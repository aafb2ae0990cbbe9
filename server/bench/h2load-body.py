#!/usr/bin/env python3
"""Writes the framed gRPC body of one ChatRequest (or StreamChatRequest: the same bytes) for h2load: h2load-body.py MODEL FILE"""
import struct, sys


def field(number, payload):
    return bytes([number << 3 | 2]) + varint(len(payload)) + payload


def varint(n):
    out = b""
    while n > 0x7F:
        out, n = out + bytes([n & 0x7F | 0x80]), n >> 7
    return out + bytes([n])


def message(role, text):
    return field(2, b"\x08" + bytes([role]) + field(2, field(1, field(1, text.encode()))))


def main():
    model, file = sys.argv[1:]
    prompt = ("Tell me something about loopback. " * 64)[:900]
    sampling = field(6, b"\x09" + struct.pack("<d", 0.7) + b"\x50" + varint(256))
    given = field(1, model.encode()) + message(1, "You are a helpful assistant.") + message(3, prompt) + sampling
    request = field(1, given)
    with open(file, "wb") as out:
        out.write(b"\0" + struct.pack(">I", len(request)) + request)


main()
