# Shell functions shared by app/run, tests/run and .ci/run. Sourced, never run.
# The caller has `set -euo pipefail` and sets `root` to the top of the checkout.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 1
}

# listed_packages GROUP...: the packages of these groups in installer/dependencies.
listed_packages() {
  local wanted=" $* " group='' line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%%#*}
    line=${line//[[:space:]]/}
    case $line in
      '') ;;
      '['*']') group=${line:1:-1} ;;
      *) [[ $wanted == *" $group "* ]] && printf '%s\n' "$line" || true ;;
    esac
  done <"$root/installer/dependencies"
}

# missing_packages GROUP...: those of them that are not installed.
missing_packages() {
  local package
  for package in $(listed_packages "$@"); do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      printf '%s\n' "$package"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "packages are missing and neither root nor sudo is at hand; as root, run: $*"
  fi
}

# install_packages GROUP...: asks apt only when something is missing.
install_packages() {
  local missing
  command -v dpkg-query >/dev/null ||
    die "this is no Debian system; install by hand what installer/dependencies lists, then use cmake --preset release"
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing: ${missing[*]}"
  as_root apt-get update -q >&2
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
}

# build_preset PRESET [TARGET...]: configures and builds; everything when no target is named.
build_preset() {
  local preset=$1
  shift
  (cd "$root" && cmake --preset "$preset" >&2 &&
    cmake --build --preset "$preset" -j "$(nproc)" ${1:+--target "$@"} >&2)
}
