// Algorithms by name, and their identifiers on the wire.
#pragma once

#include "asn1/oid.h"
#include "asn1/reader.h"
#include "asn1/writer.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::pki {

/// Message digests. Md5 is only known so that it can be named and refused (and to recognize
/// transactionIDs); nothing verifies or signs with it.
enum class Digest { Md5, Sha1, Sha224, Sha256, Sha384, Sha512 };

/// Content ciphers of an envelope. DesCbc is only known so that it can be named and refused.
enum class Cipher { DesCbc, TripleDesCbc, Aes128Cbc, Aes192Cbc, Aes256Cbc };

enum class KeyTransport { RsaPkcs1, RsaOaep };
/// The digests of OAEP (RFC 8017 section 7.1).
struct OaepDigests {
    Digest hash = Digest::Sha256;
    Digest mgf = Digest::Sha256;

    bool operator==(const OaepDigests&) const = default;
};

enum class KeyType { Rsa, EcP256, EcP384, EcP521, Ed25519, Other };

/// "sha256", "aes256", "des3", "rsa", "p256", ...: the words of the command line and the reports.
std::string_view toText(Digest digest);
std::string_view toText(Cipher cipher);
std::string_view toText(KeyType type);
std::optional<Digest> digestFromText(std::string_view text);
std::optional<Cipher> cipherFromText(std::string_view text);

asn1::Oid oidOf(Digest digest);
asn1::Oid oidOf(Cipher cipher);
std::optional<Digest> digestOf(const asn1::Oid& oid);
std::optional<Cipher> cipherOf(const asn1::Oid& oid);

/// Digest size and cipher key size in bytes.
std::size_t sizeOf(Digest digest);
std::size_t keySizeOf(Cipher cipher);
/// Block and IV size of a cipher in bytes.
std::size_t blockSizeOf(Cipher cipher);

/// What kind of key to make: "rsa:2048", "rsa:3072", "rsa:4096", "ec:p256", "ec:p384", "ec:p521",
/// "ed25519". RSA sizes from 2048 to 4096 in steps of 8.
struct KeySpec {
    KeyType type = KeyType::Rsa;
    unsigned rsaBits = 2048;

    bool operator==(const KeySpec&) const = default;
};
Result<KeySpec> keySpecFromText(std::string_view text);
std::string toText(const KeySpec& spec);

enum class SignatureScheme { RsaPkcs1, RsaPss, Ecdsa, Ed25519 };

/// How something is signed. `digest` has no meaning for Ed25519.
struct SignatureAlgorithm {
    SignatureScheme scheme = SignatureScheme::RsaPkcs1;
    Digest digest = Digest::Sha256;
    int pssSaltSize = -1; ///< bytes; RsaPss only

    bool operator==(const SignatureAlgorithm&) const = default;
};

/// Reads an AlgorithmIdentifier of a signature. A bare rsaEncryption (and ecPublicKey) OID is taken
/// with `digestElsewhere`, the SignerInfo's digestAlgorithm; without one it is AlgorithmUnknown.
/// Md5 signatures read as AlgorithmForbidden.
Result<SignatureAlgorithm> readSignatureAlgorithm(asn1::Element element,
                                                  std::optional<Digest> digestElsewhere = {});
/// Writes the combined AlgorithmIdentifier of certificates, CSRs and CRLs.
void writeSignatureAlgorithm(asn1::Writer& writer, const SignatureAlgorithm& algorithm);
/// Reads the OID of any AlgorithmIdentifier.
Result<asn1::Oid> readAlgorithmOid(asn1::Element element);
/// Reads a digest AlgorithmIdentifier; AlgorithmUnknown for one that we have no name for.
Result<Digest> readDigestAlgorithm(asn1::Element element);
void writeDigestAlgorithm(asn1::Writer& writer, Digest digest);

/// For messages: the given algorithm's usual text, e.g. "sha256WithRSAEncryption".
std::string toText(const SignatureAlgorithm& algorithm);

} // namespace scepter::pki
