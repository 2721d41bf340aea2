#include "keyring.h"

#include "challenge/code.h"
#include "pki/crypto.h"
#include "pki/seal.h"

#include <algorithm>

namespace scepter::store {

namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kSaltSize = 32;
constexpr std::string_view kKdf = "scrypt";
constexpr std::string_view kMasterPurpose = "scepter workspace master key";

struct Cost {
    std::int64_t n = 16384;
    std::int64_t r = 8;
    std::int64_t p = 1;

    /// A workspace from elsewhere must not make us spend a gigabyte or an hour.
    [[nodiscard]] bool bearable() const {
        return n >= 2 && n <= (1 << 18) && (n & (n - 1)) == 0 && r >= 1 && r <= 16 && p >= 1 &&
               p <= 16;
    }
};

Result<SecretBytes> wrappingKey(ByteView passphrase, ByteView salt, const Cost& cost) {
    return pki::scrypt(passphrase, salt, static_cast<std::uint64_t>(cost.n),
                       static_cast<std::uint32_t>(cost.r), static_cast<std::uint32_t>(cost.p),
                       kKeySize);
}

SecretBytes derived(const SecretBytes& master, std::string_view label) {
    return SecretBytes(pki::hmacSha256(master.view(), bytesOf(label)));
}

} // namespace

Keyring::Keyring(const SecretBytes& master)
    : m_codeKey(derived(master, "scepter code hashes v1"))
    , m_auditKey(derived(master, "scepter audit chain v1"))
    , m_sealKey(derived(master, "scepter sealed secrets v1")) {
}

Bytes Keyring::hashCode(ByteView code) const {
    return challenge::hashOf(code, m_codeKey.view());
}

Bytes Keyring::auditMac(ByteView data) const {
    return pki::hmacSha256(m_auditKey.view(), data);
}

Result<Bytes> Keyring::seal(ByteView secret, std::string_view purpose) const {
    return pki::seal(m_sealKey.view(), secret, purpose);
}

Result<SecretBytes> Keyring::unseal(ByteView sealed, std::string_view purpose) const {
    return pki::unseal(m_sealKey.view(), sealed, purpose);
}

Result<std::unique_ptr<const Keyring>> makeKeyring(Connection& connection, ByteView passphrase) {
    SCEPTER_TRY(master, pki::randomSecret(kKeySize));
    SCEPTER_TRY(made, sealMaster(master, passphrase));
    auto insert = connection.statement("INSERT INTO workspace_key(id, kdf, n, r, p, salt, sealed) "
                                       "VALUES (1, ?, ?, ?, ?, ?, ?)");
    insert.bind(kKdf).bind(made.n).bind(made.r).bind(made.p).bind(made.salt).bind(made.sealed);
    SCEPTER_CHECK(insert.run());
    return std::make_unique<const Keyring>(master);
}

Result<std::unique_ptr<const Keyring>> openKeyring(Connection& connection, ByteView passphrase) {
    SCEPTER_TRY(master, openMaster(connection, passphrase));
    return std::make_unique<const Keyring>(master);
}

Result<SecretBytes> openMaster(Connection& connection, ByteView passphrase) {
    auto query =
        connection.statement("SELECT kdf, n, r, p, salt, sealed FROM workspace_key WHERE id = 1");
    SCEPTER_TRY(found, query.next());
    if (!found) return fail(ErrorCode::StoreCorrupt, "the workspace has no key");
    const Cost cost{query.integer(1), query.integer(2), query.integer(3)};
    if (query.text(0) != kKdf || !cost.bearable())
        return fail(ErrorCode::StoreCorrupt, "the workspace key is derived in an unknown way");
    SCEPTER_TRY(wrapping, wrappingKey(passphrase, query.blob(4), cost));
    auto master = pki::unseal(wrapping.view(), query.blob(5), kMasterPurpose);
    if (!master || master->size() != kKeySize)
        return fail(ErrorCode::PassphraseWrong, "the passphrase does not open this workspace");
    return std::move(*master);
}

Result<SealedMaster> sealMaster(const SecretBytes& master, ByteView passphrase) {
    const Cost cost;
    SCEPTER_TRY(salt, pki::randomBytes(kSaltSize));
    SCEPTER_TRY(wrapping, wrappingKey(passphrase, salt, cost));
    SCEPTER_TRY(sealed, pki::seal(wrapping.view(), master.view(), kMasterPurpose));
    return SealedMaster{cost.n, cost.r, cost.p, std::move(salt), std::move(sealed)};
}

Result<void> replaceMaster(Connection& connection, const SealedMaster& sealed, std::int64_t mark) {
    SCEPTER_TRY(current, readKeyMark(connection));
    if (current != mark)
        return fail(ErrorCode::Conflict, "somebody else has just changed the passphrase");
    auto update = connection.statement("UPDATE workspace_key SET kdf = ?, n = ?, r = ?, p = ?, "
                                       "salt = ?, sealed = ? WHERE id = 1");
    update.bind(kKdf).bind(sealed.n).bind(sealed.r).bind(sealed.p).bind(sealed.salt);
    return update.bind(sealed.sealed).run();
}

Result<std::int64_t> readKeyMark(Connection& connection) {
    auto query = connection.statement("SELECT salt FROM workspace_key WHERE id = 1");
    SCEPTER_TRY(found, query.next());
    if (!found) return fail(ErrorCode::StoreCorrupt, "the workspace has no key");
    const Bytes salt = query.blob(0);
    std::uint64_t mark = 0;
    for (std::size_t i = 0; i < std::min(salt.size(), sizeof mark); ++i)
        mark = mark << 8U | salt[i];
    return static_cast<std::int64_t>(mark);
}

void KeyHolder::set(std::unique_ptr<const Keyring> keyring) {
    const std::lock_guard lock(m_mutex);
    if (m_keyring) return;
    m_keyring = std::move(keyring);
    m_current.store(m_keyring.get(), std::memory_order_release);
}

Result<const Keyring*> KeyHolder::require() const {
    if (const Keyring* keyring = get()) return keyring;
    return fail(ErrorCode::AuthorityNotReady, "the workspace is locked: its passphrase is needed");
}

Result<Bytes> KeyHolder::seal(ByteView secret, std::string_view purpose) const {
    SCEPTER_TRY(keyring, require());
    return keyring->seal(secret, purpose);
}

Result<SecretBytes> KeyHolder::unseal(ByteView sealed, std::string_view purpose) const {
    SCEPTER_TRY(keyring, require());
    return keyring->unseal(sealed, purpose);
}

Bytes KeyHolder::hashCode(ByteView code) const {
    const Keyring* keyring = get();
    return keyring ? keyring->hashCode(code) : Bytes();
}

} // namespace scepter::store
