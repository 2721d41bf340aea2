// SPDX-License-Identifier: GPL-3.0-or-later
// What an answer means, and requests made of others.
#include "../service_url.h"
#include "asn1/oids.h"
#include "base/encoding.h"
#include "base/shorten.h"
#include "base/text.h"
#include "check_run.h"
#include "pki/crypto.h"

#include <algorithm>
#include <array>

namespace scepter::client {

namespace {

constexpr std::size_t kMaxShown = 300;

std::string failureText(const ReplyView& reply) {
    std::string text = "FAILURE";
    if (const auto info = reply.attributes.failInfo) {
        const bool known = *info >= 0 && *info <= static_cast<int>(FailInfo::BadCertId);
        text += ' ';
        text += known ? std::string(toText(static_cast<FailInfo>(*info)))
                      : "failInfo " + std::to_string(*info);
    }
    if (const auto& why = reply.attributes.failInfoText; why && !why->empty())
        text += ": " + printable(shortened(*why, kMaxShown));
    return text;
}

std::string successText(const Attempt& attempt) {
    if (attempt.certificate) return "SUCCESS, serial number " + attempt.certificate->serialText();
    if (!attempt.reply.crls.empty()) return "SUCCESS with a CRL";
    return attempt.reply.envelopeError
               ? "SUCCESS that cannot be opened: " + printable(toText(*attempt.reply.envelopeError))
               : "SUCCESS with nothing in it";
}

} // namespace

bool Attempt::refused() const {
    constexpr std::array kOfMessages{400U, 403U, 409U, 413U, 415U, 422U};
    return failed() || std::ranges::find(kOfMessages, http()) != kOfMessages.end();
}

std::string Attempt::text() const {
    if (error) return printable(shortened(toText(*error), kMaxShown));
    if (!response) return "nothing";
    if (!reply.status()) {
        std::string text = "HTTP " + std::to_string(response->status);
        if (response->status == 200) text += " without a CertRep";
        return text;
    }
    if (issued()) return successText(*this);
    if (pending()) return "PENDING";
    if (failed()) return failureText(reply);
    return "pkiStatus " + std::to_string(*reply.status());
}

Attempt failedAttempt(Error error) {
    Attempt attempt;
    attempt.error = std::move(error);
    return attempt;
}

PreparedRequest withMessage(PreparedRequest request, const std::string& url, Bytes message) {
    if (request.http.method == "GET")
        request.http.url = pkiOperationUrl(url, message);
    else
        request.http.body = message;
    request.message = std::move(message);
    return request;
}

Result<PreparedRequest> withEnvelope(PreparedRequest request, const std::string& url,
                                     ByteView envelope) {
    scep::Attributes attributes;
    attributes.messageType = static_cast<int>(scep::MessageType::PkcsReq);
    attributes.transactionId = request.transaction.transactionId;
    attributes.senderNonce = request.senderNonce;
    const Identity& signer = request.transaction.signer;
    const pki::SignedDataFields fields{
        asn1::oids::kData,          true, envelope, scep::writeAttributes(attributes),
        {signer.certificate.der()}, {}};
    SCEPTER_TRY(message,
                pki::buildSignedData(fields, signer.certificate, signer.key, pki::Digest::Sha256));
    return withMessage(std::move(request), url, std::move(message));
}

Judgement judgeRefusal(const std::string& sent, const Attempt& attempt) {
    if (attempt.error) return broken(sent, attempt.text(), "It was not answered.");
    if (attempt.accepted()) return broken(sent, attempt.text(), "It was accepted.");
    if (attempt.refused()) return kept(sent, attempt.text());
    if (attempt.saysNothing()) return nothingSaid(attempt.http());
    return broken(sent, attempt.text(), "The answer is no refusal: a FAILURE or HTTP 400 is.");
}

Judgement judgeTaken(bool holds, const std::string& sent, const Attempt& attempt, std::string why) {
    if (!holds && attempt.saysNothing()) return nothingSaid(attempt.http());
    return judged(holds, sent, attempt.text(), std::move(why));
}

Judgement nothingSaid(unsigned status) {
    return skipped("HTTP " + std::to_string(status) + " says nothing of what was sent.");
}

bool isTurnedAway(unsigned status) {
    constexpr std::array kOfOthers{401U, 407U, 408U, 425U, 429U};
    return std::ranges::find(kOfOthers, status) != kOfOthers.end();
}

Result<std::string> newTransactionId() {
    SCEPTER_TRY(random, pki::randomBytes(16));
    return toUpperHex(random);
}

Variant misbehaving(MisbehaviorKind kind, std::string argument) {
    return {{}, {}, {{kind, std::move(argument)}}};
}

} // namespace scepter::client
