// Certificates for TLS tests, made by the openssl command line.
#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace scepter::test {

/// A root, a server certificate for 127.0.0.1, ::1 and localhost under it, and a client key.
class TlsFiles {
public:
    /// False when openssl is missing or refuses; said on the test's output.
    bool make() {
        return m_directory.isValid() && makeRoot() && makeLeaf("server") && makeLeaf("client") &&
               makeEncryptedKey();
    }

    [[nodiscard]] std::string path(const char* name) const {
        return m_directory.filePath(QString::fromLatin1(name)).toStdString();
    }
    [[nodiscard]] std::string read(const char* name) const {
        QFile file(m_directory.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

private:
    bool run(const QStringList& arguments) const {
        QProcess openssl;
        openssl.setWorkingDirectory(m_directory.path());
        openssl.start(QStringLiteral("openssl"), arguments);
        const bool good = openssl.waitForFinished() && openssl.exitCode() == 0;
        if (!good) qWarning("openssl: %s", openssl.readAllStandardError().constData());
        return good;
    }
    static QStringList words(const QByteArray& line) {
        return QString::fromLatin1(line).split(QLatin1Char(' '));
    }
    bool makeRoot() const {
        return run(
            words("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key "
                  "-out root.pem -subj /CN=Root -days 30"));
    }
    bool makeLeaf(const char* name) const {
        QFile extensions(m_directory.filePath(QStringLiteral("extensions")));
        if (!extensions.open(QIODevice::WriteOnly)) return false;
        extensions.write("subjectAltName=IP:127.0.0.1,IP:::1,DNS:localhost\n");
        extensions.close();
        const QByteArray file(name);
        return run(words("req -newkey rsa:2048 -nodes -keyout " + file + ".key -out " + file +
                         ".csr -subj /CN=" + file)) &&
               run(words("x509 -req -in " + file + ".csr -CA root.pem -CAkey root.key -days 30 " +
                         "-CAcreateserial -extfile extensions -out " + file + ".pem"));
    }
    bool makeEncryptedKey() const {
        return run(words("pkcs8 -topk8 -in server.key -out server.enc.key -passout pass:sesame"));
    }

    QTemporaryDir m_directory;
};

} // namespace scepter::test
