#include "http/client.h"

#include "base/text.h"
#include "client_options.h"
#include "http_target/target.h"

#include <QAuthenticator>
#include <QBuffer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslError>
#include <QThread>
#include <QTimer>
#include <QUrl>
#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <set>

namespace scepter::http {

namespace {

/// What Qt may hold unread of a response.
constexpr qint64 kReadAhead = 256 * 1024;

QByteArray toQt(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::string fromQt(const QByteArray& text) {
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

bool isToken(std::string_view text) {
    constexpr std::string_view kSeparators = "()<>@,;:\\\"/[]?={} \t";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return c > 0x20 && c < 0x7F && kSeparators.find(c) == std::string_view::npos;
    });
}

bool isValue(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

/// Qt resolves dot segments and a double slash at the beginning: that would be another resource.
bool isPathKept(const std::string& path) {
    if (path.starts_with("//")) return false;
    for (const std::string_view segment : split(path, '/')) {
        const std::string decoded = percentDecode(segment, false);
        if (decoded == "." || decoded == "..") return false;
    }
    return true;
}

/// Strict parsing alters less than tolerant parsing, which is for what is no URL by the book.
Result<QUrl> urlFrom(const std::string& text) {
    QUrl url = QUrl::fromEncoded(toQt(text), QUrl::StrictMode);
    if (!url.isValid()) url = QUrl::fromEncoded(toQt(text), QUrl::TolerantMode);
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty() ||
        (scheme != QLatin1String("http") && scheme != QLatin1String("https")))
        return fail(ErrorCode::InvalidArgument, "this is not an http:// or https:// URL");
    if (!isPathKept(fromQt(url.path(QUrl::FullyEncoded).toLatin1())))
        return fail(ErrorCode::InvalidArgument, "a path with dot segments cannot be sent as it is");
    return url;
}

Result<QNetworkRequest> requestFrom(const ClientRequest& request, const QSslConfiguration& tls) {
    if (!isToken(request.method)) return fail(ErrorCode::InvalidArgument, "this is no HTTP method");
    SCEPTER_TRY(url, urlFrom(request.url));
    QNetworkRequest result(url);
    result.setSslConfiguration(tls);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                        QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setRawHeader("User-Agent", "Scepter");
    // Also keeps Qt from unpacking a response beyond its limit.
    result.setRawHeader("Accept-Encoding", "identity");
    for (const Header& header : request.headers) {
        if (!isToken(header.name) || !isValue(header.value))
            return fail(ErrorCode::InvalidArgument, "a header has a character it must not have");
        result.setRawHeader(toQt(header.name), toQt(header.value));
    }
    return result;
}

Error errorFrom(QNetworkReply& reply) {
    using Code = QNetworkReply::NetworkError;
    Error error{ErrorCode::Unreachable, reply.errorString().toStdString(), {}, std::nullopt};
    switch (reply.error()) {
    case Code::SslHandshakeFailedError:
        error.code = ErrorCode::TlsFailed;
        break;
    case Code::TimeoutError:
    case Code::ProxyTimeoutError:
        error.code = ErrorCode::TimedOut;
        break;
    case Code::OperationCanceledError:
        error.code = ErrorCode::Cancelled;
        break;
    case Code::ProtocolFailure:
    case Code::ProtocolUnknownError:
    case Code::ProtocolInvalidOperationError:
        error.code = ErrorCode::HttpMalformed;
        break;
    case Code::RemoteHostClosedError:
        // Before the first byte of an answer it is as good as no server; after it, half an answer.
        if (reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
            error.code = ErrorCode::HttpMalformed;
        break;
    default:
        break;
    }
    return error;
}

/// True when the server answered, whatever it answered: Qt makes errors 201 - 299, 302 and 401 -
/// 499 of the statuses from 400 on.
bool isAnswer(const QNetworkReply& reply) {
    const QVariant status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (!status.isValid()) return false;
    const int error = static_cast<int>(reply.error());
    return error == QNetworkReply::NoError || (error > 200 && error < 300) ||
           (error > 400 && error < 500) ||
           (error == QNetworkReply::ProtocolInvalidOperationError && status.toInt() >= 400);
}

} // namespace

/// One request under way. Deletes itself, through its reply, when done.
class Exchange final : public QObject {
public:
    /// A null `expected`: the roots have decided.
    Exchange(QNetworkReply* reply, const ClientRequest& request, const QSslCertificate& expected,
             std::set<Exchange*>& all, Client::Done done);
    ~Exchange() override { m_all.erase(this); }
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    void abort(ErrorCode code, const std::string& why);
    /// Calls nobody any more.
    void drop() {
        m_done = nullptr;
        m_reply->abort();
    }

private:
    void read();
    void tlsErrors(const QList<QSslError>& errors);
    void checkServer();
    void finish();
    Result<ClientResponse> result();

    QNetworkReply* m_reply;
    QSslCertificate m_expected;
    std::set<Exchange*>& m_all;
    Client::Done m_done;
    bool m_isHead;
    std::size_t m_maxBytes;
    Bytes m_body;
    std::optional<Error> m_aborted;
    std::vector<std::string> m_tlsErrors;
    Bytes m_certificate;
    std::string m_protocol;
    QElapsedTimer m_elapsed;
};

namespace {

std::string protocolName(QSsl::SslProtocol protocol) {
    if (protocol == QSsl::TlsV1_3) return "TLSv1.3";
    if (protocol == QSsl::TlsV1_2) return "TLSv1.2";
    return {};
}

} // namespace

Exchange::Exchange(QNetworkReply* reply, const ClientRequest& request,
                   const QSslCertificate& expected, std::set<Exchange*>& all, Client::Done done)
    : QObject(reply)
    , m_reply(reply)
    , m_expected(expected)
    , m_all(all)
    , m_done(std::move(done))
    , m_isHead(request.method == "HEAD")
    , m_maxBytes(request.maxResponseBytes) {
    m_all.insert(this);
    m_elapsed.start();
    reply->setReadBufferSize(kReadAhead);
    QTimer::singleShot(request.timeout, this,
                       [this] { abort(ErrorCode::TimedOut, "no whole answer in time"); });
    connect(reply, &QNetworkReply::readyRead, this, &Exchange::read);
    connect(reply, &QNetworkReply::sslErrors, this, &Exchange::tlsErrors);
    // Comes for each new connection, before anything is sent on it.
    if (!m_expected.isNull())
        connect(reply, &QNetworkReply::encrypted, this, &Exchange::checkServer);
    // Queued, so that `done` may destroy the client: not from within a signal of the reply.
    connect(reply, &QNetworkReply::finished, this, &Exchange::finish, Qt::QueuedConnection);
}

void Exchange::abort(ErrorCode code, const std::string& why) {
    if (m_aborted) return;
    m_aborted = Error{code, why, {}, std::nullopt};
    if (m_reply->error() == QNetworkReply::NoError)
        m_reply->abort();
    else // Qt takes no second error; the reply is dropped as it is
        QMetaObject::invokeMethod(this, &Exchange::finish, Qt::QueuedConnection);
}

void Exchange::read() {
    if (m_aborted) return;
    const QByteArray part = m_reply->readAll();
    if (static_cast<std::size_t>(part.size()) > m_maxBytes - m_body.size()) {
        abort(ErrorCode::LimitExceeded,
              "the response has more than " + std::to_string(m_maxBytes) + " bytes");
        return;
    }
    m_body.insert(m_body.end(), part.begin(), part.end());
}

void Exchange::tlsErrors(const QList<QSslError>& errors) {
    for (const QSslError& error : errors)
        m_tlsErrors.push_back(error.errorString().toStdString());
}

void Exchange::checkServer() {
    if (m_reply->sslConfiguration().peerCertificate() != m_expected)
        abort(ErrorCode::TlsFailed,
              "the server shows another certificate than the one that it must have");
}

void Exchange::finish() {
    if (!m_done) return;
    read();
    const Client::Done done = std::exchange(m_done, nullptr);
    Result<ClientResponse> outcome = result();
    m_all.erase(this);
    m_reply->deleteLater();
    done(std::move(outcome));
}

Result<ClientResponse> Exchange::result() {
    if (m_aborted) return failWith(*m_aborted);
    if (!isAnswer(*m_reply)) {
        Error error = errorFrom(*m_reply);
        error.chain = m_tlsErrors;
        return failWith(std::move(error));
    }
    ClientResponse response;
    response.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toUInt();
    for (const auto& [name, value] : m_reply->rawHeaderPairs())
        response.headers.push_back({fromQt(name), fromQt(value)});
    response.contentType = response.header("Content-Type").value_or("");
    const auto length = response.header("Content-Length");
    const bool hasBody = !m_isHead && response.status != 204 && response.status != 304;
    if (hasBody && length && !response.header("Transfer-Encoding") &&
        *length != std::to_string(m_body.size()))
        return fail(ErrorCode::HttpMalformed, "the response was cut short");
    response.body = std::move(m_body);
    response.url = fromQt(m_reply->request().url().toEncoded());
    const QSslConfiguration tls = m_reply->sslConfiguration();
    const QByteArray certificate = tls.peerCertificate().toDer();
    response.serverCertificate.assign(certificate.begin(), certificate.end());
    if (!certificate.isEmpty()) response.tlsProtocol = protocolName(tls.sessionProtocol());
    response.elapsed = Duration(m_elapsed.elapsed());
    return response;
}

class Client::Impl {
public:
    explicit Impl(const ClientOptions& options);
    ~Impl();
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void send(const ClientRequest& request, Done done);
    void cancelAll();

private:
    void logIn(QNetworkReply* reply, QAuthenticator* login) const;

    Result<QSslConfiguration> m_tls;
    QSslCertificate m_expected;
    std::optional<Error> m_unusable;
    std::string m_user;
    SecretBytes m_password;
    std::set<Exchange*> m_exchanges;
    QNetworkAccessManager m_manager;
};

Client::Impl::Impl(const ClientOptions& options)
    : m_tls(tlsConfigurationFrom(options))
    , m_user(options.user)
    , m_password(options.password.clone()) {
    QObject::connect(&m_manager, &QNetworkAccessManager::authenticationRequired, &m_manager,
                     [this](QNetworkReply* reply, QAuthenticator* login) { logIn(reply, login); });
    if (!m_tls) m_unusable = m_tls.error();
    if (auto expected = serverCertificateFrom(options))
        m_expected = std::move(*expected);
    else
        m_unusable = expected.error();
    auto proxies = proxyFactoryFrom(options);
    if (proxies)
        m_manager.setProxyFactory(proxies->release());
    else
        m_unusable = proxies.error();
}

// Asked again, the server has not accepted it: an empty answer ends the request.
void Client::Impl::logIn(QNetworkReply* reply, QAuthenticator* login) const {
    constexpr const char* kGiven = "loginGiven";
    if (m_user.empty() || reply->property(kGiven).toBool()) return;
    reply->setProperty(kGiven, true);
    login->setUser(QString::fromStdString(m_user));
    login->setPassword(QString::fromUtf8(toQt(m_password.text())));
}

Client::Impl::~Impl() {
    while (!m_exchanges.empty()) {
        Exchange* const exchange = *m_exchanges.begin();
        m_exchanges.erase(m_exchanges.begin());
        exchange->drop();
    }
}

void Client::Impl::send(const ClientRequest& request, Done done) {
    auto prepared =
        m_unusable ? Result<QNetworkRequest>(failWith(*m_unusable)) : requestFrom(request, *m_tls);
    if (!prepared) {
        QTimer::singleShot(0, &m_manager, [done = std::move(done), error = prepared.error()] {
            done(failWith(error));
        });
        return;
    }
    // Custom even for POST: Qt would give that a Content-Type of its own.
    QNetworkReply* reply = request.method == "GET" ? m_manager.get(*prepared)
                           : request.method == "HEAD"
                               ? m_manager.head(*prepared)
                               : m_manager.sendCustomRequest(*prepared, toQt(request.method),
                                                             toQt(textOf(request.body)));
    new Exchange(reply, request, m_expected, m_exchanges, std::move(done));
}

void Client::Impl::cancelAll() {
    const std::set<Exchange*> exchanges = m_exchanges;
    for (Exchange* exchange : exchanges)
        if (m_exchanges.contains(exchange)) exchange->abort(ErrorCode::Cancelled, "cancelled");
}

Client::Client(const ClientOptions& options)
    : m_impl(std::make_unique<Impl>(options)) {
}
Client::~Client() = default;
void Client::send(const ClientRequest& request, Done done) {
    m_impl->send(request, std::move(done));
}
void Client::cancelAll() {
    m_impl->cancelAll();
}

class Fetcher::Impl {
public:
    explicit Impl(ClientOptions options)
        : m_options(std::move(options)) {
        m_worker.moveToThread(&m_thread);
        m_thread.start();
    }
    // The clients die on the thread that they live on.
    ~Impl() {
        QMetaObject::invokeMethod(
            &m_worker, [this] { m_clients.clear(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Result<ClientResponse> fetch(const ClientRequest& request, const std::stop_token& stop) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "cancelled");
        const std::uint64_t id = ++m_last;
        std::promise<Result<ClientResponse>> outcome;
        auto answered = outcome.get_future();
        QMetaObject::invokeMethod(&m_worker, [this, id, &request, &outcome] {
            clientFor(id).send(request, [this, id, &outcome](Result<ClientResponse> result) {
                release(id);
                outcome.set_value(std::move(result));
            });
        });
        const std::stop_callback cancel(stop, [this, id] {
            QMetaObject::invokeMethod(&m_worker, [this, id] {
                const auto found = m_clients.find(id);
                if (found != m_clients.end()) found->second->cancelAll();
            });
        });
        return answered.get();
    }

private:
    static constexpr std::uint64_t kIdle = 0;

    // Each client has one request at a time, so that one can be cancelled alone.
    Client& clientFor(std::uint64_t id) {
        auto idle = m_clients.extract(kIdle);
        if (!idle) return *m_clients.emplace(id, std::make_unique<Client>(m_options))->second;
        idle.key() = id;
        return *m_clients.insert(std::move(idle))->second;
    }
    // The client is the caller: it is put aside, never destroyed.
    void release(std::uint64_t id) {
        auto busy = m_clients.extract(id);
        busy.key() = kIdle;
        m_clients.insert(std::move(busy));
    }

    const ClientOptions m_options;
    QThread m_thread;
    QObject m_worker;
    std::atomic<std::uint64_t> m_last{kIdle};
    std::multimap<std::uint64_t, std::unique_ptr<Client>> m_clients; ///< by request; on m_thread
};

Fetcher::Fetcher(ClientOptions options)
    : m_impl(std::make_unique<Impl>(std::move(options))) {
}
Fetcher::~Fetcher() = default;
Result<ClientResponse> Fetcher::fetch(const ClientRequest& request, const std::stop_token& stop) {
    return m_impl->fetch(request, stop);
}

Result<ClientResponse> fetch(const ClientRequest& request, const ClientOptions& options) {
    Result<ClientResponse> outcome = fail(ErrorCode::Internal, "the request did not run");
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        QEventLoop loop;
        Client client(options);
        client.send(request, [&](Result<ClientResponse> result) {
            outcome = std::move(result);
            loop.quit();
        });
        loop.exec();
    }));
    thread->start();
    thread->wait();
    return outcome;
}

} // namespace scepter::http
