// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL's command line as a judge of messages that we write.
#pragma once

#include "base/bytes.h"

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace scepter::test {

/// Runs `openssl` in a folder of its own.
class OpenSslJudge {
public:
    [[nodiscard]] QString path(const char* name) const {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    void write(const char* name, ByteView bytes) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", name);
        file.write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<qsizetype>(bytes.size()));
    }
    [[nodiscard]] Bytes read(const char* name) const {
        QFile file(path(name));
        if (!file.open(QIODevice::ReadOnly)) return {};
        const QByteArray all = file.readAll();
        return {all.begin(), all.end()};
    }

    /// Standard output, or nothing when it ended with an error; `complaint` has what it said then.
    QString run(const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments);
        process.waitForFinished();
        ok = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        complaint = QString::fromUtf8(process.readAllStandardError());
        return QString::fromUtf8(process.readAllStandardOutput());
    }
    QString run(const char* arguments) {
        return run(QString::fromLatin1(arguments).split(QLatin1Char(' ')));
    }

    /// The structure of some DER or BER: "d=1 cons SEQUENCE", with the values as asn1parse tells.
    QStringList structure(ByteView bytes) {
        write("structure", bytes);
        return run("asn1parse -inform der -in structure")
            .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }

    bool ok = false;
    QString complaint;

private:
    QTemporaryDir m_folder;
};

} // namespace scepter::test
