#!/usr/bin/env bash
# The protos: lint, format, no breaking change since the last release, and stubs that load in Python and Node. The Java
# stubs are made by Maven.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$root"

node=$work/node
mkdir -p "$node"
npm_install "$node" @bufbuild/buf@1.75.0 @bufbuild/protobuf@2.17.0 @bufbuild/protoc-gen-es@2.13.0 \
  @grpc/grpc-js@1.14.7 @grpc/proto-loader@0.8.1
python_tools
buf=$node/node_modules/.bin/buf

"$buf" lint proto
"$buf" format --diff --exit-code proto
if release=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null); then
  "$buf" breaking proto --against ".git#tag=$release,subdir=proto"
fi

gen=$node/gen # below node_modules' folder, so that the stubs find their runtime
rm -rf "$gen"
mkdir -p "$gen/python" "$gen/es"
mapfile -t protos < <(cd proto && find patchbay -name '*.proto' | sort)
"$python" -m grpc_tools.protoc -I proto --python_out="$gen/python" --pyi_out="$gen/python" \
  --grpc_python_out="$gen/python" "${protos[@]}"
"$python" -m grpc_tools.protoc -I proto --plugin=protoc-gen-es="$node/node_modules/.bin/protoc-gen-es" \
  --es_out="$gen/es" --es_opt=target=js,import_extension=js "${protos[@]}"

PYTHONPATH=$gen/python "$python" - "${protos[@]}" <<'PYTHON'
import importlib, sys
for proto in sys.argv[1:]:
    module = proto.removesuffix(".proto").replace("/", ".")
    importlib.import_module(module + "_pb2")
    importlib.import_module(module + "_pb2_grpc")
PYTHON

cat >"$node/load.mjs" <<'NODE'
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
const [includes, ...protos] = process.argv.slice(2);
for (const proto of protos) await import(`./gen/es/${proto.replace(".proto", "_pb.js")}`);
const api = grpc.loadPackageDefinition(loader.loadSync(protos, { includeDirs: [includes] }));
for (const service of ["ChatService", "EmbeddingService", "ModelService"]) {
  if (!api.patchbay.v1[service]?.service) throw new Error(`grpc-js does not see ${service}`);
}
NODE
node "$node/load.mjs" "$root/proto" "${protos[@]}"
echo "protos: lint, format, Python and Node stubs are good"
