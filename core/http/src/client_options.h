// ClientOptions in Qt's terms.
#pragma once

#include "http/client.h"

#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <memory>

namespace scepter::http {

Result<QSslConfiguration> tlsConfigurationFrom(const ClientOptions& options);

/// The one that the server must show; null: the roots decide.
Result<QSslCertificate> serverCertificateFrom(const ClientOptions& options);

/// For one QNetworkAccessManager, which takes it over.
Result<std::unique_ptr<QNetworkProxyFactory>> proxyFactoryFrom(const ClientOptions& options);

} // namespace scepter::http
