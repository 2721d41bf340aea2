#include "asn1/oids.h"
#include "authority/issue.h"
#include "enroll.h"
#include "serial.h"

#include <algorithm>

namespace scepter::enrollment {

namespace {

bool isRenewalType(scep::MessageType type) {
    return type == scep::MessageType::RenewalReq || type == scep::MessageType::UpdateReq;
}

// The encodings of the names, sorted, so that order does not matter.
std::vector<Bytes> sortedNames(const std::vector<pki::GeneralName>& names) {
    std::vector<Bytes> encoded;
    encoded.reserve(names.size());
    for (const auto& name : names)
        encoded.push_back(name.der);
    std::sort(encoded.begin(), encoded.end());
    return encoded;
}

} // namespace

// A renewal is told by who signed, not by its messageType: sscep, jscep, certmonger and Apple renew
// with PKCSReq (RFC 8894 section 2.4 and what deployed clients do).
Result<void> EnrollStep::identifySigner() {
    const pki::Certificate& signer = *m_request.signer;
    SCEPTER_TRY(record, recordOfSigner(m_engine.m_ledger, m_setting, signer));
    if (record && record->requestId != 0) return identifyIssued(std::move(*record));
    return checkOtherSigner("which this CA did not issue");
}

// A certificate authorizes only where it was issued: another endpoint has its own challenge,
// approval and template, and would be entered by the easiest one of the authority otherwise.
Result<void> EnrollStep::identifyIssued(CertificateRecord record) {
    const pki::Certificate& signer = *m_request.signer;
    SCEPTER_TRY(issuing, m_engine.m_ledger.request(record.requestId));
    if (!issuing)
        return fail(ErrorCode::StoreCorrupt,
                    "certificate " + signer.serialText() + " has no request");
    if (issuing->key.endpointId != m_settings.id) {
        SCEPTER_TRY(name, m_engine.m_ledger.endpointName(issuing->key.endpointId));
        return checkOtherSigner("which was issued by endpoint " +
                                name.value_or("#" + std::to_string(issuing->key.endpointId)));
    }
    m_renewed = std::move(record);
    m_firstCode = issuing->codeId;
    m_key.renewedSerial = magnitudeOf(signer.serial());
    check("Signer", true, "certificate " + signer.serialText() + " of this endpoint");
    return {};
}

// The signer proves nothing here but that it holds the key of the CSR.
Result<void> EnrollStep::checkOtherSigner(std::string_view issuedHow) {
    const pki::Certificate& signer = *m_request.signer;
    if (isRenewalType(m_request.type)) {
        check("Signer", false, "not a certificate of this endpoint");
        return fail(ErrorCode::SignerUnknown,
                    "a renewal signed with certificate " + signer.serialText() + " of " +
                        signer.issuer().toText() + ", " + std::string(issuedHow));
    }
    const bool sameKey = signer.publicKey() == m_request.csr->publicKey();
    check("Signer key", sameKey, sameKey ? "the key of the CSR" : "another key than the CSR's");
    if (!sameKey && !m_settings.compatibility.relaxSignerKey)
        return fail(ErrorCode::SignerKeyMismatch,
                    "the message is signed with another key than the CSR's, by " +
                        signer.subject().toText());
    return {};
}

Result<void> EnrollStep::checkRenewal() {
    if (!m_settings.renewalAllowed)
        return fail(ErrorCode::RenewalNotAllowed, "the endpoint does not allow renewal");
    const pki::Certificate& renewed = *m_request.signer;
    if (m_renewed->revokedAt)
        return fail(ErrorCode::CertificateRevoked,
                    "the signer's certificate was revoked at " + toIsoText(*m_renewed->revokedAt));
    SCEPTER_CHECK(renewed.checkValidAt(m_arrival.now));
    const authority::Template& recipe = *m_setting.recipe;
    const TimePoint earliest = renewed.notAfter() - recipe.renewalWindow;
    if (recipe.renewalWindow > Duration{0} && m_arrival.now < earliest)
        return fail(ErrorCode::RenewalTooEarly,
                    "renewal is possible from " + toIsoText(earliest) + " on");
    if (!recipe.renewalMayReuseKey && renewed.publicKey() == m_request.csr->publicKey())
        return fail(ErrorCode::RenewalKeyReused, "the template wants a new key for a renewal");
    return {};
}

Result<IdentityComparison> compareIdentity(const authority::Plan& plan,
                                           const pki::Certificate& renewed) {
    const pki::Name& subject = plan.fields.subject;
    std::vector<pki::GeneralName> planned;
    if (const auto* extension =
            pki::findExtension(plan.fields.extensions, asn1::oids::kSubjectAltName)) {
        SCEPTER_TRY(names, pki::readGeneralNames(extension->value));
        planned = std::move(names);
    }
    const auto had = renewed.subjectAltNames();
    // A certificate without alternative names claims less than the one before.
    const bool sameSan = planned.empty() || sortedNames(planned) == sortedNames(had);
    return IdentityComparison{
        {"Subject", renewed.subject().toText(), subject.toText(),
         subject.matches(renewed.subject())},
        {"SAN", authority::sanText(had), authority::sanText(planned), sameSan}};
}

Result<void> IdentityComparison::judge() const {
    if (!subject.equal)
        return fail(ErrorCode::RenewalIdentityChanged,
                    "the subject " + subject.found + " differs from the renewed certificate's " +
                        subject.expected);
    if (!san.equal)
        return fail(ErrorCode::RenewalIdentityChanged,
                    "the SAN differs from the renewed certificate's");
    return {};
}

// Without this a renewal would be impersonation: whoever holds any certificate could ask for any
// name (RFC 8894 section 7.6). What would be issued is compared, not what was asked for.
Result<void> EnrollStep::checkSameIdentity(const authority::Plan& plan) {
    if (m_setting.recipe->renewalMayChangeIdentity) return {};
    SCEPTER_TRY(identity, compareIdentity(plan, *m_request.signer));
    m_comparisons.push_back(identity.subject);
    m_comparisons.push_back(identity.san);
    return identity.judge();
}

} // namespace scepter::enrollment
