// CSRs that the openssl command line made.
#pragma once

#include "../pki/x509_support.h"

#include "pki/csr.h"

namespace scepter::test {

/// Makes CSRs with the openssl command line.
class CsrMaker {
public:
    CsrMaker() {
        m_tool.run(QStringLiteral("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 "
                                  "-out key.pem"));
    }
    /// `subject` in openssl's "/CN=a/O=b" form; `extensions` as -addext takes them.
    pki::Csr make(const QString& subject, const QStringList& extensions = {},
                  const QString& key = QStringLiteral("key.pem")) const {
        QStringList arguments{QStringLiteral("req"),
                              QStringLiteral("-new"),
                              QStringLiteral("-utf8"),
                              QStringLiteral("-key"),
                              key,
                              QStringLiteral("-subj"),
                              subject,
                              QStringLiteral("-outform"),
                              QStringLiteral("der"),
                              QStringLiteral("-out"),
                              QStringLiteral("csr.der"),
                              QStringLiteral("-config"),
                              QStringLiteral("config")};
        m_tool.write("config", "[req]\ndistinguished_name=dn\n[dn]\n");
        for (const QString& extension : extensions)
            arguments << QStringLiteral("-addext") << extension;
        const QByteArray output = m_tool.runList(arguments);
        if (output.startsWith("FAILED")) qFatal("%s", output.constData());
        const Bytes der = fromQt(m_tool.read("csr.der"));
        return pki::Csr::fromDer(der).value();
    }
    const OpenSslTool& tool() const { return m_tool; }

private:
    OpenSslTool m_tool;
};

} // namespace scepter::test
