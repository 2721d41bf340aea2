// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_outcome.h"

#include "issued.h"
#include "pki/cms_signed.h"
#include "scep/attributes.h"

#include <cctype>

namespace scepter::client {

namespace {

LoadOutcome errorOf(std::string text) {
    return {LoadOutcome::Kind::Error, std::move(text)};
}

/// "NonceMismatch".
LoadOutcome errorOf(ErrorCode code) {
    std::string text(toText(code));
    if (!text.empty())
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return errorOf(std::move(text));
}

/// Of an answer that is no message.
std::optional<LoadOutcome> unread(const http::LoadAnswer& answer) {
    if (answer.failure) return errorOf(std::string(http::toText(*answer.failure)));
    if (answer.status / 100 != 2) return errorOf("HTTP " + std::to_string(answer.status));
    return std::nullopt;
}

LoadOutcome outcomeOf(scep::PkiStatus status, std::optional<FailInfo> failInfo) {
    switch (status) {
    case scep::PkiStatus::Success:
        return {LoadOutcome::Kind::Issued, {}};
    case scep::PkiStatus::Pending:
        return {LoadOutcome::Kind::Pending, {}};
    case scep::PkiStatus::Failure:
        break;
    }
    return errorOf(failInfo ? "FAILURE " + std::string(toText(*failInfo)) : "FAILURE");
}

std::optional<FailInfo> failInfoOf(std::optional<int> number) {
    if (!number) return std::nullopt;
    return static_cast<FailInfo>(std::clamp(*number, 0, 255));
}

} // namespace

LoadOutcome outcomeByStatus(const http::LoadAnswer& answer) {
    if (auto outcome = unread(answer)) return std::move(*outcome);
    const auto data = pki::SignedData::fromDer(answer.body);
    if (!data || data->signers.empty()) return errorOf(ErrorCode::MessageMalformed);
    scep::Attributes readable;
    if (const auto read = scep::readAttributes(data->signers.front().signedAttributes, readable);
        !read)
        return errorOf(read.error().code);
    if (!readable.pkiStatus) return errorOf(ErrorCode::AttributeMissing);
    switch (*readable.pkiStatus) {
    case static_cast<int>(scep::PkiStatus::Success):
    case static_cast<int>(scep::PkiStatus::Pending):
    case static_cast<int>(scep::PkiStatus::Failure):
        return outcomeOf(static_cast<scep::PkiStatus>(*readable.pkiStatus),
                         failInfoOf(readable.failInfo));
    default:
        return errorOf(ErrorCode::AttributeMalformed);
    }
}

LoadOutcome outcomeByCheck(const http::LoadAnswer& answer, const PreparedRequest& request,
                           const ServiceView& service, TimePoint now) {
    if (auto outcome = unread(answer)) return std::move(*outcome);
    Answer whole;
    whole.report = scep::examineReply(
        answer.body, {request.transaction.transactionId, request.senderNonce, service.certificates},
        request.transaction.signer.key, request.challenge.get());
    if (!whole.report.error && whole.status() == scep::PkiStatus::Success)
        examineIssued(whole, request, service, now);
    if (whole.report.error) return errorOf(whole.report.error->code);
    if (!whole.report.reply) return errorOf(ErrorCode::MessageMalformed);
    return outcomeOf(whole.report.reply->status, whole.report.reply->failInfo);
}

} // namespace scepter::client
