#include "pki/certificate.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "pki/crypto.h"
#include "signed_parts.h"

namespace scepter::pki {
namespace {

constexpr auto kWhole = ErrorCode::CertificateMalformed;

struct Validity {
    TimePoint notBefore;
    TimePoint notAfter;
};

// Version ::= INTEGER { v1(0), v2(1), v3(2) }, absent for v1. BER senders write the default out.
Result<std::int64_t> readVersion(asn1::Cursor& cursor) {
    const asn1::Element wrapped = cursor.takeIfContext(0);
    if (!wrapped) return 0;
    if (wrapped.childCount() != 1) return fail(kWhole, "version: not one integer");
    SCEPTER_TRY(version, partOf(kWhole, "version", asn1::integerValue(wrapped.firstChild())));
    if (version < 0 || version > 2)
        return fail(kWhole, "version " + std::to_string(version + 1) + " is not known");
    return version;
}

Result<Validity> readValidity(asn1::Element element) {
    if (!element.is(asn1::tag::kSequence) || element.childCount() != 2)
        return fail(kWhole, "validity: not two times");
    SCEPTER_TRY(notBefore, partOf(kWhole, "notBefore", asn1::timeValue(element.child(0))));
    SCEPTER_TRY(notAfter, partOf(kWhole, "notAfter", asn1::timeValue(element.child(1))));
    return Validity{notBefore, notAfter};
}

// What may follow the key: unique identifiers (v2) and extensions (v3).
Result<std::vector<Extension>> readTail(asn1::Cursor& cursor, std::int64_t version) {
    if ((cursor.takeIfContext(1) || cursor.peek().isContext(2)) && version == 0)
        return fail(kWhole, "a version 1 certificate has no unique identifiers");
    cursor.takeIfContext(2);
    const asn1::Element wrapped = cursor.takeIfContext(3);
    if (!cursor.atEnd()) return fail(kWhole, "something follows the last field");
    if (!wrapped) return std::vector<Extension>{};
    if (version != 2) return fail(kWhole, "only a version 3 certificate has extensions");
    if (wrapped.childCount() != 1) return fail(kWhole, "extensions: not one sequence");
    return partOf(kWhole, "extensions", readFewExtensions(wrapped.firstChild()));
}

// RFC 5280 section 4.1.1.2: the algorithm inside must be the one outside.
bool sameAlgorithm(asn1::Element inside, asn1::Element outside) {
    if (sameBytes(inside.encoded(), outside.encoded())) return true;
    const auto a = asn1::toDer(inside);
    const auto b = asn1::toDer(outside);
    return a && b && *a == *b;
}

} // namespace

struct Certificate::Data {
    Bytes der;
    ByteView tbs; // into der, whose buffer never moves
    Bytes serial;
    Name issuer;
    Name subject;
    Validity validity;
    PublicKey publicKey;
    std::vector<Extension> extensions;
    SignatureParts signature;
    bool algorithmsAgree = false;
};

Result<Certificate> Certificate::fromDer(ByteView der) {
    Bytes owned = copyOf(der);
    SCEPTER_TRY(tree, partOf(kWhole, "certificate", asn1::Tree::parse(owned)));
    SCEPTER_TRY(parts, readSigned(tree, kWhole));
    asn1::Cursor cursor(parts.toBeSigned);
    SCEPTER_TRY(version, readVersion(cursor));
    SCEPTER_TRY(serial, partOf(kWhole, "serialNumber",
                               asn1::integerContent(cursor.takeIf(asn1::tag::kInteger))));
    const asn1::Element algorithm = cursor.take();
    SCEPTER_TRY(issuer, partOf(kWhole, "issuer", Name::fromElement(cursor.take())));
    SCEPTER_TRY(validity, readValidity(cursor.take()));
    SCEPTER_TRY(subject, partOf(kWhole, "subject", Name::fromElement(cursor.take())));
    SCEPTER_TRY(key, partOf(kWhole, "subjectPublicKeyInfo", readPublicKey(cursor.take())));
    SCEPTER_TRY(extensions, readTail(cursor, version));
    const bool agree = sameAlgorithm(algorithm, parts.algorithm);
    const ByteView tbs = parts.toBeSigned.encoded();
    return Certificate(std::make_shared<const Data>(
        Data{std::move(owned), tbs, std::move(serial), std::move(issuer), std::move(subject),
             validity, std::move(key), std::move(extensions), std::move(parts.signature), agree}));
}

const Bytes& Certificate::der() const {
    return m_data->der;
}
ByteView Certificate::tbs() const {
    return m_data->tbs;
}
const Bytes& Certificate::serial() const {
    return m_data->serial;
}
const Name& Certificate::issuer() const {
    return m_data->issuer;
}
const Name& Certificate::subject() const {
    return m_data->subject;
}
TimePoint Certificate::notBefore() const {
    return m_data->validity.notBefore;
}
TimePoint Certificate::notAfter() const {
    return m_data->validity.notAfter;
}
const PublicKey& Certificate::publicKey() const {
    return m_data->publicKey;
}
const std::vector<Extension>& Certificate::extensions() const {
    return m_data->extensions;
}
asn1::Oid Certificate::signatureOid() const {
    return m_data->signature.oid;
}
ByteView Certificate::signature() const {
    return m_data->signature.value;
}

const SignatureAlgorithm* Certificate::signatureAlgorithm() const {
    const auto& algorithm = m_data->signature.algorithm;
    return algorithm ? &*algorithm : nullptr;
}

std::string Certificate::serialText() const {
    const Bytes& content = m_data->serial;
    if ((content.front() & 0x80) == 0) return toUpperHex(withoutLeadingZeros(content));
    // Negative, against RFC 5280 section 4.1.2.2, but they exist: the magnitude behind a minus
    // sign.
    Bytes magnitude = content;
    bool carry = true;
    for (std::size_t i = magnitude.size(); i-- > 0;) {
        magnitude[i] = static_cast<std::uint8_t>(~magnitude[i] + (carry ? 1 : 0));
        carry = carry && magnitude[i] == 0;
    }
    return "-" + toUpperHex(withoutLeadingZeros(magnitude));
}

std::optional<std::uint16_t> Certificate::keyUsage() const {
    const Extension* extension = findExtension(m_data->extensions, asn1::oids::kKeyUsage);
    if (!extension) return std::nullopt;
    // One that cannot be read permits nothing.
    return readKeyUsage(extension->value).value_or(std::uint16_t{0});
}

std::vector<asn1::Oid> Certificate::extendedKeyUsage() const {
    const Extension* extension = findExtension(m_data->extensions, asn1::oids::kExtendedKeyUsage);
    if (!extension) return {};
    auto usages = readExtendedKeyUsage(extension->value);
    return usages ? std::move(*usages) : std::vector<asn1::Oid>{};
}

std::optional<BasicConstraints> Certificate::basicConstraints() const {
    const Extension* extension = findExtension(m_data->extensions, asn1::oids::kBasicConstraints);
    if (!extension) return std::nullopt;
    // One that cannot be read makes no CA.
    return readBasicConstraints(extension->value).value_or(BasicConstraints{});
}

std::vector<GeneralName> Certificate::subjectAltNames() const {
    const Extension* extension = findExtension(m_data->extensions, asn1::oids::kSubjectAltName);
    if (!extension) return {};
    auto names = readGeneralNames(extension->value);
    return names ? std::move(*names) : std::vector<GeneralName>{};
}

std::optional<Bytes> Certificate::subjectKeyIdentifier() const {
    const Extension* extension =
        findExtension(m_data->extensions, asn1::oids::kSubjectKeyIdentifier);
    if (!extension) return std::nullopt;
    const auto tree = asn1::Tree::parse(extension->value);
    if (!tree || !tree->root().is(asn1::tag::kOctetString)) return std::nullopt;
    auto identifier = asn1::octetStringValue(tree->root());
    if (!identifier) return std::nullopt;
    return std::move(*identifier);
}

Bytes Certificate::fingerprint(Digest digest) const {
    return digestOf(digest, m_data->der);
}

Result<void> Certificate::verifySignedBy(const PublicKey& issuerKey) const {
    if (!m_data->algorithmsAgree)
        return fail(ErrorCode::SignatureInvalid,
                    "the signature algorithms inside and outside of the certificate differ");
    return verifySigned(issuerKey, m_data->signature.algorithm, m_data->tbs,
                        m_data->signature.value);
}

Result<void> Certificate::checkValidAt(TimePoint now) const {
    if (now < notBefore())
        return fail(ErrorCode::CertificateNotYetValid, "valid from " + toIsoText(notBefore()));
    // RFC 5280 section 4.1.2.5: through notAfter, inclusive, which has whole seconds.
    if (now >= notAfter() + std::chrono::seconds(1))
        return fail(ErrorCode::CertificateExpired, "valid until " + toIsoText(notAfter()));
    return {};
}

bool Certificate::operator==(const Certificate& other) const {
    return m_data == other.m_data || m_data->der == other.m_data->der;
}

} // namespace scepter::pki
