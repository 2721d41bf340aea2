// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "json_text.h"
#include "notice_rows.h"
#include "rows.h"
#include "store/store.h"
#include "store_private.h"

#include <limits>

namespace scepter::store {

namespace {

constexpr std::string_view kSelectNotice =
    "SELECT id, request_id, gate, before_delivery, state, attempts, created_at, next_at, done_at, "
    "last_error FROM notices ";

constexpr std::string_view kStates[] = {"waiting", "accepted", "refused", "givenUp", "dropped"};

std::string selectNotice(std::string_view rest) {
    return std::string(kSelectNotice) + std::string(rest);
}

Result<NoticeRecord> readNotice(const Statement& row) {
    NoticeRecord notice;
    notice.id = row.integer(0);
    notice.requestId = row.integer(1);
    notice.gate = row.text(2);
    notice.beforeDelivery = row.integer(3) != 0;
    const std::int64_t state = row.integer(4);
    const std::int64_t attempts = row.integer(5);
    if (state < 0 || state >= std::ssize(kStates) || attempts < 0 ||
        attempts > std::numeric_limits<unsigned>::max())
        return fail(ErrorCode::StoreCorrupt, "a notice of the workspace has an unknown state");
    notice.state = static_cast<NoticeState>(state);
    notice.attempts = static_cast<unsigned>(attempts);
    notice.createdAt = row.time(6);
    notice.nextAt = row.time(7);
    notice.doneAt = row.optionalTime(8);
    notice.lastError = row.text(9);
    return notice;
}

Result<NoticeRecord> requireNotice(Connection& connection, std::int64_t id) {
    static const std::string kSql = selectNotice("WHERE id = ?");
    auto query = connection.statement(kSql);
    query.bind(id);
    SCEPTER_TRY(found, readOptional(query, readNotice));
    if (!found) return fail(ErrorCode::NotFound, "there is no notice " + std::to_string(id));
    return std::move(*found);
}

Error notWaiting(const NoticeRecord& notice) {
    return {ErrorCode::Conflict,
            "notice " + std::to_string(notice.id) + " is " + std::string(toText(notice.state)) +
                " by now",
            {},
            {}};
}

Result<void> auditNotice(WriteSession& session, TimePoint at, const std::string& actor,
                         const NoticeRecord& notice, NoticeState state, const std::string& error) {
    JsonText detail;
    detail.beginObject().name("gate").value(notice.gate).member("request", notice.requestId);
    detail.member("attempts", std::int64_t{notice.attempts}).member("error", error).endObject();
    return session.audit(at, actor, "notice." + std::string(toText(state)),
                         "notice:" + std::to_string(notice.id), detail.take());
}

Result<bool> othersWait(WriteSession& session, const NoticeRecord& notice, bool onlyHolding) {
    auto query = session.statement("SELECT id FROM notices WHERE request_id = ? AND state = 0 AND "
                                   "id <> ? AND before_delivery >= ? LIMIT 1");
    query.bind(notice.requestId).bind(notice.id).bind(std::int64_t{onlyHolding ? 1 : 0});
    return query.next();
}

Result<void> setRelease(WriteSession& session, std::int64_t requestId,
                        std::optional<enrollment::Release> release) {
    auto update = session.statement("UPDATE requests SET release = ? WHERE id = ?");
    release ? update.bind(std::int64_t{static_cast<int>(*release)}) : update.bindNull();
    return update.bind(requestId).run();
}

// What nobody has accepted must not be used: there is no certificate without its notice.
Result<void> withhold(WriteSession& session, const NoticeRecord& notice, TimePoint at,
                      const std::string& actor) {
    SCEPTER_TRY(request, findRequest(session.connection(), notice.requestId));
    if (!request || request->certificateId == 0) return {};
    auto revoked = revokeCertificate(session, request->certificateId,
                                     pki::RevocationReason::CessationOfOperation, at, {}, actor);
    if (!revoked && revoked.error().code != ErrorCode::AlreadyRevoked) return revoked;
    session.touchConfiguration();
    return setRelease(session, notice.requestId, enrollment::Release::Refused);
}

Result<void> endNotice(WriteSession& session, const NoticeRecord& notice, NoticeState state,
                       const std::string& error, TimePoint at, const std::string& actor) {
    auto update =
        session.statement("UPDATE notices SET state = ?, done_at = ?, last_error = ? WHERE id = ?");
    update.bind(std::int64_t{static_cast<int>(state)}).bind(at).bind(printable(error));
    SCEPTER_CHECK(update.bind(notice.id).run());
    SCEPTER_CHECK(auditNotice(session, at, actor, notice, state, error));
    if (notice.beforeDelivery) {
        if (state != NoticeState::Accepted) {
            SCEPTER_CHECK(withhold(session, notice, at, actor));
        } else {
            SCEPTER_TRY(held, othersWait(session, notice, true));
            if (!held) SCEPTER_CHECK(setRelease(session, notice.requestId, std::nullopt));
        }
    }
    // One that was given up may be tried again by the operator, who needs the CSR for that.
    if (state == NoticeState::GivenUp && !notice.beforeDelivery) return {};
    SCEPTER_TRY(more, othersWait(session, notice, false));
    if (more) return {};
    auto forget = session.statement("UPDATE request_parts SET sealed_csr = NULL WHERE request_id = "
                                    "? AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.request_id "
                                    "= request_parts.request_id AND n.state = 3 AND n.id <> ? AND "
                                    "n.before_delivery = 0)");
    return forget.bind(notice.requestId).bind(notice.id).run();
}

} // namespace

std::string_view toText(NoticeState state) {
    return kStates[static_cast<std::size_t>(state)];
}

Result<std::vector<std::int64_t>> insertNotices(WriteSession& session, std::int64_t requestId,
                                                const std::vector<enrollment::NoticeDraft>& notices,
                                                TimePoint now) {
    std::vector<std::int64_t> ids;
    for (const enrollment::NoticeDraft& notice : notices) {
        SCEPTER_TRY(id, session.takeId("notice"));
        auto insert = session.statement(
            "INSERT INTO notices(id, request_id, gate, before_delivery, state, attempts, "
            "created_at, next_at) VALUES (?, ?, ?, ?, 0, 0, ?, ?)");
        insert.bind(id).bind(requestId).bind(notice.gate);
        insert.bind(std::int64_t{notice.beforeDelivery ? 1 : 0}).bind(now);
        SCEPTER_CHECK(insert.bind(now + kFirstNoticeLease).run());
        ids.push_back(id);
    }
    return ids;
}

Result<void> consumeTokens(WriteSession& session, const std::vector<enrollment::TokenUse>& tokens) {
    for (const enrollment::TokenUse& token : tokens) {
        {
            auto query =
                session.statement("SELECT until FROM used_tokens WHERE hash_key = ? AND hash = ?");
            SCEPTER_TRY(found, query.bind(hashKey(token.hash)).bind(token.hash).next());
            if (found) return fail(ErrorCode::TokenUsed, "the token was used before");
        }
        auto insert =
            session.statement("INSERT INTO used_tokens(hash_key, hash, until) VALUES (?, ?, ?)");
        insert.bind(hashKey(token.hash)).bind(token.hash);
        SCEPTER_CHECK(insert.bind(token.until).run());
    }
    return {};
}

Result<void> forgetTokens(WriteSession& session, TimePoint now) {
    auto remove = session.statement("DELETE FROM used_tokens WHERE until <= ?");
    return remove.bind(now).run();
}

Result<std::vector<NoticeRecord>> Store::notices(const NoticeFilter& filter) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    static const std::string kAll = selectNotice("WHERE id < ? ORDER BY id DESC LIMIT ?");
    static const std::string kOpen =
        selectNotice("WHERE id < ? AND state IN (0, 2, 3) ORDER BY id DESC LIMIT ?");
    auto query = connection->statement(filter.onlyOpen ? kOpen : kAll);
    query.bind(filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max());
    query.bind(static_cast<std::int64_t>(filter.limit));
    return readAll(query, readNotice);
}

Result<std::vector<NoticeRecord>> Store::noticesOfRequest(std::int64_t requestId) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    static const std::string kSql = selectNotice("WHERE request_id = ? ORDER BY id");
    auto query = connection->statement(kSql);
    query.bind(requestId);
    return readAll(query, readNotice);
}

Result<std::vector<NoticeRecord>> Store::claimNotices(TimePoint now, Duration lease,
                                                      std::size_t limit) {
    {
        // Mostly there is none: that costs no write.
        SCEPTER_TRY(connection, m_p->readers.connection());
        auto any = connection->statement(
            "SELECT id FROM notices WHERE state = 0 AND next_at <= ? LIMIT 1");
        SCEPTER_TRY(found, any.bind(now).next());
        if (!found) return std::vector<NoticeRecord>{};
    }
    std::vector<NoticeRecord> claimed;
    const auto work = [&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        static const std::string kSql =
            selectNotice("WHERE state = 0 AND next_at <= ? ORDER BY next_at LIMIT ?");
        {
            auto query = session.statement(kSql);
            query.bind(now).bind(static_cast<std::int64_t>(limit));
            SCEPTER_TRY(due, readAll(query, readNotice));
            claimed = std::move(due);
        }
        for (NoticeRecord& notice : claimed) {
            notice.nextAt = now + lease;
            auto update = session.statement("UPDATE notices SET next_at = ? WHERE id = ?");
            SCEPTER_CHECK(update.bind(notice.nextAt).bind(notice.id).run());
        }
        return {};
    };
    SCEPTER_CHECK(m_p->writer.call(work));
    return claimed;
}

Result<void> Store::settleNotice(std::int64_t id, const NoticeOutcome& outcome,
                                 const std::string& actor) {
    return m_p->writer.call([&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        SCEPTER_TRY(notice, requireNotice(session.connection(), id));
        if (notice.state != NoticeState::Waiting) return failWith(notWaiting(notice));
        ++notice.attempts;
        auto update = session.statement(
            "UPDATE notices SET attempts = ?, next_at = ?, last_error = ? WHERE id = ?");
        update.bind(std::int64_t{notice.attempts}).bind(outcome.nextAt);
        SCEPTER_CHECK(update.bind(printable(outcome.error)).bind(id).run());
        if (outcome.state == NoticeState::Waiting) return {};
        return endNotice(session, notice, outcome.state, outcome.error, m_p->clock.now(), actor);
    });
}

Result<void> Store::retryNotice(std::int64_t id, const std::string& actor) {
    return m_p->writer.call([&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        SCEPTER_TRY(notice, requireNotice(session.connection(), id));
        const bool again = notice.state == NoticeState::Waiting ||
                           (notice.state == NoticeState::GivenUp && !notice.beforeDelivery);
        if (!again) return failWith(notWaiting(notice));
        const TimePoint now = m_p->clock.now();
        auto update = session.statement(
            "UPDATE notices SET state = 0, next_at = ?, done_at = NULL WHERE id = ?");
        SCEPTER_CHECK(update.bind(now).bind(id).run());
        return session.audit(now, actor, "notice.retried", "notice:" + std::to_string(id), "{}");
    });
}

Result<void> Store::dropNotice(std::int64_t id, const std::string& actor) {
    return m_p->writer.call([&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        SCEPTER_TRY(notice, requireNotice(session.connection(), id));
        const bool open = notice.state == NoticeState::Waiting ||
                          (notice.state == NoticeState::GivenUp && !notice.beforeDelivery);
        if (!open) return failWith(notWaiting(notice));
        return endNotice(session, notice, NoticeState::Dropped, notice.lastError, m_p->clock.now(),
                         actor);
    });
}

} // namespace scepter::store
