#include "account_rows.h"
#include "json_text.h"
#include "pki/crypto.h"
#include "store/store.h"
#include "store_private.h"

namespace scepter::store {

namespace {

std::unexpected<Error> wrongLogin() {
    return fail(ErrorCode::LoginWrong, "the name or the password is wrong");
}

Result<void> checkUnlocked(const Account& account, TimePoint now) {
    if (!account.isLockedAt(now)) return {};
    return fail(ErrorCode::LoginLocked, "the account " + account.settings.name +
                                            " is locked until " + toIsoText(*account.lockedUntil));
}

/// A name that is not there costs what one that is there does.
void spendAsMuch(ByteView password) {
    static const PasswordHash kNobody{16384, 8, 1, Bytes(32, 0x5A), Bytes(32, 0)};
    static_cast<void>(isPassword(password, kNobody));
}

Result<void> countFailure(WriteSession& session, std::int64_t id, TimePoint now) {
    SCEPTER_TRY(row, findAccount(session.connection(), id));
    if (!row) return {};
    const AccountSettings& settings = row->account.settings;
    const unsigned failures = row->account.failures + 1;
    if (settings.lockTries == 0 || failures < settings.lockTries) {
        auto count = session.statement("UPDATE accounts SET failures = ? WHERE id = ?");
        return count.bind(std::int64_t{failures}).bind(id).run();
    }
    const TimePoint until = now + settings.lockTime;
    auto lock =
        session.statement("UPDATE accounts SET failures = 0, locked_until = ? WHERE id = ?");
    SCEPTER_CHECK(lock.bind(until).bind(id).run());
    JsonText detail;
    detail.beginObject().member("name", settings.name).member("until", toIsoText(until));
    detail.member("tries", std::int64_t{failures});
    return auditAccount(session, now, "system", "account.locked", id, detail.endObject().take());
}

Result<void> forgetFailures(WriteSession& session, std::int64_t id) {
    auto update = session.statement("UPDATE accounts SET failures = 0 WHERE id = ?");
    return update.bind(id).run();
}

} // namespace

Result<Account> Store::checkPassword(const std::string& name, ByteView password) {
    SCEPTER_CHECK(m_p->keys.require());
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(row, findAccount(*connection, name));
    if (!row || !row->password || !row->account.settings.enabled) {
        spendAsMuch(password);
        return wrongLogin();
    }
    SCEPTER_CHECK(checkUnlocked(row->account, m_p->clock.now()));
    SCEPTER_TRY(right, isPassword(password, *row->password));
    const std::int64_t id = row->account.id;
    if (!right) {
        SCEPTER_CHECK(m_p->writer.call(
            [&](WriteSession& session) { return countFailure(session, id, m_p->clock.now()); }));
        return wrongLogin();
    }
    // Others may have locked it while this one was being compared: a guess among theirs.
    SCEPTER_TRY(again, findAccount(*connection, id));
    if (!again || again->account.mark != row->account.mark) return wrongLogin();
    SCEPTER_CHECK(checkUnlocked(again->account, m_p->clock.now()));
    if (again->account.failures > 0)
        SCEPTER_CHECK(
            m_p->writer.call([&](WriteSession& session) { return forgetFailures(session, id); }));
    return std::move(again->account);
}

Result<Account> Store::checkToken(ByteView token) {
    SCEPTER_CHECK(m_p->keys.require());
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(row, findAccountByToken(*connection, m_p->keys.hashCode(token)));
    if (!row || !row->account.settings.enabled) return wrongLogin();
    return std::move(row->account);
}

Result<Account> Store::checkAgain(std::int64_t id, std::int64_t mark) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(row, findAccount(*connection, id));
    if (!row || row->account.mark != mark || !row->account.settings.enabled) return wrongLogin();
    SCEPTER_CHECK(checkUnlocked(row->account, m_p->clock.now()));
    return std::move(row->account);
}

} // namespace scepter::store
