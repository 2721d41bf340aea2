#include "store/store.h"

#include "changes.h"
#include "files.h"
#include "json_text.h"
#include "migrations.h"
#include "store_private.h"
#include "transaction.h"

namespace scepter::store {

namespace {

using enrollment::Change;
using enrollment::ChangeResult;

Result<void> refuseExisting(const std::string& path) {
    // A log without its workspace would be played into the new one.
    for (const std::string_view suffix : {"", "-wal", "-journal"})
        if (fileExists(path + std::string(suffix)))
            return fail(ErrorCode::AlreadyExists,
                        "there is a file " + path + std::string(suffix) + " already");
    return {};
}

/// Everything that a new workspace holds, in a file that has no name yet. Gives its keys.
Result<std::unique_ptr<const Keyring>> fillNew(const Dialect& dialect, const std::string& path,
                                               ByteView passphrase, TimePoint now) {
    SCEPTER_TRY(connection, Connection::open(dialect, path, Role::Writer));
    SCEPTER_CHECK(dialect.claim(*connection));
    SCEPTER_CHECK(migrate(*connection, now, [](int) { return Result<void>(); }));
    std::unique_ptr<const Keyring> keyring;
    const auto fill = [&]() -> Result<void> {
        SCEPTER_TRY(made, makeKeyring(*connection, passphrase));
        keyring = std::move(made);
        return insertHead(*connection, *keyring);
    };
    SCEPTER_CHECK(inTransaction(*connection, fill));
    // Its name goes to one file: nothing may be left in the log.
    SCEPTER_CHECK(dialect.settle(*connection));
    return keyring;
}

/// What must hold before a workspace is used; migrates an older one.
Result<void> prepare(const Dialect& dialect, const std::string& path, TimePoint now) {
    SCEPTER_TRY(connection, Connection::open(dialect, path, Role::Writer));
    SCEPTER_CHECK(dialect.checkClaim(*connection));
    SCEPTER_TRY(version, dialect.schemaVersion(*connection));
    if (version == 0) return fail(ErrorCode::StoreCorrupt, "the workspace was never completed");
    const auto backUp = [&](int from) {
        const std::string stamp = std::to_string(now.time_since_epoch().count());
        return dialect.backup(*connection, path + ".v" + std::to_string(from) + "-" + stamp);
    };
    SCEPTER_CHECK(migrate(*connection, now, backUp));
    // Asks for the write lock: a disk that is read-only says so here.
    return inTransaction(*connection, [&]() -> Result<void> {
        SCEPTER_TRY(head, readHead(*connection));
        static_cast<void>(head);
        return {};
    });
}

Result<ChangeResult> apply(WriteSession& session, Change& change) {
    if (auto* record = std::get_if<enrollment::RecordRequest>(&change))
        return applyRecord(session, *record);
    if (auto* decision = std::get_if<enrollment::DecideRequest>(&change))
        return applyDecision(session, *decision);
    const auto& poll = std::get<enrollment::NotePoll>(change);
    auto update =
        session.statement("UPDATE requests SET polls = polls + 1, last_polled_at = ? WHERE id = ?");
    SCEPTER_CHECK(update.bind(poll.at).bind(poll.requestId).run());
    return ChangeResult{poll.requestId, 0, {}, {}, {}};
}

class ChangeJob final : public Job {
public:
    ChangeJob(Change change, Store::Done done)
        : m_change(std::move(change))
        , m_done(std::move(done)) {}

    bool mayFailHalfWay() const override { return false; }
    Result<void> apply(WriteSession& session) override {
        auto result = store::apply(session, m_change);
        if (!result) return failWith(std::move(result));
        m_result = std::move(*result);
        return {};
    }
    void finish(Result<void> outcome) override {
        if (!m_done) return;
        if (outcome)
            m_done(std::move(m_result));
        else
            m_done(failWith(std::move(outcome)));
    }

private:
    Change m_change;
    Store::Done m_done;
    ChangeResult m_result;
};

} // namespace

Store::Store(std::unique_ptr<Private> p)
    : m_p(std::move(p)) {
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::create(const std::string& path, ByteView passphrase,
                                             const Clock& clock) {
    SCEPTER_CHECK(refuseExisting(path));
    const auto dialect = makeSqliteDialect();
    SCEPTER_TRY(temporary, temporaryBeside(path));
    SCEPTER_CHECK(makePrivateFile(temporary));
    auto keyring = fillNew(*dialect, temporary, passphrase, clock.now());
    Result<void> published;
    if (keyring) published = publishFile(temporary, path);
    removeWithLog(temporary);
    if (!keyring) return failWith(std::move(keyring));
    if (!published) return failWith(std::move(published));

    SCEPTER_TRY(store, open(path, clock));
    store->m_p->keys.set(std::move(*keyring));
    SCEPTER_TRY(connection, store->m_p->readers.connection());
    SCEPTER_TRY(mark, readKeyMark(*connection));
    store->m_p->keyMark = mark;
    SCEPTER_CHECK(store->appendAudit("workspace", "workspace.created", "workspace", "{}"));
    return store;
}

Result<std::unique_ptr<Store>> Store::open(const std::string& path, const Clock& clock) {
    SCEPTER_CHECK(checkDatabaseFile(path));
    SCEPTER_CHECK(prepare(*makeSqliteDialect(), path, clock.now()));
    return std::unique_ptr<Store>(new Store(std::make_unique<Private>(path, clock)));
}

const std::string& Store::path() const {
    return m_p->path;
}

Result<void> Store::unlock(ByteView passphrase) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&]() -> Result<void> {
        SCEPTER_TRY(keyring, openKeyring(*connection, passphrase));
        SCEPTER_TRY(mark, readKeyMark(*connection));
        m_p->keys.set(std::move(keyring));
        m_p->keyMark = mark;
        return {};
    });
}

Result<void> Store::checkPassphrase(ByteView passphrase) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&]() -> Result<void> {
        SCEPTER_CHECK(openKeyring(*connection, passphrase));
        return {};
    });
}

bool Store::isUnlocked() const {
    return m_p->keys.get() != nullptr;
}

const enrollment::Sealer& Store::sealer() const {
    return m_p->keys;
}

enrollment::Ledger& Store::ledger() {
    return m_p->ledger;
}

Store::Expectation::Expectation(Store& store)
    : m_store(store) {
    m_store.m_p->writer.expect();
}

Store::Expectation::~Expectation() {
    m_store.m_p->writer.expectNoMore();
}

void Store::submit(Change change, Done done) {
    if (const auto* poll = std::get_if<enrollment::NotePoll>(&change)) {
        m_p->writer.notePoll(*poll);
        if (done) done(ChangeResult{poll->requestId, 0, {}, {}, {}});
        return;
    }
    m_p->writer.submit(std::make_unique<ChangeJob>(std::move(change), std::move(done)));
}

Result<ChangeResult> Store::commit(Change change) {
    ChangeResult result;
    const auto work = [&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(applied, apply(session, change));
        result = std::move(applied);
        return {};
    };
    SCEPTER_CHECK(m_p->writer.call(work, false));
    return result;
}

Result<std::int64_t> Store::configurationVersion() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query = connection->statement("SELECT configuration FROM head WHERE id = 1");
    SCEPTER_TRY(found, query.next());
    if (!found) return fail(ErrorCode::StoreCorrupt, "the workspace has no head row");
    return query.integer(0);
}

} // namespace scepter::store
