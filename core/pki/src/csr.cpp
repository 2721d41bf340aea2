#include "pki/csr.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "asn1/writer.h"
#include "base/text.h"
#include "signed_parts.h"

#include <algorithm>

namespace scepter::pki {
namespace {

constexpr auto kWhole = ErrorCode::CsrMalformed;
constexpr std::size_t kMaxAttributes = 256;

struct Attributes {
    std::vector<CsrAttribute> others; // all but the challenge
    std::vector<Extension> extensions;
    std::optional<SecretBytes> challenge;
};

bool isExtensionRequest(const asn1::Oid& type) {
    return type == asn1::oids::kExtensionRequest || type == asn1::oids::kVerisignExtensionRequest ||
           type == asn1::oids::kMicrosoftExtensionRequest;
}

bool isSevenBitString(asn1::Element value) {
    return value.is(asn1::tag::kIa5String) || value.is(asn1::tag::kPrintableString) ||
           value.is(asn1::tag::kVisibleString) || value.is(asn1::tag::kNumericString);
}

// Clients put UTF-8 under the tag of a string type that cannot hold it.
bool isUtf8InDisguise(asn1::Element value) {
    const std::string_view text = textOf(value.content());
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0x80) == 0;
    });
    if (isSevenBitString(value)) return !ascii && isUtf8(text);
    return value.is(asn1::tag::kBmpString) && text.size() % 2 != 0 && isUtf8(text);
}

Result<SecretBytes> challengeOf(asn1::Element value) {
    if (isUtf8InDisguise(value)) return SecretBytes(value.content());
    auto text = asn1::stringValue(value);
    if (!text) return failPart(kWhole, "challengePassword", std::move(text).error());
    SecretBytes challenge{std::string_view(*text)};
    wipeMemory(text->data(), text->size());
    return challenge;
}

Result<void> readChallenge(asn1::Element values, Attributes& attributes) {
    if (attributes.challenge || values.childCount() != 1)
        return fail(kWhole, "not exactly one challengePassword");
    const asn1::Element value = values.firstChild();
    if (!value.isConstructed()) {
        SCEPTER_TRY(challenge, challengeOf(value));
        attributes.challenge = std::move(challenge);
        return {};
    }
    // BER: a string in segments.
    SCEPTER_TRY(joined, partOf(kWhole, "challengePassword", asn1::toDer(value)));
    const SecretBytes kept(std::move(joined));
    SCEPTER_TRY(tree, partOf(kWhole, "challengePassword", asn1::Tree::parse(kept.view())));
    if (tree.root().isConstructed()) return fail(kWhole, "challengePassword: not a string");
    SCEPTER_TRY(challenge, challengeOf(tree.root()));
    attributes.challenge = std::move(challenge);
    return {};
}

Result<void> readExtensionRequest(asn1::Element values, Attributes& attributes) {
    for (auto value = values.firstChild(); value; value = value.nextSibling()) {
        // Some clients ask for no extension with an empty sequence.
        if (value.is(asn1::tag::kSequence) && value.childCount() == 0) continue;
        SCEPTER_TRY(extensions, partOf(kWhole, "extensionRequest", readFewExtensions(value)));
        for (Extension& extension : extensions)
            if (!findExtension(attributes.extensions, extension.id))
                attributes.extensions.push_back(std::move(extension));
        if (attributes.extensions.size() > kMaxAttributes)
            return fail(ErrorCode::LimitExceeded, "too many requested extensions");
    }
    return {};
}

Result<void> readAttribute(asn1::Element element, bool treeIsDer, Attributes& attributes) {
    const asn1::Element values = element.child(1);
    if (!element.is(asn1::tag::kSequence) || element.childCount() != 2 ||
        !values.is(asn1::tag::kSet))
        return fail(kWhole, "an attribute is not a type with a set of values");
    SCEPTER_TRY(type, partOf(kWhole, "attribute type", asn1::oidValue(element.child(0))));
    if (type == asn1::oids::kChallengePassword) return readChallenge(values, attributes);
    if (isExtensionRequest(type)) SCEPTER_CHECK(readExtensionRequest(values, attributes));
    CsrAttribute attribute{type, {}};
    for (auto value = values.firstChild(); value; value = value.nextSibling()) {
        SCEPTER_TRY(der, partOf(kWhole, "attribute value", derOf(value, treeIsDer)));
        attribute.values.push_back(std::move(der));
    }
    attributes.others.push_back(std::move(attribute));
    return {};
}

Result<Attributes> readAttributes(asn1::Element wrapped, bool treeIsDer) {
    Attributes attributes;
    if (wrapped.childCount() > kMaxAttributes)
        return fail(ErrorCode::LimitExceeded, "too many attributes");
    for (auto element = wrapped.firstChild(); element; element = element.nextSibling())
        SCEPTER_CHECK(readAttribute(element, treeIsDer, attributes));
    return attributes;
}

// What cannot be read must not look like a request without names.
Result<std::vector<GeneralName>> readAltNames(const std::vector<Extension>& extensions) {
    static constexpr std::uint8_t kNoNames[] = {0x30, 0x00};
    const Extension* extension = findExtension(extensions, asn1::oids::kSubjectAltName);
    if (!extension || sameBytes(extension->value, kNoNames)) return std::vector<GeneralName>{};
    return partOf(kWhole, "subjectAltName", readGeneralNames(extension->value));
}

} // namespace

struct Csr::Data {
    SecretBytes der;
    ByteView info; // the signed part: into der, whose buffer never moves
    Name subject;
    PublicKey publicKey;
    Attributes attributes;
    std::vector<GeneralName> altNames;
    SignatureParts signature;
};

Result<Csr> Csr::fromDer(ByteView der) {
    SecretBytes owned(der);
    SCEPTER_TRY(tree, partOf(kWhole, "CSR", asn1::Tree::parse(owned.view())));
    SCEPTER_TRY(parts, readSigned(tree, kWhole));
    asn1::Cursor cursor(parts.toBeSigned);
    // v1(0) is the only one; clients that count differently exist, and nothing depends on it.
    SCEPTER_TRY(version, partOf(kWhole, "version", asn1::integerValue(cursor.take())));
    if (version < 0 || version > 2) return fail(kWhole, "the version is not known");
    SCEPTER_TRY(subject, partOf(kWhole, "subject", Name::fromElement(cursor.take())));
    SCEPTER_TRY(key, partOf(kWhole, "subjectPublicKeyInfo", readPublicKey(cursor.take())));
    const asn1::Element wrapped = cursor.takeIfContext(0);
    if (!cursor.atEnd()) return fail(kWhole, "something follows the attributes");
    if (wrapped && !wrapped.isConstructed()) return fail(kWhole, "attributes: not a set");
    SCEPTER_TRY(attributes, readAttributes(wrapped, tree.looksLikeDer()));
    SCEPTER_TRY(altNames, readAltNames(attributes.extensions));
    const ByteView info = parts.toBeSigned.encoded();
    return Csr(std::make_shared<const Data>(Data{std::move(owned), info, std::move(subject),
                                                 std::move(key), std::move(attributes),
                                                 std::move(altNames), std::move(parts.signature)}));
}

ByteView Csr::der() const {
    return m_data->der.view();
}
const Name& Csr::subject() const {
    return m_data->subject;
}
const PublicKey& Csr::publicKey() const {
    return m_data->publicKey;
}
const std::vector<CsrAttribute>& Csr::attributes() const {
    return m_data->attributes.others;
}
const std::vector<Extension>& Csr::requestedExtensions() const {
    return m_data->attributes.extensions;
}
std::vector<GeneralName> Csr::subjectAltNames() const {
    return m_data->altNames;
}

const SecretBytes* Csr::challengePassword() const {
    const auto& challenge = m_data->attributes.challenge;
    return challenge ? &*challenge : nullptr;
}

const SignatureAlgorithm* Csr::signatureAlgorithm() const {
    const auto& algorithm = m_data->signature.algorithm;
    return algorithm ? &*algorithm : nullptr;
}

Result<void> Csr::verify() const {
    return verifyWith(m_data->publicKey);
}

Result<void> Csr::verifyWith(const PublicKey& sameKey) const {
    if (!(sameKey == m_data->publicKey))
        return fail(ErrorCode::InvalidArgument, "another key than the CSR's");
    return verifySigned(sameKey, m_data->signature.algorithm, m_data->info,
                        m_data->signature.value);
}

Bytes Csr::redactedDer() const {
    if (!m_data->attributes.challenge) return copyOf(der());
    const auto tree = asn1::Tree::parse(der());
    if (!tree) return {}; // it was read before
    const asn1::Element root = tree->root();
    asn1::Writer writer;
    const auto writeAttribute = [&](asn1::Element attribute) {
        const auto type = asn1::oidValue(attribute.firstChild());
        if (type && *type != asn1::oids::kChallengePassword) writer.raw(attribute.encoded());
    };
    const auto writeField = [&](asn1::Element field) {
        if (!field.isContext(0)) return static_cast<void>(writer.raw(field.encoded()));
        writer.context(0, [&] {
            for (auto e = field.firstChild(); e; e = e.nextSibling())
                writeAttribute(e);
        });
    };
    writer.sequence([&] {
        writer.sequence([&] {
            for (auto e = root.firstChild().firstChild(); e; e = e.nextSibling())
                writeField(e);
        });
        writer.raw(root.child(1).encoded());
        writer.raw(root.child(2).encoded());
    });
    return writer.take();
}

} // namespace scepter::pki
