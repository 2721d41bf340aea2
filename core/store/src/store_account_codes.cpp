#include "account_rows.h"
#include "rows.h"
#include "store/store.h"
#include "store_private.h"

namespace scepter::store {

namespace {

using challenge::CodeRecord;

constexpr std::string_view kSinglePurpose = "scepter account's one code";

Result<std::int64_t> countOutstanding(Connection& connection, std::int64_t account, TimePoint now) {
    auto query = connection.statement(
        "SELECT COUNT(*) FROM account_codes a JOIN codes c ON c.id = a.code_id "
        "WHERE a.account_id = ? AND a.expires_at > ? AND c.withdrawn = 0 AND c.uses_left > 0");
    SCEPTER_TRY(found, query.bind(account).bind(now).next());
    return found ? query.integer(0) : std::int64_t{0};
}

Result<std::int64_t> countMinted(Connection& connection, std::int64_t account, TimePoint after) {
    auto query = connection.statement(
        "SELECT COUNT(*) FROM account_codes WHERE account_id = ? AND minted_at > ?");
    SCEPTER_TRY(found, query.bind(account).bind(after).next());
    return found ? query.integer(0) : std::int64_t{0};
}

Result<void> checkRoom(Connection& connection, const Account& account, std::size_t more,
                       TimePoint now) {
    const AccountSettings& settings = account.settings;
    const auto wanted = static_cast<std::int64_t>(more);
    if (settings.maxOutstanding != 0) {
        SCEPTER_TRY(outstanding, countOutstanding(connection, account.id, now));
        if (outstanding + wanted > settings.maxOutstanding)
            return fail(ErrorCode::TooManyCodes, std::to_string(outstanding) + " codes of " +
                                                     settings.name + " are outstanding, at most " +
                                                     std::to_string(settings.maxOutstanding) +
                                                     " may be");
    }
    if (settings.rateCount != 0) {
        SCEPTER_TRY(minted, countMinted(connection, account.id, now - settings.rateWindow));
        if (minted + wanted > settings.rateCount)
            return fail(ErrorCode::TooManyCodes,
                        settings.name + " may fetch " + std::to_string(settings.rateCount) +
                            " codes in " +
                            std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                               settings.rateWindow)
                                               .count()) +
                            " seconds");
    }
    return {};
}

Result<AccountRow> requireEnabled(Connection& connection, std::int64_t id) {
    SCEPTER_TRY(row, findAccount(connection, id));
    if (!row || !row->account.settings.enabled)
        return fail(ErrorCode::LoginWrong, "the account is gone or disabled");
    return std::move(*row);
}

Result<std::int64_t> mintOne(WriteSession& session, const Account& account, const CodeRecord& code,
                             TimePoint now) {
    SCEPTER_TRY(id, mintCode(session, code, now, accountActor(account.settings)));
    auto note =
        session.statement("INSERT INTO account_codes(account_id, code_id, minted_at, expires_at) "
                          "VALUES (?, ?, ?, ?)");
    SCEPTER_CHECK(note.bind(account.id).bind(id).bind(now).bind(code.expiresAt).run());
    return id;
}

/// Its text while it can be used: what is sealed beside a code that is used up helps nobody.
Result<std::optional<SecretBytes>> usableSingle(WriteSession& session, const KeyHolder& keys,
                                                const AccountRow& row, TimePoint now) {
    if (row.singleCode == 0) return std::optional<SecretBytes>();
    SCEPTER_TRY(code, findCode(session.connection(), row.singleCode));
    if (!code || code->stateAt(now) != challenge::CodeState::Unused)
        return std::optional<SecretBytes>();
    SCEPTER_TRY(text, keys.unseal(row.singleSealed, kSinglePurpose));
    return std::optional<SecretBytes>(std::move(text));
}

} // namespace

Result<std::vector<std::int64_t>> Store::addAccountCodes(std::int64_t accountId,
                                                         const std::vector<CodeRecord>& codes) {
    std::vector<std::int64_t> ids;
    const auto work = [&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        ids.clear();
        const TimePoint now = m_p->clock.now();
        SCEPTER_TRY(row, requireEnabled(session.connection(), accountId));
        SCEPTER_CHECK(checkRoom(session.connection(), row.account, codes.size(), now));
        for (const CodeRecord& code : codes) {
            SCEPTER_TRY(id, mintOne(session, row.account, code, now));
            ids.push_back(id);
        }
        return {};
    };
    SCEPTER_CHECK(m_p->writer.call(work));
    return ids;
}

Result<SecretBytes> Store::singleCode(std::int64_t accountId, const CodeRecord& code,
                                      const SecretBytes& fresh) {
    SecretBytes result;
    const auto work = [&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        const TimePoint now = m_p->clock.now();
        SCEPTER_TRY(row, requireEnabled(session.connection(), accountId));
        SCEPTER_TRY(kept, usableSingle(session, m_p->keys, row, now));
        if (kept) {
            result = std::move(*kept);
            return {};
        }
        SCEPTER_TRY(sealed, m_p->keys.seal(fresh.view(), kSinglePurpose));
        SCEPTER_TRY(id, mintOne(session, row.account, code, now));
        auto update = session.statement(
            "UPDATE accounts SET single_code = ?, single_sealed = ? WHERE id = ?");
        SCEPTER_CHECK(update.bind(id).bind(sealed).bind(accountId).run());
        result = fresh.clone();
        return {};
    };
    SCEPTER_CHECK(m_p->writer.call(work));
    return result;
}

Result<bool> Store::isCodeOf(std::int64_t accountId, std::int64_t codeId) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query =
        connection->statement("SELECT 1 FROM account_codes WHERE account_id = ? AND code_id = ?");
    return query.bind(accountId).bind(codeId).next();
}

Result<std::int64_t> Store::outstandingCodes(std::int64_t accountId) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return countOutstanding(*connection, accountId, m_p->clock.now());
}

} // namespace scepter::store
