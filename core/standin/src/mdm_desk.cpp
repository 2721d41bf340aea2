// SPDX-License-Identifier: GPL-3.0-or-later
#include "mdm_desk.h"

#include "base/encoding.h"
#include "base/text.h"
#include "compare_request.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::standin {

namespace {

using challenge::AskAuthorization;
using challenge::WebhookDialect;

constexpr std::size_t kKeptCalls = 1000;
constexpr std::size_t kMostUsed = 100'000;
constexpr std::array<std::string_view, 2> kActions = {"authorize", "outcome"};

http::Response jsonResponse(const Json& json) {
    http::Response response;
    response.contentType = "application/json";
    response.body = copyOf(bytesOf(dumpJson(json)));
    return response;
}

http::Response refused(MdmCall& call, unsigned status, std::string reason) {
    call.status = status;
    call.reason = std::move(reason);
    return http::Response::text(status, call.reason + '\n');
}

Json comparisonsJson(const std::vector<Comparison>& comparisons) {
    Json list = Json::array();
    for (const Comparison& one : comparisons)
        list.push_back({{"field", one.field},
                        {"expected", one.expected},
                        {"found", one.found},
                        {"equal", one.equal}});
    return list;
}

/// The decision in the caller's dialect.
http::Response decided(const MdmCall& call) {
    if (call.dialect == WebhookDialect::Plain)
        return jsonResponse({{"decision", call.decision},
                             {"reason", call.reason},
                             {"comparisons", comparisonsJson(call.comparisons)}});
    Json answer{{"allow", call.decision == "allow"}};
    if (call.decision != "allow") answer["error"] = {{"code", "denied"}, {"message", call.reason}};
    return jsonResponse(answer);
}

bool sameSecret(std::string_view a, std::string_view b) {
    const auto digest = [](std::string_view text) {
        return pki::digestOf(pki::Digest::Sha256, bytesOf(text));
    };
    return equalConstantTime(digest(a), digest(b));
}

} // namespace

std::string_view toText(MdmActionKind action) {
    return kActions[static_cast<std::size_t>(action)];
}

std::optional<MdmActionKind> mdmActionFromText(std::string_view text) {
    const auto found = std::ranges::find(kActions, text);
    if (found == kActions.end()) return std::nullopt;
    return static_cast<MdmActionKind>(found - kActions.begin());
}

Bytes hashOfCode(ByteView code) {
    return pki::digestOf(pki::Digest::Sha256, code);
}

MdmDesk::MdmDesk(MdmServiceOptions options, SecretBytes hmacKey, std::vector<MdmDevice> devices,
                 const Clock& clock)
    : m_options(std::move(options))
    , m_hmacKey(std::move(hmacKey))
    , m_clock(clock)
    , m_devices(std::move(devices)) {
}

void MdmDesk::handle(http::Request request, http::Reply reply) {
    if (request.method != "POST") {
        http::Response response = http::Response::text(405, "only POST\n");
        response.headers.push_back({"Allow", "POST"});
        return reply(std::move(response));
    }
    MdmCall call;
    call.at = m_clock.now();
    call.remoteAddress = request.remoteAddress;
    // The body says which action it is; what cannot be read counts as a question.
    if (const auto read = readMdmRequest(request.body)) call.action = read->action;
    const std::string action(toText(call.action));
    const auto fault = m_faults.take(action);
    if (!fault || fault->kind == FaultKind::Code) {
        if (fault) call.fault = toText(*fault);
        http::Response response = answer(request, call, fault ? &*fault : nullptr);
        record(call);
        return reply(std::move(response));
    }
    call.fault = toText(*fault);
    if (fault->kind != FaultKind::Slow) {
        if (fault->kind == FaultKind::Status) call.status = fault->status;
        record(call);
        return m_faults.play(action, *fault, std::move(reply), {});
    }
    auto shared = std::make_shared<const http::Request>(std::move(request));
    m_faults.play(action, *fault, std::move(reply), [this, shared, call]() mutable {
        http::Response response = answer(*shared, call, nullptr);
        record(call);
        return response;
    });
}

http::Response MdmDesk::answer(const http::Request& request, MdmCall& call, const Fault* canned) {
    const auto read = readMdmRequest(request.body);
    if (!read) return refused(call, 400, read.error().detail);
    call.dialect = read->dialect;
    call.transactionId = read->transactionId;
    call.subject = read->subject;
    if (std::string why = refusalOf(request, read->dialect); !why.empty())
        return refused(call, 401, std::move(why));
    if (read->action == MdmActionKind::Outcome) {
        call.decision = read->issued ? "issued" : "refused";
        call.reason = read->reason;
        return jsonResponse(Json::object());
    }
    if (canned != nullptr) {
        call.decision = canned->code;
        call.reason = "as the stand-in was told";
    } else {
        judge(*read, call);
    }
    return decided(call);
}

void MdmDesk::judge(const MdmRequest& request, MdmCall& call) {
    const auto deny = [&](std::string reason) {
        call.decision = "deny";
        call.reason = std::move(reason);
    };
    const std::lock_guard lock(m_mutex);
    const MdmDevice* device = deviceOf(request.code.view());
    if (device == nullptr) return deny("no device has this code");
    call.deviceId = device->id;
    if (device->validUntil && m_clock.now() >= *device->validUntil)
        return deny("the code has expired");
    if (!device->subject.empty())
        call.comparisons.push_back(compareSubject(device->subject, *request.csr));
    if (device->subjectAltNames)
        call.comparisons.push_back(compareSans(*device->subjectAltNames, *request.csr));
    if (!challenge::allEqual(call.comparisons))
        return deny(challenge::firstDifference(call.comparisons));
    const Bytes& key = request.csr->publicKey().fingerprint();
    if (m_options.singleUse) {
        // Whoever lost the answer may ask again with the same key.
        const auto used = m_usedBy.find(device->codeHash);
        if (used != m_usedBy.end() && used->second != key)
            return deny("the code has been used with another key");
        if (m_usedBy.size() >= kMostUsed) return deny("too many codes have been used");
        m_usedBy[device->codeHash] = key;
    }
    call.decision = "allow";
}

const MdmDevice* MdmDesk::deviceOf(ByteView code) const {
    if (code.empty()) return nullptr;
    const Bytes hash = hashOfCode(code);
    const MdmDevice* found = nullptr;
    for (const MdmDevice& device : m_devices)
        if (equalConstantTime(hash, device.codeHash)) found = &device;
    return found;
}

std::string MdmDesk::refusalOf(const http::Request& request, WebhookDialect dialect) const {
    if (!isAuthorized(request)) return "the credentials are not right";
    if (!isSigned(request, dialect)) return "the signature of the body is not right";
    const bool isStep = dialect == WebhookDialect::StepCa;
    if (isStep && !m_options.webhookId.empty() &&
        request.header("X-Smallstep-Webhook-ID") != m_options.webhookId)
        return "X-Smallstep-Webhook-ID is another webhook's";
    return {};
}

bool MdmDesk::isAuthorized(const http::Request& request) const {
    if (m_options.authorization == AskAuthorization::None) return true;
    const std::string header = request.header("Authorization").value_or(std::string());
    const bool isBasic = m_options.authorization == AskAuthorization::Basic;
    const std::string_view scheme = isBasic ? "basic " : "bearer ";
    if (!toLower(std::string_view(header).substr(0, scheme.size())).starts_with(scheme))
        return false;
    const std::string_view given = std::string_view(header).substr(scheme.size());
    if (!isBasic) return sameSecret(given, m_options.credential.text());
    const auto pair = fromBase64(given);
    const SecretBytes wanted{m_options.user + ':' + std::string(m_options.credential.text())};
    return pair && sameSecret(textOf(*pair), wanted.text());
}

bool MdmDesk::isSigned(const http::Request& request, WebhookDialect dialect) const {
    if (m_hmacKey.empty()) return true;
    const bool isStep = dialect == WebhookDialect::StepCa;
    const auto header = request.header(isStep ? "X-Smallstep-Signature" : "X-Scepter-Signature");
    const auto given = fromHex(header.value_or(std::string()));
    return given && equalConstantTime(*given, pki::hmacSha256(m_hmacKey.view(), request.body));
}

void MdmDesk::setDevices(std::vector<MdmDevice> devices) {
    const std::lock_guard lock(m_mutex);
    m_devices = std::move(devices);
}

std::vector<MdmDevice> MdmDesk::devices() const {
    const std::lock_guard lock(m_mutex);
    return m_devices;
}

void MdmDesk::record(const MdmCall& call) {
    std::function<void(const MdmCall&)> told;
    {
        const std::lock_guard lock(m_mutex);
        ++m_counts.at(static_cast<std::size_t>(call.action));
        if (m_calls.size() >= kKeptCalls) m_calls.pop_front();
        m_calls.push_back(call);
        told = m_told;
    }
    if (told) told(call);
}

std::vector<MdmCall> MdmDesk::calls() const {
    const std::lock_guard lock(m_mutex);
    return {m_calls.begin(), m_calls.end()};
}

std::size_t MdmDesk::count(MdmActionKind action) const {
    const std::lock_guard lock(m_mutex);
    return m_counts.at(static_cast<std::size_t>(action));
}

void MdmDesk::onCall(std::function<void(const MdmCall&)> told) {
    const std::lock_guard lock(m_mutex);
    m_told = std::move(told);
}

} // namespace scepter::standin
