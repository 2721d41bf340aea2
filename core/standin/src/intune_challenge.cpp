// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/intune_challenge.h"

#include "asn1/oids.h"
#include "base/encoding.h"
#include "base/text.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "pki/extensions.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>
#include <array>
#include <set>

namespace scepter::standin {

namespace {

namespace oids = asn1::oids;
using challenge::IntuneCode;

constexpr std::size_t kMostXml = 64 * 1024;
constexpr std::size_t kMostSealed = 256 * 1024;
constexpr std::size_t kMostValues = 100;

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString nameSpace() {
    return QStringLiteral("urn:scepter:standin:challenge");
}

QString versionName() {
    return QStringLiteral("version");
}

void write(QXmlStreamWriter& xml, const char* name, std::string_view text) {
    xml.writeTextElement(QString::fromLatin1(name), qt(text));
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text.append(text.empty() ? "" : ",").append(part);
    return text;
}

/// Reads the elements of one challenge; the first thing that is wrong ends it.
class Reader {
public:
    explicit Reader(ByteView xml)
        : m_xml(QByteArray::fromRawData(reinterpret_cast<const char*>(xml.data()),
                                        static_cast<qsizetype>(xml.size()))) {
        m_xml.setEntityExpansionLimit(0);
    }

    Result<IntuneChallenge> read();

private:
    bool enterRoot();
    bool readElement(const QString& name);
    bool readMore(const QString& name);
    bool readNames();
    bool readUsages();
    bool readHashes();
    bool readTime(TimePoint& time);
    /// Text without elements in it.
    std::string text() {
        return m_xml.readElementText(QXmlStreamReader::ErrorOnUnexpectedElement).toStdString();
    }
    [[nodiscard]] static std::unexpected<Error> wrong() {
        return fail(ErrorCode::EncodingMalformed, "it is no challenge of this stand-in");
    }

    QXmlStreamReader m_xml;
    IntuneChallenge m_challenge;
    std::set<QString> m_seen;
};

Result<IntuneChallenge> Reader::read() {
    constexpr std::size_t kElements = 13;
    const bool rooted = enterRoot() && m_xml.name() == qt("Challenge") &&
                        m_xml.namespaceUri() == nameSpace() &&
                        m_xml.attributes().value(versionName()) == qt("1");
    if (!rooted) return wrong();
    while (m_xml.readNextStartElement()) {
        const QString name = m_xml.name().toString();
        const bool good =
            m_xml.namespaceUri() == nameSpace() && m_seen.insert(name).second && readElement(name);
        if (!good) return wrong();
    }
    while (!m_xml.atEnd()) {
        const auto token = m_xml.readNext();
        if (token == QXmlStreamReader::StartElement || token == QXmlStreamReader::DTD)
            return wrong();
    }
    if (m_xml.hasError() || m_seen.size() != kElements) return wrong();
    return std::move(m_challenge);
}

/// A document type is no part of a challenge: what it declares is never looked at.
bool Reader::enterRoot() {
    while (!m_xml.atEnd()) {
        const auto token = m_xml.readNext();
        if (token == QXmlStreamReader::StartElement) return true;
        if (token == QXmlStreamReader::DTD) return false;
    }
    return false;
}

bool Reader::readElement(const QString& name) {
    const std::pair<const char*, std::string*> texts[] = {
        {"RequestId", &m_challenge.requestId}, {"DeviceId", &m_challenge.deviceId},
        {"UserId", &m_challenge.userId},       {"ProfileId", &m_challenge.profileId},
        {"Password", &m_challenge.password},   {"Subject", &m_challenge.subject}};
    for (const auto& [known, target] : texts)
        if (name == QLatin1String(known)) {
            *target = text();
            return !m_xml.hasError();
        }
    return readMore(name) && !m_xml.hasError();
}

bool Reader::readMore(const QString& name) {
    if (name == QStringLiteral("SubjectAltNames")) return readNames();
    if (name == QStringLiteral("ExtendedKeyUsage")) return readUsages();
    if (name == QStringLiteral("Hashes")) return readHashes();
    if (name == QStringLiteral("IssuedAt")) return readTime(m_challenge.issuedAt);
    if (name == QStringLiteral("ExpiresAt")) return readTime(m_challenge.expiresAt);
    if (name == QStringLiteral("KeyUsage")) {
        const std::string names = text();
        const auto bits =
            names.empty() ? Result<std::uint16_t>(std::uint16_t{0}) : pki::keyUsageFromText(names);
        m_challenge.keyUsage = bits.value_or(0);
        return bits.has_value();
    }
    if (name == QStringLiteral("KeySize")) {
        bool good = false;
        m_challenge.keySize = qt(text()).toUInt(&good);
        return good;
    }
    return false;
}

bool Reader::readNames() {
    using enum pki::GeneralNameType;
    while (m_xml.readNextStartElement()) {
        const std::string type = m_xml.attributes().value(qt("type")).toString().toStdString();
        const std::array types{Email, Dns, Uri, Upn};
        const auto known = std::ranges::find_if(
            types, [&](pki::GeneralNameType one) { return pki::toText(one) == type; });
        if (m_xml.name() != qt("Name") || known == types.end()) return false;
        auto name = pki::makeGeneralName(*known, text());
        if (!name || m_challenge.subjectAltNames.size() >= kMostValues) return false;
        m_challenge.subjectAltNames.push_back(std::move(*name));
    }
    return true;
}

bool Reader::readUsages() {
    while (m_xml.readNextStartElement()) {
        if (m_xml.name() != qt("Oid")) return false;
        const auto usage = asn1::Oid::fromText(text());
        if (!usage || m_challenge.extendedKeyUsage.size() >= kMostValues) return false;
        m_challenge.extendedKeyUsage.push_back(*usage);
    }
    return true;
}

bool Reader::readHashes() {
    const std::string names = text();
    for (const std::string_view name : split(names, ',')) {
        const auto digest = pki::digestFromText(name);
        if (!digest || m_challenge.hashes.size() >= kMostValues) return false;
        m_challenge.hashes.push_back(*digest);
    }
    return true;
}

bool Reader::readTime(TimePoint& time) {
    const auto read = timeFromIsoText(text());
    time = read.value_or(TimePoint{});
    return read.has_value();
}

std::unexpected<IntuneRefusal> refuse(IntuneCode code, std::string description) {
    return std::unexpected(IntuneRefusal{code, std::move(description)});
}

IntuneResult<Bytes> checkSignature(ByteView der, const Identity& signer) {
    const auto signedData = pki::SignedData::fromDer(der);
    if (!signedData || !signedData->hasContent || signedData->signers.size() != 1)
        return refuse(IntuneCode::ChallengeDecodingError, "it is no signed message");
    const bool contained =
        signedData->contentType == oids::kData || signedData->contentType == oids::kEnvelopedData;
    if (!contained)
        return refuse(IntuneCode::ChallengeDecodingError, "what is signed is no envelope");
    const pki::SignerInfo& info = signedData->signers.front();
    if (!info.names(signer.certificate))
        return refuse(IntuneCode::SignatureValidationFailed, "somebody else has signed it");
    const auto good = pki::verifySigner(*signedData, info, signer.certificate.publicKey());
    if (!good) return refuse(IntuneCode::SignatureValidationFailed, good.error().detail);
    return signedData->content;
}

} // namespace

std::string toXml(const IntuneChallenge& challenge) {
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("Challenge"));
    xml.writeDefaultNamespace(nameSpace());
    xml.writeAttribute(versionName(), QStringLiteral("1"));
    write(xml, "RequestId", challenge.requestId);
    write(xml, "DeviceId", challenge.deviceId);
    write(xml, "UserId", challenge.userId);
    write(xml, "ProfileId", challenge.profileId);
    write(xml, "Password", challenge.password);
    write(xml, "Subject", challenge.subject);
    xml.writeStartElement(QStringLiteral("SubjectAltNames"));
    for (const pki::GeneralName& name : challenge.subjectAltNames) {
        xml.writeStartElement(QStringLiteral("Name"));
        xml.writeAttribute(QStringLiteral("type"), qt(pki::toText(name.type)));
        xml.writeCharacters(qt(name.value));
        xml.writeEndElement();
    }
    xml.writeEndElement();
    write(xml, "KeyUsage", joined(pki::keyUsageNames(challenge.keyUsage)));
    write(xml, "KeySize", std::to_string(challenge.keySize));
    xml.writeStartElement(QStringLiteral("ExtendedKeyUsage"));
    for (const asn1::Oid& usage : challenge.extendedKeyUsage)
        write(xml, "Oid", usage.toText());
    xml.writeEndElement();
    std::vector<std::string> hashes;
    for (const pki::Digest digest : challenge.hashes)
        hashes.emplace_back(pki::toText(digest));
    write(xml, "Hashes", joined(hashes));
    write(xml, "IssuedAt", toIsoText(challenge.issuedAt));
    write(xml, "ExpiresAt", toIsoText(challenge.expiresAt));
    xml.writeEndDocument();
    return bytes.toStdString();
}

Result<IntuneChallenge> challengeFromXml(ByteView xml) {
    if (xml.size() > kMostXml) return fail(ErrorCode::LimitExceeded, "more than 64 KiB of XML");
    if (!isUtf8(textOf(xml))) return fail(ErrorCode::EncodingMalformed, "it is no UTF-8");
    return Reader(xml).read();
}

Result<ChallengeKeys> makeChallengeKeys(TimePoint now) {
    SCEPTER_TRY(signer,
                makeIdentity("Stand-in challenge signing", pki::key_usage::kDigitalSignature, now));
    SCEPTER_TRY(recipient, makeIdentity("Stand-in challenge encryption",
                                        pki::key_usage::kKeyEncipherment, now));
    return ChallengeKeys{std::move(signer), std::move(recipient)};
}

Result<std::string> sealChallenge(ByteView xml, const ChallengeKeys& keys) {
    SCEPTER_TRY(envelope, pki::sealEnvelope(xml, keys.recipient.certificate, pki::Cipher::Aes256Cbc,
                                            pki::KeyTransport::RsaOaep));
    pki::SignedDataFields fields;
    fields.contentType = oids::kData;
    fields.content = envelope;
    fields.certificates = {keys.signer.certificate.der()};
    SCEPTER_TRY(sealed, pki::buildSignedData(fields, keys.signer.certificate, keys.signer.key,
                                             pki::Digest::Sha256));
    return toBase64(sealed);
}

IntuneResult<SecretBytes> openChallenge(std::string_view sealed, const ChallengeKeys& keys) {
    if (sealed.size() > kMostSealed)
        return refuse(IntuneCode::ChallengeDecodingError, "it is too long");
    const auto der = fromBase64(sealed);
    if (!der || der->empty()) return refuse(IntuneCode::ChallengeDecodingError, "it is no base64");
    auto content = checkSignature(*der, keys.signer);
    if (!content) return std::unexpected(std::move(content).error());
    const auto envelope = pki::EnvelopedData::fromDer(*content);
    if (!envelope)
        return refuse(IntuneCode::ChallengeDecodingError, "what is signed is no envelope");
    for (const pki::Recipient& recipient : envelope->recipients) {
        const auto* transport = std::get_if<pki::KeyTransportRecipient>(&recipient);
        if (transport == nullptr || !transport->names(keys.recipient.certificate)) continue;
        auto opened = pki::openEnvelope(*envelope, *transport, keys.recipient.key);
        if (opened) return std::move(*opened);
        return refuse(IntuneCode::ChallengeDecryptionError, "it does not decrypt");
    }
    return refuse(IntuneCode::ChallengeDecryptionError, "it is encrypted for somebody else");
}

} // namespace scepter::standin
