// What certificates, CSRs and CRLs have in common: SIGNED{ToBeSigned} (RFC 5280 section 4.1.1).
#pragma once

#include "asn1/reader.h"
#include "base/result.h"
#include "pki/algorithms.h"
#include "pki/extensions.h"
#include "pki/key.h"

#include <string_view>

namespace scepter::pki {

/// The signature as it stands in the structure. `algorithm` is an error when it is not one of ours:
/// such a structure can be read, but not verified.
struct SignatureParts {
    asn1::Oid oid;
    Result<SignatureAlgorithm> algorithm;
    Bytes value;
};

/// The three parts, the first two still as elements of the tree.
struct SignedParts {
    asn1::Element toBeSigned;
    asn1::Element algorithm;
    SignatureParts signature;
};

/// Takes SEQUENCE { SEQUENCE, AlgorithmIdentifier, BIT STRING } apart; `whole` is the error code.
Result<SignedParts> readSigned(const asn1::Tree& tree, ErrorCode whole);

/// Verifies over the bytes as encoded, which is what a sender of BER signed in practice; when they
/// are not DER, over their DER form as well, as X.690 wants it.
Result<void> verifySigned(const PublicKey& key, const Result<SignatureAlgorithm>& algorithm,
                          ByteView toBeSigned, ByteView signature);

/// Signs and puts the three parts together.
Result<Bytes> signAndWrap(ByteView toBeSigned, const PrivateKey& key,
                          const SignatureAlgorithm& algorithm);

/// The algorithm that signs structures; AlgorithmForbidden for MD5.
Result<SignatureAlgorithm> algorithmToSign(const PrivateKey& key, Digest digest);

/// Extensions ::= SEQUENCE OF Extension, of a number that linear look-ups can bear.
Result<std::vector<Extension>> readFewExtensions(asn1::Element extensions);

/// SubjectPublicKeyInfo, also as BER.
Result<PublicKey> readPublicKey(asn1::Element spki);

/// An element as DER, copied as it is where the tree is DER already.
Result<Bytes> derOf(asn1::Element element, bool treeIsDer);

/// Drops leading zero octets of a big-endian magnitude, but not the last one.
ByteView withoutLeadingZeros(ByteView magnitude);

/// Tells the error of a part as one of the whole: codes that speak of encodings and names become
/// `whole`, those that say something of their own (limits, keys) stay.
std::unexpected<Error> failPart(ErrorCode whole, std::string_view name, Error error);

template <class T> Result<T> partOf(ErrorCode whole, std::string_view name, Result<T> part) {
    if (part) return part;
    return failPart(whole, name, std::move(part).error());
}

} // namespace scepter::pki
