"""Connects are typed: a string connect fails only at run time."""

import re
from repository import CPP, Sample, bare_code, line_of, run


def check(repo):
    return [f"{path}:{line_of(code, match.start())}: string connect"
            for path in repo.paths("core/", "app/", "ui/", "tests/", suffixes=CPP)
            for code in [bare_code(repo.text(path))]
            for match in re.finditer(r"\b(SIGNAL|SLOT)\s*\(", code)]


SAMPLES = [
    Sample({"ui/a.cpp": "connect(a, &A::b, c, &C::d); // SIGNAL(x)\nf(\"SLOT(x)\");\n"}),
    Sample({"ui/a.cpp": "connect(a, SIGNAL(b()), c, &C::d);\n"}, ("ui/a.cpp:1: string connect",)),
    Sample({"core/a.cpp": "\nconnect(a, &A::b, c,\n SLOT (d()));\n"}, ("core/a.cpp:3: string connect",)),
]

if __name__ == "__main__":
    run(check, SAMPLES)
