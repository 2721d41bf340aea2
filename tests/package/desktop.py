"""What the desktop reads: the desktop entry, the AppStream metainfo, the MIME type and the icons."""

import re
import shutil
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path
from support import BUILD, ROOT, finish, need, run

ENTRY = ROOT / "installer/desktop/scepter.desktop"
MIME = ROOT / "installer/desktop/scepter-mime.xml"
METAINFO = BUILD / "installer/org.scepter.Scepter.metainfo.xml"
ICONS = ROOT / "resources/icons/app"
TYPE = "application/x-scepter-workspace"


def said_by(*command):
    code, said = run(*command)
    return [f"{command[0]}: {said}"] if code else []


def check_mime():
    """A file named x.scepter gets our type, by the database that a desktop would ask."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder) / "packages"
        packages.mkdir()
        shutil.copy(MIME, packages / "scepter.xml")
        problems += said_by("update-mime-database", folder)
        globs = Path(folder) / "globs2"
        if not globs.is_file() or f":{TYPE}:*.scepter" not in globs.read_text():
            problems.append(f"{MIME.name}: *.scepter does not become {TYPE}")
    if f"MimeType={TYPE};" not in ENTRY.read_text():
        problems.append(f"{ENTRY.name}: does not open {TYPE}")
    return problems


def check_metainfo():
    problems = said_by("appstreamcli", "validate", "--no-net", "--no-color", METAINFO)
    release = xml.parse(METAINFO).find("releases/release")
    version = re.search(r"project\(scepter VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())[1]
    if release.get("version") != version:
        problems.append(f"metainfo is of {release.get('version')}, not {version}")
    return problems


def check_icon(path):
    """A square drawing of shapes alone: nothing that must be fetched or that scripts."""
    top = xml.parse(path).getroot()
    problems = []
    if top.get("viewBox") != "0 0 128 128":
        problems.append(f"{path.name}: viewBox {top.get('viewBox')}")
    for node in top.iter():
        if node.tag.split("}")[-1] not in ("svg", "title", "rect", "circle", "path"):
            problems.append(f"{path.name}: holds {node.tag}")
    return problems


need("desktop-file-validate", "appstreamcli", "update-mime-database")
# Its hints count too: it says them without failing.
FOUND = [hint for hint in run("desktop-file-validate", ENTRY)[1:] if hint] + check_mime() + check_metainfo()
for icon in ("scepter.svg", "scepter-workspace.svg"):
    FOUND += check_icon(ICONS / icon)
finish(FOUND, "desktop entry, MIME type, metainfo, icons")
