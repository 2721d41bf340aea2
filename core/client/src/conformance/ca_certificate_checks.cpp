// SPDX-License-Identifier: GPL-3.0-or-later
// GetCACert.
#include "base/text.h"
#include "check_run.h"

#include <algorithm>

namespace scepter::client {

namespace {

constexpr auto kCert = "GetCACert";
constexpr std::size_t kSscepBuffer = 16 * 1024;

std::string shown(CheckRun& run) {
    const auto& answer = run.asked(kCert);
    if (!answer) return printable(toText(answer.error()));
    return "HTTP " + std::to_string(answer->status) + ", " + printable(answer->contentType) + ", " +
           std::to_string(run.certificates().size()) + " certificates";
}

template <class Judge> Judgement onAnswer(CheckRun& run, Judge judge) {
    const auto& answer = run.asked(kCert);
    if (!answer || answer->status != 200 || run.certificates().empty())
        return skipped("GetCACert has no certificates: " + shown(run));
    return judge(*answer);
}

bool isCa(const pki::Certificate& one) {
    if (const auto constraints = one.basicConstraints()) return constraints->ca;
    return one.isSelfIssued();
}

std::string nameOf(const pki::Certificate& one) {
    return printable(one.subject().toDisplayText());
}

// The first certificate for which it does not hold.
template <class Holds> Judgement forEach(CheckRun& run, Holds holds, const std::string& why) {
    return onAnswer(run, [&](const http::ClientResponse&) {
        for (const pki::Certificate& one : run.certificates())
            if (!holds(one)) return broken(kCert, shown(run), nameOf(one) + ": " + why);
        return kept(kCert, shown(run));
    });
}

Judgement contentType(CheckRun& run) {
    return onAnswer(run, [&](const http::ClientResponse& answer) {
        const bool one = run.certificates().size() == 1 && !pki::SignedData::fromDer(answer.body);
        const std::string_view wanted =
            one ? scep::content_type::kCaCert : scep::content_type::kCaRaCert;
        const std::string type = toLower(trimmed(split(answer.contentType, ';').front()));
        return judged(type == wanted, kCert, shown(run),
                      std::string(one ? "One certificate" : "A set of certificates") +
                          " is to be sent as " + std::string(wanted) + '.');
    });
}

Judgement certsOnly(CheckRun& run) {
    return onAnswer(run, [&](const http::ClientResponse& answer) {
        const auto data = pki::SignedData::fromDer(answer.body);
        if (!data) return skipped("It is one certificate alone.");
        return judged(data->signers.empty() && data->content.empty(), kCert, shown(run),
                      "The SignedData is not a degenerate one: it has signers or content.");
    });
}

Judgement dates(CheckRun& run) {
    return forEach(
        run, [&](const pki::Certificate& one) { return one.checkValidAt(run.now()).has_value(); },
        "it is not valid now.");
}

Judgement strongSignature(CheckRun& run) {
    return forEach(
        run,
        [](const pki::Certificate& one) {
            const pki::SignatureAlgorithm* algorithm = one.signatureAlgorithm();
            return algorithm != nullptr && (algorithm->scheme == pki::SignatureScheme::Ed25519 ||
                                            (algorithm->digest != pki::Digest::Sha1 &&
                                             algorithm->digest != pki::Digest::Md5));
        },
        "it is signed with SHA-1 or weaker, or an algorithm that is not known.");
}

Judgement raIssuedByCa(CheckRun& run) {
    const auto& all = run.certificates();
    if (std::ranges::all_of(all, isCa) && !all.empty())
        return skipped("There is no RA certificate.");
    return forEach(
        run,
        [&](const pki::Certificate& one) {
            if (isCa(one)) return true;
            return std::ranges::any_of(all, [&](const pki::Certificate& ca) {
                return isCa(ca) && one.issuer().matches(ca.subject()) &&
                       one.verifySignedBy(ca.publicKey());
            });
        },
        "this RA certificate is issued by no CA of the answer, which Windows refuses.");
}

Judgement appleKeyUsage(CheckRun& run) {
    return onAnswer(run, [&](const http::ClientResponse&) {
        const Persona* apple = findPersona("apple");
        if (apple == nullptr) return skipped("How Apple chooses is not known.");
        const auto roles = rolesFor(*apple, run.certificates());
        return judged(roles.has_value(), kCert, shown(run),
                      roles ? std::string{} : printable(roles.error().detail));
    });
}

Judgement messageParameter(CheckRun& run) {
    const auto hasCertificates = [](const Result<http::ClientResponse>& answer) {
        return answer && answer->status == 200 && scep::readCaCertificates(answer->body);
    };
    if (!hasCertificates(run.askedPlainly(kCert, {})))
        return skipped("GetCACert has no certificates without a CA identifier.");
    for (const char* query : {"&message=", "&message=0"}) {
        const auto& answer = run.askedPlainly(kCert, query);
        const std::string sent = std::string("GetCACert with ") + (query + 1);
        if (!answer) return broken(sent, printable(toText(answer.error())), "No answer.");
        if (isTurnedAway(answer->status)) return nothingSaid(answer->status);
        if (!hasCertificates(answer))
            return broken(sent, "HTTP " + std::to_string(answer->status),
                          "There are no certificates in the answer.");
    }
    return kept("GetCACert with message= and message=0", "certificates");
}

Judgement small(CheckRun& run) {
    return onAnswer(run, [&](const http::ClientResponse& answer) {
        return judged(answer.body.size() < kSscepBuffer, kCert,
                      std::to_string(answer.body.size()) + " bytes",
                      "sscep has room for 16 KiB with the HTTP head.");
    });
}

} // namespace

const std::vector<CheckRow>& caCertificateChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"cacert.content-type", "ca-certificates", "RFC 8894 section 4.2.1", Must, "",
          "GetCACert is answered with the Content-Type that fits its content."},
         contentType},
        {{"cacert.certs-only", "ca-certificates", "RFC 8894 section 3.4", Must, "",
          "Several certificates come in a degenerate SignedData."},
         certsOnly},
        {{"cacert.dates", "ca-certificates", "RFC 5280 section 6.1.3", Should, "",
          "The certificates of GetCACert are valid."},
         dates},
        {{"cacert.strong-signature", "ca-certificates", "RFC 8894 section 7.9", Should, "",
          "The certificates of GetCACert are signed with SHA-256 or better."},
         strongSignature},
        {{"cacert.ra-issued-by-ca", "ca-certificates", "Microsoft Intune, observed",
          Interoperability, "Windows", "RA certificates are issued by a CA of the answer."},
         raIssuedByCa},
        {{"cacert.apple-key-usage", "ca-certificates", "Apple SecSCEP.c", Interoperability, "Apple",
          "There are certificates whose key usage lets Apple encrypt to them and believe replies."},
         appleKeyUsage},
        {{"cacert.message-parameter", "ca-certificates", "certmonger and jscep, observed",
          Interoperability, "certmonger",
          "GetCACert may come with an empty message parameter, or a number."},
         messageParameter},
        {{"cacert.small", "ca-certificates", "sscep 0.10.0", Interoperability, "sscep",
          "The answer to GetCACert is below 16 KiB."},
         small},
    };
    return kRows;
}

} // namespace scepter::client
