// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/test_service.h"

#include "client/ndes_code.h"
#include "workbench/session.h"
#include "workbench/workbench.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

Result<TestService> endpointService(Workbench& workbench, const TestServer& server,
                                    const ServedHere& here) {
    if (here.url.empty())
        return fail(ErrorCode::Unreachable, "the responder of this workspace does not run");
    SCEPTER_TRY(endpoint, workbench.endpoints().show(server.endpoint));
    TestService made;
    made.service.url = here.url + endpoint.settings.path;
    made.http.serverCertificatePem = here.tlsPem;
    SCEPTER_TRY(authorities, workbench.authorities().overview());
    const auto authority =
        std::ranges::find(authorities, endpoint.settings.authorityId, &AuthorityView::id);
    const GenerationView* current = authority == authorities.end() ? nullptr : authority->current();
    if (current == nullptr || !current->ca)
        return fail(ErrorCode::AuthorityMissing,
                    "the endpoint " + server.endpoint + " has no CA that issues");
    made.service.caFingerprint = current->ca->fingerprint();
    made.authority = authority->name;
    return made;
}

http::ClientOptions tlsOf(const TestServer& server) {
    http::ClientOptions made;
    made.extraRootPems = server.rootPems;
    made.clientCertificatePem = server.certificatePem;
    if (server.certificateKeyPem) made.clientKeyPem = server.certificateKeyPem->clone();
    return made;
}

Result<SecretBytes> ndesChallenge(const TestServer& server, const TestChallenge& challenge,
                                  const std::stop_token& stop) {
    const http::ClientOptions http = tlsOf(server);
    const client::NdesQuestion question{challenge.ndesUrl, server.timeout};
    const client::NdesLogin login{http, challenge.ndesUser, challenge.ndesPassword.get()};
    SCEPTER_TRY(code, client::askNdesCode(question, login, stop));
    return std::move(code.code);
}

/// What the first gate that takes a challenge of this workspace's own wants to see.
Result<SecretBytes> endpointChallenge(Workbench& workbench, const std::string& name) {
    SCEPTER_TRY(endpoint, workbench.endpoints().show(name));
    if (endpoint.settings.has(challenge::GateKind::Code)) {
        MintOrder order;
        order.endpoint = name;
        order.note = "Test enrollment";
        SCEPTER_TRY(minted, workbench.codes().mint(order));
        return std::move(minted.front().code);
    }
    for (const challenge::Gate& gate : endpoint.settings.gates) {
        if (gate.kind() != challenge::GateKind::Static) continue;
        for (const challenge::GateSecret& secret : endpoint.secrets)
            if (secret.gate == gate.name) return secret.value.clone();
    }
    if (endpoint.settings.gates.empty()) return SecretBytes();
    return fail(ErrorCode::NotSupported,
                "the endpoint " + name + " takes challenges that are made elsewhere");
}

} // namespace

ServedHere servedHere(const Session& session) {
    ServedHere here;
    if (session.responder().state != ResponderView::State::Running) return here;
    here.url = session.responder().url;
    if (const auto& tls = session.responderOptions().tls) here.tlsPem = tls->certificatePem;
    return here;
}

Result<TestService> testServiceFor(Workbench& workbench, const TestServer& server,
                                   const ServedHere& here) {
    TestService made;
    if (!server.endpoint.empty()) {
        SCEPTER_TRY(known, endpointService(workbench, server, here));
        made = std::move(known);
    } else {
        if (server.url.empty()) return fail(ErrorCode::InvalidArgument, "there is no URL");
        made.service.url = server.url;
        made.service.caFingerprint = server.caFingerprint;
        made.http = tlsOf(server);
    }
    made.service.caIdentifier = server.caIdentifier;
    made.service.encryptTo = server.encryptTo;
    made.service.method = server.method;
    made.service.timeout = server.timeout;
    return made;
}

std::function<Result<SecretBytes>()> testChallenges(Workbench& workbench, const TestServer& server,
                                                    const TestChallenge& challenge,
                                                    const std::stop_token& stop) {
    switch (challenge.kind) {
    case TestChallengeKind::None:
        break;
    case TestChallengeKind::Typed:
        return [typed = challenge.typed]() -> Result<SecretBytes> {
            return typed ? typed->clone() : SecretBytes();
        };
    case TestChallengeKind::Endpoint:
        return [&workbench, name = server.endpoint] { return endpointChallenge(workbench, name); };
    case TestChallengeKind::NdesPage:
        return [server, challenge, stop] { return ndesChallenge(server, challenge, stop); };
    }
    return {};
}

} // namespace scepter::workbench
