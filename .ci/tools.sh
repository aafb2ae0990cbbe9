# To be sourced: installs what the checks need beside Java into .ci/work, which git ignores. Needs python3 and npm.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$root/.ci/work
python=$work/venv/bin/python
mkdir -p "$work"

# A virtual environment with protoc (grpcio-tools) and the gRPC runtime of the same version.
python_tools() {
  [ -x "$python" ] || python3 -m venv "$work/venv"
  "$python" -m pip install -q --disable-pip-version-check \
    grpcio==1.85.1 grpcio-status==1.85.1 grpcio-tools==1.85.1 setuptools==80.9.0
}

# npm_install FOLDER [PACKAGE...]: without scripts of the packages, and without a lock file.
npm_install() {
  local folder=$1
  shift
  npm install --prefix "$folder" --silent --ignore-scripts --no-save --no-package-lock --no-audit --no-fund "$@"
}
