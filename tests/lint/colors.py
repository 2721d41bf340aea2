"""Colors come from the theme's roles; no literal outside ui/theme."""

import re
from repository import CPP, Sample, bare_code, line_of, run, string_literals

IN_CODE = re.compile(r"\bQColor(\s+\w+)?\s*[({]\s*(\d|Qt::|\"|QStringLiteral)|\bQColorConstants::|\bqRgba?\s*\(|"
                     r"\bQt::(black|white|(dark|light)?[gG]r[ae]y|(dark)?([rR]ed|[gG]reen|[bB]lue|[cC]yan|"
                     r"[mM]agenta|[yY]ellow))\b|\bQColor::from(Rgb|Hsv|Hsl|String)\w*\s*\(")
IN_TEXT = re.compile(r"(?<!\w)#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(rgba?|hsla?)\s*\(")


def check(repo):
    found = []
    for path in repo.paths("ui/", "app/", suffixes=CPP):
        if path.startswith("ui/theme/"):
            continue
        text = repo.text(path)
        code = bare_code(text)
        found += [f"{path}:{line_of(code, m.start())}: color literal" for m in IN_CODE.finditer(code)]
        found += [f"{path}:{line}: color in a string" for line, s in string_literals(text) if IN_TEXT.search(s)]
    return found


SAMPLES = [
    Sample({"ui/theme/a.cpp": "QColor(1, 2, 3); f(\"#aabbcc\");\n",
            "ui/a.cpp": "QColor c = theme.color(Role::Text); // #aabbcc\nf(\"request #12, VU#971035\");\n"}),
    Sample({"ui/a.cpp": "QColor c(1, 2, 3);\nf(QColor{9, 9, 9});\n"},
           ("ui/a.cpp:1: color literal", "ui/a.cpp:2: color literal")),
    Sample({"ui/pages/a.cpp": "p.setPen(Qt::darkGreen);\n"}, ("color literal",)),
    Sample({"ui/a.h": "f(\"color: #ff0000\");\n"}, ("color in a string",)),
    Sample({"app/a.cpp": "f(\"background: rgb(1, 2, 3)\");\n"}, ("color in a string",)),
]

if __name__ == "__main__":
    run(check, SAMPLES)
