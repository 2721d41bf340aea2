// Authorities out of the store, with their keys opened.
#pragma once

#include "authority/authority.h"
#include "base/result.h"
#include "base/secret.h"
#include "store/store.h"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace scepter::responder {

using Authorities = std::vector<std::shared_ptr<const authority::Authority>>;

/// Opens the keys of authorities and keeps what is open, since each key costs an scrypt (some 50
/// ms). Holds the passphrase as long as it lives. Thread-safe.
class AuthorityLoader {
public:
    /// `store` must outlive the loader.
    AuthorityLoader(store::Store& store, SecretBytes passphrase);

    /// All authorities as they stand now. Generations without a certificate or without keys (only
    /// requested, or dropped) are left out; keys that nothing holds any more are forgotten.
    /// PassphraseWrong, KeyMalformed, CertificateMalformed, and the store's errors.
    Result<Authorities> load();

    /// After the workspace got another passphrase. Until then, keys that were open before are known
    /// again by their certificates: who does not know of the change goes on with them.
    void setPassphrase(SecretBytes passphrase);

    /// A second copy of what it holds, for a copy of the workspace.
    [[nodiscard]] SecretBytes passphrase() const;

    /// Opens one encrypted key under the workspace's passphrase.
    Result<pki::PrivateKey> openKey(const Bytes& encrypted);
    /// Encrypts a key for the store under the workspace's passphrase.
    [[nodiscard]] Result<Bytes> sealKey(const pki::PrivateKey& key) const;

private:
    Result<pki::PrivateKey> openKnown(const Bytes& encrypted);
    Result<pki::PrivateKey> openFor(const pki::PublicKey& owner, const Bytes& encrypted);
    Result<authority::Identity> open(const store::StoredIdentity& stored);
    Result<std::shared_ptr<const authority::Authority>> open(const store::StoredAuthority& stored);
    void forgetAllBut(const std::vector<store::StoredAuthority>& stored);

    store::Store& m_store;
    SecretBytes m_passphrase;
    mutable std::mutex m_mutex;
    std::map<Bytes, pki::PrivateKey> m_keys; ///< by the SHA-256 of the encrypted key
};

} // namespace scepter::responder
