# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that the judge is one: it takes what is right, and tells each thing that is wrong by its name."""

import json
import pathlib
import subprocess
import sys
import tempfile

import der
import openssl
import wrong_client
from authority import Party
from message import BAD_ALG, BAD_CERT_ID, BAD_MESSAGE_CHECK, BAD_REQUEST
from wrong_client import Client, FAILURE, Identity, PENDING, SUCCESS, flipped, indefinite, unsorted

HERE = pathlib.Path(__file__).parent
CHALLENGE = "correct horse"


def text(name, encoded):
    return der.attribute(name, encoded)


def kind(number):
    return text(der.MESSAGE_TYPE, der.printable(str(number)))


def named(transaction):
    return text(der.TRANSACTION_ID, der.printable(transaction))


class Service:
    """A judge in a process of its own, and what it has logged."""

    def __init__(self, folder, *options):
        self.log = folder / "judge.log"
        self.process = subprocess.Popen(
            [sys.executable, "-B", HERE / "judge.py", "--state", folder / "state", "--challenge", CHALLENGE, "--log",
             self.log, *options], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip()
        self.read = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def news(self):
        """The lines that were added since this was asked last."""
        lines = self.log.read_text().splitlines()
        fresh, self.read = lines[self.read:], len(lines)
        return [json.loads(line) for line in fresh]


class Check:
    """Cases against one judge; what fails is printed and counted."""

    def __init__(self, service, client, ca):
        self.service, self.client, self.ca = service, client, ca
        self.failed = self.count = 0

    def case(self, name, answer, findings, status=FAILURE, fail_info=BAD_REQUEST, http=200, **seen):
        """The answer, the names of all findings, and fields of the exchange are what is wanted."""
        news = self.service.news()
        told = [line["check"] for line in news if line["kind"] == "finding"]
        exchange = news[-1]
        right = told == findings and answer.status == http
        if http == 200:
            right = right and answer.pki_status == status and \
                answer.fail_info == (fail_info if status == FAILURE else None) and \
                self.client.verifies(answer, self.ca)
        right = right and all(exchange[key] == value for key, value in seen.items())
        self.count += 1
        if not right:
            self.failed += 1
            print(f"{name}: {answer}; told {told}, not {findings}; {exchange}")

    def holds(self, name, truth):
        self.count += 1
        if not truth:
            self.failed += 1
            print(f"{name}: does not hold")


def right_messages(check):
    client = check.client
    answer = client.post(client.message())
    check.case("POST", answer, [], SUCCESS, cipher="aes-128-cbc", digest="sha256", transport="pkcs1",
               messageType="PKCSReq", signer="self-signed", method="POST")
    issued = openssl.Certificate(openssl.parse(client.opened(answer, check.ca)))
    check.holds("the certificate is for the key", issued.spki == client.one.certificate.spki)
    again = client.message(transaction=named("again"))
    check.case("GET", client.get(again), [], SUCCESS, method="GET")
    csr = client.kept["csr"]
    oaep = client.envelope(csr, oaep=True)
    check.case("OAEP", client.post(client.message(oaep)), [], SUCCESS, transport="oaep")
    for cipher in ("aes-192-cbc", "aes-256-cbc", "des-ede3-cbc"):
        check.case(cipher, client.post(client.message(client.envelope(csr, cipher=cipher))), [], SUCCESS, cipher=cipher)
    for digest in ("sha1", "sha384", "sha512"):
        check.case(digest, client.post(client.message(digest=digest)), [], SUCCESS, digest=digest)
    return issued


def wrong_attributes(check):
    client = check.client

    def told(name, *findings, fail_info=BAD_REQUEST, **given):
        check.case(name, client.post(client.message(**given)), list(findings), fail_info=fail_info)

    nonce = text(der.SENDER_NONCE, der.octets(b"n" * 16))
    told("nonce of 8 bytes", "nonce.size", nonce=text(der.SENDER_NONCE, der.octets(b"12345678")))
    told("nonce of another type", "attribute.senderNonce", nonce=text(der.SENDER_NONCE, der.printable("n" * 16)))
    told("nonce seen before", "nonce.fresh", nonce=nonce)
    told("messageType as UTF8String", "attribute.messageType", type=text(der.MESSAGE_TYPE, der.utf8("19")))
    told("no messageType", "attribute.messageType", type=None)
    told("messageType 99", "messageType.known", type=kind(99))
    told("transactionID as UTF8String", "attribute.transactionID",
         transaction=text(der.TRANSACTION_ID, der.utf8("one")))
    told("transactionID with a star", "attribute.transactionID", transaction=named("a*b"))
    told("two transactionIDs", "attribute.transactionID", more=named("b"))
    told("two values", "attribute.transactionID",
         transaction=der.attribute(der.TRANSACTION_ID, der.printable("a"), der.printable("b")))
    told("recipientNonce", "attribute.recipientNonce", more=text(der.RECIPIENT_NONCE, der.octets(b"n" * 16)))
    told("attributes unsorted", "der.setOrder", "der.again", "signature", fail_info=BAD_MESSAGE_CHECK, change=unsorted)
    for name, given in (("no senderNonce", {"nonce": None}), ("no transactionID", {"transaction": None})):
        wanted = "attribute.senderNonce" if "nonce" in given else "attribute.transactionID"
        check.case(name, client.post(client.message(**given)), [wanted, "message.form"], http=400)


def wrong_forms(check):
    client = check.client
    message = client.message()
    check.case("bytes follow", client.post(message + b"\x00\x00"), ["message.form"], http=400)
    check.case("BER", client.post(indefinite(message)), ["der.message"], fail_info=BAD_MESSAGE_CHECK)
    ber = client.message(indefinite(client.usual()))
    check.case("BER inside", client.post(ber), ["der.envelope"], fail_info=BAD_MESSAGE_CHECK)
    check.case("truncated", client.post(message[:-1]), ["message.form"], http=400)
    check.case("empty", client.post(b""), ["message.form"], http=400)
    check.case("two signers", client.post(client.message(signers=[client.one, client.other])), ["signers.one"])
    bad = {"fail_info": BAD_MESSAGE_CHECK}
    check.case("signature", client.post(client.message(change=flipped)), ["signature"], **bad)
    check.case("no certificate", client.post(client.message(certificates=[])), ["signer.certificate"], **bad)
    check.case("MD5", client.post(client.message(digest="md5")), ["digest.allowed"], fail_info=BAD_ALG)
    check.case("no Content-Type", client.post(client.message(), None), ["http.contentType"])
    check.case("another Content-Type", client.post(client.message(), "text/plain"), ["http.contentType"])
    # Enough messages for one with a plus.
    plus = next(one for one in iter(client.message, None) if b"+" in wrong_client.base64.b64encode(one))
    check.case("a plus that is not escaped", client.get(plus, quoted=False), ["http.get"])
    check.case("base64url", client.get(plus, url_safe=True), ["http.get", "nonce.fresh"])
    enveloped = text(der.CONTENT_TYPE, der.oid(der.ENVELOPED_DATA))
    foreign = client.message(content_type=der.ENVELOPED_DATA, content=enveloped)
    check.case("eContentType", client.post(foreign), ["cms.contentType"], **bad)
    client.ask("POST", "/?operation=GetCACaps", b"")
    check.holds("GetCACaps by POST", [line.get("check") for line in check.service.news()] == ["http.method", None])
    status, _ = client.ask("GET", "/?operation=GetNothing")
    check.case("operation", wrong_client.Answer(status, b""), ["http.operation"], http=404)


def wrong_envelopes(check):
    client = check.client
    csr = client.kept["csr"]

    def told(name, envelope, finding, fail_info=BAD_REQUEST):
        check.case(name, client.post(client.message(envelope)), [finding], fail_info=fail_info)

    told("two recipients", client.envelope(csr, [client.recipient, client.other.pem]), "recipients.one")
    told("another recipient", client.envelope(csr, [client.other.pem]), "recipient.named")
    told("cipher", client.envelope(csr, cipher="camellia-128-cbc"), "cipher.allowed", BAD_ALG)
    told("GCM", client.envelope(csr, cipher="aes-128-gcm"), "envelope.form", BAD_MESSAGE_CHECK)
    told("no envelope", csr, "envelope.form", BAD_MESSAGE_CHECK)
    told("noise", flipped(client.envelope(b"noise")), "envelope.opens", BAD_MESSAGE_CHECK)
    told("CSR signature", client.envelope(flipped(csr)), "csr.signature", BAD_MESSAGE_CHECK)
    usual = client.usual()
    turned = usual[::-1].replace(der.oid(der.DATA)[::-1], der.oid(der.SIGNED_DATA)[::-1], 1)[::-1]
    told("content of the envelope", turned, "envelope.contentType", BAD_MESSAGE_CHECK)
    pss = usual.replace(der.oid(der.RSA_ENCRYPTION), der.oid("1.2.840.113549.1.1.10"))
    told("key transport", pss, "transport.allowed", BAD_ALG)
    told("no CSR", client.envelope(der.null()), "payload.form")
    right = der.attribute(der.CHALLENGE_PASSWORD, der.printable(CHALLENGE))
    name = der.attribute("1.2.840.113549.1.9.2", der.utf8("device"))
    told("two challenges", client.envelope(client.csr_with([right, right])), "challenge.once")
    told("type of the challenge", client.envelope(client.csr_with(
        [der.attribute(der.CHALLENGE_PASSWORD, der.t61(CHALLENGE))])), "challenge.type")
    both = sorted([right, name], reverse=True)
    told("attributes of the CSR", client.envelope(client.csr_with(both)), "csr.setOrder", BAD_MESSAGE_CHECK)
    told("no challenge", client.envelope(client.csr(challenge="")), "challenge.present")
    told("another challenge", client.envelope(client.csr(challenge="battery staple")), "challenge.right")


def wrong_signers(check, folder):
    client = check.client
    answer = client.post(client.message(signers=[client.other]))
    check.case("signer of another key", answer, ["signer.key"])
    made = openssl.run("x509", "-req", "-inform", "DER", "-key", client.other.key, "-force_pubkey",
                       public(client.one, folder), "-days", "2", data=client.csr())
    lying = Identity(folder, "lying", client.one.key, openssl.run("x509", "-outform", "DER", data=made))
    check.case("signed by another key", client.post(client.message(signers=[lying])), ["signer.selfSigned"],
               fail_info=BAD_MESSAGE_CHECK)
    check.case("RenewalReq, self-signed", client.post(client.message(type=kind(17))), ["renewal.signer"])


def public(identity, folder):
    file = folder / "public.pem"
    file.write_bytes(openssl.run("pkey", "-in", identity.key, "-pubout"))
    return file


def renewals(check, folder, issued):
    client = check.client
    old = Identity(folder, "issued", client.one.key, issued.der)
    plain = client.envelope(client.csr(challenge="", key=client.other.key))
    for number in (17, 19):
        answer = client.post(client.message(plain, [old], type=kind(number)))
        check.case(f"renewal by {number}", answer, [], SUCCESS, signer="issued")
        renewed = openssl.Certificate(openssl.parse(client.opened(answer, check.ca, old)))
        check.holds("it has the new key", renewed.spki == client.other.certificate.spki)
    other = client.envelope(client.csr("somebody", "", client.other.key))
    check.case("other subject", client.post(client.message(other, [old], type=kind(17))), ["renewal.subject"])
    stranger = Party(folder / "state", "stranger")
    foreign = openssl.run("x509", "-req", "-inform", "DER", "-CA", stranger.pem, "-CAkey", stranger.key,
                          data=client.csr())
    foreign = Identity(folder, "foreign", client.one.key, openssl.run("x509", "-outform", "DER", data=foreign))
    check.case("renewal by a stranger", client.post(client.message(plain, [foreign], type=kind(17))),
               ["signer.issued"])


def transactions(check, folder):
    client = check.client
    mine = named("mine")
    check.case("first", client.post(client.message(transaction=mine)), [], SUCCESS)
    first = client.opened(client.post(client.message(transaction=mine)), check.ca)
    second = client.opened(client.post(client.message(transaction=mine)), check.ca)
    check.service.news()
    check.holds("a repeat gets the same certificate", first == second)
    theirs = client.envelope(client.csr(key=client.other.key))
    check.case("another key", client.post(client.message(theirs, [client.other], transaction=mine)),
               ["transaction.key"])
    issuer = Party(folder / "state", "ca").certificate.subject
    subject = openssl.parse(client.csr("poll1 one")).at(0, 1).raw
    polled = client.envelope(der.sequence(issuer, subject))
    check.case("poll of nothing", client.post(client.message(polled, type=kind(20))), [], fail_info=BAD_CERT_ID)
    waiting = named("waiting")
    check.case("pending", client.post(client.message(client.envelope(client.csr("poll1 one")), transaction=waiting)),
               [], PENDING)
    for name, wrong, finding in (("issuer", der.sequence(subject, subject), "poll.issuer"),
                                 ("subject", der.sequence(issuer, issuer), "poll.subject")):
        answer = client.post(client.message(client.envelope(wrong), transaction=waiting, type=kind(20)))
        check.case(f"poll with another {name}", answer, [finding])
    check.case("polled", client.post(client.message(polled, transaction=waiting, type=kind(20))), [], SUCCESS)


def lookups(check, folder, issued):
    client = check.client
    old = Identity(folder, "issued", client.one.key, issued.der)
    known = client.envelope(der.sequence(issued.issuer, issued.serial))
    unknown = client.envelope(der.sequence(issued.issuer, der.integer(0xDEADBEEF)))
    elsewhere = client.envelope(der.sequence(issued.subject, issued.serial))
    for number, name in ((21, "GetCert"), (22, "GetCRL")):
        check.case(name, client.post(client.message(known, [old], type=kind(number))), [], SUCCESS, messageType=name)
        for envelope in (unknown, elsewhere):
            check.case(f"{name} of nothing", client.post(client.message(envelope, [old], type=kind(number))), [],
                       fail_info=BAD_CERT_ID)
        check.case(f"{name} by a stranger", client.post(client.message(known, type=kind(number))), ["signer.issued"])


def modern(folder, state):
    """A judge that takes no old algorithm; it goes on with the same CA."""
    with Service(folder, "--modern") as service:
        service.news()
        client = Client(folder, service.url, state / "ra.pem", CHALLENGE)
        check = Check(service, client, state / "ca.pem")
        check.holds("no SHA-1", b"SHA-1\n" not in client.ask("GET", "/?operation=GetCACaps")[1])
        service.news()
        check.case("SHA-1", client.post(client.message(digest="sha1")), ["digest.allowed"], fail_info=BAD_ALG)
        old = client.envelope(client.kept["csr"], cipher="des-ede3-cbc")
        check.case("3DES", client.post(client.message(old)), ["cipher.allowed"], fail_info=BAD_ALG)
        check.case("SHA-256", client.post(client.message()), [], SUCCESS)
    return check


def by_password(folder):
    """A CA whose key cannot encrypt: the envelope is opened by the challenge."""
    folder.mkdir()
    with Service(folder, "--kind", "ec") as service:
        state = folder / "state"
        client = Client(folder, service.url, folder / "one.pem", CHALLENGE)
        check = Check(service, client, state / "ca.pem")
        envelope = client.by_password(client.csr())
        check.case("password", client.post(client.message(envelope)), [], SUCCESS, transport="password")
        check.case("no password", client.post(client.message()), ["recipient.kind"])
    return check


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        state = folder / "state"
        with Service(folder) as service:
            client = Client(folder, service.url, state / "ra.pem", CHALLENGE)
            check = Check(service, client, state / "ca.pem")
            issued = right_messages(check)
            wrong_attributes(check)
            wrong_forms(check)
            wrong_envelopes(check)
            wrong_signers(check, folder)
            renewals(check, folder, issued)
            transactions(check, folder)
            lookups(check, folder, issued)
            check.holds("no challenge in the log", CHALLENGE not in service.log.read_text())
        checks = [check, modern(folder, state), by_password(folder / "ec")]
    failed = sum(one.failed for one in checks)
    print(f"{sum(one.count for one in checks)} checks, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
