// SPDX-License-Identifier: GPL-3.0-or-later
// The CSR of an enrollment.
#include "asn1/oids.h"
#include "asn1/writer.h"
#include "base/encoding.h"
#include "base/text.h"
#include "pki/crypto.h"
#include "write_request_parts.h"

#include <algorithm>

namespace scepter::client {

namespace {

namespace oids = asn1::oids;
using Kind = MisbehaviorKind;

constexpr asn1::Oid kFriendlyName{"1.2.840.113549.1.9.20"};
constexpr asn1::Oid kSidName{"1.3.6.1.4.1.311.25.2.1"};
constexpr std::string_view kSid = "S-1-5-21-1004336348-1177238915-682003330-512";
constexpr std::string_view kRareWords = " '()+,-./:=?";

bool isPrintable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               kRareWords.find(c) != std::string_view::npos;
    });
}

// The tag that this client gives the string; nothing: it stays as it is.
std::optional<std::uint32_t> tagFor(const pki::NameAttribute& attribute, NameStrings strings) {
    if (attribute.stringTag == 0 || strings == NameStrings::AsGiven ||
        attribute.type == oids::kCountry || attribute.type == oids::kSerialNumber ||
        attribute.type == oids::kEmailAddress || attribute.type == oids::kDomainComponent)
        return std::nullopt;
    if (strings == NameStrings::PrintableCommonName && attribute.type == oids::kCommonName &&
        isPrintable(attribute.value))
        return asn1::tag::kPrintableString;
    return asn1::tag::kUtf8String;
}

Result<pki::Name> subjectOf(const Writing& writing) {
    const pki::Name& asked = writing.plan.enrollment->subject;
    const NameStrings strings = writing.style().csr.names;
    const bool oversized = writing.faults.has(Kind::OversizedField);
    if (strings == NameStrings::AsGiven && !oversized) return asked;
    std::vector<pki::Rdn> rdns = asked.rdns();
    for (pki::Rdn& rdn : rdns)
        for (pki::NameAttribute& attribute : rdn)
            if (const auto tag = tagFor(attribute, strings)) {
                attribute.stringTag = *tag;
                attribute.encoded.clear();
            }
    if (oversized)
        rdns.push_back({{oids::kCommonName,
                         asn1::tag::kPrintableString,
                         std::string(writing.faults.number(Kind::OversizedField), 'x'),
                         {}}});
    return pki::Name::fromRdns(std::move(rdns));
}

pki::Extension sidExtension() {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.context(0, [&] {
            writer.oid(kSidName);
            writer.context(0, [&] { writer.octetString(bytesOf(kSid)); });
        });
    });
    return {oids::kMicrosoftSid, false, writer.take()};
}

// Two recorded requests for one key have two of them.
Result<pki::Extension> anyKeyIdentifier() {
    constexpr std::size_t kSize = 20;
    SCEPTER_TRY(random, pki::randomBytes(kSize));
    return pki::makeSubjectKeyIdentifier(random);
}

Result<std::vector<pki::Extension>> extensionsOf(const Writing& writing) {
    const EnrollmentRequest& asked = *writing.plan.enrollment;
    const CsrStyle& style = writing.style().csr;
    std::vector<pki::Extension> extensions = asked.extensions;
    if (!asked.subjectAltNames.empty())
        extensions.insert(style.sanFirst ? extensions.begin() : extensions.end(),
                          pki::makeSubjectAltName(asked.subjectAltNames));
    const auto isThere = [&](const asn1::Oid& id) {
        return pki::findExtension(extensions, id) != nullptr;
    };
    if (writing.faults.has(Kind::CaExtension)) {
        std::erase_if(extensions,
                      [](const pki::Extension& one) { return one.id == oids::kBasicConstraints; });
        extensions.push_back(pki::makeBasicConstraints({true, {}}));
    }
    if (style.certmongerExtras && !isThere(oids::kBasicConstraints))
        extensions.push_back(pki::makeBasicConstraints({}));
    if (style.certmongerExtras && !isThere(oids::kSubjectKeyIdentifier)) {
        SCEPTER_TRY(identifier, anyKeyIdentifier());
        extensions.push_back(std::move(identifier));
    }
    if (writing.faults.has(Kind::SidExtension) && !isThere(oids::kMicrosoftSid))
        extensions.push_back(sidExtension());
    return extensions;
}

template <class Value> SecretBytes attribute(const asn1::Oid& type, Value&& value) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.oid(type);
        writer.set([&] { value(writer); });
    });
    return SecretBytes(writer.take());
}

SecretBytes challengeAttribute(const SecretBytes& challenge, bool utf8) {
    return attribute(oids::kChallengePassword, [&](asn1::Writer& writer) {
        if (!utf8 && isPrintable(challenge.text()))
            writer.printableString(challenge.text());
        else
            writer.utf8String(challenge.text());
    });
}

// The nickname of a request; "r1" was recorded.
SecretBytes friendlyName() {
    constexpr std::string_view kBmpText("\0r\0001", 4);
    return attribute(kFriendlyName,
                     [&](asn1::Writer& writer) { writer.string(asn1::tag::kBmpString, kBmpText); });
}

Result<std::vector<SecretBytes>> attributesOf(const Writing& writing,
                                              const std::optional<SecretBytes>& challenge) {
    const CsrStyle& style = writing.style().csr;
    std::vector<SecretBytes> members;
    if (style.certmongerExtras) members.push_back(friendlyName());
    if (challenge) members.push_back(challengeAttribute(*challenge, style.utf8Challenge));
    SCEPTER_TRY(extensions, extensionsOf(writing));
    if (!extensions.empty())
        members.insert(style.order == CsrOrder::ExtensionsFirst ? members.begin() : members.end(),
                       attribute(oids::kExtensionRequest, [&](asn1::Writer& writer) {
                           pki::writeExtensions(writer, extensions);
                       }));
    if (style.order == CsrOrder::DerOrder)
        std::ranges::sort(members, [](const SecretBytes& a, const SecretBytes& b) {
            return std::ranges::lexicographical_compare(a.view(), b.view());
        });
    return members;
}

Result<std::optional<SecretBytes>> challengeOf(const Writing& writing) {
    const std::optional<SecretBytes>& given = writing.plan.enrollment->challenge;
    if (writing.faults.has(Kind::WrongChallenge)) {
        SCEPTER_TRY(random, pki::randomBytes(8));
        return SecretBytes(std::string_view(toUpperHex(random)));
    }
    if (writing.faults.has(Kind::NoChallenge) || !given) return std::optional<SecretBytes>{};
    if (!isUtf8(given->text()))
        return fail(ErrorCode::InvalidArgument, "the challenge is not UTF-8");
    return given->clone();
}

Result<WrittenCsr> givenCsr(const Writing& writing, const pki::PrivateKey& key) {
    const EnrollmentRequest& asked = *writing.plan.enrollment;
    if (asked.csr->publicKey() != key.publicKey())
        return fail(ErrorCode::KeyMismatch, "the CSR is not for the given key");
    WrittenCsr written{asked.csr->subject(), SecretBytes(asked.csr->der()), {}};
    if (writing.faults.has(Kind::BadCsrSignature)) written.der.data()[written.der.size() - 1] ^= 1;
    // A CSR from a file brings its challenge along.
    const SecretBytes* challenge =
        asked.challenge ? &*asked.challenge : asked.csr->challengePassword();
    if (challenge != nullptr) written.challenge = challenge->clone();
    return written;
}

} // namespace

Result<WrittenCsr> writeCsr(const Writing& writing, const pki::PrivateKey& key,
                            pki::Digest digest) {
    if (writing.plan.enrollment->csr) return givenCsr(writing, key);
    SCEPTER_TRY(subject, subjectOf(writing));
    SCEPTER_TRY(challenge, challengeOf(writing));
    SCEPTER_TRY(attributes, attributesOf(writing, challenge));
    const bool weak = writing.faults.has(Kind::WeakDigest);
    SCEPTER_TRY(der, pki_draft::signCsr(subject, attributes, key,
                                        weak ? digest : writing.style().csr.digest.value_or(digest),
                                        writing.faults.has(Kind::BadCsrSignature)));
    return WrittenCsr{std::move(subject), std::move(der), std::move(challenge)};
}

} // namespace scepter::client
