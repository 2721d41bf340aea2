# SPDX-License-Identifier: GPL-3.0-or-later
"""A writer of DER: what OpenSSL's command line cannot write is the signed attributes of a SCEP message."""

import openssl

DATA = "1.2.840.113549.1.7.1"
SIGNED_DATA = "1.2.840.113549.1.7.2"
ENVELOPED_DATA = "1.2.840.113549.1.7.3"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7"
SCEP = "2.16.840.1.113733.1.9."
MESSAGE_TYPE, PKI_STATUS, FAIL_INFO = SCEP + "2", SCEP + "3", SCEP + "4"
SENDER_NONCE, RECIPIENT_NONCE, TRANSACTION_ID = SCEP + "5", SCEP + "6", SCEP + "7"
FAIL_INFO_TEXT = "1.3.6.1.5.5.7.24.1"
RSA_ENCRYPTION = "1.2.840.113549.1.1.1"

DIGESTS = {"md5": "1.2.840.113549.2.5", "sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1",
           "sha384": "2.16.840.1.101.3.4.2.2", "sha512": "2.16.840.1.101.3.4.2.3"}
ECDSA = {"sha1": "1.2.840.10045.4.1", "sha256": "1.2.840.10045.4.3.2", "sha384": "1.2.840.10045.4.3.3",
         "sha512": "1.2.840.10045.4.3.4"}


def tlv(tag, *parts):
    value = b"".join(parts)
    if len(value) < 0x80:
        return bytes([tag, len(value)]) + value
    size = (len(value).bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + len(value).to_bytes(size, "big") + value


def sequence(*parts):
    return tlv(0x30, *parts)


def set_of(*parts):
    return tlv(0x31, *sorted(parts))


def integer(number):
    return tlv(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(text):
    numbers = [int(part) for part in text.split(".")]
    encoded = b""
    for number in [numbers[0] * 40 + numbers[1], *numbers[2:]]:
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.append(number & 0x7F | 0x80)
        encoded += bytes(reversed(septets))
    return tlv(0x06, encoded)


def octets(value):
    return tlv(0x04, value)


def printable(text):
    return tlv(0x13, text.encode("ascii"))


def utf8(text):
    return tlv(0x0C, text.encode())


def t61(text):
    return tlv(0x14, text.encode("ascii"))


def bit_string(value):
    return tlv(0x03, b"\x00" + value)


def null():
    return tlv(0x05)


def explicit(number, *parts):
    return tlv(0xA0 | number, *parts)


def attribute(name, *values):
    return sequence(oid(name), set_of(*values))


def signer_info(certificate, key, attributes, digest):
    """A SignerInfo over signed attributes; they are signed as a SET OF and sent as [0]."""
    content = set_of(*attributes)
    algorithm = sequence(oid(RSA_ENCRYPTION), null()) if certificate.is_rsa else sequence(oid(ECDSA[digest]))
    return sequence(integer(1), sequence(certificate.issuer, certificate.serial),
                    sequence(oid(DIGESTS[digest]), null()), b"\xa0" + content[1:], algorithm,
                    octets(openssl.sign(digest, key, content)))


def signed_data(content, certificates, signers, digest, content_type=DATA):
    return sequence(oid(SIGNED_DATA), explicit(0, sequence(
        integer(1), set_of(sequence(oid(DIGESTS[digest]), null())),
        sequence(oid(content_type), explicit(0, octets(content))),
        explicit(0, *certificates), set_of(*signers))))
