# SPDX-License-Identifier: GPL-3.0-or-later
"""A CA that is a folder of files: `openssl ca` issues, revokes and makes CRLs."""

import base64
from datetime import datetime, timedelta, timezone

import openssl

KINDS = ("ra", "split", "sub", "ca", "ec", "ec-ra")

CONFIG = """
[ca]
default_ca = judge
[judge]
database = {folder}/index.txt
new_certs_dir = {folder}/issued
crlnumber = {folder}/crlnumber
rand_serial = yes
default_md = sha256
default_days = 365
default_crl_days = 7
policy = any
copy_extensions = copy
unique_subject = no
crl_extensions = crl
[any]
commonName = optional
[req]
distinguished_name = name
prompt = no
[name]
[crl]
authorityKeyIdentifier = keyid
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign{more}
subjectKeyIdentifier = hash
[sub]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ra]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ra_sign]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ra_encrypt]
basicConstraints = critical,CA:FALSE
keyUsage = critical,keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[rsa_device]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ec_device]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


def from_pem(text):
    """The DER of the certificate in a PEM file that OpenSSL has written."""
    return base64.b64decode(text.split(b"-----")[2])


class Party:
    """A key file with its certificate file."""

    def __init__(self, folder, name):
        self.key, self.pem = folder / f"{name}.key", folder / f"{name}.pem"
        self._certificate = None

    @property
    def certificate(self):
        if self._certificate is None:
            self._certificate = openssl.Certificate.from_pem(self.pem)
        return self._certificate


class Authority:
    """Issues in a folder, which it fills when it is new."""

    def __init__(self, folder, kind):
        self.folder, self.kind = folder, kind
        self.ec = kind.startswith("ec")
        self.ca, self.next, self.stranger = (self.party(name) for name in ("ca", "next", "stranger"))
        self.signing = self.ca if kind in ("ca", "ec") else self.party("ra")
        self.encryption = self.party("encryption") if kind == "split" else self.signing
        self.root = self.party("root") if kind == "sub" else self.ca
        if not (folder / "made").exists():
            self._make()

    def party(self, name):
        return Party(self.folder, name)

    def _config(self, *more):
        return ("-config", self.folder / "ca.cnf", *more)

    def _make(self):
        (self.folder / "issued").mkdir(parents=True, exist_ok=True)
        (self.folder / "index.txt").write_text("")
        (self.folder / "crlnumber").write_text("01\n")
        more = "" if self.signing is not self.ca else ",digitalSignature" if self.ec else \
            ",digitalSignature,keyEncipherment"
        (self.folder / "ca.cnf").write_text(CONFIG.format(folder=self.folder, more=more))
        name = "/C=DE/O=Judge/CN=Judge"
        self._self_signed(self.root, f"{name} Root" if self.kind == "sub" else f"{name} CA")
        if self.kind == "sub":
            self._below(self.ca, self.root, f"{name} CA", "sub")
        if self.kind == "split":
            self._below(self.signing, self.ca, f"{name} RA signing", "ra_sign")
            self._below(self.encryption, self.ca, f"{name} RA encryption", "ra_encrypt")
        elif self.signing is not self.ca:
            self._below(self.signing, self.ca, f"{name} RA", "ra")
        # Who has the same name, and nothing else, in common with the CA.
        self._self_signed(self.stranger, f"{name} CA")
        self._self_signed(self.next, f"{name} CA 2")
        (self.folder / "made").write_text("")

    def _new_key(self, party, ec):
        options = ("EC", "-pkeyopt", "ec_paramgen_curve:P-256") if ec else ("RSA", "-pkeyopt", "rsa_keygen_bits:2048")
        openssl.run("genpkey", "-algorithm", *options, "-out", party.key)

    def _self_signed(self, party, subject):
        self._new_key(party, self.ec)
        openssl.run("req", *self._config(), "-x509", "-new", "-key", party.key, "-subj", subject, "-days", "3650",
                    "-extensions", "root", "-out", party.pem)

    def _below(self, party, issuer, subject, section):
        self._new_key(party, False)
        csr = openssl.run("req", *self._config(), "-new", "-key", party.key, "-subj", subject)
        openssl.run("x509", "-req", "-CA", issuer.pem, "-CAkey", issuer.key, "-days", "3000", "-extfile",
                    self.folder / "ca.cnf", "-extensions", section, "-out", party.pem, data=csr)

    def published(self):
        """What GetCACert gives, in this order."""
        listed = []
        for party in (self.encryption, self.signing, self.ca, self.root):
            if party not in listed:
                listed.append(party)
        return listed

    def issue(self, csr, rsa, expired=False, issuer=None):
        """The certificate for a CSR; of an issuer unlike the CA it is not in the index."""
        section = "rsa_device" if rsa else "ec_device"
        if issuer is not None:
            pem = openssl.run("x509", "-req", "-inform", "DER", "-CA", issuer.pem, "-CAkey", issuer.key, "-days", "30",
                              "-extfile", self.folder / "ca.cnf", "-extensions", section, data=csr)
            return from_pem(pem)
        dates = ()
        if expired:
            then = datetime.now(timezone.utc) - timedelta(days=30)
            dates = ("-startdate", f"{then:%y%m%d%H%M%SZ}", "-enddate", f"{then + timedelta(days=10):%y%m%d%H%M%SZ}")
        file = self.folder / "request.der"
        file.write_bytes(csr)
        # "preserve = yes" in the file does nothing.
        how = ("-batch", "-notext", "-preserveDN", "-inform", "DER", "-in", file, "-extensions", section, *dates)
        return from_pem(openssl.run("ca", *self._config("-cert", self.ca.pem, "-keyfile", self.ca.key, *how)))

    def index(self):
        """Serial number in hex -> V or R, as `openssl ca` keeps it."""
        lines = (line.split("\t") for line in (self.folder / "index.txt").read_text().splitlines())
        return {fields[3]: fields[0] for fields in lines}

    def issued(self, serial):
        """The certificate with a serial number in hex, or None."""
        if serial not in self.index():
            return None
        return from_pem((self.folder / "issued" / f"{serial}.pem").read_bytes())

    def revoke(self, serial):
        openssl.run("ca", *self._config("-cert", self.ca.pem, "-keyfile", self.ca.key, "-crl_reason", "keyCompromise",
                                        "-revoke", self.folder / "issued" / f"{serial}.pem"))

    def crl(self, issuer=None):
        """A new CRL as PEM; of an issuer unlike the CA it has the CA's name and another signature."""
        issuer = issuer or self.ca
        return openssl.run("ca", *self._config("-gencrl", "-cert", issuer.pem, "-keyfile", issuer.key))

    def is_ours(self, certificate):
        """Whether `openssl verify` takes a certificate as issued by the CA, now."""
        file = self.folder / "signer.pem"
        file.write_bytes(openssl.pem(certificate.der))
        chain = () if self.root is self.ca else ("-untrusted", self.ca.pem)
        try:
            openssl.run("verify", "-CAfile", self.root.pem, *chain, file)
        except openssl.OpenSslError:
            return False
        return certificate.issuer == self.ca.certificate.subject

    def degenerate(self, certificates, crl=None):
        """A SignedData without a signer, by `openssl crl2pkcs7`."""
        options = []
        for number, der in enumerate(certificates):
            file = self.folder / f"degenerate{number}.pem"
            file.write_bytes(openssl.pem(der))
            options += ["-certfile", file]
        options += ["-nocrl"] if crl is None else []
        return openssl.run("crl2pkcs7", "-outform", "DER", *options, data=crl or b"")
