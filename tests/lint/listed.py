"""Nothing lies around unbuilt: headers, sources, tests and fuzz targets are each named in a CMakeLists.txt."""

import re
from repository import Sample, cmake_text, run

LABELS = {"unit", "model", "gui", "integration", "interop", "fuzz-replay", "lint", "bench"}


def lists_above(repo, path):
    """The CMakeLists.txt files of the folders above a file, nearest first."""
    folder = path
    while "/" in folder:
        folder = folder.rsplit("/", 1)[0]
        if repo.has(f"{folder}/CMakeLists.txt"):
            yield folder


def named(repo, path):
    for folder in lists_above(repo, path):
        text = cmake_text(repo.text(f"{folder}/CMakeLists.txt"))
        if re.search(rf"(?<![\w/.]){re.escape(path[len(folder) + 1:])}(?![\w/.])", text):
            return True
    return False


def check_sets(repo):
    found = []
    for path in repo.paths("core/", "app/", "ui/", "tests/", suffixes=(".cpp", ".h")):
        if path.startswith("tests/data/") or path.endswith("_fuzz.cpp"):
            continue
        public = "/include/" in path and path.startswith("core/") and path.endswith(".h")
        if (public or path.endswith(".cpp")) and not named(repo, path):
            found.append(f"{path}:1: no CMakeLists.txt names it")
    return found


def check_fuzz(repo):
    if not repo.has("tests/fuzz/CMakeLists.txt"):
        return []
    text = cmake_text(repo.text("tests/fuzz/CMakeLists.txt"))
    targets = set(re.findall(r"scepter_fuzz\(\s*(\w+)\s+scepter_\w+\s*\)", text))
    sources = {p[len("tests/fuzz/"):-len("_fuzz.cpp")] for p in repo.paths("tests/fuzz/", suffixes=("_fuzz.cpp",))}
    found = [f"tests/fuzz/{n}_fuzz.cpp:1: tests/fuzz/CMakeLists.txt does not name it" for n in sorted(sources - targets)]
    return found + [f"tests/fuzz/{n}_fuzz.cpp:1: corpus/{n} is empty" for n in sorted(sources)
                    if not repo.paths(f"tests/fuzz/corpus/{n}/")]


def check_labels(repo):
    found = []
    for path in repo.paths("tests/", suffixes=("CMakeLists.txt",)):
        for call in re.finditer(r"scepter_test\(\s*(\w+)([^)]*)\)", cmake_text(repo.text(path))):
            labels = re.search(r"\bLABELS\s+(.*?)(?=\b(?:SOURCES|USES|TIMEOUT|RUN_SERIAL)\b|$)", call[2], re.S)
            words = set(labels[1].split()) if labels else set()
            if not words or words - LABELS:
                found.append(f"{path}:1: {call[1]} needs labels out of {sorted(LABELS)}")
    return found


def check(repo):
    return check_sets(repo) + check_fuzz(repo) + check_labels(repo)


GOOD = {
    "core/a/CMakeLists.txt": "scepter_core_library(a HEADERS include/a/x.h\n SOURCES src/x.cpp)",
    "core/a/include/a/x.h": "", "core/a/src/x.cpp": "", "core/a/src/private.h": "",
    "tests/CMakeLists.txt": "function(scepter_test name)\nendfunction()\n",
    "tests/a/CMakeLists.txt": "scepter_test(tst_a LABELS unit SOURCES tst_a.cpp USES scepter_a)",
    "tests/a/tst_a.cpp": "",
    "tests/fuzz/CMakeLists.txt": "scepter_fuzz(a scepter_a)\n", "tests/fuzz/a_fuzz.cpp": "", "tests/fuzz/corpus/a/1": "",
}
SAMPLES = [
    Sample(GOOD),
    Sample({**GOOD, "core/a/include/a/y.h": ""}, ("core/a/include/a/y.h:1",)),
    Sample({**GOOD, "core/a/src/ax.cpp": ""}, ("core/a/src/ax.cpp:1",)),
    Sample({**GOOD, "tests/a/tst_b.cpp": ""}, ("tests/a/tst_b.cpp:1",)),
    Sample({**GOOD, "tests/fuzz/b_fuzz.cpp": "", "tests/fuzz/corpus/b/1": ""}, ("b_fuzz.cpp:1: tests/fuzz/CMake",)),
    Sample({k: v for k, v in GOOD.items() if "corpus" not in k}, ("corpus/a is empty",)),
    Sample({**GOOD, "tests/a/CMakeLists.txt": "scepter_test(tst_a LABELS quick SOURCES tst_a.cpp)"}, ("needs labels",)),
    Sample({**GOOD, "tests/a/CMakeLists.txt": "scepter_test(tst_a SOURCES tst_a.cpp)"}, ("needs labels",)),
]

if __name__ == "__main__":
    run(check, SAMPLES)
