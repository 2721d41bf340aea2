// SPDX-License-Identifier: GPL-3.0-or-later
// The certificates that a client makes itself.
#include "asn1/oids.h"
#include "asn1/writer.h"
#include "base/encoding.h"
#include "pki/crypto.h"
#include "write_request_parts.h"

#include <chrono>

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;
using namespace std::chrono;

constexpr hours kYear{24 * 365};

// INTEGER content octets of a magnitude of less than 128 bytes.
Bytes asInteger(ByteView magnitude) {
    const Bytes encoded = asn1::Writer().unsignedInteger(magnitude).take();
    return {encoded.begin() + 2, encoded.end()};
}

// sscep takes 32 bytes of text that has lost its last character to a terminating zero.
Bytes sscepSerial(const pki::PublicKey& key) {
    Bytes serial = copyOf(bytesOf(transactionIdOf(IdRule::Md5OfSpki, key)));
    serial.back() = 0;
    return serial;
}

Result<Bytes> serialBy(SerialRule rule, const pki::PublicKey& key) {
    switch (rule) {
    case SerialRule::Random:
        return pki::randomSerial();
    case SerialRule::One:
        return Bytes{1};
    case SerialRule::Sha1OfSpki:
        return asInteger(pki::digestOf(pki::Digest::Sha1, key.spki()));
    case SerialRule::Sha256OfSpki:
        return asInteger(key.fingerprint());
    case SerialRule::SscepText:
        return sscepSerial(key);
    }
    return Bytes{1};
}

Result<pki::Name> randomUuid() {
    SCEPTER_TRY(bytes, pki::randomBytes(16));
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40); // RFC 9562: version 4
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    std::string text = toUpperHex(bytes);
    for (const std::size_t position : {20U, 16U, 12U, 8U})
        text.insert(position, 1, '-');
    return pki::Name::fromText("CN=" + text);
}

Result<pki::Name> scepSigner(const pki::Name& subject) {
    std::vector<pki::Rdn> rdns;
    for (const std::string& organization : subject.values(asn1::oids::kOrganization))
        rdns.push_back({{asn1::oids::kOrganization, 0, organization, {}}});
    rdns.push_back({{asn1::oids::kCommonName, 0, "SCEP SIGNER", {}}});
    return pki::Name::fromRdns(std::move(rdns));
}

Result<pki::Name> nameBy(SubjectRule rule, const pki::Name& subject) {
    switch (rule) {
    case SubjectRule::Uuid:
        return randomUuid();
    case SubjectRule::ScepSigner:
        return scepSigner(subject);
    case SubjectRule::OfCsr:
        break;
    }
    // An empty issuer is no issuer (RFC 5280 section 4.1.2.4).
    if (subject.empty()) return pki::Name::fromText("CN=SCEP client");
    return subject;
}

struct Validity {
    TimePoint from;
    TimePoint until;
};

Validity validityOf(const Writing& writing) {
    const SignerStyle& style = writing.style().signer;
    const TimePoint now = writing.service.now;
    if (writing.faults.has(Kind::ExpiredSigner)) return {now - 2 * kYear, now - kYear};
    const TimePoint from = style.fromMidnight ? TimePoint(floor<days>(now)) : now - style.backdated;
    if (style.years == 0) return {from, now + style.lifetime};
    const sys_days day = floor<days>(from);
    const year_month_day last = year_month_day(day) + years(static_cast<int>(style.years));
    // 29 February is not in every year.
    const sys_days ends = last.ok() ? sys_days(last) : sys_days(last.year() / last.month() / 28);
    return {from, TimePoint(ends) + (from - day)};
}

std::vector<pki::Extension> extensionsOf(const Writing& writing, const pki::PublicKey& key) {
    const SignerStyle& style = writing.style().signer;
    std::vector<pki::Extension> extensions;
    if (style.keyUsage) {
        const unsigned encrypts = key.canEncrypt() ? pki::key_usage::kKeyEncipherment : 0U;
        extensions.push_back(pki::makeKeyUsage(
            static_cast<std::uint16_t>(pki::key_usage::kDigitalSignature | encrypts)));
    }
    if (style.serverAuth) {
        extensions.push_back(pki::makeExtendedKeyUsage({asn1::oids::kEkuServerAuth}));
        extensions.push_back(pki::makeBasicConstraints({}));
    }
    if (style.copiesSan && writing.plan.enrollment != nullptr &&
        !writing.plan.enrollment->subjectAltNames.empty())
        extensions.push_back(pki::makeSubjectAltName(writing.plan.enrollment->subjectAltNames));
    return extensions;
}

} // namespace

Result<Identity> makeSigner(const Writing& writing, const pki::Name& subject,
                            const pki::PrivateKey& key, pki::Digest digest) {
    const SignerStyle& style = writing.style().signer;
    const pki::PublicKey publicKey = key.publicKey();
    SCEPTER_TRY(name, nameBy(style.subject, subject));
    SCEPTER_TRY(serial, serialBy(style.serial, publicKey));
    const Validity validity = validityOf(writing);
    const pki_draft::CertificateDraft draft{.version3 = style.version3,
                                            .serial = std::move(serial),
                                            .issuer = name,
                                            .subject = name,
                                            .notBefore = validity.from,
                                            .notAfter = validity.until,
                                            .generalizedTimes = style.generalizedTimes,
                                            .spki = publicKey.spki(),
                                            .extensions = extensionsOf(writing, publicKey)};
    const bool weak = writing.faults.has(Kind::WeakDigest);
    SCEPTER_TRY(certificate, pki_draft::signCertificate(
                                 draft, key, weak ? digest : style.digest.value_or(digest)));
    return Identity{std::move(certificate), key};
}

Result<pki::Certificate> makeStranger(const pki::Name& issuer, TimePoint now) {
    SCEPTER_TRY(key, pki::PrivateKey::generate({}));
    SCEPTER_TRY(serial, pki::randomSerial());
    SCEPTER_TRY(subject, pki::Name::fromText("CN=nobody"));
    const pki_draft::CertificateDraft draft{.serial = std::move(serial),
                                            .issuer = issuer,
                                            .subject = std::move(subject),
                                            .notBefore = now - kYear,
                                            .notAfter = now + kYear,
                                            .spki = key.publicKey().spki()};
    return pki_draft::signCertificate(draft, key, pki::Digest::Sha256);
}

} // namespace scepter::client
