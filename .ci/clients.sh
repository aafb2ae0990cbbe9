#!/usr/bin/env bash
# The Python and the Node client against the built distribution, or against the server at PATCHBAY_ADDRESS (HOST:PORT,
# with a model called sim); and against a fake for the endings that a good server never has.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$root"

begin_servers clients

# expect STATUS MODEL [REASON]: both clients ask MODEL and exit with STATUS, REASON on stderr, the same text on stdout.
expect() {
  local status=$1 model=$2 reason=${3:-} client code
  for client in python node; do
    code=0
    "stream_$client" "$address" "$model" "Say hello in one sentence." >"$tmp/$client.out" 2>"$tmp/$client.err" || code=$?
    [ "$code" = "$status" ] || fail "$client, model $model: exit $code, not $status" "$tmp/$client".{out,err}
    [ -z "$reason" ] || grep -q "^$reason:" "$tmp/$client.err" || fail "$client, model $model: no $reason" "$tmp/$client.err"
  done
  cmp -s "$tmp"/{python,node}.out || fail "model $model: the answers differ" "$tmp"/{python,node}.out
}
expect_answer() {
  expect 0 "$1"
  grep -q '[^[:space:]]' "$tmp/python.out" || fail "model $1: the answer is empty" "$tmp"/{python,node}.err
  for client in python node; do
    for line in route usage; do
      grep -q "^$line: " "$tmp/$client.err" || fail "$client, model $1: no $line on stderr" "$tmp/$client.err"
    done
  done
}

python_tools
"$python" clients/python/generate.py
"$python" -m pip install -q --disable-pip-version-check --no-build-isolation --force-reinstall --no-deps ./clients/python
npm_install clients/node
(cd clients/node && npm run --silent generate)
stream_python() { "$work/venv/bin/stream_chat" "$@"; }
stream_node() { node clients/node/src/stream_chat.js "$@"; }

start fake "$python" .ci/fake_gateway.py
address=$(address fake grpc)
expect_answer whole
[ "$(cat "$tmp/python.out")" = "Grüße, 🌍!" ] || fail "the text is not as it was sent" "$tmp/python.out"
expect 1 interrupted STREAM_INTERRUPTED
expect 1 without-end STREAM_INTERRUPTED
expect 1 no-such-model MODEL_NOT_FOUND
stop_servers
expect 1 whole UNAVAILABLE # nobody listens any more

if [ -n "${PATCHBAY_ADDRESS:-}" ]; then
  address=$PATCHBAY_ADDRESS
else
  cat >"$tmp/patchbay.yaml" <<'YAML'
server: {grpc: {host: 127.0.0.1, port: 0}, http: {host: 127.0.0.1, port: 0}, admin: {host: 127.0.0.1, port: 0}}
endpoints: {sim: {provider: sim, region: local, settings: {first-token: 20ms, tokens-per-second: 200}}}
models: {sim: {targets: [{endpoint: sim, model: sim}]}}
YAML
  patchbay=$(patchbay)
  start patchbay "$patchbay" serve --config "$tmp/patchbay.yaml"
  address=$(address patchbay grpc)
fi
expect_answer sim
expect 1 no-such-model MODEL_NOT_FOUND

# The README's program, at this server.
readme "import grpc" |
  sed "s/127.0.0.1:7070/$address/; s/smollm2-135m/sim/" >"$tmp/readme.py"
"$python" "$tmp/readme.py" >"$tmp/readme.out" 2>"$tmp/readme.err" ||
  fail "the README's Python program fails" "$tmp/readme.err"
grep -q '[^[:space:]]' "$tmp/readme.out" || fail "the README's Python program prints nothing" "$tmp/readme.err"
echo "clients: Python and Node stream the same answer from $address"
