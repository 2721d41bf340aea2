// SPDX-License-Identifier: GPL-3.0-or-later
// Which service a test goes to, and with what challenge.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "client/service.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace scepter::workbench {

class Session;
class Workbench;

/// As the operator has chosen it.
struct TestServer {
    std::string endpoint{}; ///< of this workspace's running responder; empty: another service
    std::string url{};      ///< of another service
    std::string caIdentifier{};
    Bytes caFingerprint{};               ///< of another service's CA; empty: it is believed
    Bytes encryptTo{};                   ///< as client::ServiceOptions
    std::vector<std::string> rootPems{}; ///< trusted for TLS besides the system's
    std::string certificatePem{};        ///< that the client shows for TLS, with its chain
    std::shared_ptr<const SecretBytes> certificateKeyPem{};
    client::Method method = client::Method::Auto;
    Duration timeout = std::chrono::seconds(15); ///< for each HTTP exchange
};

enum class TestChallengeKind {
    None,
    Typed,
    Endpoint, ///< what the endpoint of this workspace takes: a new code, or its static challenge
    NdesPage  ///< a code of an NDES admin page, fetched for each enrollment
};

struct TestChallenge {
    TestChallengeKind kind = TestChallengeKind::None;
    std::shared_ptr<const SecretBytes> typed{};
    std::string ndesUrl{}; ///< "https://host/certsrv/mscep_admin/"
    std::string ndesUser{};
    std::shared_ptr<const SecretBytes> ndesPassword{};
};

/// Where this process's responder answers, read on the GUI thread; for another thread.
struct ServedHere {
    std::string url{};    ///< empty: it does not run
    std::string tlsPem{}; ///< its certificate, with its chain; empty: plain HTTP
};
ServedHere servedHere(const Session& session);

/// What a client is made with.
struct TestService {
    client::ServiceOptions service;
    http::ClientOptions http;
    std::string authority{}; ///< of an endpoint: whose CA the fingerprint is of
};

/// Blocks on the workspace. Of an endpoint the URL and the fingerprint of its CA. NotFound for an
/// endpoint that is not there, Unreachable while the responder does not run, InvalidArgument
/// without a URL, AuthorityMissing.
Result<TestService> testServiceFor(Workbench& workbench, const TestServer& server,
                                   const ServedHere& here);

/// A challenge for one enrollment, asked anew for each; null for None. Endpoint: mints a code,
/// which works once, for one hour; NotSupported for an endpoint whose gates take what is made
/// elsewhere. Of an NDES page: the errors of client::askNdesCode; TLS as for the server.
std::function<Result<SecretBytes>()> testChallenges(Workbench& workbench, const TestServer& server,
                                                    const TestChallenge& challenge,
                                                    const std::stop_token& stop);

} // namespace scepter::workbench
