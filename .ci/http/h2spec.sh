#!/usr/bin/env bash
# h2spec.sh GRPC_ADDRESS HTTP_ADDRESS: h2spec at both ports; fails if a test fails that h2spec-known.txt doesn't explain.
set -euo pipefail
. "$(dirname "$0")/../tools.sh"

if ! command -v go >/dev/null; then
  echo "http: h2spec skipped: there is no go to build it with"
  exit 0
fi
h2spec=$work/bin/h2spec
[ -x "$h2spec" ] || GOBIN=$work/bin go install github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible

# spec NAME ADDRESS PATH SECTION...
spec() {
  local name=$1 host=${2%:*} port=${2##*:} path=$3
  shift 3
  "$h2spec" --host "$host" --port "$port" --path "$path" --timeout 1 --junit-report "$work/h2spec-$name.xml" "$@" \
    >"$work/h2spec-$name.out" 2>&1 || true
}
rm -f "$work"/h2spec-*.xml
spec grpc "$1" /patchbay.v1.ModelService/ListModels generic http2 hpack &
spec http "$2" /healthz generic http2 hpack
# The tests that post: where a body is wanted, so that no answer is faster than the body.
spec posts "$2" /v1/chat/completions http2/8.1.2.6
wait
python3 "$root/.ci/http/h2spec.py" grpc "$work/h2spec-grpc.xml", http "$work"/h2spec-{http,posts}.xml
