// Runs a talk to its end over real connections.
#pragma once

#include "challenge/ask.h"
#include "http/client.h"

namespace scepter::test {

inline http::ClientOptions optionsOf(const challenge::HttpAsk& ask) {
    http::ClientOptions options;
    options.proxyUse = http::ProxyUse::None;
    if (!ask.tls) return options;
    options.extraRootPems = ask.tls->extraRootPems;
    options.clientCertificatePem = ask.tls->clientCertificatePem;
    options.clientKeyPem = ask.tls->clientKeyPem.clone();
    return options;
}

inline challenge::Reply fetchAsked(const challenge::HttpAsk& ask) {
    http::ClientRequest request;
    request.method = ask.method;
    request.url = ask.url;
    request.body = ask.body;
    request.timeout = ask.timeout;
    request.maxResponseBytes = ask.maxResponseBytes;
    if (!ask.contentType.empty()) request.headers.push_back({"Content-Type", ask.contentType});
    for (const challenge::AskHeader& header : ask.headers)
        request.headers.push_back({header.name, std::string(header.value.text())});
    auto response = http::fetch(request, optionsOf(ask));
    if (!response) return failWith(std::move(response).error());
    return challenge::Told{response->status, response->contentType, response->body, {}};
}

/// The verdict; at most ten questions.
inline challenge::Verdict talk(challenge::Conversation& conversation, TimePoint now) {
    auto step = conversation.next(nullptr, now);
    for (int asked = 0; asked < 10; ++asked) {
        if (auto* verdict = std::get_if<challenge::Verdict>(&step)) return std::move(*verdict);
        const challenge::Reply reply = fetchAsked(std::get<challenge::HttpAsk>(step));
        step = conversation.next(&reply, now);
    }
    return challenge::Verdict::later("the talk does not end");
}

} // namespace scepter::test
