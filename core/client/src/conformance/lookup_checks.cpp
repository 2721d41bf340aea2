// SPDX-License-Identifier: GPL-3.0-or-later
// GetCert, GetCRL and GetNextCACert.
#include "base/text.h"
#include "check_run.h"
#include "pki/crl.h"

#include <algorithm>

namespace scepter::client {

namespace {

using scep::MessageType;

constexpr auto kNext = "GetNextCACert";

Attempt lookUp(CheckRun& run, MessageType type, const Bytes& serial, const Identity& signer) {
    RequestPlan plan;
    plan.type = type;
    plan.serial = serial;
    plan.signer = signer;
    const auto prepared = run.service().prepare(plan);
    return prepared ? run.send(*prepared) : failedAttempt(prepared.error());
}

// Looks something up with the control's certificate, where that can be answered.
template <class Judge> Judgement onIdentity(CheckRun& run, Judge judge) {
    if (auto why = run.whyUnanswerable(); !why.empty()) return skipped(std::move(why));
    return judge(*run.identity());
}

Judgement ownCertificate(CheckRun& run) {
    return onIdentity(run, [&](const Identity& own) {
        const Attempt attempt = lookUp(run, MessageType::GetCert, own.certificate.serial(), own);
        return judgeTaken(attempt.certificate == own.certificate,
                          "GetCert for the control's certificate", attempt,
                          "It is not what comes back.");
    });
}

Judgement unknownCertificate(CheckRun& run) {
    return onIdentity(run, [&](const Identity& own) {
        const auto serial = pki::randomSerial();
        if (!serial) return skipped("There are no random numbers.");
        return judgeRefusal("GetCert for an unknown serial number",
                            lookUp(run, MessageType::GetCert, *serial, own));
    });
}

Judgement strangerAsks(CheckRun& run) {
    const auto own = run.identity();
    if (!own) return skipped("There is no certificate to ask for.");
    const auto signer = run.stranger();
    if (!signer) return skipped("No certificate could be made.");
    return judgeRefusal("GetCert for the control's certificate by a stranger",
                        lookUp(run, MessageType::GetCert, own->certificate.serial(), *signer));
}

template <class Judge> Judgement onCrl(CheckRun& run, Judge judge) {
    return onIdentity(run, [&](const Identity& own) {
        const Attempt attempt = lookUp(run, MessageType::GetCrl, own.certificate.serial(), own);
        if (attempt.reply.crls.empty()) return skipped("There is no CRL: " + attempt.text());
        auto crl = pki::Crl::fromDer(attempt.reply.crls.front());
        if (!crl) return broken("GetCRL", attempt.text(), printable(toText(crl.error())));
        return judge(attempt, *crl, own.certificate);
    });
}

Judgement crlAnswered(CheckRun& run) {
    return onIdentity(run, [&](const Identity& own) {
        const Attempt attempt = lookUp(run, MessageType::GetCrl, own.certificate.serial(), own);
        return judgeTaken(attempt.issued() && attempt.reply.crls.size() == 1, "GetCRL", attempt,
                          "There is not one CRL in the answer.");
    });
}

Judgement crlSigned(CheckRun& run) {
    return onCrl(
        run, [&](const Attempt& attempt, const pki::Crl& crl, const pki::Certificate& about) {
            const bool good = std::ranges::any_of(run.certificates(), [&](const auto& ca) {
                return ca.subject() == about.issuer() && crl.verifySignedBy(ca.publicKey());
            });
            return judged(good, "GetCRL", attempt.text(),
                          "The CRL is not signed by the CA that issued the control's certificate.");
        });
}

Judgement crlCurrent(CheckRun& run) {
    return onCrl(run, [&](const Attempt&, const pki::Crl& crl, const pki::Certificate&) {
        const bool current =
            crl.thisUpdate <= run.now() && crl.nextUpdate && *crl.nextUpdate > run.now();
        return judged(current, "GetCRL",
                      toIsoText(crl.thisUpdate) + " to " +
                          (crl.nextUpdate ? toIsoText(*crl.nextUpdate) : "no end"),
                      "The CRL is not of this time.");
    });
}

Judgement crlOnly(CheckRun& run) {
    return onCrl(run, [](const Attempt& attempt, const pki::Crl&, const pki::Certificate&) {
        return judged(attempt.reply.certificates.empty(), "GetCRL", attempt.text(),
                      "Certificates come with the CRL.");
    });
}

template <class Judge> Judgement onNext(CheckRun& run, Judge judge) {
    const auto& answer = run.asked(kNext);
    if (!answer || answer->status != 200) return skipped("There is no next CA certificate.");
    const auto data = pki::SignedData::fromDer(answer->body);
    if (!data)
        return broken(kNext, std::to_string(answer->body.size()) + " bytes",
                      "The answer is no SignedData.");
    return judge(*answer, *data);
}

Judgement nextAsListed(CheckRun& run) {
    const auto& answer = run.asked(kNext);
    if (!answer) return broken(kNext, printable(toText(answer.error())), "It is not answered.");
    const bool listed = run.capabilities().getNextCaCert;
    const std::string came = "HTTP " + std::to_string(answer->status);
    if (answer->status / 100 == 5) return broken(kNext, came, "The answer is an HTTP 5xx.");
    const bool there = answer->status == 200;
    return judged(there == listed, kNext, came,
                  listed ? "It is listed in GetCACaps, and there is none."
                         : "There is an answer, and GetCACaps does not list it.");
}

Judgement nextContentType(CheckRun& run) {
    return onNext(run, [](const http::ClientResponse& answer, const pki::SignedData&) {
        const std::string type = toLower(trimmed(split(answer.contentType, ';').front()));
        return judged(type == scep::content_type::kNextCaCert, kNext, printable(answer.contentType),
                      "The Content-Type is not application/x-x509-next-ca-cert.");
    });
}

Judgement nextSigned(CheckRun& run) {
    return onNext(run, [&](const http::ClientResponse&, const pki::SignedData& data) {
        const bool good = data.signers.size() == 1 &&
                          std::ranges::any_of(run.certificates(), [&](const pki::Certificate& one) {
                              return data.signers.front().names(one) &&
                                     pki::verifySigner(data, data.signers.front(), one.publicKey());
                          });
        return judged(good, kNext, std::to_string(data.signers.size()) + " signers",
                      "No certificate of GetCACert has signed it.");
    });
}

std::vector<Bytes> innerCertificates(const pki::SignedData& data) {
    const auto inner = pki::SignedData::fromDer(data.content);
    return inner ? inner->certificates : std::vector<Bytes>{};
}

Judgement nextInBothPlaces(CheckRun& run) {
    return onNext(run, [&](const http::ClientResponse&, const pki::SignedData& data) {
        const std::vector<Bytes> inner = innerCertificates(data);
        const bool both = !inner.empty() && std::ranges::all_of(inner, [&](const Bytes& one) {
            return std::ranges::find(data.certificates, one) != data.certificates.end();
        });
        return judged(both, kNext,
                      std::to_string(inner.size()) + " certificates inside, " +
                          std::to_string(data.certificates.size()) + " outside",
                      "sscep reads them from the content, jscep beside the signature: they are to "
                      "be in both.");
    });
}

Judgement nextIsNew(CheckRun& run) {
    return onNext(run, [&](const http::ClientResponse& answer, const pki::SignedData&) {
        const auto next = scep::readNextCaCertificates(answer.body, run.certificates());
        if (!next) return skipped("It cannot be read: " + printable(toText(next.error())));
        const bool fresh = std::ranges::any_of(*next, [&](const pki::Certificate& one) {
            return std::ranges::find(run.certificates(), one) == run.certificates().end();
        });
        return judged(fresh, kNext, std::to_string(next->size()) + " certificates",
                      "All of them are those of GetCACert.");
    });
}

} // namespace

const std::vector<CheckRow>& lookupChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"getcert.own", "lookups", "RFC 8894 section 4.5", Should, "",
          "GetCert delivers an issued certificate."},
         ownCertificate},
        {{"getcert.unknown", "lookups", "RFC 8894 section 4.5", Must, "",
          "GetCert for an unknown serial number is refused."},
         unknownCertificate},
        {{"getcert.stranger", "lookups", "RFC 8894 section 3.3.4", Should, "",
          "GetCert is for holders of a certificate."},
         strangerAsks},
        {{"getcrl.answered", "lookups", "RFC 8894 section 4.6", Should, "",
          "GetCRL delivers one CRL."},
         crlAnswered},
        {{"getcrl.signed", "lookups", "RFC 5280 section 6.3.3", Must, "",
          "The CRL is signed by the CA that it is of."},
         crlSigned},
        {{"getcrl.current", "lookups", "RFC 5280 section 5.1.2.5", Should, "",
          "The CRL is of this time and says until when."},
         crlCurrent},
        {{"getcrl.only-crl", "lookups", "RFC 8894 section 3.3.2.1", Must, "",
          "The answer to GetCRL holds no certificate."},
         crlOnly},
    };
    return kRows;
}

const std::vector<CheckRow>& rolloverChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"next.as-listed", "rollover", "RFC 8894 section 4.7", Should, "",
          "GetNextCACert is listed exactly while there is an answer to it."},
         nextAsListed},
        {{"next.content-type", "rollover", "RFC 8894 section 4.7.1", Must, "",
          "GetNextCACert is answered as application/x-x509-next-ca-cert."},
         nextContentType},
        {{"next.signed", "rollover", "RFC 8894 section 4.7.1", Must, "",
          "The next certificates are signed by a current one."},
         nextSigned},
        {{"next.both-places", "rollover", "sscep 0.10.0 and jscep, observed", Interoperability,
          "jscep", "The next certificates are in the content and beside the signature."},
         nextInBothPlaces},
        {{"next.new", "rollover", "RFC 8894 section 4.7", Must, "",
          "The next certificates are not the current ones."},
         nextIsNew},
    };
    return kRows;
}

} // namespace scepter::client
