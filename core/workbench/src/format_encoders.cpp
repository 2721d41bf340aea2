#include "format_encoders.h"

#include "base/encoding.h"
#include "base/text.h"
#include "pki/crypto.h"
#include "pki/general_name.h"
#include "pki/pem.h"
#include "workbench/certificate_facts.h"
#include "workbench/request_facts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QXmlStreamWriter>

#include <algorithm>
#include <array>

namespace scepter::workbench {

namespace {

using Certificates = std::vector<pki::Certificate>;

QString q(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonArray toJson(const Facts& facts) {
    QJsonArray array;
    for (const Fact& fact : facts) {
        QJsonObject object{{QStringLiteral("group"), q(fact.group)},
                           {QStringLiteral("name"), q(fact.name)},
                           {QStringLiteral("value"), q(fact.value)}};
        if (fact.critical) object[QStringLiteral("critical")] = true;
        if (!fact.note.empty()) object[QStringLiteral("note")] = q(fact.note);
        array.append(object);
    }
    return array;
}

QJsonArray toJson(const std::vector<pki::GeneralName>& names) {
    QJsonArray array;
    for (const pki::GeneralName& name : names)
        array.append(q(pki::toText(name)));
    return array;
}

QJsonObject toJson(const pki::Certificate& certificate) {
    return {{QStringLiteral("object"), QStringLiteral("certificate")},
            {QStringLiteral("serial"), q(certificate.serialText())},
            {QStringLiteral("issuer"), q(printable(certificate.issuer().toText()))},
            {QStringLiteral("subject"), q(printable(certificate.subject().toText()))},
            {QStringLiteral("san"), toJson(certificate.subjectAltNames())},
            {QStringLiteral("notBefore"), q(toIsoText(certificate.notBefore()))},
            {QStringLiteral("notAfter"), q(toIsoText(certificate.notAfter()))},
            {QStringLiteral("key"), q(certificate.publicKey().toText())},
            {QStringLiteral("sha256"), q(toColonHex(certificate.fingerprint()))},
            {QStringLiteral("sha1"), q(toColonHex(certificate.fingerprint(pki::Digest::Sha1)))},
            {QStringLiteral("spkiSha256"), q(toColonHex(certificate.publicKey().fingerprint()))},
            {QStringLiteral("facts"), toJson(certificateFacts(certificate))},
            {QStringLiteral("pem"), q(pki::toPem("CERTIFICATE", certificate.der()))}};
}

QJsonObject toJson(const CsrToExport& one) {
    const pki::Csr& csr = one.csr;
    return {{QStringLiteral("object"), QStringLiteral("csr")},
            {QStringLiteral("subject"), q(printable(csr.subject().toText()))},
            {QStringLiteral("san"), toJson(csr.subjectAltNames())},
            {QStringLiteral("key"), q(csr.publicKey().toText())},
            {QStringLiteral("spkiSha256"), q(toColonHex(csr.publicKey().fingerprint()))},
            {QStringLiteral("hasChallenge"), csr.challengePassword() != nullptr},
            {QStringLiteral("facts"), toJson(csrFacts(csr, one.origin))},
            {QStringLiteral("pem"), q(pki::toPem("CERTIFICATE REQUEST", csr.redactedDer()))}};
}

QJsonObject toJson(const pki::Crl& crl) {
    QJsonObject object{{QStringLiteral("object"), QStringLiteral("crl")},
                       {QStringLiteral("issuer"), q(printable(crl.issuer.toText()))},
                       {QStringLiteral("thisUpdate"), q(toIsoText(crl.thisUpdate))},
                       {QStringLiteral("revoked"), static_cast<qint64>(crl.entries.size())},
                       {QStringLiteral("facts"), toJson(crlFacts(crl))},
                       {QStringLiteral("pem"), q(pki::toPem("X509 CRL", crl.der))}};
    if (crl.nextUpdate) object[QStringLiteral("nextUpdate")] = q(toIsoText(*crl.nextUpdate));
    if (crl.number) object[QStringLiteral("number")] = static_cast<qint64>(*crl.number);
    return object;
}

QJsonObject toJson(const MessageBytes& message) {
    QJsonObject object{{QStringLiteral("object"), QStringLiteral("message")},
                       {QStringLiteral("size"), static_cast<qint64>(message.bytes.size())},
                       {QStringLiteral("sha256"),
                        q(toColonHex(pki::digestOf(pki::Digest::Sha256, message.bytes)))},
                       {QStringLiteral("base64"), q(toBase64(message.bytes))}};
    if (!message.name.empty()) object[QStringLiteral("name")] = q(printable(message.name));
    if (!message.url.empty()) object[QStringLiteral("url")] = q(printable(message.url));
    return object;
}

Bytes bytesOfQt(const QByteArray& bytes) {
    return {bytes.begin(), bytes.end()};
}

// -- property list

bool isCa(const pki::Certificate& certificate) {
    const auto constraints = certificate.basicConstraints();
    return constraints && constraints->ca;
}

Certificates casOf(const Exportable& object) {
    Certificates all;
    if (const auto* list = std::get_if<Certificates>(&object)) all = *list;
    if (const auto* one = std::get_if<CertificateWithChain>(&object)) {
        all = one->chain;
        all.insert(all.begin(), one->certificate);
    }
    std::erase_if(all, [](const pki::Certificate& one) { return !isCa(one); });
    return all;
}

// The same certificate always gets the same UUID, so that a profile that is installed again takes
// the place of the first (RFC 9562 section 5.8: a UUID of our own making).
std::string uuidOf(ByteView data) {
    Bytes octets = pki::digestOf(pki::Digest::Sha256, data);
    octets.resize(16);
    octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0F) | 0x80);
    octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3F) | 0x80);
    std::string text = toUpperHex(octets);
    for (const std::size_t at : {20U, 16U, 12U, 8U})
        text.insert(at, 1, '-');
    return text;
}

class PropertyList {
public:
    PropertyList()
        : m_xml(&m_bytes) {
        m_xml.setAutoFormatting(true);
        m_xml.writeStartDocument();
        m_xml.writeDTD(QStringLiteral("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                                      "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"));
        m_xml.writeStartElement(QStringLiteral("plist"));
        m_xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.0"));
    }
    void start(const QString& element) { m_xml.writeStartElement(element); }
    void end() { m_xml.writeEndElement(); }
    void key(std::string_view name) { m_xml.writeTextElement(QStringLiteral("key"), q(name)); }
    void text(std::string_view name, std::string_view value) {
        key(name);
        // XML has no place for the two (section 2.2); control characters are escaped already.
        QString text = q(value);
        for (const char16_t no : {u'\xFFFE', u'\xFFFF'})
            text.replace(QChar(no), QChar(QChar::ReplacementCharacter));
        m_xml.writeTextElement(QStringLiteral("string"), text);
    }
    void number(std::string_view name, int value) {
        key(name);
        m_xml.writeTextElement(QStringLiteral("integer"), QString::number(value));
    }
    void data(std::string_view name, ByteView value) {
        key(name);
        m_xml.writeTextElement(QStringLiteral("data"), q(toBase64(value)));
    }
    Bytes finish() {
        m_xml.writeEndDocument();
        return bytesOfQt(m_bytes);
    }

private:
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
};

// com.apple.security.root makes a root trusted, com.apple.security.pkcs1 only installs what is
// below one.
void writeTrustPayload(PropertyList& list, const pki::Certificate& ca) {
    const bool root = ca.isSelfIssued();
    const std::string uuid = uuidOf(ca.der());
    list.start(QStringLiteral("dict"));
    list.data("PayloadContent", ca.der());
    list.text("PayloadDisplayName", commonNameOf(ca.subject()));
    list.text("PayloadIdentifier", "scepter.trust." + uuid);
    list.text("PayloadType", root ? "com.apple.security.root" : "com.apple.security.pkcs1");
    list.text("PayloadUUID", uuid);
    list.number("PayloadVersion", 1);
    list.end();
}

// -- command line

std::string shellQuoted(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'')
            quoted += "'\\''";
        else
            quoted += c;
    }
    return quoted + '\'';
}

bool isPlainUrl(std::string_view url) {
    return (url.starts_with("http://") || url.starts_with("https://")) &&
           std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

} // namespace

std::string commonNameOf(const pki::Name& name) {
    return printable(name.commonName().value_or(name.toText()));
}

std::string safeName(std::string_view text) {
    constexpr std::size_t kMaxName = 40;
    std::string name;
    for (const char c : text) {
        if (isNameCharacter(c) && !(c == '.' && (name.empty() || name.back() == '.')))
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
        if (name.size() == kMaxName) break;
    }
    while (!name.empty() && (name.back() == '-' || name.back() == '.'))
        name.pop_back();
    return name;
}

Result<Bytes> encodeJson(const Exportable& object) {
    QJsonDocument document;
    if (const auto* one = std::get_if<CertificateWithChain>(&object)) {
        document.setObject(toJson(one->certificate));
    } else if (const auto* list = std::get_if<Certificates>(&object)) {
        QJsonArray array;
        for (const pki::Certificate& certificate : *list)
            array.append(toJson(certificate));
        document.setArray(array);
    } else if (const auto* csr = std::get_if<CsrToExport>(&object)) {
        document.setObject(toJson(*csr));
    } else if (const auto* crl = std::get_if<pki::Crl>(&object)) {
        document.setObject(toJson(*crl));
    } else {
        document.setObject(toJson(std::get<MessageBytes>(object)));
    }
    return bytesOfQt(document.toJson(QJsonDocument::Indented));
}

Result<Bytes> encodeTrustProfile(const Exportable& object) {
    const Certificates cas = casOf(object);
    if (cas.empty())
        return fail(ErrorCode::NotSupported,
                    "a trust profile is for CA certificates, and there is none here");
    Bytes all;
    for (const pki::Certificate& ca : cas)
        all.insert(all.end(), ca.der().begin(), ca.der().end());
    const std::string uuid = uuidOf(pki::digestOf(pki::Digest::Sha256, all));
    PropertyList list;
    list.start(QStringLiteral("dict"));
    list.key("PayloadContent");
    list.start(QStringLiteral("array"));
    for (const pki::Certificate& ca : cas)
        writeTrustPayload(list, ca);
    list.end();
    list.text("PayloadDisplayName", "Trust in " + commonNameOf(cas.back().subject()));
    list.text("PayloadIdentifier", "scepter.trust.profile." + uuid);
    list.text("PayloadType", "Configuration");
    list.text("PayloadUUID", uuid);
    list.number("PayloadVersion", 1);
    list.end();
    return list.finish();
}

Result<Bytes> encodeCurlLine(const Exportable& object) {
    const auto* message = std::get_if<MessageBytes>(&object);
    if (message == nullptr || message->url.empty())
        return fail(ErrorCode::InvalidArgument, "there is no URL to send this to");
    if (!isPlainUrl(message->url))
        return fail(ErrorCode::InvalidArgument,
                    "not an http or https URL: " + printable(message->url));
    std::string url = message->url;
    if (url.find("operation=") == std::string::npos)
        url += (url.find('?') == std::string::npos ? "?" : "&") +
               std::string("operation=PKIOperation");
    const std::string name = suggestedFileName(object, {});
    // Without globbing, which would give brackets in a URL a meaning.
    const std::string line = "curl --globoff --header 'Content-Type: application/x-pki-message' "
                             "--data-binary " +
                             shellQuoted("@" + name + ".der") + " --output " +
                             shellQuoted(name + "-answer.der") + " " + shellQuoted(url) + "\n";
    return copyOf(bytesOf(line));
}

} // namespace scepter::workbench
