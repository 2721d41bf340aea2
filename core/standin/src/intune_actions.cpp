// SPDX-License-Identifier: GPL-3.0-or-later
// ScepActions.
#include "base/encoding.h"
#include "base/shorten.h"
#include "base/text.h"
#include "intune_desk.h"
#include "pki/crypto.h"
#include "pki/csr.h"

#include <algorithm>

namespace scepter::standin {

namespace {

using challenge::IntuneCode;

constexpr std::size_t kMostDescription = 255;
constexpr std::size_t kMostValidated = 100'000;

bool isThumbprint(std::string_view text) {
    const auto bytes = fromHex(text);
    return bytes && bytes->size() == 20;
}

std::string shown(std::string_view text) {
    return printable(shortened(text, 200));
}

/// What a notification is about: the same request in the same transaction.
std::pair<std::string, std::string> keyOf(const Json& body) {
    const auto der = fromBase64(textIn(body, "certificateRequest"));
    const Bytes digest = pki::digestOf(pki::Digest::Sha256, der ? ByteView(*der) : ByteView());
    return {textIn(body, "transactionId"), toHex(digest)};
}

} // namespace

http::Response IntuneDesk::act(const http::Request& request, IntuneCall& call) {
    const bool revokes = call.action == IntuneActionKind::DownloadRevocations ||
                         call.action == IntuneActionKind::UploadRevocations;
    const std::string wanted = revokes ? std::string(challenge::kIntuneRevocationVersion)
                                       : challenge::IntuneGate{}.apiVersion;
    if (request.header("api-version") != wanted)
        return answerStatus(call, 400, "the header api-version is not " + wanted);
    const auto body = parseJson(textOf(request.body));
    if (!body || !body->is_object()) return answerStatus(call, 400, "the body is no JSON object");
    switch (call.action) {
    case IntuneActionKind::Validate:
        return validate(*body, call);
    case IntuneActionKind::DownloadRevocations:
        return download(*body, call);
    case IntuneActionKind::UploadRevocations:
        return upload(*body, call);
    default:
        return notice(*body, call);
    }
}

http::Response IntuneDesk::validate(const Json& body, IntuneCall& call) {
    const Json request = body.value("request", Json());
    call.transactionId = shown(textIn(request, "transactionId"));
    call.caller = shown(textIn(request, "callerInfo"));
    if (!request.is_object() || call.transactionId.empty())
        return answerStatus(call, 400, "\"request\" has no \"transactionId\"");
    IntuneJudgment judgment =
        judgeRequest(*m_state, textIn(request, "certificateRequest"), m_clock.now());
    call.subject = std::move(judgment.subject);
    call.deviceId = std::move(judgment.deviceId);
    call.profileId = std::move(judgment.profileId);
    call.comparisons = std::move(judgment.comparisons);
    if (judgment.code == IntuneCode::Success) {
        const std::lock_guard lock(m_mutex);
        if (m_validated.size() >= kMostValidated) m_validated.clear();
        m_validated.insert(keyOf(request));
    }
    return answerCode(call, challenge::toText(judgment.code), std::move(judgment.description));
}

http::Response IntuneDesk::notice(const Json& body, IntuneCall& call) {
    const Json notification = body.value("notification", Json());
    call.transactionId = shown(textIn(notification, "transactionId"));
    call.caller = shown(textIn(notification, "callerInfo"));
    if (!notification.is_object() || call.transactionId.empty())
        return answerStatus(call, 400, "\"notification\" has no \"transactionId\"");
    const auto der = fromBase64(textIn(notification, "certificateRequest"));
    const auto csr = der ? pki::Csr::fromDer(*der) : failWith(der.error());
    if (!csr)
        return answerCode(call, challenge::toText(IntuneCode::CertificateRequestDecodingFailed));
    call.subject = csr->subject().toText();
    if (call.action == IntuneActionKind::Success)
        checkSuccess(notification, call);
    else
        checkFailure(notification, call);
    if (!call.description.empty()) return answerStatus(call, 400, call.description);
    {
        const std::lock_guard lock(m_mutex);
        if (m_validated.contains(keyOf(notification)))
            return answerCode(call, challenge::toText(IntuneCode::Success));
    }
    return answerCode(call, challenge::toText(IntuneCode::Unknown),
                      "this request was never validated in this transaction");
}

void IntuneDesk::checkSuccess(const Json& notification, IntuneCall& call) {
    const std::string serial = textIn(notification, "certificateSerialNumber");
    if (!isThumbprint(textIn(notification, "certificateThumbprint")))
        call.description = "\"certificateThumbprint\" is no SHA-1 in hex";
    else if (challenge::serialsOf(serial).empty())
        call.description = "\"certificateSerialNumber\" is no number";
    else if (!timeFromIsoText(textIn(notification, "certificateExpirationDateUtc")))
        call.description = "\"certificateExpirationDateUtc\" is no time";
    else if (textIn(notification, "issuingCertificateAuthority").empty())
        call.description = "\"issuingCertificateAuthority\" is missing";
}

void IntuneDesk::checkFailure(const Json& notification, IntuneCall& call) {
    const auto result = notification.find("hResult");
    const std::string text = textIn(notification, "errorDescription");
    if (result == notification.end() || !result->is_number_integer())
        call.description = "\"hResult\" is no number";
    else if (text.empty() || text.size() > kMostDescription)
        call.description = "\"errorDescription\" is missing or longer than 255";
}

} // namespace scepter::standin
