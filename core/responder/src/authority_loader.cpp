#include "responder/authority_loader.h"

#include "pki/crypto.h"

#include <set>

namespace scepter::responder {

AuthorityLoader::AuthorityLoader(store::Store& store, SecretBytes passphrase)
    : m_store(store)
    , m_passphrase(std::move(passphrase)) {
}

Result<Authorities> AuthorityLoader::load() {
    SCEPTER_TRY(stored, m_store.authorities());
    const std::lock_guard lock(m_mutex);
    Authorities result;
    for (const auto& one : stored) {
        SCEPTER_TRY(opened, open(one));
        result.push_back(std::move(opened));
    }
    forgetAllBut(stored);
    return result;
}

Result<pki::PrivateKey> AuthorityLoader::openKey(const Bytes& encrypted) {
    const std::lock_guard lock(m_mutex);
    return openKnown(encrypted);
}

Result<Bytes> AuthorityLoader::sealKey(const pki::PrivateKey& key) const {
    const SecretBytes passphrase = [this] {
        const std::lock_guard lock(m_mutex);
        return m_passphrase.clone();
    }();
    return key.toEncryptedPkcs8(passphrase.view());
}

Result<pki::PrivateKey> AuthorityLoader::openKnown(const Bytes& encrypted) {
    const Bytes id = pki::digestOf(pki::Digest::Sha256, encrypted);
    if (const auto known = m_keys.find(id); known != m_keys.end()) return known->second;
    SCEPTER_TRY(key, pki::PrivateKey::fromEncryptedDer(encrypted, m_passphrase.view()));
    m_keys.emplace(id, key);
    return key;
}

Result<pki::PrivateKey> AuthorityLoader::openFor(const pki::PublicKey& owner,
                                                 const Bytes& encrypted) {
    auto opened = openKnown(encrypted);
    if (opened || opened.error().code != ErrorCode::PassphraseWrong) return opened;
    for (const auto& [id, key] : m_keys) {
        if (!(key.publicKey() == owner)) continue;
        pki::PrivateKey same = key;
        m_keys.emplace(pki::digestOf(pki::Digest::Sha256, encrypted), same);
        return same;
    }
    return opened;
}

void AuthorityLoader::setPassphrase(SecretBytes passphrase) {
    const std::lock_guard lock(m_mutex);
    m_passphrase = std::move(passphrase);
}

SecretBytes AuthorityLoader::passphrase() const {
    const std::lock_guard lock(m_mutex);
    return m_passphrase.clone();
}

Result<authority::Identity> AuthorityLoader::open(const store::StoredIdentity& stored) {
    SCEPTER_TRY(certificate, pki::Certificate::fromDer(stored.certificate));
    SCEPTER_TRY(key, openFor(certificate.publicKey(), stored.encryptedKey));
    if (!(key.publicKey() == certificate.publicKey()))
        return fail(ErrorCode::KeyMismatch, "a stored key does not belong to its certificate " +
                                                certificate.subject().toText());
    return authority::Identity{std::move(certificate), std::move(key)};
}

Result<std::shared_ptr<const authority::Authority>>
AuthorityLoader::open(const store::StoredAuthority& stored) {
    auto result = std::make_shared<authority::Authority>();
    result->id = stored.id;
    result->name = stored.name;
    result->crlLifetime = stored.crlLifetime;
    for (const auto& one : stored.generations) {
        if (one.state == authority::GenerationState::Requested ||
            one.state == authority::GenerationState::Dropped)
            continue;
        SCEPTER_TRY(ca, open(one.ca));
        authority::Generation generation{one.id, one.number, one.state, std::move(ca), {}, {}};
        for (const Bytes& der : one.chain) {
            SCEPTER_TRY(above, pki::Certificate::fromDer(der));
            generation.chain.push_back(std::move(above));
        }
        if (one.ra) {
            SCEPTER_TRY(ra, open(*one.ra));
            generation.ra = std::move(ra);
        }
        result->generations.push_back(std::move(generation));
    }
    return std::shared_ptr<const authority::Authority>(std::move(result));
}

void AuthorityLoader::forgetAllBut(const std::vector<store::StoredAuthority>& stored) {
    std::set<Bytes> held;
    for (const auto& authority : stored)
        for (const auto& generation : authority.generations) {
            held.insert(pki::digestOf(pki::Digest::Sha256, generation.ca.encryptedKey));
            if (generation.ra)
                held.insert(pki::digestOf(pki::Digest::Sha256, generation.ra->encryptedKey));
        }
    std::erase_if(m_keys, [&held](const auto& known) { return !held.contains(known.first); });
}

} // namespace scepter::responder
