"""The walls between the rooms of core/ (design, "The house"): arrows point down only."""

import re
from repository import CPP, Sample, cmake_text, includes, line_of, run, string_literals

GUI = re.compile(r"<(Qt(Gui|Widgets|Svg|Charts)/|Q(Widget|Application|GuiApplication|Color|Pixmap|Image|Icon|"
                 r"Font|Painter|Dialog|MessageBox|Style|Clipboard|Action|Window|Palette|Layout)\b)")
SOCKETS = re.compile(r"<(boost/|sys/socket\.h|sys/un\.h|netinet/|netdb\.h|QtNetwork/|Q(TcpSocket|TcpServer|"
                     r"UdpSocket|LocalSocket|LocalServer|AbstractSocket|Ssl\w*|Network\w*)>)")
SQL = re.compile(r"\b(select\s[^\"]*\sfrom\s+\w|insert\s+(or\s+\w+\s+)?into\s+\w|update\s+\w+\s+set\s+\w+\s*=|"
                 r"delete\s+from\s+\w+|(create|drop|alter)\s+(unique\s+|temp\s+)?(table|index|trigger|view)\s|"
                 r"pragma\s+\w+)", re.I)
FLAGS = {"scepter_flags", "scepter_qt_flags"}


class House:
    """Rooms in their order, targets with what they link, and who offers which header."""

    def __init__(self, repo):
        main = cmake_text(repo.text("core/CMakeLists.txt"))
        engine_part = main.split("SCEPTER_SERVICE")[0]
        rooms = re.compile(r"add_subdirectory\(\s*([\w/]+)\s*\)")
        self.rooms = rooms.findall(main)
        self.engine = set(rooms.findall(engine_part))
        self.room_of_target, self.links, self.public = {}, {}, {}
        self.offers = {}
        for room in self.rooms:
            path = f"core/{room}/CMakeLists.txt"
            if repo.has(path):
                self._read(room, cmake_text(repo.text(path)))
        for path in repo.paths("core/", suffixes=(".h",)):
            match = re.match(r"core/([\w/]+?)/include/(.+)$", path)
            if match:
                self.offers[match[2]] = match[1]

    def _read(self, room, text):
        own = [f"scepter_{name}" for name in re.findall(r"scepter_core_library\(\s*(\w+)", text)]
        own += re.findall(r"add_library\(\s*(scepter_\w+)", text)
        named = set(re.findall(r"\bscepter_(?!core_library)\w+", text)) - set(own) - FLAGS
        for target in own:
            self.room_of_target[target] = room
        self.links[room] = named
        uses = re.findall(r"\b(?:USES|PUBLIC)\b([^)]*?)(?=\bPRIVATE\b|\)|\Z)", text)
        self.public[room] = named & set(re.findall(r"scepter_\w+", " ".join(uses)))

    def reach(self, room):
        """Rooms whose headers this one may include: what it links, and what those show on."""
        seen, todo = {room}, list(self.links.get(room, ()))
        while todo:
            other = self.room_of_target.get(todo.pop())
            if other and other not in seen:
                seen.add(other)
                todo += self.public.get(other, ())
        return seen

    def room_of(self, path):
        inside = [r for r in self.rooms if path.startswith(f"core/{r}/")]
        return max(inside, key=len, default=None)


def check_links(repo, house):
    found = []
    order = {room: place for place, room in enumerate(house.rooms)}
    for path in repo.paths("core/", suffixes=("/CMakeLists.txt",)):
        text = cmake_text(repo.text(path))
        room = path[len("core/"):-len("/CMakeLists.txt")]
        if path == "core/CMakeLists.txt":
            continue
        if room not in order:
            found.append(f"{path}:1: core/CMakeLists.txt does not add this room")
            continue
        for target in sorted(house.links[room]):
            other = house.room_of_target.get(target)
            if other is None or order[other] >= order[room]:
                found.append(f"{path}:1: {target} does not stand above {room} in core/CMakeLists.txt")
        if room in house.engine and "Qt6::" in text:
            found.append(f"{path}:1: the engine links no Qt")
        if re.search(r"Qt6::(Gui|Widgets|Svg|Charts)\b", text):
            found.append(f"{path}:1: core links no window")
    return found


def check_includes(repo, house, path):
    found = []
    room = house.room_of(path)
    for line, header in includes(repo.text(path)):
        where = f"{path}:{line}:"
        offered = house.offers.get(header[1:-1])
        if room and offered and offered not in house.reach(room):
            found.append(f"{where} {room} does not link {offered}, whose {header} this is")
        if header.startswith("<openssl/") and room not in ("pki", "pki/draft", "asn1", "http"):
            found.append(f"{where} {header}: OpenSSL is spoken in core/pki, core/asn1 and core/http only")
        if re.match(r"<(QtSql/|QSql)|<sqlite3|<libpq", header) and room != "store":
            found.append(f"{where} {header}: the database is spoken to in core/store only")
        if SOCKETS.match(header) and room != "http":
            found.append(f"{where} {header}: sockets are touched in core/http only")
        if room in house.engine and re.match(r"<Q(t|[A-Z])", header):
            found.append(f"{where} {header}: the engine knows no Qt")
        if path.startswith("core/") and GUI.match(header):
            found.append(f"{where} {header}: core knows no window")
    return found


def check(repo):
    house = House(repo)
    found = check_links(repo, house)
    for path in repo.paths("core/", "app/", "ui/", suffixes=CPP):
        found += check_includes(repo, house, path)
        if house.room_of(path) == "store":
            continue
        for line, literal in string_literals(repo.text(path)):
            if SQL.search(literal):
                found.append(f"{path}:{line}: SQL is spoken in core/store only")
    return found


MAIN = ("add_subdirectory(base)\nadd_subdirectory(pki)\nif(SCEPTER_SERVICE)\nadd_subdirectory(store)\n"
        "add_subdirectory(http)\nendif()\n")
HOUSE = {
    "core/CMakeLists.txt": MAIN,
    "core/base/CMakeLists.txt": "scepter_core_library(base HEADERS include/base/a.h)",
    "core/pki/CMakeLists.txt": "scepter_core_library(pki USES scepter_base PRIVATE OpenSSL::Crypto)",
    "core/store/CMakeLists.txt": "scepter_core_library(store QT USES scepter_pki PRIVATE Qt6::Sql)",
    "core/http/CMakeLists.txt": "scepter_core_library(http USES scepter_base)",
    "core/base/include/base/a.h": "#pragma once\n",
    "core/pki/include/pki/b.h": '#include "base/a.h"\n',
    "core/store/include/store/s.h": '#include "pki/b.h"\n',
    "core/pki/src/b.cpp": '#include <openssl/evp.h>\n// "select a from b"\n',
    "core/store/src/s.cpp": '#include <QSqlQuery>\nauto q = "SELECT a FROM b";\n',
    "core/http/src/h.cpp": "#include <boost/asio.hpp>\n",
}


def house(**changes):
    return {**HOUSE, **{key.replace("__", "/") + (".cpp" if "src" in key else "/CMakeLists.txt"): value
                        for key, value in changes.items()}}


SAMPLES = [
    Sample(HOUSE),
    Sample(house(core__base="scepter_core_library(base USES scepter_pki)"), ("scepter_pki does not stand above",)),
    Sample(house(core__pki="scepter_core_library(pki USES scepter_base PRIVATE Qt6::Core)"), ("links no Qt",)),
    Sample(house(core__store="scepter_core_library(store USES scepter_pki PRIVATE Qt6::Gui)"), ("no window",)),
    Sample(house(core__loft="scepter_core_library(loft)"), ("does not add this room",)),
    Sample(house(core__http__src__x='#include "pki/b.h"\n'), ("http does not link pki",)),
    Sample(house(core__base__src__x='#include "store/s.h"\n'), ("base does not link store",)),
    Sample(house(core__base__src__x="#include <openssl/rand.h>\n"), ("OpenSSL",)),
    Sample(house(app__src__x="#  include <openssl/rand.h>\n"), ("OpenSSL",)),
    Sample(house(core__http__src__x="#include <QSqlDatabase>\n"), ("core/store only",)),
    Sample(house(core__http__src__x='f("delete from codes");\n'), ("SQL",)),
    Sample(house(core__http__src__x='f(R"(SELECT *\nFROM codes)");\n'), ("SQL",)),
    Sample(house(core__store__src__x="#include <sys/socket.h>\n"), ("sockets",)),
    Sample(house(core__store__src__x="#include <QNetworkAccessManager>\n"), ("sockets",)),
    Sample(house(app__src__x="#include <boost/asio.hpp>\n"), ("sockets",)),
    Sample(house(core__pki__src__x="#include <QString>\n"), ("no Qt",)),
    Sample(house(core__store__src__x="#include <QColor>\n"), ("no window",)),
    Sample(house(core__store__src__x="// #include <QColor>\n")),
]

if __name__ == "__main__":
    run(check, SAMPLES)
