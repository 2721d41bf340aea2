# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenSSL's command line: all cryptography, and the reading of ASN.1 by `openssl asn1parse`."""

import base64
import re
import subprocess

LINE = re.compile(rb"^\s*(\d+):d=(\d+)\s+hl=(\d+)\s+l=\s*(\d+|inf)\s+(prim|cons):\s(.*)$")
TAG = re.compile(rb"\w+ \[ \d+ \]|[A-Z0-9]+(?: [A-Z0-9]+)*|")


class OpenSslError(Exception):
    """A command failed; the text is what it said."""


def ran(*arguments, data=b""):
    """(exit code, standard output, standard error) of `openssl ARGUMENTS`."""
    done = subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def run(*arguments, data=b""):
    """Standard output of a command that must do well."""
    code, out, error = ran(*arguments, data=data)
    if code != 0:
        raise OpenSslError(error.decode(errors="replace").strip()[:500])
    return out


def pem(der):
    """A certificate as PEM."""
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"


def digest(name, data):
    return run("dgst", f"-{name}", "-binary", data=data)


def sign(name, key, data):
    """Raw signature of data: PKCS#1 for RSA, ECDSA-Sig-Value for EC."""
    return run("dgst", f"-{name}", "-sign", key, "-binary", data=data)


class Node:
    """One element of what asn1parse has listed, with its bytes."""

    def __init__(self, whole, start, header, length, constructed, tag):
        self.whole, self.start, self.header, self.length = whole, start, header, length
        self.constructed, self.tag = constructed, tag
        self.children = []

    @property
    def end(self):
        return self.start + self.header + self.length

    @property
    def raw(self):
        return self.whole[self.start:self.end]

    @property
    def value(self):
        return self.whole[self.start + self.header:self.end]

    @property
    def oid(self):
        """Dotted, of the bytes: names differ between versions."""
        if self.tag != "OBJECT":
            return ""
        numbers, current = [], 0
        for byte in self.value:
            current = current << 7 | byte & 0x7F
            if byte < 0x80:
                numbers.append(current)
                current = 0
        if not numbers:
            return ""
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))

    def at(self, *path):
        """The element that a path of child numbers leads to; Malformed where there is none."""
        node = self
        for number in path:
            if number >= len(node.children):
                raise Malformed(f"no element {path} below {self.tag} at {self.start}")
            node = node.children[number]
        return node

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


class Malformed(Exception):
    """What asn1parse cannot read, or what is not DER."""


class Ber(Malformed):
    """BER where DER is wanted, in a way that can be read all the same."""


def _listed(data):
    """(start, level, header, length, constructed, tag) of each element, in the order of the bytes."""
    try:
        listing = run("asn1parse", "-inform", "DER", data=data)
    except OpenSslError as error:
        raise Malformed(str(error)) from error
    expected = 0
    for line in listing.split(b"\n"):
        match = LINE.match(line)
        # A string with a line feed is printed as it is, and may look like a line of the listing.
        if not match or int(match[1]) != expected:
            continue
        if match[4] == b"inf":
            raise Ber(f"indefinite length at {expected}")
        header, length, constructed = int(match[3]), int(match[4]), match[5] == b"cons"
        yield expected, int(match[2]), header, length, constructed, TAG.match(match[6])[0].decode()
        expected += header + (0 if constructed else length)


def parse(data):
    """The tree of one DER element that fills data."""
    path = []
    root = None
    for start, level, header, length, constructed, tag in _listed(data):
        node = Node(data, start, header, length, constructed, tag)
        size = 0 if length < 0x80 else (length.bit_length() + 7) // 8
        if header != 2 + size:
            raise Malformed(f"the length at {start} is not in its shortest form")
        if constructed and tag.endswith("STRING"):
            raise Ber(f"constructed {tag} at {start}")
        if tag == "BOOLEAN" and node.value not in (b"\x00", b"\xff"):
            raise Malformed(f"the BOOLEAN at {start} is neither 00 nor FF")
        if level == 0:
            if root is not None:
                raise Malformed(f"{len(data) - start} bytes follow the element")
            root = node
        else:
            path[level - 1].children.append(node)
        path[level:] = [node]
    if root is None or root.end != len(data):
        raise Malformed("no element, or not all of it")
    return root


def parse_cms(data):
    """(tree, what is BER in it or nothing) of a CMS message; of BER, as `openssl cms` writes it again."""
    try:
        return parse(data), ""
    except Ber as error:
        try:
            return parse(run("cms", "-cmsout", "-inform", "DER", "-outform", "DER", data=data)), str(error)
        except OpenSslError:
            raise error from None


class Certificate:
    """A certificate by its parts, each as encoded."""

    def __init__(self, tree):
        self.der = tree.raw
        fields = list(tree.at(0).children)
        if fields[0].tag == "cont [ 0 ]":
            fields.pop(0)
        self.serial, self.issuer, self.subject = fields[0].raw, fields[2].raw, fields[4].raw
        self.spki = fields[5].raw
        self.is_rsa = fields[5].at(0, 0).oid == "1.2.840.113549.1.1.1"
        self.serial_hex = hex_serial(fields[0].value)

    @classmethod
    def from_pem(cls, path):
        return cls(parse(run("x509", "-in", path, "-outform", "DER")))


def hex_serial(value):
    """A serial number as `openssl ca` names it in its index."""
    digits = f"{int.from_bytes(value, 'big'):X}"
    return digits.rjust(len(digits) + len(digits) % 2, "0")
