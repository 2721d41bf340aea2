#include "pki/cms_signed.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "cms_common.h"
#include "pki/crypto.h"

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

constexpr std::uint8_t kSetIdentifier = 0x31;

Result<CmsAttribute> readAttribute(asn1::Element element) {
    if (!element.is(asn1::tag::kSequence) || element.childCount() != 2 ||
        !element.child(1).is(asn1::tag::kSet))
        return malformedCms("a signed attribute is a type and a SET of values");
    SCEPTER_TRY(type, asn1::oidValue(element.child(0)));
    CmsAttribute attribute{type, {}};
    for (auto value = element.child(1).firstChild(); value; value = value.nextSibling())
        attribute.values.push_back(copyOf(value.encoded()));
    return attribute;
}

Result<void> readSignedAttributes(asn1::Element element, SignerInfo& signer) {
    signer.hasSignedAttributes = true;
    std::vector<Bytes> members;
    for (auto child = element.firstChild(); child; child = child.nextSibling()) {
        SCEPTER_TRY(attribute, readAttribute(child));
        signer.signedAttributes.push_back(std::move(attribute));
        SCEPTER_TRY(der, asn1::toDer(child, true));
        members.push_back(std::move(der));
    }
    asn1::Writer asRead;
    asRead.constructed(kSetIdentifier, [&] {
        for (auto child = element.firstChild(); child; child = child.nextSibling())
            asRead.raw(child.encoded());
    });
    signer.signedAttributesAsSet = asRead.take();
    signer.signedAttributesSorted = asn1::Writer().setOf(std::move(members)).take();
    return {};
}

Result<void> readAlgorithms(asn1::Element digestAlgorithm, asn1::Element signatureAlgorithm,
                            SignerInfo& signer) {
    SCEPTER_TRY(digestOid, readAlgorithmOid(digestAlgorithm));
    SCEPTER_TRY(signatureOid, readAlgorithmOid(signatureAlgorithm));
    signer.digestOid = digestOid;
    signer.digest = digestOf(digestOid);
    signer.signatureOid = signatureOid;
    auto algorithm = readSignatureAlgorithm(signatureAlgorithm, signer.digest);
    if (algorithm) {
        signer.signatureAlgorithm = *algorithm;
    } else if (algorithm.error().code != ErrorCode::AlgorithmUnknown &&
               algorithm.error().code != ErrorCode::AlgorithmForbidden) {
        return failWith(std::move(algorithm));
    }
    return {};
}

Result<SignerInfo> readSigner(asn1::Element element) {
    if (!element.is(asn1::tag::kSequence)) return malformedCms("a SignerInfo is no SEQUENCE");
    SignerInfo signer;
    asn1::Cursor cursor(element);
    SCEPTER_CHECK(asn1::integerValue(cursor.take()));
    SCEPTER_TRY(identifier, readCmsIdentifier(cursor.take()));
    signer.issuer = std::move(identifier.issuer);
    signer.serial = std::move(identifier.serial);
    signer.subjectKeyIdentifier = std::move(identifier.subjectKeyIdentifier);
    const auto digestAlgorithm = cursor.take();
    if (const auto attributes = cursor.takeIfContext(0)) {
        if (!attributes.isConstructed()) return malformedCms("signed attributes are a SET");
        SCEPTER_CHECK(readSignedAttributes(attributes, signer));
    }
    SCEPTER_CHECK(readAlgorithms(digestAlgorithm, cursor.take(), signer));
    const auto signatureElement = cursor.takeIf(asn1::tag::kOctetString);
    if (!signatureElement) return malformedCms("a SignerInfo without a signature");
    SCEPTER_TRY(signature, asn1::octetStringValue(signatureElement));
    signer.signature = std::move(signature);
    static_cast<void>(cursor.takeIfContext(1)); // unsigned attributes say nothing to us
    if (!cursor.atEnd()) return malformedCms("a SignerInfo with something after its end");
    return signer;
}

Result<void> readContent(asn1::Element element, SignedData& data) {
    if (!element.is(asn1::tag::kSequence) || element.childCount() > 2)
        return malformedCms("no EncapsulatedContentInfo");
    SCEPTER_TRY(type, asn1::oidValue(element.child(0)));
    data.contentType = type;
    if (element.childCount() < 2) return {};
    const auto wrapped = element.child(1);
    const auto inner = wrapped.firstChild();
    if (!wrapped.isContext(0) || wrapped.childCount() != 1 || !inner.is(asn1::tag::kOctetString))
        return malformedCms("the content is no OCTET STRING");
    SCEPTER_TRY(content, asn1::octetStringValue(inner));
    data.hasContent = true;
    data.content = std::move(content);
    return {};
}

/// Plain certificates and CRLs are SEQUENCEs; the other choices (attribute certificates, ...) are
/// context-tagged and passed over.
void collectSequences(asn1::Element set, std::vector<Bytes>& into) {
    for (auto child = set.firstChild(); child; child = child.nextSibling())
        if (child.is(asn1::tag::kSequence)) into.push_back(copyOf(child.encoded()));
}

Result<SignedData> readSignedData(asn1::Element element) {
    SignedData data;
    asn1::Cursor cursor(element);
    SCEPTER_CHECK(asn1::integerValue(cursor.take()));
    if (!cursor.takeIf(asn1::tag::kSet)) return malformedCms("no SET of digest algorithms");
    SCEPTER_CHECK(readContent(cursor.take(), data));
    collectSequences(cursor.takeIfContext(0), data.certificates);
    collectSequences(cursor.takeIfContext(1), data.crls);
    const auto signers = cursor.takeIf(asn1::tag::kSet);
    if (!signers || !cursor.atEnd()) return malformedCms("no SET of signers at the end");
    for (auto child = signers.firstChild(); child; child = child.nextSibling()) {
        SCEPTER_TRY(signer, readSigner(child));
        data.signers.push_back(std::move(signer));
    }
    return data;
}

/// The one value of an attribute that must be there exactly once (RFC 5652 section 11).
Result<asn1::Tree> singleValue(const SignerInfo& signer, const asn1::Oid& type) {
    const CmsAttribute* found = nullptr;
    for (const auto& attribute : signer.signedAttributes) {
        if (attribute.type != type) continue;
        if (found) return fail(ErrorCode::AttributeMalformed, "attribute twice: " + type.toText());
        found = &attribute;
    }
    if (!found) return fail(ErrorCode::AttributeMissing, "no attribute " + type.toText());
    if (found->values.size() != 1)
        return fail(ErrorCode::AttributeMalformed, "attribute with many values: " + type.toText());
    return asn1::Tree::parse(found->values.front());
}

Result<void> checkAttributes(const SignedData& data, const SignerInfo& signer, Digest digest) {
    SCEPTER_TRY(typeTree, singleValue(signer, oids::kContentType));
    SCEPTER_TRY(type, asn1::oidValue(typeTree.root()));
    if (type != data.contentType)
        return fail(ErrorCode::DigestMismatch, "the signed content type is another one");
    SCEPTER_TRY(digestTree, singleValue(signer, oids::kMessageDigest));
    if (!digestTree.root().is(asn1::tag::kOctetString))
        return fail(ErrorCode::AttributeMalformed, "the message digest is no OCTET STRING");
    SCEPTER_TRY(stated, asn1::octetStringValue(digestTree.root()));
    if (stated != digestOf(digest, data.content))
        return fail(ErrorCode::DigestMismatch, "the content is not what was signed");
    return {};
}

/// The algorithms that a signer uses, if they may be used. One digest for both steps: a policy that
/// looks at SignerInfo::digest must not be passed by a weaker one inside the signature algorithm.
Result<void> checkAlgorithms(const SignerInfo& signer) {
    if (signer.digest == Digest::Md5 || signer.signatureOid == oids::kMd5WithRsa)
        return fail(ErrorCode::AlgorithmForbidden, "a signature with MD5");
    if (!signer.digest)
        return fail(ErrorCode::AlgorithmUnknown, "digest algorithm " + signer.digestOid.toText());
    if (!signer.signatureAlgorithm)
        return fail(ErrorCode::AlgorithmUnknown,
                    "signature algorithm " + signer.signatureOid.toText());
    if (signer.signatureAlgorithm->scheme != SignatureScheme::Ed25519 &&
        signer.signatureAlgorithm->digest != *signer.digest)
        return fail(ErrorCode::SignatureInvalid,
                    "digest and signature algorithm name two different digests");
    return {};
}

} // namespace

bool SignerInfo::names(const Certificate& certificate) const {
    return identifies(issuer, serial, subjectKeyIdentifier, certificate);
}

Result<SignedData> SignedData::fromDer(ByteView der, const asn1::Limits& limits) {
    auto tree = asn1::Tree::parse(der, limits);
    if (!tree) return failWith(asCmsError(std::move(tree).error()));
    auto content = contentOf(*tree, oids::kSignedData);
    if (!content) return failWith(asCmsError(std::move(content).error()));
    auto data = readSignedData(*content);
    if (!data) return failWith(asCmsError(std::move(data).error()));
    return data;
}

Result<Certificate> SignedData::certificateOf(const SignerInfo& signer) const {
    Error missing{
        ErrorCode::CertificateUnknown, "the signer's certificate is not included", {}, {}};
    for (const auto& der : certificates) {
        auto certificate = Certificate::fromDer(der);
        if (!certificate)
            missing.chain.push_back(toText(certificate.error()));
        else if (signer.names(*certificate))
            return certificate;
    }
    return failWith(std::move(missing));
}

Result<void> verifySigner(const SignedData& data, const SignerInfo& signer, const PublicKey& key) {
    if (!signer.hasSignedAttributes)
        return fail(ErrorCode::AttributeMissing, "a signature without signed attributes");
    SCEPTER_CHECK(checkAlgorithms(signer));
    SCEPTER_CHECK(checkAttributes(data, signer, *signer.digest));
    auto verified =
        key.verify(*signer.signatureAlgorithm, signer.signedAttributesSorted, signer.signature);
    if (verified || signer.signedAttributesAsSet == signer.signedAttributesSorted) return verified;
    return key.verify(*signer.signatureAlgorithm, signer.signedAttributesAsSet, signer.signature);
}

} // namespace scepter::pki
