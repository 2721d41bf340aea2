"""Installs into a folder, as a package would: the files that must be there, their modes, no path of the build."""

import os
import shutil
import stat
from support import BUILD, ROOT, TREE, WINDOW, finish, run

PROGRAMS = {"usr/bin/scepterctl", "usr/libexec/scepter/make-workspace"}
FILES = PROGRAMS | {
    "etc/default/scepter", "usr/lib/systemd/system/scepter.service", "usr/lib/sysusers.d/scepter.conf",
    "usr/share/doc/scepter/README.Debian", "usr/share/doc/scepter/changelog.Debian.gz",
    "usr/share/doc/scepter/changelog.gz", "usr/share/doc/scepter/copyright",
    "usr/share/doc/scepter/examples/low-port.conf", "usr/share/doc/scepter/examples/passphrase.conf",
    "usr/share/lintian/overrides/scepter", "usr/share/man/man1/scepterctl.1.gz", "usr/share/scepter/inspect.schema.json",
    "usr/share/scepter/replay.schema.json", "usr/share/scepter/scenario.schema.json",
    "usr/share/scepter/webhook-answer.schema.json", "usr/share/scepter/webhook-request.schema.json",
}
OF_WINDOW = {
    "usr/bin/scepter", "usr/share/applications/scepter.desktop", "usr/share/man/man1/scepter.1.gz",
    "usr/share/metainfo/org.scepter.Scepter.metainfo.xml", "usr/share/mime/packages/scepter.xml",
    "usr/share/icons/hicolor/scalable/apps/scepter.svg",
    "usr/share/icons/hicolor/scalable/mimetypes/application-x-scepter-workspace.svg",
}


def wrong_mode(path, name):
    wanted = 0o755 if name in PROGRAMS | {"usr/bin/scepter"} else 0o644
    mode = stat.S_IMODE(path.stat().st_mode)
    return [] if mode == wanted else [f"{name}: mode {mode:o} instead of {wanted:o}"]


def names_the_build(path, name):
    # The programs are stripped only in a package; check_deb.sh looks at them there.
    if name.startswith("usr/bin/"):
        return []
    content = path.read_bytes()
    return [f"{name}: names {folder}" for folder in (BUILD, ROOT) if str(folder).encode() in content]


def main():
    shutil.rmtree(TREE, ignore_errors=True)
    os.umask(0o022)
    code, said = run(os.environ["CMAKE"], "--install", BUILD, "--prefix", "/usr",
                     env={**os.environ, "DESTDIR": str(TREE)})
    problems = [] if code == 0 else [said]
    there = {str(path.relative_to(TREE)) for path in TREE.rglob("*") if path.is_file()}
    wanted = FILES | (OF_WINDOW if WINDOW else set())
    problems += [f"{name}: is missing" for name in sorted(wanted - there)]
    problems += [f"{name}: is not listed in tree.py" for name in sorted(there - wanted)
                 if not name.endswith(".png")]
    for name in sorted(there):
        problems += wrong_mode(TREE / name, name) + names_the_build(TREE / name, name)
    finish(problems, f"{len(there)} files installed")


main()
