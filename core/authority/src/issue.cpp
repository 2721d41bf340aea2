#include "authority/issue.h"

#include "asn1/oids.h"
#include "base/text.h"
#include "pki/name_constraints.h"
#include "placeholders.h"
#include "plan_parts.h"

#include <algorithm>

namespace scepter::authority {

namespace {

constexpr Duration kMaxBackdate = std::chrono::days{30};

struct Validity {
    TimePoint notBefore;
    TimePoint notAfter;
};

TimePoint wholeSeconds(TimePoint time) {
    return std::chrono::floor<std::chrono::seconds>(time);
}

Result<void> checkIssuer(const pki::Certificate& issuer, TimePoint now) {
    const auto valid = issuer.checkValidAt(now);
    if (!valid)
        return fail(ErrorCode::AuthorityExpired,
                    "the issuer's certificate is not valid: " + valid.error().detail);
    return {};
}

Result<void> checkKey(const Planning& planning, std::vector<PlanLine>& lines) {
    const pki::PublicKey& key = planning.csr.publicKey();
    const auto allows = [&](const KeyRule& rule) {
        if (rule.type != key.type() || key.type() == pki::KeyType::Other) return false;
        return key.type() != pki::KeyType::Rsa ||
               (key.bits() >= rule.minBits && key.bits() <= rule.maxBits);
    };
    if (!std::ranges::any_of(planning.recipe.keys, allows))
        return fail(ErrorCode::KeyRejected, "the template does not allow a key of " + key.toText());
    lines.push_back({"Key", key.toText(), key.toText(), false});
    return {};
}

Result<Validity> planValidity(const Planning& planning, TimePoint now,
                              std::vector<PlanLine>& lines) {
    const Template& recipe = planning.recipe;
    Duration wanted = recipe.validity;
    if (const auto& adjusted = planning.adjustments.validity) {
        if (*adjusted > recipe.validity)
            return fail(ErrorCode::InvalidArgument, "the validity is longer than the template's");
        wanted = *adjusted;
    }
    if (wanted <= Duration::zero())
        return fail(ErrorCode::InvalidArgument, "the validity is not positive");
    // Compared before anything is added, so that no duration overflows.
    const bool cut = wanted > planning.issuer.notAfter() - now;
    const Duration backdate = std::clamp(recipe.backdate, Duration::zero(), kMaxBackdate);
    const Validity validity{
        wholeSeconds(std::max(now - backdate, planning.issuer.notBefore())),
        wholeSeconds(cut ? planning.issuer.notAfter() : now + wanted),
    };
    std::string text = toIsoText(validity.notBefore) + " to " + toIsoText(validity.notAfter);
    if (cut) text += " (cut: the issuer expires then)";
    lines.push_back({"Validity", {}, std::move(text), cut});
    return validity;
}

void addIdentifiers(const Planning& planning, std::vector<pki::Extension>& extensions) {
    extensions.push_back(pki::makeSubjectKeyIdentifier(planning.csr.publicKey().keyIdentifier()));
    const auto identifier = planning.issuer.subjectKeyIdentifier();
    extensions.push_back(pki::makeAuthorityKeyIdentifier(
        identifier ? *identifier : planning.issuer.publicKey().keyIdentifier()));
}

void addServices(const Template& recipe, std::vector<pki::Extension>& extensions) {
    if (!recipe.crlDistributionPoints.empty())
        extensions.push_back(pki::makeCrlDistributionPoints(recipe.crlDistributionPoints));
    if (!recipe.caIssuers.empty() || !recipe.ocsp.empty())
        extensions.push_back(pki::makeAuthorityInfoAccess(recipe.caIssuers, recipe.ocsp));
    if (!recipe.policies.empty())
        extensions.push_back(pki::makeCertificatePolicies(recipe.policies));
}

void append(std::vector<pki::Extension>& extensions, std::vector<pki::Extension> more) {
    std::ranges::move(more, std::back_inserter(extensions));
}

Result<std::vector<pki::Extension>>
planExtensions(const Planning& planning, const pki::Name& subject, std::vector<PlanLine>& lines) {
    SCEPTER_TRY(sans, planSans(planning, lines));
    if (subject.empty() && sans.empty())
        return fail(ErrorCode::SanRejected, "the subject is empty and there is no SAN");
    SCEPTER_TRY(usages, planUsages(planning, lines));
    SCEPTER_TRY(others, planOtherExtensions(planning, lines));

    std::vector<pki::Extension> extensions;
    if (planning.recipe.basicConstraints) extensions.push_back(pki::makeBasicConstraints({}));
    append(extensions, std::move(usages));
    addIdentifiers(planning, extensions);
    // RFC 5280 section 4.2.1.6: critical when there is nothing else to know the subject by.
    if (!sans.empty()) extensions.push_back(pki::makeSubjectAltName(sans, subject.empty()));
    addServices(planning.recipe, extensions);
    append(extensions, std::move(others));
    return extensions;
}

/// A certificate that the issuer's name constraints forbid is refused by all who check it: better
/// here. The check reads a certificate, so one is drafted, under a key that is thrown away.
Result<void> checkIssuerAllowsNames(const pki::Certificate& issuer, const Plan& plan) {
    if (pki::findExtension(issuer.extensions(), asn1::oids::kNameConstraints) == nullptr) return {};
    SCEPTER_TRY(key, pki::PrivateKey::generate({pki::KeyType::EcP256, 0}));
    pki::CertificateFields fields = plan.fields;
    fields.serial = Bytes{1};
    SCEPTER_TRY(draft, pki::signCertificate(fields, key, pki::Digest::Sha256));
    const auto allowed = pki::checkNameConstraints(issuer, draft);
    if (allowed) return {};
    const bool hasSan =
        pki::findExtension(fields.extensions, asn1::oids::kSubjectAltName) != nullptr;
    return fail(hasSan ? ErrorCode::SanRejected : ErrorCode::SubjectRejected,
                "the CA may not issue for these names: " + allowed.error().detail);
}

} // namespace

Template templateFor(Template recipe, const Authority& authority) {
    const Generation* current = authority.current();
    if (current == nullptr) return recipe;
    return templateFor(std::move(recipe), authority.name, current->number);
}

Template templateFor(Template recipe, const std::string& authorityName, unsigned generation) {
    for (auto* uris : {&recipe.crlDistributionPoints, &recipe.caIssuers})
        for (std::string& uri : *uris)
            uri = fillIssuerPlaceholders(uri, authorityName, generation);
    return recipe;
}

Result<Plan> planCertificate(const Template& recipe, const pki::Certificate& issuer,
                             const pki::Csr& csr, const Adjustments& adjustments, TimePoint now) {
    const Planning planning{recipe, issuer, csr, adjustments};
    if (recipe.digest == pki::Digest::Md5 || recipe.digest == pki::Digest::Sha1)
        return fail(ErrorCode::InvalidArgument, "the template's digest is too weak");
    SCEPTER_CHECK(checkIssuer(issuer, now));
    Plan plan;
    plan.digest = recipe.digest;
    plan.fields.issuer = issuer.subject();
    plan.fields.spki = csr.publicKey().spki();
    SCEPTER_TRY(subject, planSubject(planning, plan.lines));
    SCEPTER_CHECK(checkKey(planning, plan.lines));
    SCEPTER_TRY(extensions, planExtensions(planning, subject, plan.lines));
    SCEPTER_TRY(validity, planValidity(planning, now, plan.lines));
    plan.fields.subject = std::move(subject);
    plan.fields.extensions = std::move(extensions);
    plan.fields.notBefore = validity.notBefore;
    plan.fields.notAfter = validity.notAfter;
    SCEPTER_CHECK(checkIssuerAllowsNames(issuer, plan));
    return plan;
}

Result<pki::Certificate> issue(const Plan& plan, const pki::PrivateKey& issuerKey) {
    pki::CertificateFields fields = plan.fields;
    SCEPTER_TRY(serial, pki::randomSerial());
    fields.serial = std::move(serial);
    return pki::signCertificate(fields, issuerKey, plan.digest);
}

} // namespace scepter::authority
