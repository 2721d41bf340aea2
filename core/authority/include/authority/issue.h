// From a CSR and a template to a certificate. No I/O; thread-safe functions of their arguments.
#pragma once

#include "authority/authority.h"
#include "authority/template.h"
#include "base/clock.h"
#include "base/result.h"
#include "pki/certificate.h"
#include "pki/csr.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::authority {

/// What a gate vouches for beyond the CSR, and what the operator changed on approval.
struct Adjustments {
    bool sidVouched = false; ///< a gate has checked the SID extension or SID URI of this CSR
    std::optional<pki::Name> subject;
    std::optional<std::vector<pki::GeneralName>> subjectAltNames;
    std::optional<std::vector<asn1::Oid>> extendedKeyUsage; ///< within the template
    std::optional<Duration> validity;                       ///< at most the template's
};

/// One line of "requested beside what will be issued".
struct PlanLine {
    std::string field; ///< "Subject", "SAN", "Key", "Key usage", "EKU", "Validity", "<extension>"
    std::string requested; ///< empty: not asked for
    std::string issued;    ///< empty: not in the certificate
    bool changed = false;  ///< the certificate differs from what was asked for

    bool operator==(const PlanLine&) const = default;
};

/// What would be issued: everything but the serial number and the signature.
struct Plan {
    pki::CertificateFields fields;
    pki::Digest digest = pki::Digest::Sha256;
    std::vector<PlanLine> lines;
};

/// The template as the current generation of an authority issues by it: {authority} and
/// {generation} in its CRL distribution points and CA issuers are filled in. A certificate so goes
/// on naming the CRL and the CA certificate of the generation that signed it, after the next one
/// has taken over.
Template templateFor(Template recipe, const Authority& authority);
/// The same without the authority's keys at hand.
Template templateFor(Template recipe, const std::string& authorityName, unsigned generation);

/// Applies a template, as templateFor gives it, to a CSR. Errors: KeyRejected, SubjectRejected,
/// SanRejected, ExtensionRejected (malformed requested extension), SanRejected or SubjectRejected
/// also for names that the issuer's name constraints forbid, AuthorityExpired (the issuer is not
/// valid at `now`), InvalidArgument for adjustments outside the template. notAfter never exceeds
/// the issuer's. The SID extension (1.3.6.1.4.1.311.25.2) and "tag:microsoft.com,2022-09-14:sid:"
/// URIs are dropped unless vouched for, and said so in `lines`. Basic constraints, key identifiers,
/// CDP, AIA and policies come from the template and the issuer alone.
Result<Plan> planCertificate(const Template& recipe, const pki::Certificate& issuer,
                             const pki::Csr& csr, const Adjustments& adjustments, TimePoint now);

/// Signs a plan under a fresh random serial number.
Result<pki::Certificate> issue(const Plan& plan, const pki::PrivateKey& issuerKey);

/// A readable summary of what a certificate holds, for lists: "DNS:a.example, UPN:b@c".
std::string sanText(const std::vector<pki::GeneralName>& names);

} // namespace scepter::authority
