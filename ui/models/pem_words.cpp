#include "models/pem_words.h"

#include "base/encoding.h"
#include "pki/pem.h"
#include "widgets/texts.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <optional>

namespace scepter::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::PemWords)
};

constexpr qsizetype kMarkDigits = 8;

/// The key of a file; the certificate, where there is one.
struct Described {
    std::optional<pki::PublicKey> key;
    std::vector<pki::Certificate> certificates;
};

Described describe(const std::string& pem) {
    Described described;
    const auto blocks = pki::readPem(pem);
    if (!blocks) return described;
    for (const pki::PemBlock& block : *blocks) {
        if (block.label == "CERTIFICATE") {
            if (auto certificate = pki::Certificate::fromDer(block.der))
                described.certificates.push_back(std::move(*certificate));
        } else if (auto key = pki::PublicKey::fromSpki(block.der); key && !described.key) {
            described.key = std::move(*key);
        }
    }
    return described;
}

QString fingerprintWords(const Bytes& fingerprint) {
    return Words::tr("SHA-256 %1").arg(inPairs(text(toHex(fingerprint)).toUpper()));
}

} // namespace

QString pemWords(const std::string& pem) {
    const Described found = describe(pem);
    if (!found.certificates.empty()) {
        const pki::Certificate& first = found.certificates.front();
        QString words =
            QStringLiteral("%1, %2, %3")
                .arg(text(first.subject().toDisplayText()), text(first.publicKey().toText()),
                     fingerprintWords(first.fingerprint()));
        const int above = static_cast<int>(found.certificates.size()) - 1;
        if (above > 0)
            words = Words::tr("%1, with %n certificate(s) above it", nullptr, above).arg(words);
        return words;
    }
    if (found.key)
        return Words::tr("%1, %2").arg(text(found.key->toText()),
                                       fingerprintWords(found.key->fingerprint()));
    return Words::tr("This cannot be read.");
}

QString pemMark(const std::string& pem) {
    if (pem.empty()) return {};
    const Described found = describe(pem);
    if (!found.certificates.empty())
        return text(toHex(found.certificates.front().fingerprint())).left(kMarkDigits);
    if (found.key) return text(toHex(found.key->fingerprint())).left(kMarkDigits);
    const QByteArray all(pem.data(), static_cast<qsizetype>(pem.size()));
    return QString::fromLatin1(
        QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex().left(kMarkDigits));
}

} // namespace scepter::ui
