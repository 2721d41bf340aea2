"""clang-tidy on what a change touches: run_tidy.py BUILD_DIRECTORY [--base COMMIT | --all] [--minutes N]

Without --base the change is what lies between here and origin's main branch, or else the last commit.
Where neither is known (an archive, a clone of depth one) or the checks themselves changed, it is every
file, sources before tests, for at most N minutes: the compiler's warnings already cover all files, and a
cold CI run has to end. The last line says how many files were looked at. A header is checked through a
source that includes it.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from repository import ROOT, checkout, includes

TIDY = "clang-tidy-19"
CONFIG = {".clang-tidy", "tests/.clang-tidy"}


def git(*arguments):
    done = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(ROOT), *arguments],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def base_of_change():
    head = git("rev-parse", "HEAD")
    for branch in ("origin/HEAD", "origin/main", "origin/master"):
        base = git("merge-base", "HEAD", branch)
        if base and base != head:
            return base
    return git("rev-parse", "--verify", "--quiet", "HEAD~1")


def source_for(header, repo, sources):
    """The source that shows a header to clang-tidy: its own, or else the first that includes it."""
    stem = Path(header).stem
    name = re.sub(r"^.*/include/|^.*/src/", "", header)
    users = [s for s in sources if any(h[1:-1] == name or h[1:-1].endswith("/" + name)
                                       for _, h in includes(repo.text(s)))]
    return next((s for s in users if Path(s).stem == stem), users[0] if users else None)


def chosen(repo, sources, base):
    changed = (git("diff", "--name-only", base, "--") or "").split() if base else None
    if changed is None or CONFIG & set(changed):
        return sources
    picked = {c for c in changed if c in sources}
    picked |= {source_for(c, repo, sources) for c in changed if c.endswith(".h") and repo.has(c)}
    return [s for s in sources if s in picked]


def without_precompiled(database):
    """The same commands reading every header itself: g++'s precompiled ones mean nothing to clang."""
    pattern = re.compile(r" -Winvalid-pch| -fpch-preprocess| -include \S*/cmake_pch\.hxx")
    return [entry | {"command": pattern.sub("", entry["command"])} for entry in database]


def tidy(commands, source):
    done = subprocess.run([TIDY, "--quiet", "--warnings-as-errors=*", "-p", commands,
                           "--extra-arg=-Wno-unknown-warning-option", str(ROOT / source)],
                          capture_output=True, text=True, check=False, cwd=ROOT)
    return done.returncode == 0, done.stdout + (done.stderr if done.returncode != 0 else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--base")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--minutes", type=float, default=8)
    arguments = parser.parse_args()

    repo = checkout()
    database = json.loads((Path(arguments.build) / "compile_commands.json").read_text())
    compiled = {os.path.relpath(os.path.join(e["directory"], e["file"]), ROOT) for e in database}
    sources = [s for s in repo.paths(suffixes=(".cpp",)) if s in compiled]
    sources.sort(key=lambda s: (s.startswith("tests/"), s))
    files = sources if arguments.all else chosen(repo, sources, arguments.base or base_of_change())

    commands = tempfile.TemporaryDirectory()
    Path(commands.name, "compile_commands.json").write_text(json.dumps(without_precompiled(database)))
    end = time.monotonic() + arguments.minutes * 60
    lock, looked, bad = threading.Lock(), [], []

    def one(source):
        if time.monotonic() > end:
            return
        good, output = tidy(commands.name, source)
        with lock:
            looked.append(source)
            if not good:
                bad.append(source)
                print(output, flush=True)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(one, files))
    print(f"clang-tidy: {len(looked)} of {len(files)} files looked at, {len(bad)} with warnings")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
