// What a piece of ASN.1 is, by its shape alone.
#pragma once

#include "asn1/reader.h"

namespace scepter::inspect {

enum class Shape {
    Unknown,
    ContentInfo,
    Certificate,
    Csr,
    Crl,
    PublicKey,
    PrivateKey,          ///< PKCS#8, PKCS#1 or SEC 1
    EncryptedPrivateKey, ///< PKCS#8
    Pkcs12,
    OcspRequest,
    OcspResponse,
    Lookup ///< IssuerAndSubject or IssuerAndSerialNumber
};

Shape shapeOf(asn1::Element element);

} // namespace scepter::inspect
