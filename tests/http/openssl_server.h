// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL's own TLS server, which insists on a certificate of TlsFiles' root from its client.
#pragma once

#include "tls_files.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>

namespace scepter::test {

/// Answers "/answer" with "body", and nothing to strangers.
class OpensslServer {
public:
    /// False when it does not start.
    bool start(const TlsFiles& files) {
        QFile answer(QString::fromStdString(files.path("answer")));
        if (!answer.open(QIODevice::WriteOnly)) return false;
        answer.write("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nbody");
        answer.close();
        const auto path = [&](const char* name) {
            return QString::fromStdString(files.path(name));
        };
        m_openssl.setWorkingDirectory(QFileInfo(answer).path());
        m_openssl.start(QStringLiteral("openssl"),
                        {QStringLiteral("s_server"), QStringLiteral("-accept"),
                         QStringLiteral("127.0.0.1:0"), QStringLiteral("-HTTP"),
                         QStringLiteral("-Verify"), QStringLiteral("1"),
                         QStringLiteral("-verify_return_error"), QStringLiteral("-CAfile"),
                         path("root.pem"), QStringLiteral("-cert"), path("server.pem"),
                         QStringLiteral("-key"), path("server.key")});
        // "ACCEPT 127.0.0.1:41234"
        QByteArray said;
        while (!said.contains("ACCEPT") || !said.endsWith('\n')) {
            if (!m_openssl.waitForReadyRead(kPatienceMs)) return false;
            said += m_openssl.readAllStandardOutput();
        }
        m_port = said.trimmed().split(':').last().toUShort();
        return m_port != 0;
    }
    ~OpensslServer() { stop(); }

    [[nodiscard]] quint16 port() const { return m_port; }
    /// What it has said of its clients.
    QByteArray stop() {
        m_openssl.kill();
        m_openssl.waitForFinished();
        return m_openssl.readAllStandardError();
    }

private:
    static constexpr int kPatienceMs = 20'000;

    QProcess m_openssl;
    quint16 m_port = 0;
};

} // namespace scepter::test
