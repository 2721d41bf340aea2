#include "inspect/keyring.h"

#include "asn1/reader.h"
#include "pki/cms_signed.h"
#include "pki/pem.h"
#include "pki/pkcs12.h"
#include "shape.h"

#include <algorithm>
#include <string_view>

namespace scepter::inspect {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";

using Passwords = std::span<const ByteView>;

/// What `read` gives for the first password that is not wrong; there is at least one.
template <class Read> auto withAny(Passwords passwords, Read&& read) {
    auto result = read(passwords.front());
    for (const ByteView password : passwords.subspan(1)) {
        if (result || result.error().code != ErrorCode::PassphraseWrong) break;
        result = read(password);
    }
    return result;
}

/// What a file holds.
struct Found {
    std::vector<pki::PrivateKey> keys;
    std::vector<pki::Certificate> certificates;
};

Result<void> readCms(ByteView der, Found& found) {
    SCEPTER_TRY(data, pki::SignedData::fromDer(der));
    for (const Bytes& each : data.certificates)
        if (auto certificate = pki::Certificate::fromDer(each))
            found.certificates.push_back(std::move(*certificate));
    return {};
}

Result<void> readDer(ByteView der, Passwords passwords, Found& found) {
    const auto tree = asn1::Tree::parse(der);
    if (!tree) return fail(ErrorCode::KeyMalformed, "neither PEM nor DER: " + tree.error().detail);
    switch (shapeOf(tree->root())) {
    case Shape::Certificate: {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(der));
        found.certificates.push_back(std::move(certificate));
        return {};
    }
    case Shape::PrivateKey: {
        SCEPTER_TRY(key, pki::PrivateKey::fromDer(der));
        found.keys.push_back(std::move(key));
        return {};
    }
    case Shape::EncryptedPrivateKey: {
        SCEPTER_TRY(key, withAny(passwords, [der](ByteView password) {
                        return pki::PrivateKey::fromEncryptedDer(der, password);
                    }));
        found.keys.push_back(std::move(key));
        return {};
    }
    case Shape::Pkcs12: {
        SCEPTER_TRY(content, withAny(passwords, [der](ByteView password) {
                        return pki::readPkcs12Content(der, password);
                    }));
        std::ranges::move(content.keys, std::back_inserter(found.keys));
        std::ranges::move(content.certificates, std::back_inserter(found.certificates));
        return {};
    }
    case Shape::ContentInfo:
        return readCms(der, found);
    default:
        return {};
    }
}

/// One PEM block, from BEGIN up to and with its END line.
Result<void> readBlock(std::string_view block, Passwords passwords, Found& found) {
    const std::string_view label =
        block.substr(kBegin.size(), block.find('\n') - std::min(block.find('\n'), kBegin.size()));
    if (label.find("PRIVATE KEY") != std::string_view::npos) {
        SCEPTER_TRY(key, withAny(passwords, [block](ByteView password) {
                        return pki::PrivateKey::fromPem(block, password);
                    }));
        found.keys.push_back(std::move(key));
        return {};
    }
    if (label.find("CERTIFICATE-----") != std::string_view::npos) {
        SCEPTER_TRY(certificates, pki::readCertificates(bytesOf(block)));
        std::ranges::move(certificates, std::back_inserter(found.certificates));
        return {};
    }
    if (!label.starts_with("PKCS7-") && !label.starts_with("CMS-")) return {};
    SCEPTER_TRY(blocks, pki::readPem(block));
    for (const pki::PemBlock& each : blocks)
        SCEPTER_CHECK(readCms(each.der, found));
    return {};
}

Result<void> readText(std::string_view text, Passwords passwords, Found& found) {
    std::size_t at = text.find(kBegin);
    while (at != std::string_view::npos) {
        const std::size_t end = text.find(kEnd, at);
        if (end == std::string_view::npos)
            return fail(ErrorCode::KeyMalformed, "a PEM block has no end");
        const std::size_t line = text.find('\n', end);
        const std::size_t next = line == std::string_view::npos ? text.size() : line + 1;
        SCEPTER_CHECK(readBlock(text.substr(at, next - at), passwords, found));
        at = text.find(kBegin, next);
    }
    return {};
}

void addKnown(Keyring& keyring, const pki::Certificate& certificate) {
    if (std::ranges::find(keyring.known, certificate) == keyring.known.end())
        keyring.known.push_back(certificate);
}

void addKey(Keyring& keyring, pki::PrivateKey key, const std::string& label) {
    const pki::PublicKey half = key.publicKey();
    const bool there = std::ranges::any_of(
        keyring.keys, [&half](const HeldKey& held) { return held.key.publicKey() == half; });
    if (!there) keyring.keys.push_back({label, std::move(key), std::nullopt});
}

/// Certificates go to their keys, the others to those that are known.
void addCertificates(Keyring& keyring, const std::vector<pki::Certificate>& certificates) {
    for (const pki::Certificate& certificate : certificates) {
        bool held = false;
        for (HeldKey& key : keyring.keys) {
            if (key.key.publicKey() != certificate.publicKey()) continue;
            if (!key.certificate) key.certificate = certificate;
            held = held || *key.certificate == certificate;
        }
        if (!held) addKnown(keyring, certificate);
    }
}

/// Keys that have no certificate yet may have one among those that were known before.
void pairKnown(Keyring& keyring) {
    for (HeldKey& key : keyring.keys) {
        if (key.certificate) continue;
        const auto own = std::ranges::find_if(
            keyring.known, [half = key.key.publicKey()](const pki::Certificate& certificate) {
                return certificate.publicKey() == half;
            });
        if (own != keyring.known.end()) key.certificate = *own;
    }
}

} // namespace

Keyring Keyring::clone() const {
    Keyring copy;
    copy.keys = keys;
    copy.known = known;
    copy.served = served;
    copy.own = own;
    for (const SecretBytes& password : passwords)
        copy.passwords.push_back(password.clone());
    return copy;
}

Result<void> addToKeyring(Keyring& keyring, ByteView file, const std::string& label,
                          ByteView password) {
    return addToKeyring(keyring, file, label, Passwords(&password, 1));
}

Result<void> addToKeyring(Keyring& keyring, ByteView file, const std::string& label,
                          std::span<const ByteView> passwords) {
    const ByteView none;
    if (passwords.empty()) passwords = Passwords(&none, 1);
    Found found;
    const bool der = !file.empty() && file.front() == 0x30;
    if (!der && textOf(file).find(kBegin) != std::string_view::npos)
        SCEPTER_CHECK(readText(textOf(file), passwords, found));
    else
        SCEPTER_CHECK(readDer(file, passwords, found));
    if (found.keys.empty() && found.certificates.empty())
        return fail(ErrorCode::KeyMalformed, "neither a private key nor a certificate is in it");
    for (pki::PrivateKey& key : found.keys)
        addKey(keyring, std::move(key), label);
    addCertificates(keyring, found.certificates);
    pairKnown(keyring);
    return {};
}

void addToKeyring(Keyring& keyring, const Keyring& other) {
    std::vector<pki::Certificate> certificates;
    for (const HeldKey& held : other.keys) {
        addKey(keyring, held.key, held.label);
        if (held.certificate) certificates.push_back(*held.certificate);
    }
    certificates.insert(certificates.end(), other.known.begin(), other.known.end());
    addCertificates(keyring, certificates);
    pairKnown(keyring);
    for (const SecretBytes& password : other.passwords)
        keyring.passwords.push_back(password.clone());
}

} // namespace scepter::inspect
