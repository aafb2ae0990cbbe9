#!/usr/bin/env bash
# Every provider end to end: both doors of the built distribution, at an emulator of the services that others wrote (aimock,
# from npm) and, for Oracle, at recorded events. Needs python3 and npm.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$root"
begin_servers providers

python_tools
"$python" clients/python/generate.py
"$python" -m pip install -q --disable-pip-version-check --no-build-isolation --force-reinstall --no-deps ./clients/python
node=$work/providers-node
mkdir -p "$node"
if ! cmp -s .ci/providers/package.json "$node/installed"; then
  cp .ci/providers/package.json "$node/"
  npm_install "$node"
  cp .ci/providers/package.json "$node/installed"
fi
cp .ci/providers/emulator.mjs "$node/" # modules are looked for beside the program

export KEY=key-of-the-emulator
start emulator node "$node/emulator.mjs"
start replay python3 .ci/providers/replay.py
EMULATOR=http://$(address emulator http) REPLAY=http://$(address replay http)
export EMULATOR REPLAY

mapfile -t endpoints < <(sed -n 's/^  \([a-z-]*\): {provider: .*/\1/p' .ci/providers/patchbay.yaml)
cp .ci/providers/patchbay.yaml "$tmp/patchbay.yaml"
for endpoint in "${endpoints[@]}"; do
  model=$endpoint
  case $endpoint in # which of its dialects these speak depends on the model
    vertex) model=gemini-vertex ;;
    bedrock-invoke) model=anthropic.bedrock-invoke ;;
  esac
  echo "  $endpoint: {targets: [{endpoint: $endpoint, model: $model}], retries: {max: 0}}" >>"$tmp/patchbay.yaml"
done
start patchbay "$(patchbay)" serve --config "$tmp/patchbay.yaml"
"$python" .ci/providers/providers.py "$(address patchbay http)" "$(address patchbay grpc)" "${EMULATOR#http://}" "${endpoints[@]}"
! grep -n 'ERROR\|LEAK\|Exception\|key-of-the-emulator' "$tmp/patchbay.err" || fail "the log tells of something that should not happen"
