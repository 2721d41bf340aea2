// Another passphrase.
#include "store/store.h"

#include "pki/key.h"
#include "store_private.h"
#include "transaction.h"

namespace scepter::store {

namespace {

/// The keys of one generation; empty where it has none.
struct SealedKeys {
    std::int64_t id = 0;
    Bytes ca;
    Bytes ra;

    bool operator==(const SealedKeys&) const = default;
};

Result<std::vector<SealedKeys>> readKeys(Connection& connection) {
    std::vector<SealedKeys> all;
    auto query = connection.statement("SELECT id, ca_key, ra_key FROM generations ORDER BY id");
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return all;
        all.push_back({query.integer(0), query.blob(1), query.blob(2)});
    }
}

Result<Bytes> sealAnew(const Bytes& sealed, ByteView current, ByteView next) {
    if (sealed.empty()) return Bytes();
    SCEPTER_TRY(key, pki::PrivateKey::fromEncryptedDer(sealed, current));
    return key.toEncryptedPkcs8(next);
}

Result<void> writeKeys(WriteSession& session, const SealedKeys& keys) {
    auto update = session.statement("UPDATE generations SET ca_key = ?, ra_key = CASE WHEN ra_key "
                                    "IS NULL THEN NULL ELSE ? END WHERE id = ?");
    return update.bind(keys.ca).bind(keys.ra).bind(keys.id).run();
}

} // namespace

Result<void> Store::changePassphrase(ByteView current, ByteView next, const std::string& actor) {
    if (next.empty()) return fail(ErrorCode::InvalidArgument, "the new passphrase is empty");
    SCEPTER_TRY(connection, m_p->readers.connection());
    // What is slow, scrypt, is done before the writing: others are not kept waiting.
    SCEPTER_TRY(mark, readKeyMark(*connection));
    SCEPTER_TRY(master, openMaster(*connection, current));
    SCEPTER_TRY(sealedMaster, sealMaster(master, next));
    SCEPTER_TRY(before, readKeys(*connection));
    std::vector<SealedKeys> after;
    for (const SealedKeys& keys : before) {
        SCEPTER_TRY(ca, sealAnew(keys.ca, current, next));
        SCEPTER_TRY(ra, sealAnew(keys.ra, current, next));
        after.push_back({keys.id, std::move(ca), std::move(ra)});
    }
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(replaceMaster(session.connection(), sealedMaster, mark));
        SCEPTER_TRY(now, readKeys(session.connection()));
        if (now != before)
            return fail(ErrorCode::Conflict, "the keys of an authority were just changed");
        for (const SealedKeys& keys : after)
            SCEPTER_CHECK(writeKeys(session, keys));
        return session.audit(m_p->clock.now(), actor, "workspace.passphraseChanged", "workspace",
                             "{}");
    });
}

} // namespace scepter::store
