"""A file at most 800 lines and a function at most 80; past 400 and 40 there is a note."""

import re
from repository import CPP, Sample, bare_code, line_of, run

FILE, FUNCTION = 800, 80
WANTED_FILE, WANTED_FUNCTION = 400, 40
SOURCES = CPP + (".py", "/run", ".sh", "CMakeLists.txt")
# path (or path:function) -> why it may be longer
ALLOWED = {}


def braces(code):
    """Offset of each '{' -> offset of its '}'."""
    pairs, stack = {}, []
    for match in re.finditer(r"[{}]", code):
        if match[0] == "{":
            stack.append(match.start())
        elif stack:
            pairs[stack.pop()] = match.start()
    return pairs


def opens_scope(header):
    if re.search(r"\benum\b", header):
        return False
    if re.match(r'\s*(inline\s+)?namespace\b|\s*extern\s*"', header):
        return True
    plain = re.sub(r"\b(alignas|__attribute__)\s*\([^)]*\)|template\s*<[^{]*?>(?=\s*(class|struct|union))", "", header)
    return re.search(r"\b(class|struct|union)\b", plain) is not None and "(" not in plain


def functions(text):
    """(name, first line, last line) of each function body in C++ source, by its braces."""
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m[0]), bare_code(text), flags=re.M)
    pairs = braces(code)
    start = at = 0
    while at < len(code):
        char = code[at]
        if char == ";" or char == "}":
            start = at + 1
        elif char == ":" and re.fullmatch(r"\s*(public|private|protected|\w*[sS]ignals|(\w+\s+)?Q_SLOTS)\s*", code[start:at]):
            start = at + 1
        elif char == "{":
            header, end = code[start:at], pairs.get(at, len(code) - 1)
            rest = code[end + 1:].lstrip()[:1]
            if opens_scope(header):
                start = at + 1
            elif "(" in header and ":" in header and rest in (",", "{"):
                at = end  # a member in a constructor's initializer list
            else:
                if "(" in header and not re.search(r"=\s*$", header):
                    first = line_of(code, start + len(header) - len(header.lstrip()))
                    name = re.search(r"([\w:~]+(?:operator\W+)?)\s*\(", header)
                    yield (name[1] if name else "lambda"), first, line_of(code, end)
                at, start = end, end + 1
        at += 1


def measure(repo):
    """(where, what, size, hard limit, wanted limit) of everything that has a size."""
    for path in repo.paths(suffixes=SOURCES):
        if path.startswith("tests/data/"):
            continue
        text = repo.text(path)
        yield path, path, text.count("\n"), FILE, WANTED_FILE
        if path.endswith(CPP):
            for name, first, last in functions(text):
                yield f"{path}:{first}", f"{path}:{name}", last - first + 1, FUNCTION, WANTED_FUNCTION


def check(repo):
    return [f"{where}: {size} lines, at most {hard}" for where, what, size, hard, _ in measure(repo)
            if size > hard and what not in ALLOWED]


def notes(repo):
    return [f"{where}: {size} lines, wanted at most {wanted}" for where, _, size, hard, wanted in measure(repo)
            if wanted < size <= hard]


LONG = "    x();\n" * 79
SAMPLES = [
    Sample({"core/a.cpp": "int f() {\n" + LONG[:-9] + "}\n", "core/b.h": "\n" * 800}),
    Sample({"core/a.cpp": "\n" * 801}, ("801 lines",)),
    Sample({"app/run": "\n" * 801}, ("801 lines",)),
    Sample({"core/a.cpp": "int f() {\n" + LONG + "}\n"}, ("core/a.cpp:1: 81",)),
    Sample({"core/a.cpp": "namespace a::b {\nclass X : Y {\npublic:\n  int f() const {\n" + LONG + "  }\n};\n}\n"},
           ("core/a.cpp:4: 81",)),
    Sample({"core/a.cpp": "X::X(int a)\n    : m_a{a}, m_b(a) {\n" + LONG + "}\n"}, ("core/a.cpp:1: 82",)),
    Sample({"core/a.cpp": "auto f = [](int a) {\n" + LONG + "};\n"}, ("core/a.cpp:1: 81",)),
    Sample({"core/a.cpp": "template <class T>\nauto f(T t) -> int\n{\n" + LONG + "}\n"}, ("core/a.cpp:1: 83",)),
    Sample({"core/a.cpp": "int f() {\n  g(\"}\", '}'); // }\n" + LONG + "}\n"}, ("core/a.cpp:1: 82",)),
    Sample({"core/a.cpp": "constexpr std::array kTable{\n" + LONG + LONG + "};\n" + "int f() {}\n" * 90}),
]

if __name__ == "__main__":
    run(check, SAMPLES, notes)
