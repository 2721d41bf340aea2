#include "workbench/conversation.h"

#include "base/encoding.h"
#include "plain_word.h"
#include "scep/ids.h"
#include "workbench/workbench.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::workbench {

namespace {

using enrollment::AuditRecord;
using enrollment::RequestRecord;
using enrollment::RequestState;

/// "operator:anna" -> "anna".
std::string nameOf(const std::string& actor) {
    constexpr std::string_view kOperator = "operator:";
    return actor.starts_with(kOperator) ? actor.substr(kOperator.size()) : actor;
}

bool isOperator(const std::string& actor) {
    return !actor.empty() && actor != "policy" && actor != "responder";
}

std::string member(const AuditRecord& line, const char* name) {
    const auto document = QJsonDocument::fromJson(
        QByteArray(line.detail.data(), static_cast<qsizetype>(line.detail.size())));
    return document.object().value(QLatin1String(name)).toString().toStdString();
}

std::string askedIn(const TrafficRow& row) {
    const inspect::FilterRow& fields = row.fields;
    if (!fields.messageType.empty()) return plainWord(fields.messageType);
    if (!fields.operation.empty()) return fields.operation;
    return fields.method + (fields.path.empty() ? "" : " " + fields.path);
}

std::string answeredIn(const TrafficRow& row) {
    const inspect::FilterRow& fields = row.fields;
    if (!fields.status.empty())
        return plainWord(fields.status) +
               (fields.failInfo.empty() ? "" : " " + plainWord(fields.failInfo));
    return fields.httpStatus == 0 ? "no answer" : "HTTP " + std::to_string(fields.httpStatus);
}

Tone toneOf(const TrafficRow& row) {
    const std::string status = plainWord(row.fields.status);
    if (status == "SUCCESS") return Tone::Good;
    if (status == "PENDING") return Tone::Waiting;
    if (status == "FAILURE") return Tone::Bad;
    if (row.fields.httpStatus == 0 || row.fields.httpStatus >= 400) return Tone::Bad;
    return row.fields.httpStatus < 300 ? Tone::Good : Tone::Warning;
}

bool asksForCertificate(const TrafficRow& row) {
    const std::string type = plainWord(row.fields.messageType);
    return type == "PKCSReq" || type == "RenewalReq" || type == "UpdateReq";
}

/// A step and where it stands among those of the same time.
struct Placed {
    ConversationStep step;
    std::size_t group = 0; ///< of exchanges, one behind the other
    unsigned phase = 0;
};

constexpr unsigned kAsked = 0;
constexpr unsigned kChecked = 1;
constexpr unsigned kDecided = 2;
constexpr unsigned kAnswered = 3;
constexpr unsigned kLater = 4;

class Builder {
public:
    Builder(std::vector<TrafficRow> rows, const std::optional<RequestRecord>& request,
            const std::vector<AuditRecord>& audit, bool proxied)
        : m_rows(std::move(rows))
        , m_request(request)
        , m_audit(audit)
        , m_proxied(proxied) {
        std::ranges::stable_sort(
            m_rows, {}, [](const TrafficRow& row) { return std::pair(row.fields.time, row.id); });
    }

    Conversation build() {
        head();
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            exchange(i);
        if (m_request) ledger(*m_request);
        std::ranges::stable_sort(m_steps, {}, [](const Placed& placed) {
            return std::tuple(placed.step.time, placed.group, placed.phase);
        });
        for (Placed& placed : m_steps)
            m_made.steps.push_back(std::move(placed.step));
        participants();
        return std::move(m_made);
    }

private:
    void head() {
        for (const TrafficRow& row : m_rows) {
            const inspect::FilterRow& fields = row.fields;
            const auto take = [](std::string& into, const std::string& from) {
                if (into.empty()) into = from;
            };
            take(m_made.transactionId, fields.transactionId);
            take(m_made.subject, fields.subject);
            take(m_made.client, fields.client);
            take(m_made.peer, fields.peer);
            take(m_made.endpoint, fields.endpoint);
            if (m_made.requestId == 0) m_made.requestId = row.requestId;
        }
        if (!m_request) return;
        m_made.requestId = m_request->id;
        m_made.subject = m_request->subject;
        if (m_made.transactionId.empty())
            m_made.transactionId = scep::shownTransactionId(m_request->key.transactionId);
        if (m_made.peer.empty()) m_made.peer = m_request->remoteAddress;
    }

    void place(ConversationStep step, std::size_t group, unsigned phase) {
        m_steps.push_back({std::move(step), group, phase});
    }

    static TimePoint endOf(const TrafficRow& row) {
        return row.fields.time +
               std::chrono::ceil<Duration>(std::max(row.duration, std::chrono::microseconds(0)));
    }

    void exchange(std::size_t index) {
        const TrafficRow& row = m_rows[index];
        const std::size_t group = 2 * index;
        ConversationStep asked;
        asked.time = row.fields.time;
        asked.kind = StepKind::Request;
        asked.what = askedIn(row);
        asked.label = asked.what;
        asked.exchangeId = row.id;
        hop(asked, Participant::Client, Participant::Responder, group, kAsked);

        ConversationStep answered;
        answered.time = endOf(row);
        answered.kind = StepKind::Answer;
        answered.what = answeredIn(row);
        answered.label = answered.what;
        answered.detail = row.reason;
        answered.tone = toneOf(row);
        answered.exchangeId = row.id;
        answered.duration = row.duration;
        hop(answered, Participant::Responder, Participant::Client, group, kAnswered);
    }

    /// Between client and responder, over the proxy where there is one.
    void hop(ConversationStep step, Participant from, Participant to, std::size_t group,
             unsigned phase) {
        step.from = from;
        step.to = m_proxied ? Participant::Proxy : to;
        place(step, group, phase);
        if (!m_proxied) return;
        step.from = Participant::Proxy;
        step.to = to;
        step.exactTime = false;
        place(std::move(step), group, phase);
    }

    /// The exchange in which the request was made.
    [[nodiscard]] std::optional<std::size_t> originOf(const RequestRecord& request) const {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const TrafficRow& row = m_rows[i];
            if (!asksForCertificate(row)) continue;
            if (row.requestId != 0 && row.requestId != request.id) continue;
            if (row.fields.time > request.createdAt) break;
            best = i;
            if (endOf(row) >= request.createdAt) break;
        }
        return best;
    }

    /// Behind all exchanges that had begun by then.
    [[nodiscard]] std::size_t groupAt(TimePoint time) const {
        const auto after = std::ranges::upper_bound(
            m_rows, time, {}, [](const TrafficRow& row) { return row.fields.time; });
        const auto begun = static_cast<std::size_t>(after - m_rows.begin());
        return begun == 0 ? 0 : 2 * begun - 1;
    }

    [[nodiscard]] const AuditRecord* lineOf(std::string_view action) const {
        const std::string object = "request:" + std::to_string(m_request->id);
        const auto found = std::ranges::find_if(m_audit, [&](const AuditRecord& line) {
            return line.action == action && line.object == object;
        });
        return found == m_audit.end() ? nullptr : &*found;
    }

    ConversationStep own(StepKind kind, TimePoint time, std::string label, Tone tone) {
        ConversationStep step;
        step.kind = kind;
        step.time = time;
        step.from = step.to = Participant::Responder;
        step.label = std::move(label);
        step.tone = tone;
        return step;
    }

    void ledger(const RequestRecord& request) {
        const auto origin = originOf(request);
        const std::size_t group = origin ? 2 * *origin : groupAt(request.createdAt);
        const std::int64_t exchangeId = origin ? m_rows[*origin].id : 0;
        TimePoint made = request.createdAt;
        if (origin) made = std::clamp(made, m_rows[*origin].fields.time, endOf(m_rows[*origin]));
        checks(request, made, group, exchangeId);
        const bool byOperator = isOperator(request.decidedBy);
        if (byOperator || request.state == RequestState::Pending ||
            request.state == RequestState::Expired || lineOf("request.pending") != nullptr)
            held(request, made, group, exchangeId);
        if (request.state != RequestState::Pending) decision(request, made, group, byOperator);
        collected(request);
        revoked(request);
    }

    void checks(const RequestRecord& request, TimePoint time, std::size_t group,
                std::int64_t exchangeId) {
        for (const enrollment::Check& check : request.checks) {
            ConversationStep step = own(StepKind::Check, time, {}, Tone::Good);
            if (!check.passed) step.tone = Tone::Bad;
            // The message is checked by the responder itself, whether it may by the gate.
            if (check.name == "Challenge") step.to = Participant::Gate;
            step.what = check.name;
            step.detail = check.detail;
            step.label = check.name + (check.passed ? ": passed" : ": not passed");
            step.exchangeId = exchangeId;
            step.exactTime = false;
            place(std::move(step), group, kChecked);
        }
        const bool granted = request.state != RequestState::Refused || request.decidedAt;
        if (request.codeId == 0 || request.renewedCertificateId != 0 || !granted) return;
        const std::string object = "code:" + std::to_string(request.codeId);
        for (const AuditRecord& line : m_audit) {
            if (line.action != "code.used" || line.object != object ||
                std::chrono::abs(line.at - request.createdAt) > std::chrono::seconds(1))
                continue;
            ConversationStep step = own(StepKind::CodeUsed, time, {}, Tone::Neutral);
            step.from = step.to = Participant::Gate;
            step.what = std::to_string(request.codeId);
            step.label = "code #" + step.what + " used";
            step.exchangeId = exchangeId;
            place(std::move(step), group, kChecked);
            return;
        }
    }

    void held(const RequestRecord& request, TimePoint time, std::size_t group,
              std::int64_t exchangeId) {
        ConversationStep step = own(StepKind::Held, time, "waits for the operator", Tone::Waiting);
        step.to = Participant::Operator;
        step.exchangeId = exchangeId;
        if (request.decidedAt)
            step.duration = std::max(*request.decidedAt - request.createdAt, Duration(0));
        place(std::move(step), group, kDecided);
    }

    void decision(const RequestRecord& request, TimePoint made, std::size_t group,
                  bool byOperator) {
        const bool later = byOperator || request.state == RequestState::Expired;
        const TimePoint time = later && request.decidedAt ? *request.decidedAt : made;
        const std::size_t where = later ? groupAt(time) : group;
        if (byOperator) {
            const bool issued = request.state == RequestState::Issued;
            ConversationStep step =
                own(issued ? StepKind::Approved : StepKind::Denied, time,
                    (issued ? "approved by " : "denied by ") + nameOf(request.decidedBy),
                    issued ? Tone::Good : Tone::Bad);
            step.from = Participant::Operator;
            step.by = nameOf(request.decidedBy);
            if (!issued) step.detail = request.reason;
            place(std::move(step), where, kDecided);
            if (!issued) return;
        }
        outcome(request, time, where);
    }

    void outcome(const RequestRecord& request, TimePoint time, std::size_t where) {
        ConversationStep step = own(StepKind::Issued, time, "certificate issued", Tone::Good);
        switch (request.state) {
        case RequestState::Issued:
            if (const AuditRecord* line = lineOf("request.issued")) {
                step.what = member(*line, "serial");
                if (!step.what.empty()) step.label += ", serial number " + step.what;
            }
            break;
        case RequestState::Refused:
            step.kind = StepKind::Refused;
            step.label = "refused";
            step.tone = Tone::Bad;
            break;
        case RequestState::Failed:
            step.kind = StepKind::Failed;
            step.label = "failed";
            step.tone = Tone::Bad;
            break;
        case RequestState::Expired:
            step.kind = StepKind::Expired;
            step.label = "expired undecided";
            step.tone = Tone::Warning;
            break;
        case RequestState::Pending:
            return;
        }
        if (request.errorCode) step.what = toText(*request.errorCode);
        if (request.state != RequestState::Issued) step.detail = request.reason;
        step.by = nameOf(request.decidedBy);
        place(std::move(step), where, kDecided);
    }

    /// Where no recorded answer shows it.
    void collected(const RequestRecord& request) {
        if (isCollected(request) != std::optional(true) || !request.lastPolledAt) return;
        const bool seen = std::ranges::any_of(m_rows, [&](const TrafficRow& row) {
            return plainWord(row.fields.status) == "SUCCESS" && endOf(row) >= *request.decidedAt;
        });
        if (seen) return;
        ConversationStep step = own(StepKind::Collected, *request.lastPolledAt,
                                    "the client has asked again since", Tone::Good);
        step.from = Participant::Client;
        place(std::move(step), groupAt(step.time), kLater);
    }

    void revoked(const RequestRecord& request) {
        if (request.certificateId == 0) return;
        const std::string object = "certificate:" + std::to_string(request.certificateId);
        for (const AuditRecord& line : m_audit) {
            if (line.action != "certificate.revoked" || line.object != object) continue;
            ConversationStep step =
                own(StepKind::Revoked, line.at, "revoked by " + nameOf(line.actor), Tone::Warning);
            step.from = Participant::Operator;
            step.by = nameOf(line.actor);
            step.detail = member(line, "reason");
            place(std::move(step), groupAt(line.at), kLater);
        }
    }

    void participants() {
        for (const Participant each :
             {Participant::Client, Participant::Proxy, Participant::Responder, Participant::Gate,
              Participant::Operator})
            if (std::ranges::any_of(m_made.steps, [each](const ConversationStep& step) {
                    return step.from == each || step.to == each;
                }))
                m_made.participants.push_back(each);
    }

    std::vector<TrafficRow> m_rows;
    const std::optional<RequestRecord>& m_request;
    const std::vector<AuditRecord>& m_audit;
    bool m_proxied = false;
    std::vector<Placed> m_steps;
    Conversation m_made;
};

/// The trail's lines about one request and what came of it.
Result<std::vector<AuditRecord>> auditOf(Workbench& workbench, const RequestRecord& request) {
    std::vector<AuditRecord> lines;
    const auto add = [&](const std::string& object) -> Result<void> {
        store::AuditFilter filter;
        filter.object = object;
        filter.limit = 200;
        SCEPTER_TRY(found, workbench.audit(filter));
        std::ranges::move(found, std::back_inserter(lines));
        return {};
    };
    SCEPTER_CHECK(add("request:" + std::to_string(request.id)));
    if (request.certificateId != 0)
        SCEPTER_CHECK(add("certificate:" + std::to_string(request.certificateId)));
    if (request.codeId != 0) SCEPTER_CHECK(add("code:" + std::to_string(request.codeId)));
    return lines;
}

Result<Conversation> made(std::vector<TrafficRow> rows, Workbench& workbench,
                          std::int64_t requestId) {
    auto view = workbench.requests().show(requestId);
    if (!view) {
        if (view.error().code != ErrorCode::NotFound || rows.empty())
            return std::unexpected(std::move(view).error());
        return conversationOf(rows, std::nullopt, {});
    }
    SCEPTER_TRY(audit, auditOf(workbench, view->record));
    return conversationOf(rows, std::move(view->record), audit);
}

/// The newest request of a transaction; 0: none.
Result<std::int64_t> requestOf(Workbench& workbench, const std::string& transactionId) {
    store::RequestFilter filter;
    filter.text = transactionId;
    SCEPTER_TRY(requests, workbench.requests().list(filter));
    for (const RequestRecord& request : requests)
        if (scep::shownTransactionId(request.key.transactionId) == transactionId) return request.id;
    return std::int64_t{0};
}

} // namespace

std::string_view toText(Participant participant) {
    constexpr std::array<std::string_view, 5> kTexts = {"client", "proxy", "responder", "gate",
                                                        "operator"};
    return kTexts.at(static_cast<std::size_t>(participant));
}

std::string_view toText(Tone tone) {
    constexpr std::array<std::string_view, 5> kTexts = {"neutral", "good", "waiting", "warning",
                                                        "bad"};
    return kTexts.at(static_cast<std::size_t>(tone));
}

std::string_view toText(StepKind kind) {
    constexpr std::array<std::string_view, 13> kTexts = {
        "request", "answer", "check",   "held",     "approved", "denied",   "issued",
        "refused", "failed", "expired", "codeUsed", "revoked",  "collected"};
    return kTexts.at(static_cast<std::size_t>(kind));
}

Conversation conversationOf(const std::vector<TrafficRow>& rows,
                            const std::optional<enrollment::RequestRecord>& request,
                            const std::vector<enrollment::AuditRecord>& audit, bool proxied) {
    return Builder(rows, request, audit, proxied).build();
}

Result<Conversation> readConversation(TrafficSource& source, Workbench* workbench,
                                      const std::string& transactionId) {
    SCEPTER_TRY(rows, source.ofTransaction(transactionId));
    std::int64_t requestId = 0;
    for (const TrafficRow& row : rows)
        requestId = std::max(requestId, row.requestId);
    if (workbench != nullptr && requestId == 0) {
        SCEPTER_TRY(found, requestOf(*workbench, transactionId));
        requestId = found;
    }
    if (workbench != nullptr && requestId != 0) return made(std::move(rows), *workbench, requestId);
    if (rows.empty()) return fail(ErrorCode::NotFound, "there is no such transaction");
    return conversationOf(rows, std::nullopt, {});
}

Result<Conversation> readConversation(TrafficSource* source, Workbench& workbench,
                                      std::int64_t requestId) {
    std::vector<TrafficRow> rows;
    if (source != nullptr) {
        SCEPTER_TRY(records, workbench.requests().rows({requestId}));
        if (records.empty()) return fail(ErrorCode::NotFound, "there is no such request");
        SCEPTER_TRY(found, source->ofTransaction(
                               scep::shownTransactionId(records.front().key.transactionId)));
        // Ids repeat: a renewal may have that of the first enrollment.
        std::erase_if(found, [&](const TrafficRow& row) {
            return row.requestId != 0 && row.requestId != requestId;
        });
        rows = std::move(found);
    }
    return made(std::move(rows), workbench, requestId);
}

} // namespace scepter::workbench
