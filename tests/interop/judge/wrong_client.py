# SPDX-License-Identifier: GPL-3.0-or-later
"""A client with OpenSSL's command line that sends right messages, and messages that are wrong in one thing."""

import base64
import http.client
import secrets
import urllib.parse

import der
import openssl
import reply

CONFIG = """
[req]
distinguished_name = name
prompt = no
attributes = {attributes}
[name]
CN = {name}
[with]
challengePassword = {challenge}
[without]
"""


class Answer:
    """What a server has said: HTTP status, and pkiStatus with failInfo for a CertRep."""

    def __init__(self, status, body):
        self.status, self.body = status, body
        self.pki_status = self.fail_info = None
        if status == 200:
            for node in openssl.parse(body).walk():
                if node.tag == "SEQUENCE" and node.children and node.at(0).oid == der.PKI_STATUS:
                    self.pki_status = node.at(1, 0).value.decode()
                if node.tag == "SEQUENCE" and node.children and node.at(0).oid == der.FAIL_INFO:
                    self.fail_info = int(node.at(1, 0).value)

    def __str__(self):
        return f"HTTP {self.status}, pkiStatus {self.pki_status}, failInfo {self.fail_info}"


class Identity:
    """A key with a certificate for it, self-signed when nobody else has made it."""

    def __init__(self, folder, name, key=None, certificate=None):
        self.key, self.pem = key or folder / f"{name}.key", folder / f"{name}.pem"
        if not self.key.exists():
            openssl.run("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.key)
        if certificate is None:
            openssl.run("req", "-x509", "-new", "-key", self.key, "-subj", f"/CN={name}", "-out", self.pem)
        else:
            self.pem.write_bytes(openssl.pem(certificate))
        self.certificate = openssl.Certificate.from_pem(self.pem)


class Client:
    """Builds messages for one server; every part of a message can be given instead."""

    def __init__(self, folder, url, recipient, challenge):
        self.folder, self.url, self.recipient, self.challenge = folder, url, recipient, challenge
        self.one, self.other = Identity(folder, "one"), Identity(folder, "other")
        self.kept = {}

    def csr(self, name="one", challenge=None, key=None):
        file = self.folder / "csr.cnf"
        secret = self.challenge if challenge is None else challenge
        file.write_text(CONFIG.format(name=name, challenge=secret, attributes="with" if secret else "without"))
        return openssl.run("req", "-new", "-config", file, "-key", key or self.one.key, "-outform", "DER")

    def csr_with(self, attributes):
        """A CSR with these attributes, encoded, in this order."""
        usual = openssl.parse(self.csr(challenge=""))
        information = der.sequence(*(usual.at(0, number).raw for number in range(3)), der.explicit(0, *attributes))
        return der.sequence(information, usual.at(1).raw,
                            der.bit_string(openssl.sign("sha256", self.one.key, information)))

    def by_password(self, payload):
        """An envelope that the challenge opens."""
        return openssl.run("cms", "-encrypt", "-binary", "-outform", "DER", "-aes-128-cbc", "-pwri_password",
                           self.challenge, data=payload)

    def envelope(self, payload, recipients=None, cipher="aes-128-cbc", oaep=False):
        names = [self.recipient] if recipients is None else recipients
        options = [word for name in names for word in
                   (("-recip", name) + (("-keyopt", "rsa_padding_mode:oaep") if oaep else ()))]
        return openssl.run("cms", "-encrypt", "-binary", "-outform", "DER", f"-{cipher}", *options, data=payload)

    def usual(self):
        """The CSR and the envelope that most messages have: made once."""
        if not self.kept:
            csr = self.csr()
            self.kept = {"csr": csr, "envelope": self.envelope(csr)}
        return self.kept["envelope"]

    def attributes(self, **given):
        """The attributes of a message as encoded, by short name; None leaves one out."""
        values = {"type": der.attribute(der.MESSAGE_TYPE, der.printable("19")),
                  "transaction": der.attribute(der.TRANSACTION_ID, der.printable(secrets.token_hex(8))),
                  "nonce": der.attribute(der.SENDER_NONCE, der.octets(secrets.token_bytes(16))),
                  "content": der.attribute(der.CONTENT_TYPE, der.oid(der.DATA)), **given}
        return {name: value for name, value in values.items() if value is not None}

    def message(self, envelope=None, signers=None, digest="sha256", certificates=None, change=None,
                content_type=der.DATA, **given):
        """A pkiMessage; change(SignerInfo) may spoil what was signed."""
        envelope = self.usual() if envelope is None else envelope
        signers = signers or [self.one]
        attributes = list(self.attributes(**given).values())
        attributes.append(der.attribute(der.MESSAGE_DIGEST, der.octets(openssl.digest(digest, envelope))))
        infos = [der.signer_info(one.certificate, one.key, attributes, digest) for one in signers]
        if change:
            infos = [change(info) for info in infos]
        listed = [one.certificate.der for one in signers] if certificates is None else certificates
        return der.signed_data(envelope, listed, infos, digest, content_type)

    def ask(self, method, path, body=None, headers=None):
        where = urllib.parse.urlsplit(self.url)
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        answer = response.status, response.read()
        connection.close()
        return answer

    def post(self, message, content_type="application/x-pki-message"):
        headers = {"Content-Type": content_type} if content_type else {}
        return Answer(*self.ask("POST", "/?operation=PKIOperation", message, headers))

    def get(self, message, quoted=True, url_safe=False):
        text = (base64.urlsafe_b64encode if url_safe else base64.b64encode)(message).decode()
        text = urllib.parse.quote(text, safe="") if quoted else text
        return Answer(*self.ask("GET", f"/?operation=PKIOperation&message={text}"))

    def opened(self, answer, ca, identity=None):
        """The first certificate of a SUCCESS; `openssl cms` verifies and opens it all."""
        envelope = openssl.run("cms", "-verify", "-binary", "-inform", "DER", "-CAfile", ca, "-purpose", "any",
                               data=answer.body)
        who = identity or self.one
        content = openssl.run("cms", "-decrypt", "-binary", "-inform", "DER", "-inkey", who.key, "-recip", who.pem,
                              data=envelope)
        listed = openssl.run("pkcs7", "-inform", "DER", "-print_certs", data=content)
        first = listed[listed.index(b"-----BEGIN"):]
        return openssl.run("x509", "-outform", "DER", data=first)

    def verifies(self, answer, ca):
        """Whether `openssl cms` takes the signature and signer of a FAILURE or PENDING."""
        try:
            openssl.run("cms", "-verify", "-binary", "-inform", "DER", "-CAfile", ca, "-purpose", "any",
                        data=answer.body)
        except openssl.OpenSslError:
            return False
        return True


def flipped(data):
    return data[:-1] + bytes([data[-1] ^ 1])


def unsorted(info):
    """A SignerInfo whose signed attributes stand in another order: they are the fourth element."""
    attributes = openssl.parse(info).at(3)
    turned = b"".join(node.raw for node in reversed(attributes.children))
    return info.replace(attributes.value, turned)


def indefinite(message):
    """The outer SEQUENCE with the indefinite length of BER."""
    return b"\x30\x80" + openssl.parse(message).value + b"\x00\x00"


SUCCESS, FAILURE, PENDING = reply.SUCCESS, reply.FAILURE, reply.PENDING
