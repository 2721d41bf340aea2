// SPDX-License-Identifier: GPL-3.0-or-later
#include "jws.h"

#include "asn1/writer.h"
#include "base/encoding.h"
#include "pki/crypto.h"

#include <array>

namespace scepter::challenge {

namespace {

enum class Kind { Shared, RsaPkcs1, RsaPss, Ecdsa, Ed25519 };

struct Algorithm {
    std::string_view name;
    Kind kind;
    pki::Digest digest;
    pki::KeyType keyType;
    std::size_t numberSize = 0; ///< of r and of s, Ecdsa only
};

constexpr std::array kAlgorithms{
    Algorithm{"HS256", Kind::Shared, pki::Digest::Sha256, pki::KeyType::Other},
    Algorithm{"HS384", Kind::Shared, pki::Digest::Sha384, pki::KeyType::Other},
    Algorithm{"HS512", Kind::Shared, pki::Digest::Sha512, pki::KeyType::Other},
    Algorithm{"RS256", Kind::RsaPkcs1, pki::Digest::Sha256, pki::KeyType::Rsa},
    Algorithm{"RS384", Kind::RsaPkcs1, pki::Digest::Sha384, pki::KeyType::Rsa},
    Algorithm{"RS512", Kind::RsaPkcs1, pki::Digest::Sha512, pki::KeyType::Rsa},
    Algorithm{"PS256", Kind::RsaPss, pki::Digest::Sha256, pki::KeyType::Rsa},
    Algorithm{"PS384", Kind::RsaPss, pki::Digest::Sha384, pki::KeyType::Rsa},
    Algorithm{"PS512", Kind::RsaPss, pki::Digest::Sha512, pki::KeyType::Rsa},
    Algorithm{"ES256", Kind::Ecdsa, pki::Digest::Sha256, pki::KeyType::EcP256, 32},
    Algorithm{"ES384", Kind::Ecdsa, pki::Digest::Sha384, pki::KeyType::EcP384, 48},
    Algorithm{"ES512", Kind::Ecdsa, pki::Digest::Sha512, pki::KeyType::EcP521, 66},
    Algorithm{"EdDSA", Kind::Ed25519, pki::Digest::Sha512, pki::KeyType::Ed25519}};

std::unexpected<Error> notAToken() {
    return fail(ErrorCode::ChallengeWrong, "the challenge is no signed token");
}

std::unexpected<Error> invalid(std::string detail) {
    return fail(ErrorCode::TokenInvalid, std::move(detail));
}

bool isBase64UrlText(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
}

/// Nothing unless it is the one way in which these bytes are written.
std::optional<Bytes> decoded(std::string_view text) {
    if (!isBase64UrlText(text)) return std::nullopt;
    auto bytes = fromBase64(text);
    if (!bytes || toBase64Url(*bytes) != text) return std::nullopt;
    return std::move(*bytes);
}

Result<std::string> readHeader(ByteView bytes) {
    const auto json = parseJsonObject(textOf(bytes));
    if (!json) return notAToken();
    JsonObject header(*json, "header");
    const auto algorithm = header.text("alg", kMaxTokenSize);
    if (auto read = header.finish(); !read) return invalid("the token's \"alg\" is no text");
    if (!algorithm) return notAToken();
    // RFC 7515 section 4.1.11: what one does not understand must be refused.
    if (json->contains("crit")) return invalid("the token has critical headers (\"crit\")");
    if (json->contains("zip") || json->contains("enc"))
        return invalid("the token is compressed or encrypted");
    return *algorithm;
}

Bytes ecdsaDer(ByteView raw) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.unsignedInteger(raw.first(raw.size() / 2));
        writer.unsignedInteger(raw.subspan(raw.size() / 2));
    });
    return writer.take();
}

pki::SignatureAlgorithm schemeOf(const Algorithm& algorithm) {
    using enum pki::SignatureScheme;
    switch (algorithm.kind) {
    case Kind::RsaPss:
        return {RsaPss, algorithm.digest, static_cast<int>(pki::sizeOf(algorithm.digest))};
    case Kind::Ecdsa:
        return {Ecdsa, algorithm.digest};
    case Kind::Ed25519:
        return {Ed25519, algorithm.digest};
    case Kind::Shared:
    case Kind::RsaPkcs1:
        break;
    }
    return {RsaPkcs1, algorithm.digest};
}

Result<void> verifyShared(const Jws& jws, const Algorithm& algorithm, const SecretBytes* key) {
    if (!key) return invalid("the token is signed with a shared key, and this gate has none");
    if (key->size() < pki::sizeOf(algorithm.digest))
        return invalid("the gate's shared key is too short for " + std::string(algorithm.name));
    const Bytes expected = pki::hmacOf(algorithm.digest, key->view(), bytesOf(jws.signingInput));
    if (!equalConstantTime(expected, jws.signature))
        return invalid("the token's signature does not match the gate's shared key");
    return {};
}

bool fits(const pki::PublicKey& key, const Algorithm& algorithm) {
    return key.type() == algorithm.keyType &&
           (key.type() != pki::KeyType::Rsa || key.bits() >= kLeastRsaBits);
}

} // namespace

Result<Jws> parseJws(std::string_view text) {
    if (text.size() > kMaxTokenSize)
        return invalid("the token is longer than " + std::to_string(kMaxTokenSize) + " bytes");
    const auto first = text.find('.');
    const auto second = first == std::string_view::npos ? first : text.find('.', first + 1);
    if (second == std::string_view::npos) return notAToken();
    const auto header = decoded(text.substr(0, first));
    auto payload = decoded(text.substr(first + 1, second - first - 1));
    auto signature = decoded(text.substr(second + 1)); // a third dot is no character of base64url
    if (!header || header->empty()) return notAToken();
    Jws jws;
    SCEPTER_TRY(algorithm, readHeader(*header));
    if (!payload || !signature) return invalid("a part of the token is no base64url");
    jws.algorithm = std::move(algorithm);
    jws.signingInput = text.substr(0, second);
    jws.payload = std::move(*payload);
    jws.signature = std::move(*signature);
    return jws;
}

Result<void> verifyJws(const Jws& jws, const std::vector<pki::PublicKey>& keys,
                       const SecretBytes* sharedKey) {
    const auto* algorithm = std::ranges::find(kAlgorithms, jws.algorithm, &Algorithm::name);
    if (algorithm == kAlgorithms.end())
        return invalid("the token is not signed, or in a way that is not taken");
    const std::string name(algorithm->name);
    if (algorithm->kind == Kind::Shared) return verifyShared(jws, *algorithm, sharedKey);
    if (std::ranges::none_of(keys, [&](const auto& key) { return fits(key, *algorithm); }))
        return invalid("the token is signed with " + name +
                       ", and no key of this gate is of that kind");
    Bytes signature = jws.signature;
    if (algorithm->kind == Kind::Ecdsa) {
        if (signature.size() != 2 * algorithm->numberSize)
            return invalid("the token's signature has not the size of " + name);
        signature = ecdsaDer(signature);
    }
    const pki::SignatureAlgorithm scheme = schemeOf(*algorithm);
    for (const pki::PublicKey& key : keys)
        if (fits(key, *algorithm) && key.verify(scheme, bytesOf(jws.signingInput), signature))
            return {};
    return invalid("the token's signature matches no key of this gate");
}

} // namespace scepter::challenge
