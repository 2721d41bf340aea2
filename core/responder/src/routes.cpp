#include "base/text.h"
#include "pki/cms_signed.h"
#include "scep/get_message.h"
#include "service.h"

#include <utility>

namespace scepter::responder {

namespace {

constexpr std::string_view kCrlPrefix = "/crl/";
constexpr std::string_view kCaPrefix = "/ca/";

http::Response binary(std::string_view contentType, Bytes body) {
    http::Response response;
    response.contentType = contentType;
    response.body = std::move(body);
    return response;
}

http::Response methodNotAllowed(std::string_view allowed) {
    auto response = http::Response::text(405, "This method is not allowed here.\n");
    response.headers.push_back({"Allow", std::string(allowed)});
    return response;
}

// The name between a prefix and a suffix of a path: "lab" of "/crl/lab.crl".
std::optional<std::string> nameIn(const std::string& path, std::string_view prefix,
                                  std::string_view suffix) {
    if (!path.starts_with(prefix) || !path.ends_with(suffix) ||
        path.size() <= prefix.size() + suffix.size())
        return std::nullopt;
    return path.substr(prefix.size(), path.size() - prefix.size() - suffix.size());
}

struct FoundGeneration {
    std::shared_ptr<const authority::Authority> authority;
    const authority::Generation* generation = nullptr; ///< of the authority; null: not found
};

// "NAME" is the current generation of an authority; "NAME-gN" is generation N: what a retired one
// has issued goes on needing its CRL and its CA certificate.
FoundGeneration findGeneration(const Runtime& runtime, const std::string& name) {
    if (auto authority = runtime.authority(name)) return {authority, authority->current()};
    const auto dash = name.rfind("-g");
    if (dash == std::string::npos) return {};
    auto authority = runtime.authority(name.substr(0, dash));
    if (authority)
        for (const auto& generation : authority->generations)
            if (std::to_string(generation.number) == name.substr(dash + 2))
                return {authority, &generation};
    return {};
}

bool reads(const http::Request& request) {
    return request.method == "GET" || request.method == "HEAD";
}

} // namespace

void Service::handle(http::Request request, http::Reply reply) {
    auto exchange = std::make_shared<PendingExchange>(*this, std::move(request), std::move(reply));
    auto target = http::parseTarget(exchange->request.target);
    if (!target) return exchange->answer(http::Response::text(400, "The address is malformed.\n"));
    exchange->target = std::move(*target);
    if (exchange->target.path == "/healthz") {
        exchange->recorded = false; // a probe each second would push all else out
        return exchange->answer(http::Response::text(200, "ok\n"));
    }
    // Loading reads the database and may open keys: not on an I/O thread.
    if (!isStale()) return route(exchange);
    work(exchange, [this, exchange] {
        refresh();
        route(exchange);
    });
}

void Service::route(const std::shared_ptr<PendingExchange>& exchange) {
    exchange->runtime = runtime();
    exchange->endpoint = exchange->runtime->find(exchange->target.path);
    if (exchange->endpoint) return routeScep(exchange);
    if (!routePlain(exchange))
        exchange->answer(http::Response::text(404, "There is nothing at this address.\n"));
}

void Service::routeScep(const std::shared_ptr<PendingExchange>& exchange) {
    const http::Request& request = exchange->request;
    const bool post = request.method == "POST";
    if (!post && !reads(request)) return exchange->answer(methodNotAllowed("GET, HEAD, POST"));
    const auto operation = exchange->target.rawValue("operation");
    if (!operation) {
        if (!post) return exchange->answer(endpointPage(*exchange->endpoint));
        return exchange->answer(http::Response::text(400, "The operation parameter is missing.\n"));
    }
    // Servers take the operation without regard to case, clients send the RFC's (section 4.1).
    if (equalsIgnoringCase(*operation, "PKIOperation")) {
        if (post) return operate(exchange, std::move(exchange->request.body));
        // It would issue a certificate that nobody receives: a HEAD has no body in its answer.
        if (request.method != "GET") return exchange->answer(methodNotAllowed("GET, POST"));
        const auto value = exchange->target.rawValue("message");
        auto message = scep::decodeGetMessage(value.value_or(""), m_maxMessageBytes);
        if (!value || !message || message->empty())
            return exchange->answer(
                http::Response::text(400, "The message parameter is missing or not base64.\n"));
        return operate(exchange, std::move(*message));
    }
    if (equalsIgnoringCase(*operation, "GetCACaps"))
        return exchange->answer(
            binary(scep::content_type::kCaps, copyOf(bytesOf(exchange->endpoint->capabilities))));
    if (equalsIgnoringCase(*operation, "GetCACert")) {
        const auto& answer = exchange->endpoint->caCertificates;
        if (answer.body.empty())
            return exchange->answer(http::Response::text(503, "The CA is not ready.\n"));
        return exchange->answer(binary(answer.contentType, answer.body));
    }
    if (equalsIgnoringCase(*operation, "GetNextCACert")) return answerNextCaCertificate(exchange);
    exchange->answer(http::Response::text(400, "This operation is unknown.\n"));
}

void Service::answerNextCaCertificate(const std::shared_ptr<PendingExchange>& exchange) {
    const EndpointRuntime& endpoint = *exchange->endpoint;
    const authority::Generation* next = endpoint.setting.authority->next();
    if (next == nullptr || !endpoint.signer)
        return exchange->answer(
            http::Response::text(404, "There is no next CA certificate yet.\n"));
    work(exchange, [exchange, next] {
        const EndpointRuntime& served = *exchange->endpoint;
        const auto& settings = served.setting.endpoint->settings;
        authority::Generation shown = *next;
        if (settings.compatibility.caOnly) shown.ra.reset();
        auto body = scep::encodeNextCaCert(
            authority::caCertificates(shown, settings.compatibility.caCertificates), *served.signer,
            pki::Digest::Sha256);
        exchange->answer(body ? binary(scep::content_type::kNextCaCert, std::move(*body))
                              : http::Response::text(503, "The CA is not ready.\n"));
    });
}

bool Service::routePlain(const std::shared_ptr<PendingExchange>& exchange) {
    const std::string& path = exchange->target.path;
    const auto crl = nameIn(path, kCrlPrefix, ".crl");
    const auto ca = nameIn(path, kCaPrefix, ".cer");
    if (!crl && !ca) return false;
    if (!reads(exchange->request)) {
        exchange->answer(methodNotAllowed("GET, HEAD"));
        return true;
    }
    if (ca) return answerCaCertificate(exchange, *ca);
    answerCrl(exchange, *crl);
    return true;
}

bool Service::answerCaCertificate(const std::shared_ptr<PendingExchange>& exchange,
                                  const std::string& name) {
    const auto [authority, generation] = findGeneration(*exchange->runtime, name);
    if (generation == nullptr) return false;
    exchange->answer(binary("application/pkix-cert", generation->ca.certificate.der()));
    return true;
}

void Service::answerCrl(const std::shared_ptr<PendingExchange>& exchange, const std::string& name) {
    const auto [authority, generation] = findGeneration(*exchange->runtime, name);
    if (generation == nullptr)
        return exchange->answer(http::Response::text(404, "There is no such CRL.\n"));
    work(exchange, [this, exchange, authority = authority, id = generation->id] {
        auto crl = m_crls.current(*authority, id);
        exchange->answer(crl ? binary("application/pkix-crl", std::move(*crl))
                             : http::Response::text(503, "The CRL cannot be made now.\n"));
    });
}

void Service::work(const std::shared_ptr<PendingExchange>& exchange, WorkerPool::Work work) {
    if (m_pool.post(std::move(work))) return;
    m_meter.countBusy();
    auto response = http::Response::text(503, "The server is busy. Try again later.\n");
    response.headers.push_back({"Retry-After", "10"});
    exchange->answer(std::move(response));
}

} // namespace scepter::responder
