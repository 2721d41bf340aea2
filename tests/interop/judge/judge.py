# SPDX-License-Identifier: GPL-3.0-or-later
"""A SCEP service that shares no line with Scepter: OpenSSL's command line does what is cryptography, and the rest
is plain Python. It holds every request strictly against RFC 8894 and writes what it finds to a file of JSON lines.

Common names decide what happens to a request: "poll3 ..." is pending until it was polled three times, "polldeny ..."
is refused at the first poll, and "revoked ..." is revoked as soon as it is issued."""

import argparse
import base64
import binascii
import collections
import json
import pathlib
import re
import tempfile
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import authority as authorities
import openssl
import reply
from message import (BAD_ALG, BAD_CERT_ID, BAD_MESSAGE_CHECK, BAD_REQUEST, Judgement, Message, Request, TYPES,
                     Unanswerable)

FAIL_INFO = ("badAlg", "badMessageCheck", "badRequest", "badTime", "badCertId")
STATUS = {reply.SUCCESS: "SUCCESS", reply.FAILURE: "FAILURE", reply.PENDING: "PENDING"}
PKI_MESSAGE = "application/x-pki-message"
CAPABILITIES = ("AES", "GetNextCACert", "POSTPKIOperation", "Renewal", "SHA-256", "SHA-384", "SHA-512", "SCEPStandard")
Transaction = collections.namedtuple("Transaction", "request signer state")


class Refused(Exception):
    """A message in good form that is answered with FAILURE."""

    def __init__(self, fail_info, text):
        super().__init__(text)
        self.fail_info = fail_info


class Judge:
    """One service; its methods are called by one thread at a time."""

    def __init__(self, options):
        self.options = options
        self.scratch = pathlib.Path(options.state)
        self.authority = authorities.Authority(self.scratch, options.kind)
        self.challenge = options.challenge
        self.transactions = {}
        self.nonces = set()
        self.published = None
        self.lock = threading.Lock()
        self.log_file = open(options.log, "a", encoding="utf-8", buffering=1) if options.log else None
        self.number = 0

    def log(self, kind, **fields):
        if self.log_file:
            self.log_file.write(json.dumps({"kind": kind, "n": self.number, **fields}) + "\n")

    def is_wrong(self, how):
        return how if self.options.wrong == how else None

    # Operations: each gives (HTTP status, Content-Type, body).

    def capabilities(self):
        listed = list(CAPABILITIES)
        if not self.options.modern:
            listed += ["SHA-1", "DES3"]
        return 200, "text/plain", "\n".join(listed).encode() + b"\n"

    def ca_certificates(self):
        listed = [party.certificate.der for party in self.authority.published()]
        if len(listed) == 1:
            return 200, "application/x-x509-ca-cert", listed[0]
        if self.published is None:
            self.published = self.authority.degenerate(listed)
        return 200, "application/x-x509-ca-ra-cert", self.published

    def next_ca_certificates(self):
        signer = self.authority.stranger if self.is_wrong("next") else self.authority.signing
        body = openssl.run("cms", "-sign", "-nodetach", "-binary", "-outform", "DER", "-signer", signer.pem, "-inkey",
                           signer.key, data=self.authority.degenerate([self.authority.next.certificate.der]))
        return 200, "application/x-x509-next-ca-cert", body

    def pki_operation(self, data, judgement, method):
        try:
            message = Message(data, judgement, self.scratch, self.options.modern)
        except Unanswerable as error:
            judgement.find("message.form", str(error), BAD_MESSAGE_CHECK)
            self._report(judgement, method)
            return 400, "text/plain", b"no message that can be answered\n"
        judgement.expect(message.nonce not in self.nonces, "nonce.fresh", "was seen before")
        self.nonces.add(message.nonce)
        # The service knows its one challenge before it opens an envelope under it.
        message.open(self.authority.encryption, self.challenge)
        status, envelope, fail_info, text = self._outcome(message)
        self._report(judgement, method, messageType=TYPES.get(message.type, message.type), cipher=message.cipher,
                     digest=message.digest, transport=message.transport, transactionID=message.transaction,
                     signer="self-signed" if message.self_signed else "issued",
                     answer=STATUS[status] + (f" {FAIL_INFO[fail_info]}" if status == reply.FAILURE else ""))
        return 200, PKI_MESSAGE, reply.signed(self.authority, message, status, envelope, fail_info, text,
                                              self.options.wrong)

    def _report(self, judgement, method, **seen):
        for check, detail, fail_info in judgement.findings:
            self.log("finding", check=check, detail=detail, failInfo=FAIL_INFO[fail_info])
        self.log("exchange", method=method, **seen)

    def _outcome(self, message):
        """(pkiStatus, envelope, failInfo, failInfoText) of a message."""
        operations = {"17": self._enroll, "19": self._enroll, "20": self._poll, "21": self._get_cert,
                      "22": self._get_crl}
        try:
            if not message.judgement.faults:
                status, content, password = operations[message.type](message)
                if status == reply.PENDING:
                    return status, b"", None, ""
                envelope = self._sealed(message, content, password)
                return status, envelope, None, ""
        except Refused as error:
            return reply.FAILURE, b"", error.fail_info, str(error)
        except (openssl.Malformed, openssl.OpenSslError) as error:
            message.judgement.find("payload.form", str(error))
        check, detail, fail_info = message.judgement.faults[0]
        return reply.FAILURE, b"", fail_info, f"{check}: {detail}"[:200]

    def _sealed(self, message, content, password):
        if self.is_wrong("empty"):
            return b""
        envelope = reply.sealed(self.authority, message, content, password, self.options.oaep, self.options.wrong)
        if envelope is None:
            raise Refused(BAD_ALG, "The key cannot decrypt, and there is no challenge to encrypt under.")
        return envelope

    @staticmethod
    def _refuse_faults(message):
        for check, detail, fail_info in message.judgement.faults:
            raise Refused(fail_info, f"{check}: {detail}"[:200])

    def _check_issued(self, message):
        """A signer with a certificate of ours that is not revoked."""
        if not self.authority.is_ours(message.signer):
            message.judgement.find("signer.issued", "the signer's certificate is not one of ours, or has expired")
            self._refuse_faults(message)
        if self.authority.index().get(message.signer.serial_hex) != "V":
            raise Refused(BAD_CERT_ID, "The certificate of the signer is revoked.")

    def _enroll(self, message):
        request = Request(message, self.challenge)
        self._refuse_faults(message)
        renewal = not message.self_signed
        if message.type == "17" and not renewal:
            message.judgement.find("renewal.signer", "a RenewalReq is signed with the certificate that it renews")
            self._refuse_faults(message)
        if renewal:
            self._check_issued(message)
            message.judgement.expect(request.subject.raw == message.signer.subject, "renewal.subject",
                                     "the CSR has another subject than the certificate")
            self._refuse_faults(message)
        key = (message.transaction, message.signer.serial if renewal else None)
        known = self.transactions.get(key)
        if known is not None and known.request.spki != request.spki:
            message.judgement.find("transaction.key", "another key under the same transactionID")
            self._refuse_faults(message)
        if known is None:
            known = self.transactions[key] = Transaction(request, message.signer, self._new_state(request))
        return self._deliver(known, message)

    @staticmethod
    def _new_state(request):
        polls = re.match(r"poll(\d+)", request.common_name)
        denied = request.common_name.startswith("polldeny")
        return {"left": int(polls[1]) if polls else int(denied), "denied": denied, "issued": None}

    def _deliver(self, known, message):
        """PENDING, or the certificate, which is issued once."""
        state, request = known.state, known.request
        if state["left"] > 0:
            return reply.PENDING, None, None
        if state["denied"]:
            raise Refused(BAD_REQUEST, "The operator has denied this.")
        if state["issued"] is None:
            state["issued"] = self._issue(request)
            if request.common_name.startswith("revoked"):
                self.authority.revoke(openssl.Certificate(openssl.parse(state["issued"])).serial_hex)
        more = [self.authority.ca.certificate.der]
        return reply.SUCCESS, self.authority.degenerate([state["issued"], *more]), request.challenge

    def _issue(self, request):
        if self.is_wrong("key"):
            # A good certificate of ours, for somebody else.
            csr = openssl.run("req", "-config", self.scratch / "ca.cnf", "-new", "-key", self.authority.stranger.key,
                              "-subj", "/CN=other", "-outform", "DER")
            return self.authority.issue(csr, True)
        return self.authority.issue(request.der, request.is_rsa, expired=bool(self.is_wrong("expired")),
                                    issuer=self.authority.stranger if self.is_wrong("chain") else None)

    def _poll(self, message):
        names = message.tree
        issuer, subject = names.at(0).raw, names.at(1).raw
        found = [one for key, one in self.transactions.items() if key[0] == message.transaction and
                 one.signer.der == message.signer.der]
        if not found:
            raise Refused(BAD_CERT_ID, "There is no such transaction.")
        known = found[-1]
        judgement = message.judgement
        judgement.expect(issuer == self.authority.ca.certificate.subject, "poll.issuer", "is not the CA's name")
        judgement.expect(subject == known.request.subject.raw, "poll.subject", "is not the CSR's")
        self._refuse_faults(message)
        known.state["left"] = max(0, known.state["left"] - 1)
        return self._deliver(known, message)

    def _asked(self, message):
        """The serial number, in hex, that an IssuerAndSerialNumber names in our index."""
        names = message.tree
        self._check_issued(message)
        if names.at(0).raw != self.authority.ca.certificate.subject:
            raise Refused(BAD_CERT_ID, "That is not our name.")
        serial = openssl.hex_serial(names.at(1).value)
        if serial not in self.authority.index():
            raise Refused(BAD_CERT_ID, "There is no such certificate.")
        return serial

    def _get_cert(self, message):
        found = self.authority.issued(self._asked(message))
        if self.is_wrong("certificate"):
            found = self.authority.ca.certificate.der
        return reply.SUCCESS, self.authority.degenerate([found]), None

    def _get_crl(self, message):
        self._asked(message)
        crl = self.authority.crl(self.authority.stranger if self.is_wrong("crl") else None)
        return reply.SUCCESS, self.authority.degenerate([], crl), None


def decoded(text, judgement):
    """The DER in the message= of a GET."""
    judgement.expect("+" not in text, "http.get", "a + that is not escaped is read as a space")
    plain = urllib.parse.unquote(text, errors="replace")
    try:
        data = base64.b64decode(plain, validate=True)
        judgement.expect(base64.b64encode(data).decode() == plain, "http.get", "the base64 is not in its usual form")
        return data
    except (binascii.Error, ValueError):
        judgement.find("http.get", "what is in message= is not plain base64")
        try:
            return base64.b64decode(re.sub(r"\s", "", plain).replace("-", "+").replace("_", "/") + "==")
        except binascii.Error:
            return b""


class Handler(BaseHTTPRequestHandler):
    """HTTP to a Judge; the server carries it as its attribute `judge`."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def _query(self):
        """(operation, message as it stands in the URL)."""
        pairs = [pair.partition("=") for pair in urllib.parse.urlsplit(self.path).query.split("&")]
        values = {name: value for name, _, value in pairs}
        return values.get("operation", ""), values.get("message", "")

    def _answer(self, status, content_type, body):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _handle(self, method, body):
        judge, judgement = self.server.judge, Judgement(self.server.judge.options.forgive)
        operation, message = self._query()
        simple = {"GetCACaps": judge.capabilities, "GetCACert": judge.ca_certificates,
                  "GetNextCACert": judge.next_ca_certificates}
        with judge.lock:
            judge.number += 1
            if operation == "PKIOperation":
                if method == "GET":
                    body = decoded(message, judgement)
                else:
                    got = self.headers.get("Content-Type", "")
                    judgement.expect(got == PKI_MESSAGE, "http.contentType", got or "there is none")
                return judge.pki_operation(body, judgement, method)
            known = judgement.expect(operation in simple, "http.operation", f"{operation!r} is unknown")
            judgement.expect(method == "GET", "http.method", f"{method} for {operation}")
            for check, detail, _ in judgement.findings:
                judge.log("finding", check=check, detail=detail)
            judge.log("exchange", method=method, operation=operation)
            return simple[operation]() if known else (404, "text/plain", b"no such operation\n")

    def do_GET(self):
        self._answer(*self._handle("GET", b""))

    def do_POST(self):
        self._answer(*self._handle("POST", self.rfile.read(int(self.headers.get("Content-Length", "0")))))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", help="folder of the CA; made when it is new, and used again")
    parser.add_argument("--kind", choices=authorities.KINDS, default="ra", help="which certificates there are")
    parser.add_argument("--challenge", default="", help="what a first enrollment must bring")
    parser.add_argument("--log", help="file that gets a JSON line for each finding and each exchange")
    parser.add_argument("--modern", action="store_true", help="neither SHA-1 nor triple DES")
    parser.add_argument("--oaep", action="store_true", help="answer with RSAES-OAEP")
    parser.add_argument("--forgive", action="append", default=[], help="a check that is logged, but not refused for")
    parser.add_argument("--wrong", choices=reply.WRONG, help="be wrong in this, on purpose")
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        options.state = options.state or folder
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.judge = Judge(options)
        print(f"listening on http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
