"""The top level is fixed (design, "The house")."""

from repository import Sample, run

REQUIRED = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md",
            "SECURITY.md", "app", "core", "tests", "installer"}
ALLOWED = REQUIRED | {"ui", "resources"}


def check(repo):
    present = {path.split("/")[0] for path in repo.paths()}
    found = [f"{name}:1: does not belong to the top level" for name in sorted(present - ALLOWED)
             if not name.startswith(".")]
    return found + [f"{name}:1: is missing" for name in sorted(REQUIRED - present)]


FULL = {name if "." in name or name == "LICENSE" else f"{name}/x": "" for name in ALLOWED}
SAMPLES = [
    Sample(FULL),
    Sample({**FULL, ".ci/run": "", ".clang-tidy": ""}),
    Sample({**FULL, "docs/x.md": ""}, ("docs:1: does not belong",)),
    Sample({**FULL, "Makefile": ""}, ("Makefile:1: does not belong",)),
    Sample({k: v for k, v in FULL.items() if k != "SECURITY.md"}, ("SECURITY.md:1: is missing",)),
]

if __name__ == "__main__":
    run(check, SAMPLES)
