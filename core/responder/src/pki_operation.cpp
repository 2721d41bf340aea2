#include "base/shorten.h"
#include "base/text.h"
#include "enrollment/answer.h"
#include "scep/ids.h"
#include "service.h"

#include <utility>

namespace scepter::responder {

namespace {

constexpr std::size_t kMaxSubject = 256;
constexpr std::size_t kMaxFresh = 1024;
constexpr Duration kFreshFor = std::chrono::seconds{5};

LogLevel levelOf(const enrollment::Decision& decision) {
    return decision.reason ? LogLevel::Warning : LogLevel::Info;
}

/// What a client is told by a CertRep.
struct Told {
    scep::PkiStatus status = scep::PkiStatus::Failure;
    std::optional<FailInfo> failInfo;
    std::string failInfoText;
};

Told toldBy(const scep::ReplyFields& fields) {
    return {fields.status, fields.failInfo, fields.failInfoText};
}

std::int64_t requestOf(const enrollment::Change& change) {
    const auto* poll = std::get_if<enrollment::NotePoll>(&change);
    return poll != nullptr ? poll->requestId : 0;
}

std::string subjectOf(const scep::Decoded& decoded) {
    if (!decoded.request) return {};
    const scep::Request& request = *decoded.request;
    std::string subject;
    if (request.csr)
        subject = request.csr->subject().toDisplayText();
    else if (request.poll)
        subject = request.poll->subject.toDisplayText();
    return printable(shortened(subject, kMaxSubject));
}

} // namespace

/// Counts an operation as long as it lives, so that finish() can wait for the last one.
class Service::Running {
public:
    explicit Running(Service& service)
        : m_service(service) {
        const std::lock_guard lock(m_service.m_operationsMutex);
        ++m_service.m_operations;
    }
    ~Running() {
        const std::lock_guard lock(m_service.m_operationsMutex);
        if (--m_service.m_operations == 0) m_service.m_operationsDone.notify_all();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    Service& m_service;
};

/// A PKIOperation between its arrival and its answer.
struct Service::Operation {
    std::unique_ptr<Running> running;
    std::optional<store::Store::Expectation> expected; ///< until its change is submitted
    std::shared_ptr<PendingExchange> exchange;
    std::shared_ptr<const Bytes> message;
    enrollment::Arrival arrival;
    scep::Decoded decoded;
    std::vector<enrollment::GateVerdict> verdicts;
    enrollment::Decision decision;
    bool waitsForNews = false; ///< the certificate leaves only when its news was accepted
    http::Response prepared;   ///< for when the change is taken as it is
    /// What the last answer made says; nothing when it is no CertRep.
    std::optional<Told> told;
    std::optional<Error> encodeError; ///< why the answer is not the one that was decided on
    std::int64_t requestId = 0;
    std::int64_t certificateId = 0;
};

void Service::operate(const std::shared_ptr<PendingExchange>& exchange, Bytes message) {
    auto operation = std::make_shared<Operation>();
    operation->exchange = exchange;
    operation->message = std::make_shared<const Bytes>(std::move(message));
    if (exchange->recorded) exchange->record.request = operation->message;
    operation->running = std::make_unique<Running>(*this);
    operation->expected.emplace(m_store);
    work(exchange, [this, operation] { decide(operation); });
}

void Service::decide(const std::shared_ptr<Operation>& operation) {
    const EndpointRuntime& endpoint = *operation->exchange->endpoint;
    operation->arrival = {operation->exchange->request.remoteAddress, m_clock.now()};
    operation->decoded = m_engine.decode(endpoint.setting, endpoint.recipients, *operation->message,
                                         operation->arrival);
    judge(operation);
}

void Service::judge(const std::shared_ptr<Operation>& operation) {
    const EndpointRuntime& endpoint = *operation->exchange->endpoint;
    operation->decision = m_engine.decide(endpoint.setting, operation->decoded, operation->arrival,
                                          operation->verdicts);
    if (operation->decision.question) return ask(operation);
    auto& change = operation->decision.change;
    const bool toWaitFor = change && !std::holds_alternative<enrollment::NotePoll>(*change);
    if (!toWaitFor) operation->expected.reset();
    if (!change) return conclude(operation);
    if (!toWaitFor) {
        operation->requestId = requestOf(*change);
        m_store.submit(std::move(*change), [](const auto&) {});
        change.reset();
        return conclude(operation);
    }
    // Made before the commit, so that nothing is left to do after it; it leaves only when the
    // ledger has the change for good.
    operation->prepared = encode(*operation);
    if (const auto* record = std::get_if<enrollment::RecordRequest>(&*change))
        operation->waitsForNews = record->request.release == enrollment::Release::Waiting;
    m_store.submit(std::move(*change), [this, operation](Result<enrollment::ChangeResult> stored) {
        committed(operation, std::move(stored));
    });
    operation->expected.reset();
}

// No thread waits: the answer posts the rest.
void Service::ask(const std::shared_ptr<Operation>& operation) {
    operation->expected.reset();
    enrollment::Question question = std::move(*operation->decision.question);
    operation->decision.question.reset();
    if (auto known = freshVerdict(question.key)) {
        operation->verdicts.push_back({question.gate, question.csrHash, std::move(*known)});
        return judge(operation);
    }
    auto done = [this, operation, gate = question.gate, csrHash = question.csrHash,
                 key = question.key](challenge::Verdict verdict) {
        keepFresh(key, verdict);
        m_pool.postFirst([this, operation, gate, csrHash, verdict = std::move(verdict)] {
            operation->verdicts.push_back({gate, csrHash, verdict});
            operation->arrival.now = m_clock.now();
            judge(operation);
        });
    };
    m_asker.run(question.key, targetOf(question.place), std::move(question.conversation),
                std::move(done));
}

std::optional<challenge::Verdict> Service::freshVerdict(const std::string& key) {
    const std::lock_guard lock(m_freshMutex);
    std::erase_if(m_fresh,
                  [now = m_clock.now()](const auto& one) { return one.second.until <= now; });
    const auto found = m_fresh.find(key);
    return found == m_fresh.end() ? std::nullopt : std::optional(found->second.verdict);
}

void Service::keepFresh(const std::string& key, const challenge::Verdict& verdict) {
    const bool allowed = verdict.kind == challenge::VerdictKind::Allow ||
                         verdict.kind == challenge::VerdictKind::Hold;
    if (!allowed) return;
    const std::lock_guard lock(m_freshMutex);
    if (m_fresh.size() < kMaxFresh) m_fresh[key] = {verdict, m_clock.now() + kFreshFor};
}

// The certificate is in the ledger; it leaves when its news was accepted, and is revoked when that
// fails for good.
void Service::waitForNews(const std::shared_ptr<Operation>& operation) {
    m_teller.tell(operation->requestId, [this, operation](const NewsTeller::Released& released) {
        if (released.release == enrollment::Release::Free) {
            const unsigned status = operation->prepared.status;
            note(*operation);
            operation->exchange->answer(std::move(operation->prepared));
            report(*operation, status);
            return;
        }
        const ErrorCode code = released.release == enrollment::Release::Refused
                                   ? ErrorCode::NoticeRefused
                                   : ErrorCode::GateUnreachable;
        operation->decision =
            enrollment::refusal({code, "the news of the certificate: " + released.reason, {}, {}});
        operation->certificateId = 0;
        conclude(operation);
    });
}

// On the writer thread: what takes time goes to a worker.
void Service::committed(const std::shared_ptr<Operation>& operation,
                        Result<enrollment::ChangeResult> stored) {
    operation->decision.change.reset();
    if (stored) {
        operation->requestId = stored->requestId;
        operation->certificateId =
            stored->existingCertificate ? stored->existingCertificate->id : stored->certificateId;
    }
    if (stored && !stored->existing && operation->waitsForNews)
        return m_pool.postFirst([this, operation] { waitForNews(operation); });
    if (stored && !stored->existing) {
        const unsigned status = operation->prepared.status;
        note(*operation);
        operation->exchange->answer(std::move(operation->prepared));
        if (m_log.wants(levelOf(operation->decision)))
            m_pool.postFirst([this, operation, status] { report(*operation, status); });
        if (!stored->notices.empty())
            m_pool.postFirst([this, id = stored->requestId] { m_teller.tell(id, {}); });
        return;
    }
    auto outcome = std::make_shared<Result<enrollment::ChangeResult>>(std::move(stored));
    m_pool.postFirst([this, operation, outcome] {
        operation->decision = m_engine.settle(operation->exchange->endpoint->setting,
                                              operation->decoded, operation->arrival,
                                              std::move(operation->decision), std::move(*outcome));
        if (operation->decision.change) {
            operation->requestId = requestOf(*operation->decision.change);
            m_store.submit(std::move(*operation->decision.change), [](const auto&) {});
        }
        conclude(operation);
    });
}

void Service::conclude(const std::shared_ptr<Operation>& operation) {
    http::Response response = encode(*operation);
    report(*operation, response.status);
    note(*operation);
    operation->exchange->answer(std::move(response));
}

http::Response Service::encode(Operation& operation) {
    auto certRep = certRepFor(operation);
    http::Response response;
    if (certRep) {
        response.contentType = scep::content_type::kPkiMessage;
        response.body = std::move(*certRep);
        return response;
    }
    const auto told = enrollment::wireAnswer(certRep.error());
    response = http::Response::text(told.httpStatus, told.failInfoText + "\n");
    if (told.retryAfter)
        response.headers.push_back({"Retry-After", std::to_string(told.retryAfter->count())});
    return response;
}

// An error is what HTTP has to tell, since a CertRep cannot or must not.
Result<Bytes> Service::certRepFor(Operation& operation) {
    const EndpointRuntime& endpoint = *operation.exchange->endpoint;
    const scep::ReplyContext& context = operation.decoded.context;
    const enrollment::Decision& decision = operation.decision;
    operation.told.reset();
    operation.encodeError.reset();
    const auto isForLater = [](const Error& error) {
        return enrollment::wireAnswer(error).retryAfter.has_value();
    };
    if (!context.answerable() || !endpoint.signer) {
        operation.encodeError = Error{ErrorCode::AuthorityNotReady, {}, {}, {}};
        return std::unexpected(decision.reason.value_or(*operation.encodeError));
    }
    if (decision.reason && isForLater(*decision.reason)) return std::unexpected(*decision.reason);
    auto encoded = scep::encodeReply(context, decision.reply, *endpoint.signer,
                                     decision.replyPassword ? &*decision.replyPassword : nullptr);
    operation.told = toldBy(decision.reply);
    if (encoded) return encoded;
    operation.encodeError = encoded.error();
    const auto failure = enrollment::failureReply(encoded.error());
    operation.told = toldBy(failure);
    if (!isForLater(encoded.error()))
        encoded = scep::encodeReply(context, failure, *endpoint.signer);
    if (!encoded) operation.told.reset();
    return encoded;
}

/// Tells the exchange what became of its operation, before the answer leaves.
void Service::note(const Operation& operation) {
    PendingExchange& exchange = *operation.exchange;
    const auto& reason =
        operation.decision.reason ? operation.decision.reason : operation.encodeError;
    exchange.conclusion.emplace();
    if (operation.told) exchange.conclusion->told = operation.told->status;
    if (reason) exchange.conclusion->reason = reason->code;
    if (!exchange.recorded) return;
    Exchange& record = exchange.record;
    const scep::ReplyContext& context = operation.decoded.context;
    record.transactionId = context.transactionId;
    record.senderNonce = context.senderNonce;
    if (operation.decoded.request) record.messageType = operation.decoded.request->type;
    if (operation.told) {
        record.pkiStatus = operation.told->status;
        record.failInfo = operation.told->failInfo;
        record.failInfoText = operation.told->failInfoText;
    }
    record.requestId = operation.requestId;
    if (operation.told && operation.told->status == scep::PkiStatus::Success)
        record.certificateId = operation.certificateId;
    record.subject = subjectOf(operation.decoded);
    record.error = reason;
    record.summary = operation.decision.summary;
}

void Service::report(const Operation& operation, unsigned httpStatus) {
    const enrollment::Decision& decision = operation.decision;
    const LogLevel level = levelOf(decision);
    if (!m_log.wants(level)) return;
    std::vector<LogField> fields{
        {"endpoint", operation.exchange->endpoint->setting.endpoint->settings.name},
        {"address", operation.arrival.remoteAddress},
        {"transaction", scep::shownTransactionId(operation.decoded.context.transactionId)},
        {"outcome", decision.summary}};
    if (operation.decoded.request)
        fields.emplace_back("type", std::string(toText(operation.decoded.request->type)));
    if (decision.reason && decision.reply.failInfo) {
        if (httpStatus == 200)
            fields.emplace_back("failInfo", std::string(toText(*decision.reply.failInfo)));
        fields.emplace_back("told", decision.reply.failInfoText);
    }
    if (httpStatus != 200) fields.emplace_back("status", std::int64_t{httpStatus});
    const auto spent = m_clock.now() - operation.exchange->request.receivedAt;
    fields.emplace_back("ms", std::int64_t{spent.count()});
    m_log.write(level, "PKIOperation", fields);
}

} // namespace scepter::responder
