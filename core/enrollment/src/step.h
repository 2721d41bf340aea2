// What the steps of a decision share.
#pragma once

#include "authority/issue.h"
#include "enrollment/engine.h"

namespace scepter::enrollment {

/// The success that delivers a certificate, with the chain where the endpoint asks for it.
Decision delivery(const Setting& setting, const CertificateRecord& certificate);

/// What the gates want in the certificate.
authority::Adjustments adjustmentsOf(const challenge::Grant& grant);

/// PENDING.
Decision pendingAnswer(const std::string& subject);

/// What a transaction that is already in the ledger is answered with: delivered, pending, refused.
/// Nothing when its certificate is no longer good, so that the request counts as a new one.
Result<std::optional<Decision>> answerForExisting(Ledger& ledger, const Setting& setting,
                                                  const RequestRecord& request,
                                                  const std::optional<CertificateRecord>& known,
                                                  TimePoint now);

/// The generation that issued a certificate, by name and signature; null when it was none of ours.
const authority::Generation* issuerAmongOurs(const authority::Authority& authority,
                                             const pki::Certificate& certificate);

/// The ledger's record of a certificate: issued by us and byte for byte the same. Nothing
/// otherwise.
Result<std::optional<CertificateRecord>> recordOfSigner(Ledger& ledger, const Setting& setting,
                                                        const pki::Certificate& signer);

/// What a plan names, beside the certificate that it renews: "Subject" and "SAN".
struct IdentityComparison {
    challenge::Comparison subject;
    challenge::Comparison san;

    /// RenewalIdentityChanged with the first difference.
    [[nodiscard]] Result<void> judge() const;
};
Result<IdentityComparison> compareIdentity(const authority::Plan& plan,
                                           const pki::Certificate& renewed);

inline constexpr std::string_view kChallengePurpose = "transaction challenge";

} // namespace scepter::enrollment
