#include "dialogs/setup_draft.h"

#include "asn1/oids.h"
#include "http/local_address.h"
#include "pki/name.h"

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kPortsTried = 100;
constexpr std::size_t kLongestName = 40;
constexpr int kDaysPerYear = 365;

} // namespace

SetupDraft labDraft(const QString& path) {
    SetupDraft draft;
    draft.path = path;
    draft.newFolder = true;
    draft.subject = QStringLiteral("CN=Scepter Lab CA");
    draft.findPort = true;
    draft.endpoints = {true, true, true};
    return draft;
}

workbench::SetupOptions optionsOf(const SetupDraft& draft, const std::string& actor) {
    workbench::SetupOptions options;
    options.path = draft.path.toStdString();
    options.makeFolder = draft.newFolder;
    options.passphrase = draft.passphrase;
    options.caSubject = draft.subject.toStdString();
    options.caKey = draft.key;
    options.caValidity = std::chrono::days{kDaysPerYear} * draft.years;
    options.withRa = draft.withRa;
    options.forOutsideRoot = draft.source == SetupDraft::Source::OutsideRoot;
    if (draft.source == SetupDraft::Source::Import && draft.found) {
        options.imported = draft.found->ca;
        options.caSubject = draft.found->ca.certificate.subject().toText();
    }
    options.authorityName = authorityNameFor(QString::fromStdString(options.caSubject));
    options.endpoints = draft.endpoints;
    options.responder = draft.responder;
    options.actor = actor;
    return options;
}

bool takesEncryptedRequests(const SetupDraft& draft) {
    if (draft.withRa) return true;
    if (draft.source != SetupDraft::Source::Import) return draft.key.type == pki::KeyType::Rsa;
    return !draft.found || draft.found->ca.certificate.publicKey().canEncrypt();
}

QString subjectFrom(const QString& name) {
    const std::string text = name.trimmed().toStdString();
    if (text.empty()) return {};
    const auto parsed = name.contains(QLatin1Char('='))
                            ? pki::Name::fromText(text)
                            : pki::Name::fromRdns({{{asn1::oids::kCommonName, 0, text, {}}}});
    if (!parsed || parsed->empty()) return {};
    return QString::fromStdString(parsed->toText());
}

std::string authorityNameFor(const QString& subject) {
    const auto parsed = pki::Name::fromText(subject.toStdString());
    std::string from = parsed ? parsed->commonName().value_or("") : "";
    std::string name;
    for (const char c : from) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (isUpper || isPlain)
            name += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
        if (name.size() >= kLongestName) break;
    }
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return name.empty() ? "ca" : name;
}

QString keyText(const pki::KeySpec& key) {
    switch (key.type) {
    case pki::KeyType::Rsa:
        return QStringLiteral("RSA %1").arg(key.rsaBits);
    case pki::KeyType::EcP256:
        return QStringLiteral("EC P-256");
    case pki::KeyType::EcP384:
        return QStringLiteral("EC P-384");
    case pki::KeyType::EcP521:
        return QStringLiteral("EC P-521");
    case pki::KeyType::Ed25519:
    case pki::KeyType::Other:
        break;
    }
    return QString::fromStdString(pki::toText(key));
}

std::uint16_t firstFreePort(const std::string& address, std::uint16_t from) {
    for (int i = 0; i < kPortsTried && from + i <= UINT16_MAX; ++i) {
        const auto port = static_cast<std::uint16_t>(from + i);
        if (http::isPortFree(address, port)) return port;
    }
    return from;
}

} // namespace scepter::ui
