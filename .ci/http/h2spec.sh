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

# spec DOOR ADDRESS PATH
spec() {
  "$h2spec" --host "${2%:*}" --port "${2##*:}" --path "$3" --timeout 1 --junit-report "$work/h2spec-$1.xml" \
    generic http2 hpack >"$work/h2spec-$1.out" 2>&1 || true
}
spec grpc "$1" /patchbay.v1.ModelService/ListModels &
spec http "$2" /v1/chat/completions &
wait
python3 "$root/.ci/http/h2spec.py" grpc "$work/h2spec-grpc.xml" http "$work/h2spec-http.xml"
