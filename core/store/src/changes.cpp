#include "changes.h"

#include "base/encoding.h"
#include "base/text.h"
#include "challenge/address_group.h"
#include "enrollment/notice.h"
#include "json_text.h"
#include "notice_rows.h"
#include "rows.h"

#include <algorithm>

namespace scepter::store {

namespace {

using enrollment::ChangeResult;
using enrollment::DecideRequest;
using enrollment::RecordRequest;
using enrollment::RequestRecord;
using enrollment::RequestState;

std::string_view actionOf(RequestState state) {
    switch (state) {
    case RequestState::Pending:
        return "request.pending";
    case RequestState::Issued:
        return "request.issued";
    case RequestState::Refused:
        return "request.refused";
    case RequestState::Expired:
        return "request.expired";
    case RequestState::Failed:
        break;
    }
    return "request.failed";
}

std::string requestObject(std::int64_t id) {
    return "request:" + std::to_string(id);
}

/// The transaction that is alive already, if it is this one. TransactionConflict when its id is
/// taken by another key: two first messages may race, and only here one sees the other.
Result<std::optional<RequestRecord>> findSame(WriteSession& session, const RequestRecord& request,
                                              std::int64_t key) {
    SCEPTER_TRY(live, findLive(session.connection(), request.key.endpointId,
                               request.key.transactionId, key, request.createdAt));
    for (RequestRecord& other : live) {
        if (other.key == request.key) return std::optional(std::move(other));
        if (other.key.renewedSerial == request.key.renewedSerial)
            return fail(ErrorCode::TransactionConflict,
                        "the transactionID belongs to a request with another key");
    }
    return std::optional<RequestRecord>();
}

Result<ChangeResult> existingResult(WriteSession& session, RequestRecord existing) {
    ChangeResult result{existing.id, existing.certificateId, {}, {}, {}};
    if (existing.certificateId != 0) {
        SCEPTER_TRY(certificate, findCertificate(session.connection(), existing.certificateId));
        result.existingCertificate = std::move(certificate);
    }
    result.existing = std::move(existing);
    return result;
}

/// Why a code could not be consumed.
Error whyUnusable(WriteSession& session, const RequestRecord& request) {
    auto code = findCode(session.connection(), request.codeId);
    if (!code) return std::move(code).error();
    if (!*code) return {ErrorCode::NotFound, "there is no such code", {}, std::nullopt};
    auto endpoint = session.statement("SELECT name FROM endpoints WHERE id = ?");
    auto found = endpoint.bind(request.key.endpointId).next();
    if (!found) return std::move(found).error();
    const std::string name = *found ? endpoint.text(0) : std::string();
    if (auto usable = checkUsable(**code, name, request.createdAt); !usable)
        return std::move(usable).error();
    return {ErrorCode::CodeUsed, "the code is used up", {}, std::nullopt};
}

Result<void> consumeCode(WriteSession& session, const RequestRecord& request) {
    auto update = session.statement(
        "UPDATE codes SET uses_left = uses_left - 1, last_used_at = ? WHERE id = ? "
        "AND uses_left > 0 AND withdrawn = 0 AND expires_at > ? "
        "AND (endpoint = '' OR endpoint = (SELECT name FROM endpoints WHERE id = ?))");
    update.bind(request.createdAt).bind(request.codeId).bind(request.createdAt);
    SCEPTER_CHECK(update.bind(request.key.endpointId).run());
    if (update.changes() > 0) return {};
    return failWith(whyUnusable(session, request));
}

/// TooManyPending when there is no room for one more. Walks over what is pending, but only where it
/// could be too much.
Result<void> checkRoom(WriteSession& session, const RecordRequest& change) {
    const auto& limit = change.pendingLimit;
    if (session.head().count(RequestState::Pending) < std::min(limit.atEndpoint, limit.ofAddress))
        return {};
    const std::string address = challenge::addressGroup(change.request.remoteAddress);
    std::int64_t atEndpoint = 0;
    std::int64_t ofAddress = 0;
    // Names the condition of the index that all states but the usual one have.
    auto query = session.statement("SELECT remote_address FROM requests WHERE state = 0 AND "
                                   "state <> 1 AND endpoint_id = ? LIMIT ?");
    query.bind(change.request.key.endpointId).bind(limit.atEndpoint);
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) break;
        ++atEndpoint;
        if (challenge::addressGroup(query.text(0)) == address) ++ofAddress;
    }
    if (ofAddress >= limit.ofAddress)
        return fail(ErrorCode::TooManyPending,
                    "too many pending requests: " + std::to_string(ofAddress) + " from " + address);
    if (atEndpoint >= limit.atEndpoint)
        return fail(ErrorCode::TooManyPending, "too many pending requests: " +
                                                   std::to_string(atEndpoint) + " at the endpoint");
    return {};
}

std::string auditDetail(const RecordRequest& change) {
    const RequestRecord& request = change.request;
    JsonText json;
    json.beginObject()
        .name("endpoint")
        .value(request.key.endpointId)
        .name("transactionId")
        .value(request.key.transactionId)
        .member("messageType", scep::toText(request.messageType))
        .member("subject", request.subject)
        .member("san", request.san)
        .member("address", request.remoteAddress);
    if (change.certificate)
        json.member("certificate", change.certificate->id)
            .member("serial", toUpperHex(change.certificate->serial));
    json.member("renewedCertificate", request.renewedCertificateId).member("code", request.codeId);
    if (request.errorCode) json.member("error", toText(*request.errorCode));
    return json.member("reason", request.reason).endObject().take();
}

Result<void> auditRecord(WriteSession& session, const RecordRequest& change, bool consumed) {
    const RequestRecord& request = change.request;
    SCEPTER_CHECK(session.audit(request.createdAt, change.actor, actionOf(request.state),
                                requestObject(request.id), auditDetail(change)));
    if (!consumed) return {};
    return session.audit(request.createdAt, change.actor, "code.used",
                         "code:" + std::to_string(request.codeId),
                         JsonText().beginObject().member("request", request.id).endObject().take());
}

/// Why a request could not be decided.
Error whyDecided(WriteSession& session, std::int64_t id) {
    auto request = findRequest(session.connection(), id);
    if (!request) return std::move(request).error();
    const std::string name = "request " + std::to_string(id);
    if (!*request) return {ErrorCode::NotFound, "there is no " + name, {}, std::nullopt};
    return {ErrorCode::Conflict,
            name + " is " + toLower(enrollment::toText((*request)->state)) + " by now",
            {},
            std::nullopt};
}

Result<void> setDecision(WriteSession& session, const DecideRequest& change,
                         std::int64_t certificateId) {
    auto update = session.statement(
        "UPDATE requests SET state = ?, sticky_until = ?, decided_at = ?, decided_by = ?, "
        "error_code = ?, reason = ?, told_fail_info = ?, told_text = ?, certificate_id = ? "
        "WHERE id = ? AND state = 0");
    update.bind(std::int64_t{static_cast<int>(change.state)}).bind(change.stickyUntil);
    update.bind(change.at).bind(change.actor);
    change.errorCode ? update.bind(toText(*change.errorCode)) : update.bindNull();
    update.bind(change.reason);
    change.toldFailInfo ? update.bind(std::int64_t{static_cast<std::uint8_t>(*change.toldFailInfo)})
                        : update.bindNull();
    update.bind(change.toldText).bind(certificateId).bind(change.requestId);
    SCEPTER_CHECK(update.run());
    if (update.changes() > 0) return {};
    return failWith(whyDecided(session, change.requestId));
}

/// CertificateRevoked when the certificate that is renewed is revoked by now: what was looked at
/// before this transaction may be old.
Result<void> checkRenewedStands(WriteSession& session, std::int64_t certificateId) {
    auto query = session.statement(
        "SELECT revoked_at FROM certificates WHERE id = ? AND revoked_at IS NOT NULL");
    SCEPTER_TRY(revoked, query.bind(certificateId).next());
    if (!revoked) return {};
    return fail(ErrorCode::CertificateRevoked,
                "the certificate that the request renews was revoked at " +
                    toIsoText(query.time(0)));
}

Result<void> checkDecidedRenewal(WriteSession& session, std::int64_t requestId) {
    // Of one that is decided already, that is what there is to say.
    auto query = session.statement("SELECT renewed_certificate_id FROM requests WHERE id = ? AND "
                                   "state = 0 AND renewed_certificate_id IS NOT NULL");
    SCEPTER_TRY(renews, query.bind(requestId).next());
    if (!renews) return {};
    return checkRenewedStands(session, query.integer(0));
}

std::string decisionDetail(const DecideRequest& change) {
    JsonText json;
    json.beginObject();
    if (change.certificate)
        json.member("certificate", change.certificate->id)
            .member("serial", toUpperHex(change.certificate->serial))
            .member("subject", change.certificate->subject)
            .member("san", change.certificate->san);
    if (change.errorCode) json.member("error", toText(*change.errorCode));
    return json.member("reason", change.reason).member("told", change.toldText).endObject().take();
}

// Whoever decides may be a window or a command line: a responder tells it, at once.
Result<void> holdForNotices(WriteSession& session, const DecideRequest& change) {
    if (!change.certificate) return {};
    const bool held = std::ranges::any_of(change.notices, &enrollment::NoticeDraft::beforeDelivery);
    if (!held) return {};
    auto update = session.statement("UPDATE requests SET release = ? WHERE id = ?");
    update.bind(std::int64_t{static_cast<int>(enrollment::Release::Waiting)});
    return update.bind(change.requestId).run();
}

} // namespace

Result<ChangeResult> applyRecord(WriteSession& session, RecordRequest& change) {
    SCEPTER_CHECK(session.requireUnlocked());
    const RequestState state = change.request.state;
    if ((state == RequestState::Issued) != change.certificate.has_value())
        return fail(ErrorCode::InvalidArgument, "an issued request has a certificate, no other");
    std::int64_t key = 0;
    if (change.request.sticky) {
        key = transactionKey(change.request.key.endpointId, change.request.key.transactionId);
        SCEPTER_TRY(same, findSame(session, change.request, key));
        if (same) return existingResult(session, std::move(*same));
    }
    const bool grants = state == RequestState::Issued || state == RequestState::Pending;
    if (grants && change.request.renewedCertificateId != 0)
        SCEPTER_CHECK(checkRenewedStands(session, change.request.renewedCertificateId));
    if (state == RequestState::Pending) SCEPTER_CHECK(checkRoom(session, change));
    const bool consumes =
        grants && change.request.codeId != 0 && change.request.renewedCertificateId == 0;
    if (consumes) SCEPTER_CHECK(consumeCode(session, change.request));
    if (grants) SCEPTER_CHECK(consumeTokens(session, change.tokens));

    Head& head = session.head();
    RequestRecord& request = change.request;
    request.id = ++head.requests;
    ++head.count(state);
    if (change.certificate) {
        change.certificate->id = request.certificateId = ++head.certificates;
        change.certificate->requestId = request.id;
        SCEPTER_CHECK(insertCertificate(session, *change.certificate));
    }
    SCEPTER_CHECK(insertRequest(session, request, key));
    SCEPTER_CHECK(auditRecord(session, change, consumes));
    SCEPTER_TRY(notices, insertNotices(session, request.id, change.notices, request.createdAt));
    return ChangeResult{request.id, request.certificateId, {}, {}, std::move(notices)};
}

Result<ChangeResult> applyDecision(WriteSession& session, DecideRequest& change) {
    SCEPTER_CHECK(session.requireUnlocked());
    if (change.state != RequestState::Issued && change.state != RequestState::Refused)
        return fail(ErrorCode::InvalidArgument, "a decision issues or refuses");
    if ((change.state == RequestState::Issued) != change.certificate.has_value())
        return fail(ErrorCode::InvalidArgument, "an issued request has a certificate, no other");
    Head& head = session.head();
    const std::int64_t certificateId = change.certificate ? head.certificates + 1 : 0;
    if (change.certificate) SCEPTER_CHECK(checkDecidedRenewal(session, change.requestId));
    SCEPTER_CHECK(setDecision(session, change, certificateId));
    --head.count(RequestState::Pending);
    ++head.count(change.state);
    if (change.certificate) {
        change.certificate->id = head.certificates = certificateId;
        change.certificate->requestId = change.requestId;
        SCEPTER_CHECK(insertCertificate(session, *change.certificate));
    }
    SCEPTER_CHECK(session.audit(change.at, change.actor, actionOf(change.state),
                                requestObject(change.requestId), decisionDetail(change)));
    SCEPTER_CHECK(holdForNotices(session, change));
    SCEPTER_TRY(notices, insertNotices(session, change.requestId, change.notices,
                                       change.at - kFirstNoticeLease));
    return ChangeResult{change.requestId, certificateId, {}, {}, std::move(notices)};
}

namespace {

// Whoever let a request in learns that nothing came of it. The endpoint may be gone by now, and
// whom to tell with it.
Result<void> tellOfExpiry(WriteSession& session, std::int64_t id, TimePoint now) {
    SCEPTER_TRY(request, findRequest(session.connection(), id));
    if (!request) return {};
    SCEPTER_TRY(endpoint, endpointById(session.connection(), request->key.endpointId));
    if (!endpoint) return {};
    SCEPTER_CHECK(insertNotices(session, id,
                                enrollment::noticesFor(*endpoint, request->allowedBy, false),
                                now - kFirstNoticeLease));
    return {};
}

} // namespace

Result<std::int64_t> applyExpiry(WriteSession& session, TimePoint now, std::int64_t limit) {
    SCEPTER_CHECK(session.requireUnlocked());
    struct Due {
        std::int64_t id;
        bool toldOf;
    };
    std::vector<Due> due;
    {
        auto query = session.statement(
            "SELECT r.id, EXISTS (SELECT 1 FROM request_parts p WHERE p.request_id = r.id AND "
            "p.sealed_csr IS NOT NULL) FROM requests r WHERE r.state = 0 AND r.state <> 1 "
            "AND r.expires_at <= ? ORDER BY r.id LIMIT ?");
        query.bind(now).bind(limit);
        while (true) {
            SCEPTER_TRY(found, query.next());
            if (!found) break;
            due.push_back({query.integer(0), query.integer(1) != 0});
        }
    }
    for (const auto& [id, toldOf] : due) {
        auto update = session.statement("UPDATE requests SET state = 4, decided_at = ?, "
                                        "decided_by = 'policy' WHERE id = ? AND state = 0");
        SCEPTER_CHECK(update.bind(now).bind(id).run());
        --session.head().count(RequestState::Pending);
        ++session.head().count(RequestState::Expired);
        SCEPTER_CHECK(
            session.audit(now, "policy", actionOf(RequestState::Expired), requestObject(id), "{}"));
        if (toldOf) SCEPTER_CHECK(tellOfExpiry(session, id, now));
    }
    auto forget = session.statement(
        "UPDATE request_parts SET sealed_challenge = NULL WHERE sealed_challenge IS NOT NULL AND "
        "EXISTS (SELECT 1 FROM requests r WHERE r.id = request_parts.request_id AND "
        "(r.transaction_key IS NULL OR r.state > 2 OR (r.state > 0 AND r.sticky_until <= ?)))");
    SCEPTER_CHECK(forget.bind(now).run());
    auto forgetCsr = session.statement(
        "UPDATE request_parts SET sealed_csr = NULL WHERE sealed_csr IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM requests r WHERE r.id = request_parts.request_id AND r.state = 4) AND NOT "
        "EXISTS (SELECT 1 FROM notices n WHERE n.request_id = request_parts.request_id AND "
        "n.state IN (0, 3))");
    SCEPTER_CHECK(forgetCsr.run());
    SCEPTER_CHECK(forgetTokens(session, now));
    return static_cast<std::int64_t>(due.size());
}

} // namespace scepter::store
