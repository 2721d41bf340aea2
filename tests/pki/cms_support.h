// What the CMS tests share: signers made by openssl, and the recorded PKIOperation exchanges.
#pragma once

#include "x509_support.h"

#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace scepter::test {

inline QString qtText(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Makes <name>.key and <name>.crt, a self-signed certificate.
inline bool makeIdentity(const OpenSslTool& tool, const QString& name, const QString& genpkey) {
    const QByteArray key = tool.run(QStringLiteral("genpkey %1 -out %2.key").arg(genpkey, name));
    const QByteArray certificate = tool.run(
        QStringLiteral("req -x509 -new -key %1.key -subj /O=Tests/CN=%1 -days 3650 -out %1.crt "
                       "-addext subjectKeyIdentifier=hash")
            .arg(name));
    return !key.startsWith("FAILED") && !certificate.startsWith("FAILED");
}

/// One exchange of captures.json that is a PKIOperation.
struct RecordedExchange {
    QJsonObject facts;
    Bytes request;
    Bytes response; ///< empty: an HTTP error page

    [[nodiscard]] QByteArray name() const { return text("file"); }
    [[nodiscard]] QByteArray text(const char* member) const {
        return facts.value(QString::fromUtf8(member)).toString().toUtf8();
    }
    [[nodiscard]] QJsonObject object(const char* member) const {
        return facts.value(QString::fromUtf8(member)).toObject();
    }
    [[nodiscard]] QByteArray keyFile(const char* role) const {
        return object("keyFiles").value(QString::fromUtf8(role)).toString().toUtf8();
    }
};

inline QByteArray captureFile(const QByteArray& name) {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/captures/") + QString::fromUtf8(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// One of tests/data/envelopes.
inline Bytes envelopeFile(const char* name) {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/envelopes/") + QString::fromUtf8(name));
    return file.open(QIODevice::ReadOnly) ? fromQt(file.readAll()) : Bytes{};
}

inline std::vector<RecordedExchange> recordedExchanges() {
    std::vector<RecordedExchange> exchanges;
    const QJsonArray all = QJsonDocument::fromJson(captureFile("captures.json")).array();
    for (const QJsonValue& value : all) {
        RecordedExchange exchange{value.toObject(), {}, {}};
        if (exchange.text("operation") != "PKIOperation") continue;
        const QString name = QString::fromUtf8(exchange.name());
        exchange.request = fromQt(Captures::messageOf(name + QStringLiteral(".request")));
        if (exchange.facts.value(QStringLiteral("httpStatus")).toInt() == 200)
            exchange.response = fromQt(Captures::messageOf(name + QStringLiteral(".response")));
        exchanges.push_back(std::move(exchange));
    }
    return exchanges;
}

inline pki::PrivateKey captureKey(const QByteArray& file) {
    return pki::PrivateKey::fromPem(captureFile(file).toStdString()).value();
}

} // namespace scepter::test
