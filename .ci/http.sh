#!/usr/bin/env bash
# The HTTP door with the clients that people have: OpenAI's and Anthropic's libraries, LangChain, Vercel's AI SDK, curl, raw
# sockets, h2spec. They call the built distribution, which calls http/upstream.py. Needs python3, npm, curl; go for h2spec.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$root"
begin_servers http

# Installed once for each change of the pins.
venv=$work/http-venv
if ! cmp -s .ci/http/requirements.txt "$venv/installed"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r .ci/http/requirements.txt
  cp .ci/http/requirements.txt "$venv/installed"
fi
node=$work/http-node
mkdir -p "$node"
if ! cmp -s .ci/http/package.json "$node/installed"; then
  cp .ci/http/package.json "$node/"
  npm_install "$node"
  cp .ci/http/package.json "$node/installed"
fi
cp .ci/http/*.mjs "$node/" # modules are looked for beside the program

start upstream python3 .ci/http/upstream.py
UPSTREAM=$(address upstream http)
cat >"$tmp/patchbay.yaml" <<YAML
server: {grpc: {port: 0}, http: {port: 0}, admin: {port: 0}}
endpoints:
  good: {provider: openai, base-url: "http://$UPSTREAM/v1", api-key: upstream-secret, concurrency: 1000}
  failing: {provider: openai, base-url: "http://$UPSTREAM/broken/v1", concurrency: 1000}
  google: {provider: gemini, base-url: "http://$UPSTREAM", api-key: upstream-secret}
  claude: {provider: anthropic, base-url: "http://$UPSTREAM", api-key: upstream-secret}
  sim: {provider: sim, settings: {first-token: 1ms, tokens-per-second: 500}}
models:
  good: {targets: [{endpoint: good, model: upstream-model}], retries: {max: 0}}
  failing-first: {targets: [{endpoint: failing, model: upstream-model}, {endpoint: good, model: upstream-model}], retries: {max: 0}}
  only-failing: {targets: [{endpoint: failing, model: upstream-model}], retries: {max: 0}}
  gemini-3-pro: {targets: [{endpoint: google, model: gemini-3-pro}]}
  claude-opus-4-8: {targets: [{endpoint: claude, model: claude-sonnet-4-5}]}
  sim: {targets: [{endpoint: sim, model: sim}]}
YAML
patchbay=$(patchbay)
start patchbay "$patchbay" serve --config "$tmp/patchbay.yaml"
GATEWAY=$(address patchbay http)
# The programs change a number in the configuration and have it read again, so that endpoints begin anew.
export GATEWAY_PID=${servers[-1]} GATEWAY_CONFIG=$tmp/patchbay.yaml

# Another one, which asks for keys.
{ cat "$tmp/patchbay.yaml"; echo "keys: {team-a: {secret: team-a-and-nobody-else, models: [good]}}"; } >"$tmp/guarded.yaml"
start guarded "$patchbay" serve --config "$tmp/guarded.yaml"
GUARDED=$(address guarded http)
export UPSTREAM GATEWAY GUARDED

failed=0
check() { "$@" || failed=1; }
for program in openai_sdk responses_sdk anthropic_sdk proofs langchain_app wire; do
  check "$venv/bin/python" ".ci/http/$program.py"
done
for program in openai_sdk ai_sdk; do
  check node "$node/$program.mjs"
done

# The README's program, at this server; the same as the example's.
readme "import requests" >"$tmp/readme.py"
diff -u "$tmp/readme.py" clients/examples/http_chat.py || fail "the README's program is not clients/examples/http_chat.py"
sed "s/127.0.0.1:8080/$GATEWAY/; s/smollm2-135m/sim/" "$tmp/readme.py" >"$tmp/here.py"
"$venv/bin/python" "$tmp/here.py" >"$tmp/readme.out" 2>"$tmp/readme.err" ||
  fail "the README's program with requests fails" "$tmp/readme.err"
grep -q "'role': 'assistant'" "$tmp/readme.out" || fail "the README's program prints no answer" "$tmp/readme.out"

check .ci/http/h2spec.sh "$(address patchbay grpc)" "$GATEWAY"

for name in patchbay guarded; do
  ! grep -n 'ERROR\|LEAK\|Exception' "$tmp/$name.err" || fail "the log of $name tells of something that should not happen"
  ! grep -n 'team-a-and-nobody-else\|upstream-secret\|sk-anything' "$tmp/$name.err" || fail "the log of $name shows a key"
done
[ "$failed" = 0 ] || fail "see above"
echo "http: all clients are served"
