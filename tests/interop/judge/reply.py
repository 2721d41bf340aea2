# SPDX-License-Identifier: GPL-3.0-or-later
"""CertReps: right ones, and those that are wrong on purpose."""

import secrets

import der
import openssl

# What a client must refuse, each in one thing.
WRONG = ("nonce", "nononce", "transaction", "type", "status", "signature", "digest", "signer", "impostor", "recipient",
         "empty", "chain", "key", "expired", "certificate", "crl", "next")
SUCCESS, FAILURE, PENDING = "0", "2", "3"


def attributes_of(message, status, fail_info, text, wrong):
    nonce, transaction = message.nonce, message.transaction
    if wrong == "nonce":
        nonce = bytes([nonce[0] ^ 1]) + nonce[1:]
    if wrong == "transaction":
        transaction += "0"
    listed = [der.attribute(der.MESSAGE_TYPE, der.printable("19" if wrong == "type" else "3")),
              der.attribute(der.PKI_STATUS, der.printable("1" if wrong == "status" else status)),
              der.attribute(der.TRANSACTION_ID, der.printable(transaction)),
              der.attribute(der.SENDER_NONCE, der.octets(secrets.token_bytes(16)))]
    if wrong != "nononce":
        listed.append(der.attribute(der.RECIPIENT_NONCE, der.octets(nonce)))
    if status == FAILURE:
        listed.append(der.attribute(der.FAIL_INFO, der.printable(str(fail_info))))
        listed.append(der.attribute(der.FAIL_INFO_TEXT, der.utf8(text)))
    return listed


def signed(authority, message, status, envelope=b"", fail_info=None, text="", wrong=None):
    """A CertRep of the CA or RA, with the digest of the request."""
    digest = message.digest if message.digest in ("sha1", "sha384", "sha512") else "sha256"
    certificate, key = authority.signing.certificate, authority.signing.key
    if wrong == "signer":
        certificate, key = authority.stranger.certificate, authority.stranger.key
    if wrong == "impostor":
        key = authority.stranger.key
    hashed = openssl.digest(digest, envelope)
    if wrong == "digest":
        hashed = bytes([hashed[0] ^ 1]) + hashed[1:]
    attributes = attributes_of(message, status, fail_info, text, wrong) + [
        der.attribute(der.CONTENT_TYPE, der.oid(der.DATA)), der.attribute(der.MESSAGE_DIGEST, der.octets(hashed))]
    info = der.signer_info(certificate, key, attributes, digest)
    if wrong == "signature":
        info = info[:-1] + bytes([info[-1] ^ 1])
    # Without content it is a string of no bytes: certmonger takes nothing else.
    return der.signed_data(envelope, [certificate.der], [info], digest)


def sealed(authority, message, content, password, oaep, wrong=None):
    """The envelope for who signed the request; None when neither its key nor a password can open one."""
    cipher = ("cms", "-encrypt", "-binary", "-outform", "DER", f"-{message.cipher}")
    if not message.signer.is_rsa:
        return openssl.run(*cipher, "-pwri_password", password, data=content) if password else None
    file = authority.folder / "recipient.pem"
    file.write_bytes(openssl.pem(message.signer.der))
    recipient = authority.stranger.pem if wrong == "recipient" else file
    padding = ("-keyopt", "rsa_padding_mode:oaep") if oaep else ()
    return openssl.run(*cipher, "-recip", recipient, *padding, data=content)
