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

# For checks that start servers: begin_servers CHECK makes $tmp and has everything stopped and removed at the end.
begin_servers() {
  check=$1
  tmp=$(mktemp -d)
  servers=()
  trap 'stop_servers; rm -rf "$tmp"' EXIT
}
stop_servers() {
  local server
  for server in ${servers[@]+"${servers[@]}"}; do kill "$server" 2>/dev/null || true; done
  for server in ${servers[@]+"${servers[@]}"}; do wait "$server" 2>/dev/null || true; done
  servers=()
}

# fail MESSAGE [FILE...]: ends the check, and shows the files.
fail() {
  printf '%s: %s\n' "$check" "$1" >&2
  shift
  for file in "$@"; do sed "s|^|  ${file##*/}: |" "$file" >&2; done
  exit 1
}

# start NAME COMMAND...: runs a server in the background until it says that it is ready.
start() {
  local name=$1
  shift
  : >"$tmp/$name.out"
  "$@" >"$tmp/$name.out" 2>"$tmp/$name.err" &
  servers+=($!)
  for _ in $(seq 300); do
    ! grep -qx ready "$tmp/$name.out" || return 0
    kill -0 "${servers[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  fail "the server did not get ready within 30 s: $*" "$tmp/$name.out" "$tmp/$name.err"
}

# address NAME PROTOCOL: where a started server listens.
address() {
  local line
  line=$(sed -n "s/^listening $2 //p" "$tmp/$1.out" | head -n 1)
  [ -n "$line" ] || fail "the server named no $2 listener" "$tmp/$1.out"
  printf '%s' "$line"
}

# The built distribution's program.
patchbay() {
  local program=$root/server/dist/target/patchbay/bin/patchbay
  [ -x "$program" ] || fail "no distribution at $program: build it with ./mvnw verify"
  printf '%s' "$program"
}

# readme WORD: the README's Python program in which WORD stands.
readme() {
  awk -v word="$1" '
    /^```python$/ { inside = 1; program = ""; next }
    /^```$/ && inside { inside = 0; if (index(program, word)) printf "%s", program }
    inside { program = program $0 "\n" }' "$root/README.md"
}
