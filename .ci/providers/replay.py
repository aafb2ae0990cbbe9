"""Stands in for Oracle's service, which the emulator does not know: replays the recorded events of plugins/wire/oci-generic.

The last user message chooses: `Say hello` a text, `weather` a tool call, then its result a text. Prints its address, then `ready`.
"""

import http.server
import json
import pathlib

RECORDED = pathlib.Path(__file__).parents[2] / "plugins" / "wire" / "oci-generic"


class Replay(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        request = body["chatRequest"]
        last = request["messages"][-1]
        asks_weather = last["role"] == "USER" and "weather" in json.dumps(last)
        name = "stream-parallel-tools-whole" if asks_weather else "stream-text"
        data = (RECORDED / f"{name}.stream.sse").read_bytes()
        if not request.get("isStream"):
            return self.tell(501, "application/json", b'{"code":"NotImplemented","message":"only streams were recorded"}')
        self.tell(200, "text/event-stream", data)

    def tell(self, status, kind, data):
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Replay)
print(f"listening http 127.0.0.1:{server.server_port}\nready", flush=True)
server.serve_forever()
