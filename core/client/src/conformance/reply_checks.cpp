// SPDX-License-Identifier: GPL-3.0-or-later
// The form of CertReps: the control's, and that of a FAILURE.
#include "asn1/oids.h"
#include "asn1/reader.h"
#include "base/text.h"
#include "check_run.h"

#include <algorithm>

namespace scepter::client {

namespace {

namespace oids = asn1::oids;

constexpr auto kGranted = "PKCSReq of the positive control";
constexpr auto kRefused = "CertPoll about an unknown transaction";

// Judges each of the two answers that could be read as signed messages.
template <class Judge> Judgement onBoth(CheckRun& run, Judge judge) {
    const auto made = run.control();
    if (!made || !(*made)->attempt.reply.isSigned)
        return skipped("There is no CertRep to look at.");
    Judgement judgement = judge((*made)->attempt, kGranted);
    if (judgement.kind != Judgement::Kind::Kept) return judgement;
    const Attempt& refusal = run.refusal();
    return refusal.reply.isSigned ? judge(refusal, kRefused) : judgement;
}

template <class Judge> Judgement onFailure(CheckRun& run, Judge judge) {
    const Attempt& refusal = run.refusal();
    if (!refusal.reply.isSigned)
        return skipped("A CertPoll about nothing is not answered with a CertRep: " +
                       refusal.text());
    return judge(refusal);
}

Judgement oneSigner(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        const std::size_t signers = attempt.reply.data.signers.size();
        return judged(signers == 1, sent, std::to_string(signers) + " signers",
                      "A pkiMessage has exactly one SignerInfo.");
    });
}

Judgement signature(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        const auto& error = attempt.reply.signatureError;
        return judged(!error, sent, attempt.text(), error ? printable(toText(*error)) : "");
    });
}

Judgement signerListed(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        return judged(attempt.reply.signerExpected, sent, attempt.text(),
                      "The signer is no certificate of GetCACert.");
    });
}

Judgement attributesOnce(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        const auto& error = attempt.reply.attributeError;
        return judged(!error, sent, attempt.text(), error ? printable(toText(*error)) : "");
    });
}

Judgement messageType(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        const auto type = attempt.reply.attributes.messageType;
        return judged(type == static_cast<int>(scep::MessageType::CertRep), sent,
                      type ? "messageType " + std::to_string(*type) : "no messageType",
                      "A reply has the messageType 3 (CertRep).");
    });
}

Judgement knownStatus(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        const auto status = attempt.reply.status();
        return judged(status == 0 || status == 2 || status == 3, sent, attempt.text(),
                      "pkiStatus is 0, 2 or 3.");
    });
}

bool isPrintableString(const std::vector<const pki::CmsAttribute*>& all) {
    return std::ranges::all_of(all, [](const pki::CmsAttribute* one) {
        return std::ranges::all_of(one->values, [](const Bytes& value) {
            return !value.empty() && value.front() == asn1::tag::kPrintableString;
        });
    });
}

Judgement printableStrings(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        const std::pair<const char*, asn1::Oid> wanted[] = {
            {"messageType", oids::kMessageType},
            {"pkiStatus", oids::kPkiStatus},
            {"transactionID", oids::kTransactionId},
            {"failInfo", oids::kFailInfo},
        };
        for (const auto& [name, type] : wanted)
            if (!isPrintableString(attempt.reply.all(type)))
                return broken(sent, attempt.text(), std::string(name) + " is no PrintableString.");
        return kept(sent, attempt.text());
    });
}

Judgement rsaEncryption(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        const ReplyView& reply = attempt.reply;
        if (!reply.signer || reply.signer->publicKey().type() != pki::KeyType::Rsa)
            return skipped("The signer's key is not RSA.");
        const asn1::Oid& oid = reply.data.signers.front().signatureOid;
        return judged(oid == oids::kRsaEncryption, sent, "signatureAlgorithm " + oid.toText(),
                      "strongSwan 5.9.8 takes rsaEncryption only.");
    });
}

Judgement digest(CheckRun& run) {
    return onBoth(run, [](const Attempt& attempt, const char* sent) {
        const auto used = attempt.reply.data.signers.front().digest;
        const bool weak = !used || *used == pki::Digest::Md5 || *used == pki::Digest::Sha1;
        return judged(!weak, sent, used ? std::string(toText(*used)) : "an unknown digest",
                      "A request with SHA-256 is answered with a weaker digest.");
    });
}

Judgement failInfoOnlyInFailure(CheckRun& run) {
    const auto made = run.control();
    if (!made || !(*made)->attempt.accepted()) return skipped("There is no SUCCESS to look at.");
    const Attempt& attempt = (*made)->attempt;
    return judged(attempt.reply.all(oids::kFailInfo).empty(), kGranted, attempt.text(),
                  "A reply that is no FAILURE has a failInfo.");
}

Judgement failureHasFailInfo(CheckRun& run) {
    return onFailure(run, [](const Attempt& attempt) {
        return judged(attempt.reply.attributes.failInfo.has_value(), kRefused, attempt.text(),
                      "A FAILURE has a failInfo.");
    });
}

Judgement knownFailInfo(CheckRun& run) {
    return onFailure(run, [](const Attempt& attempt) {
        const auto info = attempt.reply.attributes.failInfo;
        if (!info) return skipped("There is no failInfo.");
        return judged(*info >= 0 && *info <= 4, kRefused, attempt.text(), "failInfo is 0 to 4.");
    });
}

Judgement failureWithoutEnvelope(CheckRun& run) {
    return onFailure(run, [](const Attempt& attempt) {
        return judged(attempt.reply.data.content.empty(), kRefused, attempt.text(),
                      "A FAILURE has content.");
    });
}

Judgement zeroLengthContent(CheckRun& run) {
    return onFailure(run, [](const Attempt& attempt) {
        return judged(attempt.reply.data.hasContent, kRefused, attempt.text(),
                      "The eContent is absent: certmonger wants one of length zero.");
    });
}

Judgement failInfoTextUtf8(CheckRun& run) {
    return onFailure(run, [](const Attempt& attempt) {
        const auto all = attempt.reply.all(oids::kFailInfoText);
        if (all.empty()) return skipped("There is no failInfoText.");
        const bool utf8 = std::ranges::all_of(all, [](const pki::CmsAttribute* one) {
            return std::ranges::all_of(one->values, [](const Bytes& value) {
                return !value.empty() && value.front() == asn1::tag::kUtf8String;
            });
        });
        return judged(utf8, kRefused, attempt.text(), "failInfoText is no UTF8String.");
    });
}

} // namespace

const std::vector<CheckRow>& replyChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"reply.one-signer", "reply", "RFC 8894 section 3.1", Must, "",
          "A CertRep has exactly one signer."},
         oneSigner},
        {{"reply.signature", "reply", "RFC 8894 section 3.2", Must, "",
          "The signature of a CertRep holds."},
         signature},
        {{"reply.signer-listed", "reply", "RFC 8894 section 4.2.1", Must, "",
          "CertReps are signed by a certificate of GetCACert."},
         signerListed},
        {{"reply.attributes-once", "reply", "RFC 8894 section 3.2.1", Must, "",
          "Each signed attribute is there once, with one value that can be read."},
         attributesOnce},
        {{"reply.message-type", "reply", "RFC 8894 section 3.2.1.2", Must, "",
          "A reply has the messageType CertRep."},
         messageType},
        {{"reply.known-status", "reply", "RFC 8894 section 3.2.1.3", Must, "",
          "pkiStatus is SUCCESS, FAILURE or PENDING."},
         knownStatus},
        {{"reply.printable-strings", "reply", "RFC 8894 section 3.2.1", Must, "",
          "messageType, pkiStatus, failInfo and transactionID are PrintableStrings."},
         printableStrings},
        {{"reply.rsa-encryption", "reply", "strongSwan 5.9.8", Interoperability, "strongSwan",
          "RSA signatures are named rsaEncryption."},
         rsaEncryption},
        {{"reply.digest", "reply", "RFC 8894 section 2.9", Must, "",
          "CertReps are signed with SHA-256 or better when the request was."},
         digest},
        {{"reply.failinfo-only-in-failure", "reply", "RFC 8894 section 3.2.1.4", Must, "",
          "Only a FAILURE has a failInfo."},
         failInfoOnlyInFailure},
        {{"reply.failure-has-failinfo", "reply", "RFC 8894 section 3.2.1.4", Must, "",
          "A FAILURE has a failInfo."},
         failureHasFailInfo},
        {{"reply.known-failinfo", "reply", "RFC 8894 section 3.2.1.4", Must, "",
          "failInfo is one of the five that the RFC knows."},
         knownFailInfo},
        {{"reply.failure-without-envelope", "reply", "RFC 8894 section 3.3.2.2", Must, "",
          "A FAILURE has no envelope."},
         failureWithoutEnvelope},
        {{"reply.zero-length-content", "reply", "certmonger 0.79.17", Interoperability,
          "certmonger", "A FAILURE has an eContent of length zero."},
         zeroLengthContent},
        {{"reply.failinfotext-utf8", "reply", "RFC 8894 section 3.2.1.4", Must, "",
          "failInfoText is a UTF8String."},
         failInfoTextUtf8},
    };
    return kRows;
}

} // namespace scepter::client
