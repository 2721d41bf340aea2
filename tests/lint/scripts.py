"""Run scripts can be run, stop at the first error, and parse."""

import subprocess
from repository import Sample, run

RUN = ("app/run", "tests/run", ".ci/run")


def shell_syntax(text):
    return subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False).stderr.strip()


def check(repo):
    found = [f"{path}:1: is missing" for path in RUN if not repo.has(path)]
    for path in repo.paths():
        if path.startswith("tests/data/"):
            continue
        text = repo.text(path) if path in RUN or path.endswith((".sh", "/run", ".py")) else ""
        if path in RUN or text.startswith("#!"):
            if not repo.executable(path):
                found.append(f"{path}:1: is not executable")
            if "bash" in text.split("\n")[0] and "\nset -euo pipefail\n" not in text:
                found.append(f"{path}:1: lacks set -euo pipefail")
        if (path in RUN or path.endswith(".sh")) and shell_syntax(text):
            found.append(f"{path}:1: {shell_syntax(text)}")
    return found


GOOD = "#!/usr/bin/env bash\nset -euo pipefail\ntrue\n"
THREE = {path: GOOD for path in RUN}
SAMPLES = [
    Sample({**THREE, "installer/setup.sh": "f() { true; }\n"}, executable=RUN),
    Sample(THREE, ("tests/run:1: is not executable",), executable=("app/run", ".ci/run")),
    Sample({**THREE, "app/run": "#!/usr/bin/env bash\ntrue\n"}, ("app/run:1: lacks",), executable=RUN),
    Sample({**THREE, "installer/setup.sh": "f() { true\n"}, ("installer/setup.sh:1:",), executable=RUN),
    Sample({"app/run": GOOD, "tests/run": GOOD}, (".ci/run:1: is missing",), executable=RUN),
]

if __name__ == "__main__":
    run(check, SAMPLES)
