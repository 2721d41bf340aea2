"""No path of one machine and no package registry in what we ship."""

import re
from repository import Sample, run

# Written in pieces, so that this file does not find itself.
FOLDERS = "wo" "rk|fa" "rm|t" "mp|ho" "me/[a-z]+|ro" "ot"
HOSTS = (r"deb\.deb" r"ian\.org|security\.deb" r"ian\.org|snapshot\.deb" r"ian\.org|registry\.npm" r"js|py" r"pi\.org|"
         r"python" r"hosted\.org|crates" r"\.io|proxy\.gol" r"ang\.org|center\.con" r"an\.io|repo1?\.mav" r"en")
FORBIDDEN = re.compile(rf"(?<![A-Za-z0-9_.$}}*)-])/(?:{FOLDERS})\b|{HOSTS}")


def check(repo):
    found = []
    for path in repo.paths():
        if path.startswith(("tests/data/", "tests/fuzz/corpus/", "tests/fuzz/regressions/")):
            continue
        for number, line in enumerate(repo.text(path).splitlines(), 1):
            match = FORBIDDEN.search(line)
            if match:
                found.append(f"{path}:{number}: {match[0].strip()}")
    return found


SAMPLES = [
    Sample({"app/run": "cd \"$root/work/x\"; mktemp -d; ls tests/tmp/x ./work/y\n",
            "tests/data/x": "/t" "mp/x"}),
    Sample({"README.md": "see /wo" "rk/main\n"}, ("README.md:1: /wo",)),
    Sample({"app/run": "\nlog=/t" "mp/log/x\n"}, ("app/run:2",)),
    Sample({"tests/a.cpp": "f(\"/t" "mp\");\n"}, ("tests/a.cpp:1: /t",)),
    Sample({"core/a.cpp": "f(\"/ho" "me/joe/x\");\n"}, ("core/a.cpp:1",)),
    Sample({"installer/dependencies": "# from https://deb.deb" "ian.org/debian\n"}, ("installer/dependencies:1",)),
]

if __name__ == "__main__":
    run(check, SAMPLES)
