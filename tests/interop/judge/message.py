# SPDX-License-Identifier: GPL-3.0-or-later
"""A client's pkiMessage, read and held against RFC 8894, each fault told."""

import re

import der
import openssl

TYPES = {"17": "RenewalReq", "19": "PKCSReq", "20": "CertPoll", "21": "GetCert", "22": "GetCRL"}
BAD_ALG, BAD_MESSAGE_CHECK, BAD_REQUEST, BAD_TIME, BAD_CERT_ID = range(5)
CIPHERS = {"1.2.840.113549.3.7": "des-ede3-cbc", "2.16.840.1.101.3.4.1.2": "aes-128-cbc",
           "2.16.840.1.101.3.4.1.22": "aes-192-cbc", "2.16.840.1.101.3.4.1.42": "aes-256-cbc"}
TRANSPORTS = {der.RSA_ENCRYPTION: "pkcs1", "1.2.840.113549.1.1.7": "oaep"}
NAME_OF_DIGEST = {value: name for name, value in der.DIGESTS.items()}
WEAK = ("md5", "sha1", "des-ede3-cbc")
STRING_TYPES = {der.MESSAGE_TYPE: "PRINTABLESTRING", der.TRANSACTION_ID: "PRINTABLESTRING",
                der.SENDER_NONCE: "OCTET STRING"}
SHORT_NAMES = {der.MESSAGE_TYPE: "messageType", der.TRANSACTION_ID: "transactionID", der.SENDER_NONCE: "senderNonce",
               der.PKI_STATUS: "pkiStatus", der.FAIL_INFO: "failInfo", der.RECIPIENT_NONCE: "recipientNonce",
               der.CONTENT_TYPE: "contentType", der.MESSAGE_DIGEST: "messageDigest"}


class Judgement:
    """The faults of one request in the order they were found, each with the failInfo it deserves."""

    def __init__(self, forgiven=()):
        self.findings = []
        self.forgiven = forgiven

    @property
    def faults(self):
        """The findings that a request is refused for."""
        return [finding for finding in self.findings if finding[0] not in self.forgiven]

    def find(self, check, detail, fail_info=BAD_REQUEST):
        self.findings.append((check, detail, fail_info))

    def expect(self, holds, check, detail, fail_info=BAD_REQUEST):
        if not holds:
            self.find(check, detail, fail_info)
        return bool(holds)


class Unanswerable(Exception):
    """Nothing to sign a CertRep for: no transactionID or no senderNonce."""


class Message:
    """The outer SignedData and what its envelope opens to."""

    def __init__(self, data, judgement, scratch, modern):
        self.data, self.judgement, self.scratch, self.modern = data, judgement, scratch, modern
        self.payload = self.tree = self.cipher = self.transport = None
        self.type = self.digest = "unknown"
        try:
            self._read_signed()
        except (openssl.Malformed, IndexError) as error:
            raise Unanswerable(str(error)) from error

    def _read_signed(self):
        tree, ber = openssl.parse_cms(self.data)
        self.judgement.expect(not ber, "der.message", ber, BAD_MESSAGE_CHECK)
        if tree.at(0).oid != der.SIGNED_DATA:
            raise Unanswerable("no SignedData")
        fields = tree.at(1, 0).children
        self.judgement.expect(fields[2].at(0).oid == der.DATA, "cms.contentType", "eContentType is not id-data",
                              BAD_MESSAGE_CHECK)
        self.envelope = fields[2].at(1, 0).value if len(fields[2].children) > 1 else b""
        rest = {node.tag: node for node in fields[3:]}
        self.certificates = [openssl.Certificate(node) for node in rest["cont [ 0 ]"].children] \
            if "cont [ 0 ]" in rest else []
        signers = rest["SET"].children if "SET" in rest else []
        self.judgement.expect(len(signers) == 1, "signers.one", f"{len(signers)} signers")
        if not signers:
            raise Unanswerable("no signer")
        self._read_signer(signers[0])
        if not ber:
            self._check_encoding()
        self._check_signature()

    def _read_signer(self, signer):
        issuer, serial = signer.at(1, 0).raw, signer.at(1, 1).raw
        self.signer = next((one for one in self.certificates if (one.issuer, one.serial) == (issuer, serial)), None)
        self.digest = NAME_OF_DIGEST.get(signer.at(2, 0).oid, signer.at(2, 0).oid)
        self._check_algorithm("digest", self.digest, self.digest in ("sha1", "sha256", "sha384", "sha512"))
        if signer.at(3).tag != "cont [ 0 ]":
            raise Unanswerable("no signed attributes")
        encoded = [node.raw for node in signer.at(3).children]
        self.judgement.expect(encoded == sorted(encoded), "der.setOrder", "the signed attributes are not sorted",
                              BAD_MESSAGE_CHECK)
        self._read_attributes(signer.at(3).children)

    def _read_attributes(self, nodes):
        values = {}
        for node in nodes:
            name = SHORT_NAMES.get(node.at(0).oid, node.at(0).oid)
            self.judgement.expect(node.at(0).oid not in values, f"attribute.{name}", "stands there twice")
            self.judgement.expect(len(node.at(1).children) == 1, f"attribute.{name}", "has not one value")
            values[node.at(0).oid] = node.at(1, 0)
        for oid, wanted in STRING_TYPES.items():
            name = SHORT_NAMES[oid]
            if self.judgement.expect(oid in values, f"attribute.{name}", "is missing"):
                self.judgement.expect(values[oid].tag == wanted, f"attribute.{name}",
                                      f"is a {values[oid].tag}, not a {wanted}")
        for oid in (der.CONTENT_TYPE, der.MESSAGE_DIGEST):
            self.judgement.expect(oid in values, f"attribute.{SHORT_NAMES[oid]}", "is missing", BAD_MESSAGE_CHECK)
        for oid in (der.PKI_STATUS, der.FAIL_INFO, der.RECIPIENT_NONCE):
            self.judgement.expect(oid not in values, f"attribute.{SHORT_NAMES[oid]}", "belongs into a reply")
        if der.TRANSACTION_ID not in values or der.SENDER_NONCE not in values:
            raise Unanswerable("no transactionID or no senderNonce")
        self.transaction = values[der.TRANSACTION_ID].value.decode("ascii", "replace")
        self.nonce = values[der.SENDER_NONCE].value
        self.judgement.expect(len(self.nonce) == 16, "nonce.size", f"{len(self.nonce)} bytes, not 16")
        allowed = re.fullmatch(r"[A-Za-z0-9 '()+,\-./:=?]+", self.transaction)
        self.judgement.expect(allowed, "attribute.transactionID", "holds what no PrintableString may")
        if der.MESSAGE_TYPE in values:
            self.type = values[der.MESSAGE_TYPE].value.decode("ascii", "replace")
            self.judgement.expect(self.type in TYPES, "messageType.known", f"{self.type[:20]} is none of a client")

    def _check_algorithm(self, what, name, known):
        self.judgement.expect(known and not (self.modern and name in WEAK), f"{what}.allowed", name, BAD_ALG)

    def _check_encoding(self):
        again = openssl.run("cms", "-cmsout", "-inform", "DER", "-outform", "DER", data=self.data)
        self.judgement.expect(again == self.data, "der.again", "OpenSSL encodes the message in other bytes",
                              BAD_MESSAGE_CHECK)

    def _check_signature(self):
        if not self.judgement.expect(self.signer, "signer.certificate", "the signer's certificate is not inside",
                                     BAD_MESSAGE_CHECK):
            return
        file = self.scratch / "content"
        file.unlink(missing_ok=True)
        try:
            openssl.run("cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-out", file, data=self.data)
        except openssl.OpenSslError as error:
            self.judgement.find("signature", str(error).split("\n", 1)[-1], BAD_MESSAGE_CHECK)
            return
        self.judgement.expect(file.read_bytes() == self.envelope, "signature", "was not made over the content",
                              BAD_MESSAGE_CHECK)

    @property
    def self_signed(self):
        return self.signer is not None and self.signer.issuer == self.signer.subject

    def open(self, recipient, password):
        """Opens the envelope with `openssl cms`; the payload stays None when that fails."""
        judgement = self.judgement
        try:
            tree, ber = openssl.parse_cms(self.envelope)
            judgement.expect(not ber, "der.envelope", ber, BAD_MESSAGE_CHECK)
            if not judgement.expect(tree.at(0).oid == der.ENVELOPED_DATA, "envelope.form", "no EnvelopedData",
                                    BAD_MESSAGE_CHECK):
                return
            self._read_envelope(tree.at(1, 0).children, recipient)
        except (openssl.Malformed, IndexError) as error:
            judgement.find("envelope.form", str(error), BAD_MESSAGE_CHECK)
            return
        how = ("-pwri_password", password) if self.transport == "password" else \
            ("-inkey", recipient.key, "-recip", recipient.pem)
        if judgement.faults:
            return
        try:
            self.payload = openssl.run("cms", "-decrypt", "-binary", "-inform", "DER", *how, data=self.envelope)
            self.tree = openssl.parse(self.payload)
        except (openssl.OpenSslError, openssl.Malformed):
            self.payload = None
            judgement.find("envelope.opens", "it does not, or not to DER", BAD_MESSAGE_CHECK)

    def _read_envelope(self, fields, recipient):
        recipients = next(node for node in fields if node.tag == "SET").children
        content = fields[-1] if fields[-1].tag == "SEQUENCE" else fields[-2]
        self.judgement.expect(content.at(0).oid == der.DATA, "envelope.contentType", "is not id-data",
                              BAD_MESSAGE_CHECK)
        oid = content.at(1, 0).oid
        self.cipher = CIPHERS.get(oid, oid)
        self._check_algorithm("cipher", self.cipher, oid in CIPHERS)
        self.judgement.expect(len(recipients) == 1, "recipients.one", f"{len(recipients)} recipients")
        certificate = recipient.certificate
        if not certificate.is_rsa:
            self.transport = "password"
            self.judgement.expect(recipients[0].tag == "cont [ 3 ]", "recipient.kind",
                                  "the CA's key cannot encrypt, and the recipient is not a password")
            return
        name = der.sequence(certificate.issuer, certificate.serial)
        ours = [one for one in recipients if one.tag == "SEQUENCE" and one.at(1).raw == name]
        if self.judgement.expect(ours, "recipient.named", "the envelope is not for our certificate"):
            oid = ours[0].at(2, 0).oid
            self.transport = TRANSPORTS.get(oid, oid)
            self.judgement.expect(oid in TRANSPORTS, "transport.allowed", oid, BAD_ALG)


class Request:
    """The CSR of a PKCSReq or RenewalReq; what is wrong with it is in the judgement."""

    def __init__(self, message, challenge):
        self.der, judgement = message.payload, message.judgement
        information = message.tree.at(0)
        self.subject, self.spki = information.at(1), information.at(2).raw
        self.is_rsa = information.at(2, 0, 0).oid == der.RSA_ENCRYPTION
        # Its exit code is 0 either way; what it finds is said on standard error.
        said = openssl.ran("req", "-inform", "DER", "-verify", "-noout", data=self.der)[2]
        judgement.expect(b"verify OK" in said, "csr.signature", "does not verify with its key", BAD_MESSAGE_CHECK)
        self.challenge = self._challenge_in(information.children[3:], judgement)
        # Not a word of either in a detail.
        if message.self_signed and judgement.expect(self.challenge, "challenge.present", "there is none"):
            judgement.expect(self.challenge == challenge, "challenge.right", "it is another")
        elif self.challenge:
            judgement.expect(self.challenge == challenge, "challenge.right", "it is another")
        if message.self_signed:
            self._check_signer(message)

    @property
    def common_name(self):
        names = [node.at(1).value for node in self.subject.walk()
                 if node.tag == "SEQUENCE" and node.children and node.at(0).oid == "2.5.4.3"]
        return names[-1].decode(errors="replace") if names else ""

    @staticmethod
    def _challenge_in(optional, judgement):
        for attributes in optional:
            encoded = [node.raw for node in attributes.children]
            judgement.expect(encoded == sorted(encoded), "csr.setOrder", "the attributes are not sorted",
                             BAD_MESSAGE_CHECK)
            found = [node for node in attributes.children if node.at(0).oid == der.CHALLENGE_PASSWORD]
            judgement.expect(len(found) <= 1, "challenge.once", f"{len(found)} challenges")
            for node in found:
                value = node.at(1, 0)
                judgement.expect(value.tag in ("PRINTABLESTRING", "UTF8STRING"), "challenge.type", value.tag)
                return value.value.decode(errors="replace")
        return ""

    def _check_signer(self, message):
        judgement, signer = message.judgement, message.signer
        judgement.expect(signer.spki == self.spki, "signer.key", "the signer's key is not the CSR's")
        file = message.scratch / "self.pem"
        file.write_bytes(openssl.pem(signer.der))
        try:
            openssl.run("verify", "-check_ss_sig", "-CAfile", file, file)
        except openssl.OpenSslError:
            judgement.find("signer.selfSigned", "the signer's certificate is not signed by its key, or not valid now",
                           BAD_MESSAGE_CHECK)
