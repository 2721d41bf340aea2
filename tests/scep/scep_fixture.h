// What the SCEP tests share: the recorded exchanges, their keys, and the openssl command line.
#pragma once

#include "base/encoding.h"
#include "pki/certificate.h"
#include "pki/key.h"
#include "pki/pem.h"

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace scepter::test {

inline QString dataPath(const QString& name) {
    return QStringLiteral(SCEPTER_TEST_DATA "/captures/") + name;
}

inline QByteArray readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

inline void writeFile(const QString& path, ByteView bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(path));
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
}

inline Bytes toBytes(const QByteArray& array) {
    return {array.begin(), array.end()};
}

inline std::string_view viewOf(const QByteArray& array) {
    return {array.constData(), static_cast<std::size_t>(array.size())};
}

inline pki::PrivateKey loadKey(const QString& name) {
    auto key = pki::PrivateKey::fromPem(viewOf(readFile(dataPath(name))));
    if (!key) qFatal("%s: %s", qPrintable(name), toText(key.error()).c_str());
    return *key;
}

inline pki::Certificate loadCertificate(const QString& name) {
    auto certificates = pki::readCertificates(toBytes(readFile(dataPath(name))));
    if (!certificates || certificates->empty()) qFatal("no certificate in %s", qPrintable(name));
    return certificates->front();
}

inline QList<QJsonObject> captures() {
    QList<QJsonObject> all;
    const auto document =
        QJsonDocument::fromJson(readFile(dataPath(QStringLiteral("captures.json"))));
    for (const QJsonValue& value : document.array())
        all.append(value.toObject());
    return all;
}

/// The body of a recorded HTTP message.
inline QByteArray bodyOf(const QString& name) {
    const QByteArray raw = readFile(dataPath(name));
    const qsizetype end = raw.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : raw.mid(end + 4);
}

/// The raw value of message= in the request line.
inline QByteArray getParameter(const QString& name) {
    const QByteArray line = readFile(dataPath(name)).split('\r').value(0);
    const qsizetype start = line.indexOf("message=");
    return start < 0 ? QByteArray() : line.mid(start + 8).split(' ').value(0).split('&').value(0);
}

struct Ran {
    int exitCode = -1;
    QByteArray output; ///< standard output, then standard error
};

inline Ran runOpenssl(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForStarted() || !process.waitForFinished(60'000)) return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput() + process.readAllStandardError()};
}

} // namespace scepter::test
