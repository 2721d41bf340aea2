#include "client_options.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <QUrl>

namespace scepter::http {

namespace {

QByteArray copyToQt(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

bool isLoopback(const QString& host) {
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        if (isLoopback(query.peerHostName())) return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }
};

class OneProxy final : public QNetworkProxyFactory {
public:
    explicit OneProxy(const QNetworkProxy& proxy)
        : m_proxy(proxy) {}
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery&) override { return {m_proxy}; }

private:
    QNetworkProxy m_proxy;
};

Result<QNetworkProxy> proxyFrom(const std::string& text) {
    const QUrl url(QString::fromStdString(text));
    const bool socks = url.scheme() == QLatin1String("socks5");
    if (!url.isValid() || url.host().isEmpty() || (!socks && url.scheme() != QLatin1String("http")))
        return fail(ErrorCode::InvalidArgument, "the proxy URL is neither http:// nor socks5://");
    const auto port = static_cast<quint16>(url.port(socks ? 1080 : 8080));
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         port, url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
}

/// QSslKey wants to be told the algorithm; the passphrase and key are wiped with their QByteArrays'
/// buffers before these are released.
Result<QSslKey> keyFrom(const ClientOptions& options) {
    QByteArray pem = copyToQt(options.clientKeyPem.text());
    QByteArray passphrase = copyToQt(options.clientKeyPassphrase.text());
    QSslKey key(pem, QSsl::Rsa, QSsl::Pem, QSsl::PrivateKey, passphrase);
    if (key.isNull()) key = QSslKey(pem, QSsl::Ec, QSsl::Pem, QSsl::PrivateKey, passphrase);
    wipeMemory(pem.data(), static_cast<std::size_t>(pem.size()));
    wipeMemory(passphrase.data(), static_cast<std::size_t>(passphrase.size()));
    if (key.isNull())
        return fail(ErrorCode::TlsFailed, "the TLS client key does not load (RSA or EC, PEM)");
    return key;
}

} // namespace

ClientOptions ClientOptions::clone() const {
    ClientOptions copy;
    copy.extraRootPems = extraRootPems;
    copy.serverCertificatePem = serverCertificatePem;
    copy.clientCertificatePem = clientCertificatePem;
    copy.clientKeyPem = clientKeyPem.clone();
    copy.clientKeyPassphrase = clientKeyPassphrase.clone();
    copy.proxyUse = proxyUse;
    copy.proxyUrl = proxyUrl;
    copy.verify = verify;
    copy.user = user;
    copy.password = password.clone();
    return copy;
}

Result<QSslCertificate> serverCertificateFrom(const ClientOptions& options) {
    if (options.serverCertificatePem.empty()) return QSslCertificate();
    const auto chain = QSslCertificate::fromData(copyToQt(options.serverCertificatePem), QSsl::Pem);
    if (chain.isEmpty())
        return fail(ErrorCode::TlsFailed, "the server's certificate is not a PEM certificate");
    return chain.front();
}

Result<QSslConfiguration> tlsConfigurationFrom(const ClientOptions& options) {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    // Who must have one certificate is looked at by itself, see Exchange.
    if (!options.verify || !options.serverCertificatePem.empty())
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    for (const std::string& pem : options.extraRootPems) {
        const auto roots = QSslCertificate::fromData(copyToQt(pem), QSsl::Pem);
        if (roots.isEmpty())
            return fail(ErrorCode::TlsFailed, "an extra root is not a PEM certificate");
        configuration.addCaCertificates(roots);
    }
    if (options.clientCertificatePem.empty()) return configuration;
    const auto chain = QSslCertificate::fromData(copyToQt(options.clientCertificatePem), QSsl::Pem);
    if (chain.isEmpty())
        return fail(ErrorCode::TlsFailed, "the TLS client certificate is not a PEM certificate");
    SCEPTER_TRY(key, keyFrom(options));
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return configuration;
}

Result<std::unique_ptr<QNetworkProxyFactory>> proxyFactoryFrom(const ClientOptions& options) {
    switch (options.proxyUse) {
    case ProxyUse::System:
        return std::make_unique<SystemProxies>();
    case ProxyUse::None:
        return std::make_unique<OneProxy>(QNetworkProxy(QNetworkProxy::NoProxy));
    case ProxyUse::Explicit:
        break;
    }
    SCEPTER_TRY(proxy, proxyFrom(options.proxyUrl));
    return std::make_unique<OneProxy>(proxy);
}

} // namespace scepter::http
