// SPDX-License-Identifier: GPL-3.0-or-later
#include "issued.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::client {

namespace {

constexpr std::chrono::hours kClockSkew{1};
constexpr std::string_view kSuccess = "RFC 8894 section 3.3.2";
constexpr std::string_view kGetCert = "RFC 8894 section 3.3.4";
constexpr std::string_view kGetCrl = "RFC 8894 section 3.3.5";
constexpr std::string_view kPath = "RFC 5280 section 6.1";

template <class T>
void note(scep::ReplyReport& report, std::string_view id, std::string_view section,
          const Result<T>& outcome, std::string found, bool advice = false) {
    report.checks.push_back({id, section, outcome.has_value(), advice,
                             outcome ? std::move(found) : outcome.error().detail});
    if (!outcome && !advice && !report.error) report.error = outcome.error();
}

Result<std::vector<pki::Certificate>> parsed(const std::vector<Bytes>& certificates) {
    std::vector<pki::Certificate> pool;
    for (const Bytes& der : certificates) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(der));
        pool.push_back(std::move(certificate));
    }
    return pool;
}

Result<pki::Certificate> certificateFor(const std::vector<pki::Certificate>& pool,
                                        const pki::PublicKey& key) {
    const auto leaf = std::ranges::find_if(
        pool, [&](const pki::Certificate& one) { return one.publicKey() == key; });
    if (leaf == pool.end())
        return fail(ErrorCode::KeyMismatch,
                    "the service issued no certificate for the key of the request");
    return *leaf;
}

Result<void> checkDates(const pki::Certificate& certificate, TimePoint now) {
    if (certificate.notBefore() - now > kClockSkew)
        return fail(ErrorCode::CertificateNotYetValid,
                    "it is valid from " + toIsoText(certificate.notBefore()));
    if (certificate.notAfter() < now)
        return fail(ErrorCode::CertificateExpired,
                    "it was valid until " + toIsoText(certificate.notAfter()));
    return {};
}

// GetCACert may also list RA certificates; buildChain takes no issuer that is not a CA.
Result<std::vector<pki::Certificate>> chainOf(const pki::Certificate& leaf,
                                              std::vector<pki::Certificate> pool,
                                              const std::vector<pki::Certificate>& authorities,
                                              TimePoint now) {
    // A CA whose clock is ahead of ours has issued nonetheless.
    const TimePoint judged =
        leaf.notBefore() - now <= kClockSkew ? std::max(now, leaf.notBefore()) : now;
    SCEPTER_TRY(path, pki::buildChain(leaf, pool, authorities, judged));
    std::vector<pki::Certificate> chain(path.begin() + 1, path.end());
    // On to the root where it is known.
    pool.insert(pool.end(), authorities.begin(), authorities.end());
    if (const auto rest = pki::buildChain(path.back(), pool, {}, judged))
        chain.insert(chain.end(), rest->begin() + 1, rest->end());
    return chain;
}

void examineEnrolled(Answer& answer, const PreparedRequest& request, const ServiceView& service,
                     TimePoint now) {
    scep::ReplyReport& report = answer.report;
    const auto pool = parsed(report.reply->certificates);
    note(report, "issued.readable", kSuccess, pool,
         pool ? std::to_string(pool->size()) + " certificates" : std::string{});
    if (!pool) return;
    const auto leaf = certificateFor(*pool, request.transaction.key.publicKey());
    note(report, "issued.key", kSuccess, leaf, "for the key of the request");
    if (!leaf) return;
    answer.certificate = *leaf;
    const Result<void> first =
        pool->front() == *leaf
            ? Result<void>{}
            : fail(ErrorCode::MessageMalformed, "it is not the first certificate of the reply");
    note(report, "issued.first", kSuccess, first, "the first of the reply", true);
    auto chain = chainOf(*leaf, *pool, service.certificates, now);
    note(report, "issued.chain", kPath, chain,
         "issued by " + printable(leaf->issuer().toDisplayText()));
    if (chain) answer.chain = std::move(*chain);
    note(report, "issued.dates", kPath, checkDates(*leaf, now),
         "until " + toIsoText(leaf->notAfter()));
    const Result<void> subject =
        leaf->subject().matches(request.transaction.subject)
            ? Result<void>{}
            : fail(ErrorCode::SubjectRejected,
                   "it is for " + printable(leaf->subject().toDisplayText()));
    note(report, "issued.subject", kSuccess, subject, "the subject of the request", true);
}

void examineFound(Answer& answer, const PreparedRequest& request, const ServiceView& service) {
    scep::ReplyReport& report = answer.report;
    const auto pool = parsed(report.reply->certificates);
    note(report, "issued.readable", kGetCert, pool,
         pool ? std::to_string(pool->size()) + " certificates" : std::string{});
    if (!pool) return;
    const auto found = std::ranges::find_if(*pool, [&](const pki::Certificate& one) {
        return one.serial() == request.serial && one.issuer().matches(service.roles.ca.subject());
    });
    const Result<void> asked =
        found != pool->end()
            ? Result<void>{}
            : fail(ErrorCode::CertificateUnknown, "GetCert was answered with another certificate");
    note(report, "issued.serial", kGetCert, asked, "the one that was asked for");
    if (asked) answer.certificate = *found;
}

void examineCrl(Answer& answer, const ServiceView& service) {
    scep::ReplyReport& report = answer.report;
    const Result<void> present =
        !report.reply->crls.empty()
            ? Result<void>{}
            : fail(ErrorCode::MessageMalformed, "GetCRL was answered without a CRL");
    note(report, "issued.crl", kGetCrl, present, "a CRL");
    if (!present) return;
    auto crl = pki::Crl::fromDer(report.reply->crls.front());
    note(report, "issued.readable", kGetCrl, crl, "it reads");
    if (!crl) return;
    note(report, "issued.crl-signature", "RFC 5280 section 6.3",
         crl->verifySignedBy(service.roles.ca.publicKey()), "it verifies under the CA's key");
    answer.crl = std::move(*crl);
}

} // namespace

void examineIssued(Answer& answer, const PreparedRequest& request, const ServiceView& service,
                   TimePoint now) {
    if (!answer.report.reply || answer.report.reply->status != scep::PkiStatus::Success) return;
    switch (request.type) {
    case scep::MessageType::GetCert:
        return examineFound(answer, request, service);
    case scep::MessageType::GetCrl:
        return examineCrl(answer, service);
    default:
        return examineEnrolled(answer, request, service, now);
    }
}

} // namespace scepter::client
