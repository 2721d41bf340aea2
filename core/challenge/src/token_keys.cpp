// SPDX-License-Identifier: GPL-3.0-or-later
#include "jws.h"
#include "token.h"

#include "base/encoding.h"
#include "pki/pem.h"

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxKeys = 32;
constexpr std::string_view kBase64Prefix = "base64:";

Result<SignerKey> signerKey(const pki::PemBlock& block) {
    if (block.label.ends_with("PRIVATE KEY"))
        return fail(ErrorCode::InvalidArgument,
                    "a private key: a token is verified with the public one");
    if (block.label == "PUBLIC KEY") {
        SCEPTER_TRY(key, pki::PublicKey::fromSpki(block.der));
        return SignerKey{std::move(key), std::nullopt};
    }
    if (block.label == "CERTIFICATE") {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(block.der));
        return SignerKey{certificate.publicKey(), std::move(certificate)};
    }
    return fail(ErrorCode::InvalidArgument,
                "neither \"PUBLIC KEY\" nor \"CERTIFICATE\" in the PEM of a token's key");
}

Result<void> checkSignerKey(const pki::PublicKey& key) {
    if (key.type() == pki::KeyType::Other)
        return fail(ErrorCode::InvalidArgument, key.toText() + " signs no token that is taken");
    if (key.type() == pki::KeyType::Rsa && key.bits() < kLeastRsaBits)
        return fail(ErrorCode::InvalidArgument,
                    key.toText() + " is too short: tokens need RSA 2048 or longer");
    return {};
}

} // namespace

Result<std::vector<SignerKey>> readSignerKeys(const std::vector<std::string>& pems) {
    std::vector<SignerKey> keys;
    for (const std::string& pem : pems) {
        SCEPTER_TRY(blocks, pki::readPem(pem));
        if (blocks.empty()) return fail(ErrorCode::InvalidArgument, "a token's key is no PEM");
        for (const pki::PemBlock& block : blocks) {
            SCEPTER_TRY(key, signerKey(block));
            SCEPTER_CHECK(checkSignerKey(key.key));
            keys.push_back(std::move(key));
            if (keys.size() > kMaxKeys)
                return fail(ErrorCode::InvalidArgument, "a gate takes at most 32 keys");
        }
    }
    return keys;
}

Result<SecretBytes> sharedKeyOf(const SecretBytes& typed) {
    if (!typed.text().starts_with(kBase64Prefix)) return typed.clone();
    auto decoded = fromBase64(typed.text().substr(kBase64Prefix.size()));
    if (!decoded) return fail(ErrorCode::InvalidArgument, "the shared key is no base64");
    return SecretBytes(std::move(*decoded));
}

Result<TokenKeys> tokenKeysAt(const TokenGate& gate, const SecretBytes* typedKey, TimePoint now) {
    TokenKeys usable;
    SCEPTER_TRY(signers, readSignerKeys(gate.keyPems));
    for (SignerKey& signer : signers) {
        if (!signer.certificate || signer.certificate->checkValidAt(now))
            usable.keys.push_back(std::move(signer.key));
        else
            usable.someOutdated = true;
    }
    if (typedKey) {
        SCEPTER_TRY(shared, sharedKeyOf(*typedKey));
        usable.shared = std::move(shared);
    }
    return usable;
}

} // namespace scepter::challenge
