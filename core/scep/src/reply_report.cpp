// SPDX-License-Identifier: GPL-3.0-or-later
#include "scep/reply_report.h"

#include "asn1/oids.h"
#include "asn1/reader.h"
#include "base/text.h"
#include "pki/cms_enveloped.h"
#include "scep/ids.h"
#include "signed_reply.h"

#include <algorithm>
#include <array>

namespace scepter::scep {

namespace {

namespace oids = asn1::oids;

constexpr std::size_t kMaxRecipients = 4;

constexpr std::string_view kForm = "RFC 8894 section 3.1";
constexpr std::string_view kSignature = "RFC 8894 section 3.2";
constexpr std::string_view kAttributes = "RFC 8894 section 3.2.1";
constexpr std::string_view kTransactionId = "RFC 8894 section 3.2.1.1";
constexpr std::string_view kMessageType = "RFC 8894 section 3.2.1.2";
constexpr std::string_view kStatus = "RFC 8894 section 3.2.1.3";
constexpr std::string_view kFailInfo = "RFC 8894 section 3.2.1.4";
constexpr std::string_view kNonces = "RFC 8894 section 3.2.1.5";
constexpr std::string_view kContent = "RFC 8894 section 3.3.2";

Result<PkiStatus> statusOf(const Attributes& attributes) {
    if (!attributes.pkiStatus)
        return fail(ErrorCode::AttributeMissing, "the reply has no pkiStatus");
    switch (*attributes.pkiStatus) {
    case 0:
        return PkiStatus::Success;
    case 2:
        return PkiStatus::Failure;
    case 3:
        return PkiStatus::Pending;
    default:
        return fail(ErrorCode::MessageMalformed,
                    "pkiStatus " + std::to_string(*attributes.pkiStatus) + " is unknown");
    }
}

Result<void> checkMessageType(const Attributes& attributes) {
    if (!attributes.messageType)
        return fail(ErrorCode::AttributeMissing, "the reply has no messageType");
    if (*attributes.messageType != static_cast<int>(MessageType::CertRep))
        return fail(ErrorCode::MessageTypeUnsupported,
                    "messageType " + std::to_string(*attributes.messageType) + " is no CertRep");
    return {};
}

Result<void> checkTransactionId(const Attributes& attributes, const ReplyExpectations& expected) {
    if (attributes.transactionId.empty())
        return fail(ErrorCode::AttributeMissing, "the reply has no transactionID");
    if (attributes.transactionId != expected.transactionId)
        return fail(ErrorCode::TransactionConflict,
                    "the reply is for transaction " + shownTransactionId(attributes.transactionId));
    return {};
}

// RFC 8894 section 3.2.1.5: the client must reject a mismatch.
Result<void> checkRecipientNonce(const Attributes& attributes, const ReplyExpectations& expected) {
    if (!attributes.recipientNonce)
        return fail(ErrorCode::NonceMismatch, "the reply has no recipientNonce");
    if (*attributes.recipientNonce != expected.senderNonce)
        return fail(ErrorCode::NonceMismatch, "the reply does not return the nonce of the request");
    return {};
}

Result<void> checkSenderNonce(const Attributes& attributes, const ReplyExpectations& expected) {
    if (!attributes.senderNonce)
        return fail(ErrorCode::AttributeMissing, "the reply has no senderNonce of its own");
    if (attributes.senderNonce->size() != kNonceSize)
        return fail(ErrorCode::AttributeMalformed,
                    "the senderNonce has " + std::to_string(attributes.senderNonce->size()) +
                        " bytes, not 16");
    if (*attributes.senderNonce == expected.senderNonce)
        return fail(ErrorCode::NonceMismatch, "the senderNonce is the request's own");
    return {};
}

// Apple reads nothing but a PrintableString.
Result<void> checkStringTypes(const pki::SignerInfo& signer) {
    const std::array wanted{oids::kMessageType, oids::kPkiStatus, oids::kFailInfo,
                            oids::kTransactionId};
    for (const pki::CmsAttribute& attribute : signer.signedAttributes)
        for (const Bytes& value : attribute.values)
            if (std::ranges::find(wanted, attribute.type) != wanted.end() &&
                (value.empty() || value.front() != asn1::tag::kPrintableString))
                return fail(ErrorCode::AttributeMalformed,
                            attribute.type.toText() + " is no PrintableString");
    return {};
}

Result<void> checkFailInfo(const Reply& reply) {
    const auto& number = reply.attributes.failInfo;
    if (reply.status != PkiStatus::Failure) {
        if (number) return fail(ErrorCode::AttributeMalformed, "failInfo beside another pkiStatus");
        return {};
    }
    if (!number) return fail(ErrorCode::AttributeMissing, "a FAILURE without a failInfo");
    if (!reply.failInfo)
        return fail(ErrorCode::AttributeMalformed,
                    "failInfo " + std::to_string(*number) + " is unknown");
    return {};
}

Result<SecretBytes> openFor(const pki::EnvelopedData& envelope, const pki::Recipient& recipient,
                            const pki::PrivateKey& key, const SecretBytes* password) {
    if (const auto* transport = std::get_if<pki::KeyTransportRecipient>(&recipient))
        return pki::openEnvelope(envelope, *transport, key);
    const auto* byPassword = std::get_if<pki::PasswordRecipient>(&recipient);
    if (byPassword != nullptr && password != nullptr)
        return pki::openEnvelope(envelope, *byPassword, password->view());
    return fail(ErrorCode::WrongRecipient, "the envelope of the reply has no recipient for us");
}

// The degenerate SignedData in the envelope. A wrong key may "open" an envelope to noise, so that
// what does not parse counts as not opened.
Result<pki::SignedData> openReply(ByteView content, const pki::PrivateKey& key,
                                  const SecretBytes* password) {
    SCEPTER_TRY(envelope, pki::EnvelopedData::fromDer(content));
    Error last{ErrorCode::WrongRecipient, "the envelope of the reply has no recipient", {}, {}};
    for (std::size_t i = 0; i < envelope.recipients.size() && i < kMaxRecipients; ++i) {
        auto opened = openFor(envelope, envelope.recipients[i], key, password);
        if (!opened) {
            last = std::move(opened).error();
            continue;
        }
        auto data = pki::SignedData::fromDer(opened->view());
        if (data) return data;
        last = {ErrorCode::DecryptFailed,
                "what the envelope opens to is no SignedData",
                {toText(data.error())},
                std::nullopt};
    }
    return failWith(std::move(last));
}

/// Collects what was found; the first strict failure is the report's error.
class Examination {
public:
    Examination(const ReplyExpectations& expected, const pki::PrivateKey& key,
                const SecretBytes* password)
        : m_expected(expected)
        , m_key(key)
        , m_password(password) {}

    ReplyReport run(ByteView message) && {
        auto data = readSigned(message);
        note("reply.form", kForm, data, "a SignedData");
        if (!data) return std::move(m_report);
        const auto one = checkOneSigner(*data);
        note("reply.one-signer", kForm, one, "one signer");
        if (data->signers.empty()) return std::move(m_report);
        Reply reply;
        signer(*data, reply);
        if (attributes(*data, reply)) content(*data, reply);
        return std::move(m_report);
    }

private:
    template <class T>
    void note(std::string_view id, std::string_view section, const Result<T>& outcome,
              std::string found, bool advice = false) {
        m_report.checks.push_back({id, section, outcome.has_value(), advice,
                                   outcome ? std::move(found) : outcome.error().detail});
        if (!outcome && !advice && !m_report.error) m_report.error = outcome.error();
    }
    template <class T>
    void advise(std::string_view id, std::string_view section, const Result<T>& outcome,
                std::string found) {
        note(id, section, outcome, std::move(found), true);
    }

    void signer(const pki::SignedData& data, Reply& reply) {
        auto known = knownSigner(data, m_expected.signers);
        note("reply.signer", kSignature, known,
             known ? known->subject().toDisplayText() + ", of GetCACert" : std::string{});
        if (known) reply.signer = *known;
        // Whoever signed, the signature may still hold by the certificate that came along.
        if (!known) known = data.certificateOf(data.signers.front());
        if (!known) return;
        note("reply.signature", kSignature,
             pki::verifySigner(data, data.signers.front(), known->publicKey()), "it verifies");
    }

    /// False: there is no telling what the reply says.
    bool attributes(const pki::SignedData& data, Reply& reply) {
        const pki::SignerInfo& signer = data.signers.front();
        const auto read = readAttributes(signer.signedAttributes, reply.attributes);
        note("reply.attributes", kAttributes, read, "each once, readable");
        const Attributes& found = reply.attributes;
        note("reply.message-type", kMessageType, checkMessageType(found), "CertRep (3)");
        note("reply.transaction-id", kTransactionId, checkTransactionId(found, m_expected),
             "the one of the request");
        note("reply.recipient-nonce", kNonces, checkRecipientNonce(found, m_expected),
             "the senderNonce of the request");
        advise("reply.sender-nonce", kNonces, checkSenderNonce(found, m_expected),
               "16 bytes of its own");
        advise("reply.string-types", kAttributes, checkStringTypes(signer), "PrintableString");
        auto status = statusOf(found);
        note("reply.status", kStatus, status,
             status ? std::string(scep::toText(*status)) : std::string{});
        if (!status) return false;
        reply.status = *status;
        reply.failInfoText = found.failInfoText.value_or(std::string{});
        const int failInfo = found.failInfo.value_or(-1);
        if (failInfo >= 0 && failInfo <= static_cast<int>(FailInfo::BadCertId))
            reply.failInfo = static_cast<FailInfo>(failInfo);
        advise("reply.fail-info", kFailInfo, checkFailInfo(reply),
               reply.failInfo ? std::string(scepter::toText(*reply.failInfo)) : "none");
        return true;
    }

    void content(const pki::SignedData& data, Reply& reply) {
        reply.hasContent = data.hasContent;
        if (reply.status == PkiStatus::Success) {
            success(data, reply);
        } else {
            const Result<void> empty =
                data.content.empty()
                    ? Result<void>{}
                    : fail(ErrorCode::MessageMalformed,
                           "it holds " + std::to_string(data.content.size()) + " bytes");
            advise("reply.content", kContent, empty, "no envelope");
        }
        m_report.reply = std::move(reply);
    }

    void success(const pki::SignedData& data, Reply& reply) {
        const Result<void> present = !data.content.empty() ? Result<void>{}
                                                           : fail(ErrorCode::MessageMalformed,
                                                                  "a SUCCESS without an envelope");
        note("reply.content", kContent, present, "an envelope");
        if (!present) return;
        auto opened = openReply(data.content, m_key, m_password);
        note("reply.envelope", kContent, opened, "opens with the key of the signer");
        if (!opened) return;
        reply.certificates = std::move(opened->certificates);
        reply.crls = std::move(opened->crls);
        const Result<void> any =
            !reply.certificates.empty() || !reply.crls.empty()
                ? Result<void>{}
                : fail(ErrorCode::MessageMalformed, "a SUCCESS with neither certificate nor CRL");
        note("reply.payload", kContent, any,
             std::to_string(reply.certificates.size()) + " certificates, " +
                 std::to_string(reply.crls.size()) + " CRLs");
    }

    const ReplyExpectations& m_expected;
    const pki::PrivateKey& m_key;
    const SecretBytes* m_password;
    ReplyReport m_report;
};

} // namespace

ReplyReport examineReply(ByteView message, const ReplyExpectations& expected,
                         const pki::PrivateKey& key, const SecretBytes* password) {
    return Examination(expected, key, password).run(message);
}

} // namespace scepter::scep
