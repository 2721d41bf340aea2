"""What is not finished is an issue, not a comment in the source."""

import re
from repository import CPP, Sample, line_of, run

MARK = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")


def check(repo):
    return [f"{path}:{line_of(text, match.start())}: {match[0]}"
            for path in repo.paths("core/", "app/", "ui/", "tests/", "installer/", ".ci/",
                                   suffixes=CPP + (".py", ".sh", "/run", "CMakeLists.txt"))
            if not path.startswith("tests/data/")
            for text in [repo.text(path)] for match in MARK.finditer(text)]


SAMPLES = [
    Sample({"core/a.cpp": "// Cannot be done in one pass: the length comes last.\n"}),
    Sample({"core/a.cpp": "\n// TO" "DO: later\n"}, ("core/a.cpp:2",)),
    Sample({"app/run": "# FIX" "ME\n"}, ("app/run:1",)),
]

if __name__ == "__main__":
    run(check, SAMPLES)
