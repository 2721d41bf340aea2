// The inside of a Store.
#pragma once

#include "dialect.h"
#include "keyring.h"
#include "readers.h"
#include "store/store.h"
#include "writer.h"

#include <atomic>

namespace scepter::store {

/// Read access for the engine, on the calling thread's connection.
class LedgerReader final : public enrollment::Ledger {
public:
    explicit LedgerReader(Readers& readers)
        : m_readers(readers) {}

    Result<std::vector<enrollment::RequestRecord>>
    liveTransactions(std::int64_t endpointId, const std::string& transactionId,
                     TimePoint now) override;
    Result<std::optional<enrollment::CertificateRecord>> certificate(std::int64_t id) override;
    Result<std::optional<enrollment::CertificateRecord>>
    certificateBySerial(std::int64_t authorityId, const Bytes& serial) override;
    Result<std::optional<challenge::CodeRecord>> codeByHash(const Bytes& hash) override;
    Result<std::optional<enrollment::RequestRecord>> request(std::int64_t id) override;
    Result<std::optional<challenge::CodeRecord>> code(std::int64_t id) override;
    Result<std::optional<std::string>> endpointName(std::int64_t id) override;

private:
    Readers& m_readers;
};

class Store::Private {
public:
    Private(std::string location, const Clock& systemClock)
        : path(std::move(location))
        , clock(systemClock)
        , dialect(makeSqliteDialect())
        , readers(*dialect, path)
        , ledger(readers)
        , writer(*dialect, path, keys) {}

    /// A change of configuration: all of it or nothing, told to everybody by its version.
    Result<void> configure(const Writer::Work& work) {
        return writer.call([&work](WriteSession& session) -> Result<void> {
            SCEPTER_CHECK(session.requireUnlocked());
            SCEPTER_CHECK(work(session));
            session.touchConfiguration();
            return {};
        });
    }

    /// What has been seen to be without a gap, by table: up to this id.
    struct Gapless {
        std::atomic<std::int64_t> certificates = 0;
        std::atomic<std::int64_t> codes = 0;
    };

    /// PassphraseWrong when the keys of `value` may be sealed under a passphrase that is not the
    /// workspace's any more: nobody could open them again.
    Result<void> checkKeyMark(Connection& connection, const StoredAuthority& value) const {
        SCEPTER_TRY(current, readKeyMark(connection));
        if (current == keyMark && (value.keyMark == 0 || value.keyMark == current)) return {};
        return fail(ErrorCode::PassphraseWrong,
                    "the passphrase was changed since the workspace was opened: open it again");
    }

    std::string path;
    const Clock& clock;
    Gapless gapless;
    std::atomic<std::int64_t> keyMark = 0; ///< of the passphrase that unlocked it last
    std::atomic<std::int64_t> changes = 0; ///< see Store::changeMark
    std::unique_ptr<Dialect> dialect;
    KeyHolder keys;
    Readers readers;
    LedgerReader ledger;
    Writer writer; // goes first: it finishes what is queued
};

} // namespace scepter::store
