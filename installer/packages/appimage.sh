#!/usr/bin/env bash
# AppImage of the window. Not built here: needs linuxdeploy and its Qt plugin on PATH, and a build
# on the oldest distribution that it is meant for; tried on no machine.
#   installer/packages/appimage.sh [BUILD FOLDER]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${1:-$root/build/release}
tree=$build/AppDir

rm -rf "$tree"
DESTDIR=$tree cmake --install "$build" --prefix /usr --strip
# A bundle of one user runs no service.
rm -rf "${tree:?}/etc" "${tree:?}/usr/lib/systemd" "${tree:?}/usr/lib/sysusers.d" "${tree:?}/usr/libexec"
cd "$build"
QMAKE=${QMAKE:-qmake6} EXTRA_QT_MODULES='svg;sql' EXTRA_PLATFORM_PLUGINS='libqwayland-generic.so' \
  linuxdeploy --appdir "$tree" --plugin qt --output appimage \
  --executable "$tree/usr/bin/scepter" --executable "$tree/usr/bin/scepterctl" \
  --desktop-file "$tree/usr/share/applications/scepter.desktop" \
  --icon-file "$tree/usr/share/icons/hicolor/scalable/apps/scepter.svg"
