// The SCEP attributes (RFC 8894 section 3.2.1).
#include "rule.h"
#include "scep_words.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "base/text.h"
#include "scep/ids.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;

constexpr int kSuccess = 0;
constexpr int kFailure = 2;
constexpr int kPending = 3;

/// Runs for a SCEP message, with its attributes.
template <class Body> void withScep(Check& check, Body&& body) {
    if (isScep(check.inspection)) body(*check.facts.scep, check.facts.scep->attributes);
}

NodeId or2(NodeId first, NodeId second) {
    return first == kNoNode ? second : first;
}

void malformed(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes&) {
        if (scep.attributeError)
            check.say(scep.node, "A SCEP attribute cannot be used: " +
                                     shownText(scep.attributeError->detail) + ".");
    });
}

void typeMissing(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (!attributes.messageType && scep.messageTypeNode == kNoNode)
            check.say(scep.node, "The message has no messageType.",
                      "Apple accepts a reply without it, nobody else does.");
    });
}

void typeUnknown(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (attributes.messageType && messageTypeWord(*attributes.messageType) == "unknown")
            check.say(or2(scep.messageTypeNode, scep.node),
                      "messageType " + std::to_string(*attributes.messageType) +
                          " is not assigned.");
    });
}

void typeUpdate(Check& check) {
    if (hasType(check.inspection, 18))
        check.say(check.facts.scep->messageTypeNode,
                  "UpdateReq (18) is from old drafts and not in the RFC.",
                  "Send RenewalReq (17), or PKCSReq (19) signed with the old certificate.");
}

void typeMicrosoft(Check& check) {
    if (hasType(check.inspection, 41))
        check.say(check.facts.scep->messageTypeNode,
                  "ClaimChallengeAnswer (41) is Windows's own, for keys attested by a TPM.",
                  "Only NDES answers it.");
}

bool isStringAttribute(const asn1::Oid& type) {
    return type == oids::kMessageType || type == oids::kPkiStatus || type == oids::kFailInfo ||
           type == oids::kTransactionId;
}

void stringType(Check& check) {
    const SignerFacts* signer = signerOf(check.inspection);
    if (signer == nullptr) return;
    for (const AttributeFacts& attribute : signer->attributes)
        if (isStringAttribute(attribute.type) && attribute.values > 0 &&
            attribute.tag != asn1::tag::kPrintableString)
            check.say(attribute.node, asn1::shownOid(attribute.type) + " is no PrintableString.",
                      "Apple looks for the tag 13 (hex) and finds nothing otherwise.");
}

void stringLength(Check& check) {
    const SignerFacts* signer = signerOf(check.inspection);
    if (signer == nullptr) return;
    for (const AttributeFacts& attribute : signer->attributes)
        if (isStringAttribute(attribute.type) && attribute.longLength)
            check.say(attribute.node,
                      "The length of " + asn1::shownOid(attribute.type) +
                          " takes more than one byte.",
                      "Apple reads the short form alone.");
}

void transactionMissing(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes&) {
        if (scep.transactionIdNode == kNoNode)
            check.say(scep.node, "The message has no transactionID.");
    });
}

void transactionCharacters(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        static constexpr std::string_view kOthers = " '()+,-./:=?";
        const bool fits = std::ranges::all_of(attributes.transactionId, [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                   kOthers.find(c) != std::string_view::npos;
        });
        if (!fits)
            check.say(or2(scep.transactionIdNode, scep.node),
                      "The transactionID has characters that a PrintableString cannot hold.",
                      "Strict peers refuse it; use hex.");
    });
}

void transactionConstant(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (constantTransactionId(attributes.transactionId))
            check.say(or2(scep.transactionIdNode, scep.node),
                      "The transactionID is the same for every client of its kind (" +
                          scep.derivation + ").",
                      "It tells nothing; look at nonces and keys instead.");
    });
}

void transactionDerived(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (scep.derivation.empty() || constantTransactionId(attributes.transactionId)) return;
        std::string what = "The transactionID is " + scep.derivation;
        if (!scep.client.empty()) what += ", as " + scep.client + " makes it";
        check.say(or2(scep.transactionIdNode, scep.node), what + ".");
    });
}

void senderNonceMissing(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (isRequest(check.inspection) && !attributes.senderNonce &&
            scep.senderNonceNode == kNoNode)
            check.say(scep.node, "The request has no senderNonce.",
                      "The client cannot tell the reply from an old one.");
    });
}

void replyNonceMissing(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (isReply(check.inspection) && !attributes.recipientNonce &&
            scep.recipientNonceNode == kNoNode)
            check.say(scep.node, "The reply has no recipientNonce.",
                      "Return the request's senderNonce; clients must reject a reply without it.");
    });
}

void replySenderNonce(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (isReply(check.inspection) && !attributes.senderNonce)
            check.say(scep.node, "The reply has no senderNonce of its own.");
    });
}

void requestRecipientNonce(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (isRequest(check.inspection) && attributes.recipientNonce)
            check.say(or2(scep.recipientNonceNode, scep.node),
                      "A request with a recipientNonce, which only replies have.");
    });
}

void nonceSize(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        const auto look = [&](const std::optional<Bytes>& nonce, NodeId node,
                              std::string_view name) {
            if (nonce && nonce->size() != scep::kNonceSize)
                check.say(or2(node, scep.node),
                          "The " + std::string(name) + " has " + std::to_string(nonce->size()) +
                              " bytes, not 16.",
                          "Some servers refuse other sizes.");
        };
        look(attributes.senderNonce, scep.senderNonceNode, "senderNonce");
        look(attributes.recipientNonce, scep.recipientNonceNode, "recipientNonce");
    });
}

void nonceConstant(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        const auto& nonce = attributes.senderNonce;
        if (nonce && std::ranges::all_of(
                         *nonce, [&nonce](std::uint8_t byte) { return byte == nonce->front(); }))
            check.say(or2(scep.senderNonceNode, scep.node), "The senderNonce is one byte repeated.",
                      "It must be random.");
    });
}

void nonceCopied(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (isReply(check.inspection) && attributes.senderNonce &&
            attributes.senderNonce == attributes.recipientNonce)
            check.say(or2(scep.senderNonceNode, scep.node),
                      "The server copied the client's nonce into its own.",
                      "step-ca and micromdm do so. A server should make a fresh one.");
    });
}

void statusMissing(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (isReply(check.inspection) && !attributes.pkiStatus)
            check.say(scep.node, "The reply has no pkiStatus.",
                      "Clients cannot tell success from failure.");
    });
}

void statusUnknown(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (attributes.pkiStatus && pkiStatusWord(*attributes.pkiStatus) == "unknown")
            check.say(or2(scep.pkiStatusNode, scep.node),
                      "pkiStatus " + std::to_string(*attributes.pkiStatus) + " is not assigned.");
    });
}

void statusMicrosoft(Check& check) {
    if (hasStatus(check.inspection, 11))
        check.say(check.facts.scep->pkiStatusNode,
                  "PendingChallenge (11) is Windows's own, for keys attested by a TPM.");
}

void statusInRequest(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (isRequest(check.inspection) && attributes.pkiStatus)
            check.say(or2(scep.pkiStatusNode, scep.node), "A request with a pkiStatus.");
    });
}

/// What to look at, for each failInfo.
std::string_view causeOf(int failInfo) {
    switch (failInfo) {
    case 0:
        return "An algorithm or key is not allowed: look at cipher, digest and key size.";
    case 1:
        return "The server could not check or open the message: look at signature and recipient.";
    case 2:
        return "The request is not permitted: a wrong or used challenge, or a subject, name or "
               "renewal that the policy refuses.";
    case 3:
        return "The signing time is too far from the server's: set the device's clock.";
    case 4:
        return "The server does not have what was asked for: look at issuer, serial number and "
               "transactionID.";
    default:
        return "Look into the server's log.";
    }
}

void failure(Check& check) {
    if (!hasStatus(check.inspection, kFailure)) return;
    const ScepFacts& scep = *check.facts.scep;
    const scep::Attributes& attributes = scep.attributes;
    std::string what = "The server refused the request";
    if (attributes.failInfo)
        what += ": " + withNumber(failInfoWord(*attributes.failInfo), *attributes.failInfo);
    if (attributes.failInfoText && !attributes.failInfoText->empty())
        what += " (\"" + shownText(*attributes.failInfoText, 300) + "\")";
    check.say(or2(scep.failInfoNode, or2(scep.pkiStatusNode, scep.node)), what + ".",
              std::string(causeOf(attributes.failInfo.value_or(-1))));
}

void failInfoMissing(Check& check) {
    if (hasStatus(check.inspection, kFailure) && !check.facts.scep->attributes.failInfo)
        check.say(or2(check.facts.scep->pkiStatusNode, check.facts.scep->node),
                  "A FAILURE without a failInfo.", "Send one; some clients insist on it.");
}

void failInfoUnknown(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if (attributes.failInfo && failInfoWord(*attributes.failInfo) == "unknown")
            check.say(or2(scep.failInfoNode, scep.node),
                      "failInfo " + std::to_string(*attributes.failInfo) + " is not assigned.");
    });
}

void failInfoUnexpected(Check& check) {
    withScep(check, [&check](const ScepFacts& scep, const scep::Attributes& attributes) {
        if ((attributes.failInfo || attributes.failInfoText) && attributes.pkiStatus != kFailure)
            check.say(or2(scep.failInfoNode, scep.node),
                      "failInfo or failInfoText in a message that is no FAILURE.");
    });
}

void pending(Check& check) {
    if (hasStatus(check.inspection, kPending))
        check.say(or2(check.facts.scep->pkiStatusNode, check.facts.scep->node),
                  "The request waits for approval.",
                  "The client asks again by CertPoll with the same transactionID.");
}

void contentType(Check& check) {
    const SignedFacts* outer = outerOf(check.inspection);
    if (outer != nullptr && outer->data && outer->data->contentType != oids::kData)
        check.say(or2(outer->contentTypeNode, outer->node),
                  "The signed content is of type " + asn1::shownOid(outer->data->contentType) +
                      ", not data.",
                  "Some clients write envelopedData; strict servers refuse it.");
}

void contentAbsent(Check& check) {
    const SignedFacts* outer = outerOf(check.inspection);
    if (outer != nullptr && outer->data && !outer->data->hasContent && isReply(check.inspection) &&
        !hasStatus(check.inspection, kSuccess))
        check.say(outer->node, "The reply has no eContent at all.",
                  "certmonger fails on that (\"no content\"): write an OCTET STRING of length "
                  "zero.");
}

void contentMissing(Check& check) {
    const SignedFacts* outer = outerOf(check.inspection);
    if (outer == nullptr || !outer->data || !outer->data->content.empty()) return;
    if (isRequest(check.inspection) || hasStatus(check.inspection, kSuccess))
        check.say(outer->node, "The message carries no envelope, and it needs one.");
}

constexpr std::string_view kTransaction = "RFC 8894 section 3.2.1.1";
constexpr std::string_view kType = "RFC 8894 section 3.2.1.2";
constexpr std::string_view kStatus = "RFC 8894 section 3.2.1.3";
constexpr std::string_view kFail = "RFC 8894 section 3.2.1.4";
constexpr std::string_view kNonce = "RFC 8894 section 3.2.1.5";
constexpr Rule kRules[] = {
    {"scep.attribute.malformed", Severity::Error, "RFC 8894 section 3.2.1", malformed, 65},
    {"scep.type.missing", Severity::Error, kType, typeMissing, 64},
    {"scep.type.unknown", Severity::Error, kType, typeUnknown, 64},
    {"scep.type.update", Severity::Warning, kType, typeUpdate},
    {"scep.type.attestation", Severity::Info, "Windows", typeMicrosoft},
    {"scep.string.type", Severity::Warning, "Apple", stringType},
    {"scep.string.length", Severity::Warning, "Apple", stringLength},
    {"scep.transaction.missing", Severity::Error, kTransaction, transactionMissing, 63},
    {"scep.transaction.characters", Severity::Warning, kTransaction, transactionCharacters},
    {"scep.transaction.constant", Severity::Info, kTransaction, transactionConstant},
    {"scep.transaction.derived", Severity::Info, kTransaction, transactionDerived},
    {"scep.nonce.missing", Severity::Error, kNonce, senderNonceMissing, 45},
    {"scep.nonce.reply", Severity::Error, kNonce, replyNonceMissing, 62},
    {"scep.nonce.reply-sender", Severity::Advice, kNonce, replySenderNonce},
    {"scep.nonce.request", Severity::Advice, kNonce, requestRecipientNonce},
    {"scep.nonce.size", Severity::Advice, kNonce, nonceSize},
    {"scep.nonce.constant", Severity::Warning, kNonce, nonceConstant},
    {"scep.nonce.copied", Severity::Warning, kNonce, nonceCopied},
    {"scep.status.missing", Severity::Error, kStatus, statusMissing, 64},
    {"scep.status.unknown", Severity::Error, kStatus, statusUnknown, 64},
    {"scep.status.attestation", Severity::Info, "Windows", statusMicrosoft},
    {"scep.status.request", Severity::Warning, kStatus, statusInRequest},
    {"scep.failure", Severity::Error, kFail, failure, 100},
    {"scep.failinfo.missing", Severity::Warning, kFail, failInfoMissing},
    {"scep.failinfo.unknown", Severity::Warning, kFail, failInfoUnknown},
    {"scep.failinfo.unexpected", Severity::Warning, kFail, failInfoUnexpected},
    {"scep.pending", Severity::Info, kStatus, pending},
    {"scep.content.type", Severity::Warning, "RFC 8894 section 3.1", contentType},
    {"scep.content.absent", Severity::Warning, "certmonger", contentAbsent},
    {"scep.content.missing", Severity::Error, "RFC 8894 section 3.3", contentMissing, 68},
};

} // namespace

std::span<const Rule> scepRules() {
    return kRules;
}

} // namespace scepter::inspect
