"""What the tests of the package share: their folders, whether there is a window, running programs, and the verdict."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(sys.argv[1]).resolve()
TREE = Path(sys.argv[2]).resolve()
WINDOW = sys.argv[3] == "1"


def need(*programs):
    """Skips the test when a program is missing."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        print(f"skipped: {', '.join(missing)} not found; see [package] in installer/dependencies")
        sys.exit(77)


def run(*command, **options):
    """(exit code, what it said on both streams)."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, errors="replace", check=False, **options)
    return done.returncode, done.stdout.strip()


def complaints_of(*command, **options):
    """(exit code, what it said on standard error)."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, text=True, errors="replace", check=False, **options)
    return done.returncode, done.stderr.strip()


def finish(problems, looked_at):
    for problem in problems:
        print(problem)
    print(f"{looked_at}: {len(problems)} problems")
    sys.exit(1 if problems else 0)
