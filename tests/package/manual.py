"""The manual pages: no warning from man, and the same commands, options, codes and variables as the programs have."""

import gzip
import os
import re
import tempfile
from support import BUILD, ROOT, TREE, WINDOW, complaints_of, finish, need, run

OPTION = re.compile(r"(?<![\w-])--[a-z0-9][a-z0-9-]*")


def plain(page):
    """The words of a page's source: macros, fonts and quotes gone."""
    page = re.sub(r'^\.\\".*$', "", page, flags=re.M)
    page = re.sub(r"\\f.|\\&", "", page).replace("\\-", "-")
    page = re.sub(r"^\.[A-Z]+ ?", "", page, flags=re.M)
    return re.sub(r"\s+", " ", page.replace('"', ""))


def help_of(program, *words):
    code, said = run(BUILD / program, *words, "--help")
    return said if code == 0 else ""


def below(text):
    """The subcommands that a help lists."""
    part = text.split("\nSubcommands:", 1)
    return re.findall(r"^  ([a-z]+) ", part[1], flags=re.M) if len(part) == 2 else []


def commands(*words):
    """(command, its help) of each command that does something."""
    text = help_of("scepterctl", *words)
    deeper = below(text)
    for word in deeper:
        yield from commands(*words, word)
    # One that others stand below may do something of its own too: then it has options.
    if not deeper or (words and len(OPTION.findall(text)) > 2):
        yield " ".join(words), text


def missing(page, helps, codes):
    """What the programs have and the page has not, and the reverse."""
    problems = [f"scepterctl.1: command {command!r} is missing" for command, _ in helps
                if not re.search(rf"(?<![\w-]){command}(?![\w-])", page)]
    have = {option for _, text in helps for option in OPTION.findall(text)}
    have |= set(OPTION.findall(help_of("scepterctl")))
    told = set(OPTION.findall(page))
    problems += [f"scepterctl.1: {option} is missing" for option in sorted(have - told)]
    problems += [f"scepterctl.1: there is no {option}" for option in sorted(told - have)]
    status = page.split("SH EXIT STATUS")[-1] if "SH EXIT STATUS" in page else page.split("EXIT STATUS")[-1]
    problems += [f"scepterctl.1: exit status {code} is missing" for code in codes
                 if not re.search(rf"(?<!\d){code} ", status.split("ENVIRONMENT")[0])]
    variables = set(re.findall(r"\$(SCEPTER_\w+)", help_of("scepterctl")))
    return problems + [f"scepterctl.1: {name} is missing" for name in sorted(variables)
                       if name not in page.split("ENVIRONMENT")[-1]]


def check_scepterctl(page):
    helps = list(commands())
    codes = re.findall(r"inline constexpr int k\w+ = (\d+);", (ROOT / "app/scepterctl/context.h").read_text())
    if len(helps) < 20 or len(codes) < 5:
        return [f"only {len(helps)} commands and {len(codes)} exit codes were found"]
    for word in ("authority rollover", "--listen", "SCEPTER_PASSPHRASE_FILE", "130"):
        if len(missing(page.replace(word, ""), helps, codes)) <= len(missing(page, helps, codes)):
            return [f"self-test: a page without {word} was let through"]
    return missing(page, helps, codes)


def warnings_of(page):
    return complaints_of("man", "--warnings=w", "--local-file", "--encoding=UTF-8", "-Tutf8", "-Z", page,
                         env={**os.environ, "MANROFFSEQ": ""})


def check_page(name):
    """(the words of the page, what man says about it)."""
    compressed = TREE / f"usr/share/man/man1/{name}.1.gz"
    code, said = warnings_of(compressed)
    problems = [f"{name}.1: {line}" for line in said.splitlines()]
    if code:
        problems.append(f"{name}.1: man ends with {code}")
    source = gzip.decompress(compressed.read_bytes()).decode()
    with tempfile.NamedTemporaryFile("w", suffix=".1") as bad:
        bad.write(source + "\n.nosuchmacro\n")
        bad.flush()
        if not warnings_of(bad.name)[1]:
            problems.append("self-test: man is silent about a macro that does not exist")
    return plain(source), problems


def check_scepter(page):
    offered, told = set(OPTION.findall(help_of("scepter"))), set(OPTION.findall(page))
    return ([f"scepter.1: {option} is missing" for option in sorted(offered - told)] +
            [f"scepter.1: there is no {option}" for option in sorted(told - offered)])


need("man")
PAGE, FOUND = check_page("scepterctl")
FOUND += check_scepterctl(PAGE)
if WINDOW:
    PAGE, PROBLEMS = check_page("scepter")
    FOUND += PROBLEMS + check_scepter(PAGE)
finish(FOUND, "manual pages")
