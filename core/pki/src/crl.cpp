#include "pki/crl.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"
#include "signed_parts.h"

#include <array>

namespace scepter::pki {
namespace {

constexpr auto kWhole = ErrorCode::CrlMalformed;
// A CRL of 100 000 entries takes 4 MB and about seven nodes an entry.
constexpr asn1::Limits kLimits{std::size_t{32} << 20, 1'500'000, 32};

struct ReasonName {
    RevocationReason reason;
    std::string_view text;
};

constexpr std::array kReasonNames{
    ReasonName{RevocationReason::Unspecified, "unspecified"},
    ReasonName{RevocationReason::KeyCompromise, "keyCompromise"},
    ReasonName{RevocationReason::CaCompromise, "cACompromise"},
    ReasonName{RevocationReason::AffiliationChanged, "affiliationChanged"},
    ReasonName{RevocationReason::Superseded, "superseded"},
    ReasonName{RevocationReason::CessationOfOperation, "cessationOfOperation"},
    ReasonName{RevocationReason::CertificateHold, "certificateHold"},
    ReasonName{RevocationReason::RemoveFromCrl, "removeFromCRL"},
    ReasonName{RevocationReason::PrivilegeWithdrawn, "privilegeWithdrawn"},
    ReasonName{RevocationReason::AaCompromise, "aACompromise"},
};

// A value that the RFC does not name still revokes.
RevocationReason reasonOf(std::int64_t value) {
    for (const ReasonName& known : kReasonNames)
        if (static_cast<std::int64_t>(known.reason) == value) return known.reason;
    return RevocationReason::Unspecified;
}

Result<void> readEntryExtension(const Extension& extension, RevokedEntry& entry) {
    const bool isReason = extension.id == asn1::oids::kCrlReason;
    if (!isReason && extension.id != asn1::oids::kInvalidityDate) {
        // RFC 5280 section 5.3: such a CRL does not say what it seems to say (certificateIssuer
        // makes the entry one of another CA).
        if (extension.critical)
            return fail(ErrorCode::NotSupported,
                        "critical CRL entry extension " + extension.id.toText());
        return {};
    }
    SCEPTER_TRY(tree, partOf(kWhole, "entry extension", asn1::Tree::parse(extension.value)));
    if (isReason) {
        SCEPTER_TRY(value, partOf(kWhole, "reasonCode", asn1::integerValue(tree.root())));
        entry.reason = reasonOf(value);
    } else {
        SCEPTER_TRY(since, partOf(kWhole, "invalidityDate", asn1::timeValue(tree.root())));
        entry.invalidSince = since;
    }
    return {};
}

Result<RevokedEntry> readEntry(asn1::Element element) {
    if (!element.is(asn1::tag::kSequence)) return fail(kWhole, "an entry is not a sequence");
    asn1::Cursor cursor(element);
    SCEPTER_TRY(serial, partOf(kWhole, "userCertificate",
                               asn1::integerContent(cursor.takeIf(asn1::tag::kInteger))));
    SCEPTER_TRY(revokedAt, partOf(kWhole, "revocationDate", asn1::timeValue(cursor.take())));
    RevokedEntry entry{copyOf(withoutLeadingZeros(serial)), revokedAt, {}, {}};
    const asn1::Element wrapped = cursor.takeIf(asn1::tag::kSequence);
    if (!cursor.atEnd()) return fail(kWhole, "something follows the last field of an entry");
    if (!wrapped) return entry;
    SCEPTER_TRY(extensions, partOf(kWhole, "crlEntryExtensions", readFewExtensions(wrapped)));
    for (const Extension& extension : extensions)
        SCEPTER_CHECK(readEntryExtension(extension, entry));
    return entry;
}

Result<std::vector<RevokedEntry>> readEntries(asn1::Element list) {
    std::vector<RevokedEntry> entries;
    entries.reserve(list.childCount());
    for (auto element = list.firstChild(); element; element = element.nextSibling()) {
        SCEPTER_TRY(entry, readEntry(element));
        entries.push_back(std::move(entry));
    }
    return entries;
}

// Absent in version 1, which has no extensions.
Result<std::int64_t> readVersion(asn1::Cursor& cursor) {
    const asn1::Element element = cursor.takeIf(asn1::tag::kInteger);
    if (!element) return 0;
    SCEPTER_TRY(version, partOf(kWhole, "version", asn1::integerValue(element)));
    if (version != 1) return fail(kWhole, "the version is not known");
    return version;
}

Result<std::optional<TimePoint>> readNextUpdate(asn1::Cursor& cursor) {
    const asn1::Element next = cursor.peek();
    if (!next.is(asn1::tag::kUtcTime) && !next.is(asn1::tag::kGeneralizedTime)) return std::nullopt;
    SCEPTER_TRY(time, partOf(kWhole, "nextUpdate", asn1::timeValue(cursor.take())));
    return time;
}

Result<std::vector<Extension>> readCrlExtensions(asn1::Element wrapped, std::int64_t version) {
    if (!wrapped) return std::vector<Extension>{};
    if (version == 0) return fail(kWhole, "only a version 2 CRL has extensions");
    if (wrapped.childCount() != 1) return fail(kWhole, "crlExtensions: not one sequence");
    return partOf(kWhole, "crlExtensions", readFewExtensions(wrapped.firstChild()));
}

// Nothing for a number of more than 63 bits, which RFC 5280 allows.
std::optional<std::int64_t> numberOf(const std::vector<Extension>& extensions) {
    const Extension* extension = findExtension(extensions, asn1::oids::kCrlNumber);
    if (!extension) return std::nullopt;
    const auto tree = asn1::Tree::parse(extension->value);
    if (!tree || !tree->root().is(asn1::tag::kInteger)) return std::nullopt;
    const auto number = asn1::integerValue(tree->root());
    return number ? std::optional(*number) : std::nullopt;
}

} // namespace

std::string_view toText(RevocationReason reason) {
    for (const ReasonName& known : kReasonNames)
        if (known.reason == reason) return known.text;
    return "unspecified";
}

std::optional<RevocationReason> revocationReasonFromText(std::string_view text) {
    for (const ReasonName& known : kReasonNames)
        if (equalsIgnoringCase(known.text, text)) return known.reason;
    return std::nullopt;
}

Result<Crl> Crl::fromDer(ByteView der) {
    SCEPTER_TRY(tree, partOf(kWhole, "CRL", asn1::Tree::parse(der, kLimits)));
    SCEPTER_TRY(parts, readSigned(tree, kWhole));
    asn1::Cursor cursor(parts.toBeSigned);
    SCEPTER_TRY(version, readVersion(cursor));
    if (!cursor.takeIf(asn1::tag::kSequence)) return fail(kWhole, "no signature algorithm");
    Crl crl;
    SCEPTER_TRY(issuer, partOf(kWhole, "issuer", Name::fromElement(cursor.take())));
    SCEPTER_TRY(thisUpdate, partOf(kWhole, "thisUpdate", asn1::timeValue(cursor.take())));
    SCEPTER_TRY(nextUpdate, readNextUpdate(cursor));
    SCEPTER_TRY(entries, readEntries(cursor.takeIf(asn1::tag::kSequence)));
    SCEPTER_TRY(extensions, readCrlExtensions(cursor.takeIfContext(0), version));
    if (!cursor.atEnd()) return fail(kWhole, "something follows the last field");
    crl.der = copyOf(der);
    crl.issuer = std::move(issuer);
    crl.thisUpdate = thisUpdate;
    crl.nextUpdate = nextUpdate;
    crl.number = numberOf(extensions);
    crl.entries = std::move(entries);
    crl.extensions = std::move(extensions);
    return crl;
}

Result<void> Crl::verifySignedBy(const PublicKey& issuerKey) const {
    SCEPTER_TRY(tree, partOf(kWhole, "CRL", asn1::Tree::parse(der, kLimits)));
    SCEPTER_TRY(parts, readSigned(tree, kWhole));
    const asn1::Element first = parts.toBeSigned.child(0);
    const asn1::Element inside = first.is(asn1::tag::kInteger) ? parts.toBeSigned.child(1) : first;
    if (!sameBytes(inside.encoded(), parts.algorithm.encoded()))
        return fail(ErrorCode::SignatureInvalid,
                    "the signature algorithms inside and outside of the CRL differ");
    return verifySigned(issuerKey, parts.signature.algorithm, parts.toBeSigned.encoded(),
                        parts.signature.value);
}

} // namespace scepter::pki
