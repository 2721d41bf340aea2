#!/usr/bin/env bash
# Builds the Debian package, installs it on this machine, uses it, and removes it again, whatever
# happens. For CI and throw-away machines, as root.
#   tests/package/check_deb.sh [BUILD FOLDER | FILE.deb]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/installer/setup.sh"

build=$root/build/release
deb=''
case ${1:-} in
  *.deb) deb=$(realpath "$1") ;;
  '') ;;
  *) build=$(realpath "$1") ;;
esac
state=/var/lib/scepter
workspace=$state/workspace.scepter
settings=/etc/default/scepter
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
unset SCEPTER_WORKSPACE SCEPTER_PASSPHRASE_FILE

[ "$(id -u)" -eq 0 ] || die 'this installs a package: run it as root on a machine that may have it'
# What is of someone else here is not ours to remove.
known=$(dpkg-query -W -f='${db:Status-Status}' scepter 2>/dev/null || true)
if [ -e "$state" ] || [ -e "$settings" ] || [ "${known:-not-installed}" != not-installed ]; then
  die 'scepter is or was installed on this machine'
fi
had_user=$(getent passwd scepter || true)

work=$(mktemp -d)
chmod 755 "$work"
pids=()
failures=0

clean_up() {
  local pid
  for pid in "${pids[@]}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  dpkg --purge --force-all scepter >/dev/null 2>&1 || true
  rm -rf "$work" "$state" "$settings"
  [ -n "$had_user" ] || userdel scepter 2>/dev/null || true
}
trap clean_up EXIT

# check WHAT COMMAND...: says and counts what does not hold.
check() {
  local what=$1 said code=0
  shift
  said=$("$@" 2>&1) || code=$?
  if [ "$code" -eq 0 ]; then
    say "ok      $what"
  else
    say "FAILED  $what"
    [ -z "$said" ] || sed 's/^/        /' <<<"$said" | head -n 20 >&2
    failures=$((failures + 1))
  fi
}

# is WANTED COMMAND...: the command says exactly that.
is() {
  local wanted=$1 said
  shift
  said=$("$@") || true
  [ "$said" = "$wanted" ] || { printf 'wanted: %s\ngot: %s\n' "$wanted" "$said"; return 1; }
}

has() { grep -qF -- "$1" <<<"$2" || { printf 'no "%s" in: %s\n' "$1" "$2"; return 1; }; }
not() { if "$@"; then return 1; fi; }
apt() { apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" >"$work/apt" 2>&1 || { cat "$work/apt"; return 1; }; }
# A list, not a function, so that a program in the background has the id that the shell knows.
as_scepter=(setpriv --reuid scepter --regid scepter --clear-groups --no-new-privs env "HOME=$state")

# wait_for FILE TEXT PID: until the text is in the file; fails when the process has ended before.
wait_for() {
  local file=$1 text=$2 pid=$3
  grep -qm 1 -- "$text" < <(timeout 60 tail -n +1 --pid="$pid" -f "$file") || { cat "$file"; return 1; }
}

packed_well() {
  lintian --fail-on error,warning --allow-root "$deb"
}

owned_by_root() {
  local odd
  odd=$(dpkg-deb --contents "$deb" | awk '$2 != "root/root" || $1 ~ /^-.*s/ || $1 ~ /^.....w|^........w/')
  [ -z "$odd" ] || { printf '%s\n' "$odd"; return 1; }
}

# Nothing remembers the folder that it was built in.
forgets_the_build() {
  local file found=0
  while IFS= read -r file; do
    if [ -f "$file" ] && { grep -qaF "$build" "$file" || grep -qaF "$root/" "$file"; }; then
      echo "$file names the build folder"
      found=1
    fi
  done < <(dpkg-query -L scepter)
  for file in /usr/bin/scepterctl /usr/bin/scepter; do
    if [ -f "$file" ] && readelf -d "$file" | grep -E 'RPATH|RUNPATH'; then found=1; fi
  done
  return "$found"
}

# Position independent, no executable stack, no writable table of functions, checked copies.
hardened() {
  local program found=0 header dynamic
  for program in /usr/bin/scepterctl /usr/bin/scepter; do
    [ -f "$program" ] || continue
    header=$(readelf -hlW "$program")
    dynamic=$(readelf -dW "$program")
    grep -q 'Type: *DYN' <<<"$header" || { echo "$program: not position independent" && found=1; }
    grep -q 'GNU_STACK.* RW ' <<<"$header" || { echo "$program: its stack is executable" && found=1; }
    grep -q 'GNU_RELRO' <<<"$header" || { echo "$program: no RELRO" && found=1; }
    grep -q 'BIND_NOW\|FLAGS_1.*NOW' <<<"$dynamic" || { echo "$program: bound late" && found=1; }
  done
  dynamic=$(readelf --dyn-syms -W /usr/bin/scepterctl)
  grep -q '[a-z]_chk@' <<<"$dynamic" || { echo 'scepterctl: nothing is fortified' && found=1; }
  grep -q '__stack_chk_fail' <<<"$dynamic" || { echo 'scepterctl: no stack protector' && found=1; }
  return "$found"
}

# The libraries that are loaded by name alone are in packages that ours depends on.
depends_on_plugins() {
  local depends plugin package
  depends=$(dpkg-query -W -f='${Depends}' scepter)
  for plugin in sqldrivers/libqsqlite.so $([ ! -f /usr/bin/scepter ] || echo platforms/libqxcb.so iconengines/libqsvgicon.so); do
    package=$(dpkg-query -S "*/qt6/plugins/$plugin" | cut -d: -f1)
    grep -qE "(^|[ ,])$package( |,|\$)" <<<"$depends" || { echo "$plugin is in $package, which is not in: $depends"; return 1; }
  done
}

check_package() {
  check 'lintian has nothing to say' packed_well
  check 'files belong to root, nobody else may write' owned_by_root
  check 'it installs' apt install "$deb"
  check 'the files are as packed' is '' dpkg --verify scepter
  check 'no file names the build folder' forgets_the_build
  check 'the programs are hardened' hardened
  check 'plugins are among its dependencies' depends_on_plugins
  check 'the user has no shell and no password' is "scepter:$state:/usr/sbin/nologin:!" sh -c \
    'getent passwd scepter | cut -d: -f1,6,7 | tr "\n" ":"; getent shadow scepter | cut -d: -f2 | cut -c1'
  check 'its folder is its own' is '750 scepter scepter' stat -c '%a %U %G' "$state"
  check 'settings are of root' is '644 root root' stat -c '%a %U %G' "$settings"
  check 'the service is not enabled' is disabled systemctl --root=/ is-enabled scepter.service
  check 'the service does not run' not pgrep -u scepter
  check 'systemd reads the unit' systemd-analyze verify /usr/lib/systemd/system/scepter.service
  check 'the manual is found' man --where scepterctl
}

check_command_line() {
  local lab=$work/lab/lab.scepter version
  version=$(dpkg-query -W -f='${Version}' scepter)
  check 'scepterctl says its version' is "scepterctl ${version%-*}" scepterctl --version
  check 'a workspace is made' scepterctl --workspace "$lab" init --ca-key ec:p256
  check 'and read' has '"consistent": true' "$(scepterctl --workspace "$lab" --json status || true)"
  check 'its audit trail is intact' scepterctl --workspace "$lab" audit verify
}

# As the unit does it, by hand where systemd does not run.
check_service() {
  local url pid
  export SCEPTER_WORKSPACE=$workspace
  check 'the first start makes the workspace' \
    "${as_scepter[@]}" sh -c 'umask 077 && exec /usr/libexec/scepter/make-workspace --ca-key ec:p256'
  check 'which only the service can read' is $'600 scepter\n600 scepter' \
    stat -c '%a %U' "$workspace" "$workspace.key"
  : >"$work/serve"
  "${as_scepter[@]}" scepterctl serve --listen 127.0.0.1:0 >"$work/serve" 2>&1 &
  pid=$!
  pids+=("$pid")
  check 'the responder starts' wait_for "$work/serve" '^listening on ' "$pid"
  url=$(sed -n 's/^listening on //p' "$work/serve")
  check 'and is healthy' is ok curl -sS --max-time 20 "$url/healthz"
  check 'and enrolls' scepterctl enroll "$url/scep" --subject CN=package --out "$work/enrolled" \
    --challenge-file <("${as_scepter[@]}" scepterctl code mint)
  check 'by a certificate of its CA' openssl verify -CAfile "$work/enrolled/chain.pem" "$work/enrolled/cert.pem"
  local code=0
  kill "$pid"
  wait "$pid" || code=$?
  pids=()
  check 'it stops when told to' is 0 echo "$code"
  unset SCEPTER_WORKSPACE
}

# A window that a display shows, under X11 and not only offscreen.
check_window() {
  local display pid xvfb
  check 'scepter says its version' has "$(dpkg-query -W -f='${Version}' scepter | cut -d- -f1)" \
    "$(QT_QPA_PLATFORM=offscreen timeout 60 scepter --version || true)"
  : >"$work/display"
  Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb" &
  xvfb=$!
  pids+=("$xvfb")
  check 'a display starts' wait_for "$work/display" '[0-9]' "$xvfb"
  display=:$(head -n 1 "$work/display")
  DISPLAY=$display QT_QPA_PLATFORM=xcb HOME=$work/home XDG_RUNTIME_DIR=$work scepter >"$work/window" 2>&1 &
  pid=$!
  pids+=("$pid")
  check 'the window appears' env DISPLAY="$display" timeout 60 xdotool search --sync --onlyvisible --pid "$pid"
  check 'and is still there' kill -0 "$pid"
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  kill "$xvfb" 2>/dev/null || true
  wait "$xvfb" 2>/dev/null || true
  pids=()
}

check_desktop() {
  check 'the desktop entry is valid' desktop-file-validate /usr/share/applications/scepter.desktop
  check 'a workspace has our type' grep -xF '50:application/x-scepter-workspace:*.scepter' /usr/share/mime/globs2
  check 'the icon is there in each size' is 8 sh -c \
    'ls /usr/share/icons/hicolor/*x*/apps/scepter.png | wc -l'
}

check_removal() {
  echo 'SCEPTER_LISTEN=127.0.0.1:8090' >>"$settings"
  check 'it installs over itself' apt install --reinstall "$deb"
  check 'changed settings stay' has 127.0.0.1:8090 "$(cat "$settings")"
  sha256sum "$workspace" "$workspace.key" >"$work/sums"
  check 'it is removed' apt remove scepter
  check 'the program is gone' not test -e /usr/bin/scepterctl
  check 'the workspace stays' sha256sum --quiet --check "$work/sums"
  check 'it is purged' apt purge scepter
  check 'the settings are gone' not test -e "$settings"
  check 'the workspace still stays' sha256sum --quiet --check "$work/sums"
  check 'and the purge says so' has "workspaces and keys in $state are kept" "$(cat "$work/apt")"
}

if [ -z "$deb" ]; then
  rm -f "$build"/scepter_*.deb
  cmake --build "$build" -j "$(nproc)" --target package >&2
  deb=$(ls "$build"/scepter_*.deb)
fi
cp "$deb" "$work/"
deb=$work/$(basename "$deb")

check_package
check_command_line
check_service
if [ -x /usr/bin/scepter ]; then
  check_window
  check_desktop
else
  say 'note    there is no window in this package'
fi
check_removal
[ "$failures" -eq 0 ] || die "$failures checks of the package failed"
say 'the package is as it should be'
