"""The unit: systemd reads it without a complaint, and finds that it may do little; the first start makes a workspace."""

import os
import re
import stat
import tempfile
from pathlib import Path
from support import TREE, finish, need, run

UNIT = TREE / "usr/lib/systemd/system/scepter.service"
MOST_EXPOSED = 20  # of 100, as systemd counts


def in_tree(text):
    """The unit with its programs where this test has them."""
    return re.sub(r"/usr/(bin|libexec)/", lambda m: f"{TREE}/usr/{m[1]}/", text)


def complaints(text):
    with tempfile.TemporaryDirectory() as folder:
        unit = Path(folder) / "scepter.service"
        unit.write_text(in_tree(text))
        code, said = run("systemd-analyze", "verify", "--man=no", unit)
        lines = [line for line in said.splitlines() if "scepter" in line]
        problems = [f"verify: {line}" for line in lines] or ([f"verify: {said}"] if code else [])
        code, said = run("systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}",
                         "--no-pager", unit)
        verdict = said.splitlines()[-1] if said else "systemd-analyze says nothing"
        print(verdict)
        return problems + ([f"security: {verdict}"] if code else [])


def first_start():
    """make-workspace makes one with the options given, and leaves alone what is there."""
    program = Path(TREE, "usr/libexec/scepter/make-workspace")
    text = in_tree(program.read_text())
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "make-workspace"
        script.write_text(text)
        workspace = Path(folder) / "state" / "workspace.scepter"
        environment = {**os.environ, "SCEPTER_WORKSPACE": str(workspace)}
        start = ["sh", script, "--ca-key", "ec:p256", "--ca-subject", "CN=First Start"]
        code, said = run(*start, env=environment)
        if code or "CN=First Start" not in said:
            problems.append(f"first start: exit code {code}: {said}")
        for file in (workspace, Path(f"{workspace}.key")):
            mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0
            if mode != 0o600:
                problems.append(f"first start: {file.name} has mode {mode:o}")
        before = workspace.read_bytes() if workspace.exists() else b""
        code, said = run(*start, env=environment)
        if code or said or workspace.read_bytes() != before:
            problems.append(f"second start: exit code {code}: {said}")
        code, said = run(*start, env={**environment, "SCEPTER_WORKSPACE": "postgresql://host/name"})
        if code or said:
            problems.append(f"a database is not made here: exit code {code}: {said}")
    return problems


need("systemd-analyze")
WHOLE = UNIT.read_text()
FOUND = []
# Worse units, so that it is known that systemd sees the difference.
if not complaints(WHOLE.replace("scepterctl serve", "scepterct serve")):
    FOUND.append("self-test: a program that is not there was not found")
if not complaints(re.sub(r"^(Protect|Private|Restrict|SystemCall|Capability)\w+=.*\n", "", WHOLE, flags=re.M)):
    FOUND.append("self-test: a unit without walls was let through")
finish(FOUND + complaints(WHOLE) + first_start(), "scepter.service")
