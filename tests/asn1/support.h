// What the tests of asn1 share: bytes in hex, the openssl command, the recorded messages.
#pragma once

#include "base/bytes.h"
#include "base/encoding.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStringList>
#include <QTest>

namespace scepter::test {

inline Bytes hex(const char* text) {
    return fromHex(text).value();
}

inline ByteView viewOf(const QByteArray& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())};
}

inline QByteArray toQt(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

/// Runs openssl. Returns its standard output; a null one when it failed.
inline QByteArray openssl(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForStarted(30'000)) return {};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit ||
        process.exitCode() != 0)
        return {};
    const QByteArray output = process.readAllStandardOutput();
    return output.isNull() ? QByteArray("") : output;
}

/// The DER of what `openssl asn1parse -genstr` makes, in `directory`.
inline QByteArray generated(const QString& directory, const QString& genstr) {
    const QString path = directory + QStringLiteral("/generated.der");
    QFile::remove(path);
    if (openssl({QStringLiteral("asn1parse"), QStringLiteral("-noout"), QStringLiteral("-genstr"),
                 genstr, QStringLiteral("-out"), path})
            .isNull())
        return {};
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool save(const QString& path, ByteView bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) &&
           file.write(toQt(bytes)) == static_cast<qint64>(bytes.size());
}

/// The bodies of all recorded messages (requests by POST and responses) that are ASN.1, by name.
inline QList<std::pair<QString, QByteArray>> recordedMessages() {
    QList<std::pair<QString, QByteArray>> messages;
    const QDir captures(QStringLiteral(SCEPTER_TEST_DATA "/captures"));
    for (const QString& name :
         captures.entryList({QStringLiteral("*.request"), QStringLiteral("*.response")},
                            QDir::Files, QDir::Name)) {
        QFile file(captures.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QByteArray http = file.readAll();
        const qsizetype body = http.indexOf("\r\n\r\n");
        if (body >= 0 && http.mid(body + 4).startsWith('\x30'))
            messages.append({name, http.mid(body + 4)});
    }
    return messages;
}

} // namespace scepter::test
