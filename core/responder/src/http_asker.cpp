#include "http_asker.h"

#include "base/text.h"
#include "responder/asker.h"

#include <QUrl>

#include <algorithm>

namespace scepter::responder {

namespace {

constexpr unsigned kConnectionsOfClient = 6;
constexpr std::size_t kMaxResponseBytes = 4 * 1024 * 1024;

bool isLoopback(const std::string& host) {
    if (host == "localhost" || host == "::1") return true;
    const auto parts = split(host, '.');
    return parts.size() == 4 && parts[0] == "127" && std::ranges::all_of(parts, [](auto part) {
               return !part.empty() && part.size() <= 3 &&
                      part.find_first_not_of("0123456789") == std::string_view::npos;
           });
}

/// "mdm.example:443"; an IPv6 address is put into brackets.
std::string withPort(const std::string& host, int port) {
    const bool isIpv6 = host.contains(':');
    return (isIpv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

int portOf(const QUrl& url) {
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

std::string targetOf(const QUrl& url) {
    return url.scheme().toStdString() + "://" +
           withPort(url.host(QUrl::FullyEncoded).toStdString(), portOf(url));
}

QUrl urlFrom(const std::string& text) {
    return QUrl::fromEncoded(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                             QUrl::StrictMode);
}

bool isHttpUrl(const QUrl& url) {
    const QString scheme = url.scheme();
    return url.isValid() && !url.host().isEmpty() &&
           (scheme == QLatin1String("https") || scheme == QLatin1String("http"));
}

std::string_view withoutLastDot(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    return host;
}

/// `rule` is "host", "host:port", "*.suffix" or "*.suffix:port"; IPv6 addresses with a port are in
/// brackets.
bool fits(std::string_view rule, const std::string& host, int port) {
    const std::string own(withoutLastDot(host));
    std::string wanted = toLower(trimmed(rule));
    if (wanted == own || wanted == withPort(own, port)) return true;
    if (own.contains(':')) return wanted == "[" + own + "]";
    const std::string ending = ":" + std::to_string(port);
    if (wanted.ends_with(ending)) wanted.resize(wanted.size() - ending.size());
    if (!wanted.starts_with("*.")) return wanted == own;
    const std::string_view suffix = std::string_view(wanted).substr(1);
    return suffix.size() > 1 && own.size() > suffix.size() && own.ends_with(suffix);
}

http::ClientOptions optionsFrom(const challenge::AskTls* tls) {
    http::ClientOptions options;
    if (tls == nullptr) return options;
    options.extraRootPems = tls->extraRootPems;
    options.clientCertificatePem = tls->clientCertificatePem;
    options.clientKeyPem = tls->clientKeyPem.clone();
    return options;
}

http::ClientRequest requestFrom(const challenge::HttpAsk& ask, Duration timeout) {
    http::ClientRequest request;
    request.method = ask.method;
    request.url = ask.url;
    for (const challenge::AskHeader& header : ask.headers)
        request.headers.push_back({header.name, std::string(header.value.text())});
    if (!ask.contentType.empty()) request.headers.push_back({"Content-Type", ask.contentType});
    request.body = ask.body;
    request.timeout = timeout;
    request.maxResponseBytes = std::min(ask.maxResponseBytes, kMaxResponseBytes);
    return request;
}

void wipe(http::ClientRequest& request) {
    for (http::Header& header : request.headers)
        wipeMemory(header.value.data(), header.value.size());
    wipeMemory(request.body.data(), request.body.size());
}

/// What went wrong, in words that cannot hold a part of the URL.
std::string explain(const Error& error) {
    if (error.detail.empty() || error.detail.contains("://"))
        return std::string(toText(error.code));
    return printable(error.detail);
}

challenge::Reply replyFrom(Result<http::ClientResponse> result, const std::string& host) {
    if (!result) {
        Error error = std::move(result).error();
        error.detail = host + ": " + explain(error);
        return failWith(std::move(error));
    }
    challenge::Told told;
    told.status = result->status;
    told.contentType = std::move(result->contentType);
    told.body = std::move(result->body);
    return told;
}

} // namespace

std::string targetOf(const std::string& url) {
    const QUrl parsed = urlFrom(url);
    return isHttpUrl(parsed) ? targetOf(parsed) : url;
}

Result<AskPlace> placeOf(const challenge::HttpAsk& ask) {
    const QUrl url = urlFrom(ask.url);
    if (!isHttpUrl(url)) return fail(ErrorCode::InvalidArgument, "the URL is no https:// URL");
    AskPlace place{targetOf(url), url.host(QUrl::FullyEncoded).toStdString()};
    const auto refuse = [&](const char* why) {
        return fail(ErrorCode::InvalidArgument, place.host + why);
    };
    if (!url.userInfo().isEmpty() || url.authority().contains(QLatin1Char('@')))
        return refuse(": the URL has user information in it");
    if (url.scheme() != QLatin1String("https") && !isLoopback(place.host))
        return refuse(": http is for this machine only, others are asked by https");
    const auto allows = [&](const std::string& rule) {
        return fits(rule, place.host, portOf(url));
    };
    if (!ask.allowedHosts.empty() && std::ranges::none_of(ask.allowedHosts, allows))
        return refuse(" is not among the hosts that may be asked");
    return place;
}

void HttpAsker::send(const challenge::HttpAsk& ask, const AskPlace& place, Duration timeout,
                     Done done) {
    Group& group = m_groups[ask.tls.get()];
    group.tls = ask.tls;
    group.lastUse = Steady::now();
    Sender& sender = freeSender(group, place.target);
    ++sender.underWay[place.target];
    ++group.underWay;
    http::ClientRequest request = requestFrom(ask, timeout);
    // Groups with something under way stay where they are, and so do their senders.
    sender.client.send(request, [&group, &sender, place, done = std::move(done)](auto result) {
        --group.underWay;
        group.lastUse = Steady::now();
        if (--sender.underWay[place.target] == 0) sender.underWay.erase(place.target);
        done(replyFrom(std::move(result), place.host));
    });
    wipe(request);
}

bool HttpAsker::dropIdle(Duration idle) {
    const auto now = Steady::now();
    std::erase_if(m_groups, [&](const auto& entry) {
        return entry.second.underWay == 0 && now - entry.second.lastUse >= idle;
    });
    return !m_groups.empty();
}

HttpAsker::Sender& HttpAsker::freeSender(Group& group, const std::string& target) {
    for (const auto& sender : group.senders) {
        const auto busy = sender->underWay.find(target);
        if (busy == sender->underWay.end() || busy->second < kConnectionsOfClient) return *sender;
    }
    group.senders.push_back(std::make_unique<Sender>(optionsFrom(group.tls.get())));
    return *group.senders.back();
}

} // namespace scepter::responder
