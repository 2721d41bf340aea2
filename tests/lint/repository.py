"""What every lint shares: the files of the checkout, C++ without its comments, and the self-test.

A lint is a module with check(repo) -> list of findings ("path:line: what is wrong") and SAMPLES,
small made-up trees of which each says what must be found in it. run() first proves on the samples
that the lint can fail and that it passes what is right, and only then looks at the checkout.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CPP = (".h", ".cpp")


class Repo:
    """Files by path relative to the top. The checkout's own, or a sample's."""

    def __init__(self, files, executable=()):
        self._files = files
        self._executable = set(executable)

    def paths(self, *prefixes, suffixes=()):
        return [p for p in sorted(self._files)
                if (not prefixes or p.startswith(prefixes)) and (not suffixes or p.endswith(suffixes))]

    def has(self, path):
        return path in self._files

    def text(self, path):
        value = self._files[path]
        return value if isinstance(value, str) else value.read_bytes().decode("utf-8", "replace")

    def executable(self, path):
        value = self._files[path]
        return path in self._executable if isinstance(value, str) else os.access(value, os.X_OK)


def checkout():
    """Tracked files and those about to be: what git ignores does not count."""
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z",
               "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, capture_output=True, check=True).stdout
        names = [name.decode() for name in listing.split(b"\0") if name]
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive
        names = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file()]
        names = [n for n in names if not n.startswith(("build/", ".git/", ".cache/"))]
    return Repo({n: ROOT / n for n in names if (ROOT / n).is_file() and "__pycache__" not in n})


@dataclass
class Sample:
    """A tree, and a piece of each finding it must give; none when the tree is right."""
    files: dict
    finds: tuple = ()
    executable: tuple = ()


def run(check, samples, notes=None):
    for number, sample in enumerate(samples, 1):
        found = check(Repo(sample.files, sample.executable))
        missing = [piece for piece in sample.finds if not any(piece in f for f in found)]
        if missing or len(found) != len(sample.finds):
            print(f"self-test {number}: expected {list(sample.finds)}, found {found}")
            sys.exit(1)
    if not any(s.finds for s in samples) or all(s.finds for s in samples):
        print("self-test: needs a bad and a good sample")
        sys.exit(1)
    repo = checkout()
    if not repo.paths():
        print("no files to look at")
        sys.exit(1)
    for note in notes(repo) if notes else ():
        print(f"note: {note}")
    findings = check(repo)
    for finding in findings:
        print(finding)
    print(f"{len(samples)} samples as expected, {len(repo.paths())} files, {len(findings)} findings")
    sys.exit(1 if findings else 0)


_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'",
    re.DOTALL)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """C++ with comments blanked out; lines and columns stay."""
    return _TOKEN.sub(lambda m: _blank(m[0]) if m[0].startswith("/") else m[0], text)


def bare_code(text):
    """C++ with comments and the contents of literals blanked out."""
    def emptied(match):
        token = match[0]
        if token.startswith("/"):
            return _blank(token)
        return token[0] + _blank(token[1:-1]) + token[-1] if token[0] != "R" else _blank(token)
    return _TOKEN.sub(emptied, text)


def string_literals(text):
    """(line, literal) of each string in C++ source."""
    for match in _TOKEN.finditer(text):
        if match[0].startswith(('"', "R")):
            yield line_of(text, match.start()), match[0]


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def includes(text):
    """(line, header as written with its brackets) of each #include."""
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"][^>"\n]+[>"])', without_comments(text), re.M):
        yield line_of(text, match.start()), match[1]


def cmake_text(text):
    return re.sub(r"#[^\n]*", "", text)
