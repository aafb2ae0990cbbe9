"""Makes the stubs of proto/ in src/patchbay. Needs grpcio-tools."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROTO = HERE.parent.parent / "proto"
OUT = HERE / "src"


def main() -> int:
    shutil.rmtree(OUT / "patchbay", ignore_errors=True)
    protos = sorted(str(path) for path in PROTO.glob("patchbay/**/*.proto"))
    flags = [f"-I{PROTO}", f"--python_out={OUT}", f"--pyi_out={OUT}", f"--grpc_python_out={OUT}"]
    return subprocess.call([sys.executable, "-m", "grpc_tools.protoc", *flags, *protos])


if __name__ == "__main__":
    sys.exit(main())
