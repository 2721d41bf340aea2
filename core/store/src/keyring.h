// The workspace's keys: one master key, sealed under the passphrase, and what derives from it.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "enrollment/ledger.h"
#include "sql.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace scepter::store {

/// The keys that an unlocked workspace works with. Immutable, thread-safe.
class Keyring {
public:
    explicit Keyring(const SecretBytes& master);

    [[nodiscard]] Bytes hashCode(ByteView code) const;
    [[nodiscard]] Bytes auditMac(ByteView data) const;
    [[nodiscard]] Result<Bytes> seal(ByteView secret, std::string_view purpose) const;
    [[nodiscard]] Result<SecretBytes> unseal(ByteView sealed, std::string_view purpose) const;

private:
    SecretBytes m_codeKey;
    SecretBytes m_auditKey;
    SecretBytes m_sealKey;
};

/// Makes a master key and writes it down, sealed under the passphrase: scrypt, AES-256-GCM. A new
/// passphrase seals the same master key again.
Result<std::unique_ptr<const Keyring>> makeKeyring(Connection& connection, ByteView passphrase);
/// PassphraseWrong; StoreCorrupt when there is no key or one with absurd parameters.
Result<std::unique_ptr<const Keyring>> openKeyring(Connection& connection, ByteView passphrase);

/// The master key, sealed under one passphrase: the row of the workspace.
struct SealedMaster {
    std::int64_t n = 0, r = 0, p = 0; ///< costs of scrypt
    Bytes salt;
    Bytes sealed;
};
/// Errors as of openKeyring.
Result<SecretBytes> openMaster(Connection& connection, ByteView passphrase);
Result<SealedMaster> sealMaster(const SecretBytes& master, ByteView passphrase);
/// In place of the one that `mark` tells of: Conflict when somebody else was faster.
Result<void> replaceMaster(Connection& connection, const SealedMaster& sealed, std::int64_t mark);
/// Which passphrase the keys are sealed under now: another number for each time it was set.
Result<std::int64_t> readKeyMark(Connection& connection);

/// The keyring of a workspace once it is unlocked. Answers AuthorityNotReady until then.
class KeyHolder final : public enrollment::Sealer {
public:
    /// The first keyring stays: it is the same master key whenever it opens.
    void set(std::unique_ptr<const Keyring> keyring);
    /// Null while locked.
    [[nodiscard]] const Keyring* get() const { return m_current.load(std::memory_order_acquire); }
    [[nodiscard]] Result<const Keyring*> require() const;

    Result<Bytes> seal(ByteView secret, std::string_view purpose) const override;
    Result<SecretBytes> unseal(ByteView sealed, std::string_view purpose) const override;
    /// Empty while locked: no code has an empty hash.
    [[nodiscard]] Bytes hashCode(ByteView code) const override;

private:
    std::mutex m_mutex;
    std::unique_ptr<const Keyring> m_keyring;
    std::atomic<const Keyring*> m_current{nullptr};
};

} // namespace scepter::store
