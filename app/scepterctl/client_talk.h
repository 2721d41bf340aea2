// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that are a SCEP client themselves have in common: their options, and a
// conversation of which every step is kept.
#pragma once

#include "client/scep_client.h"
#include "save_traffic.h"
#include "service_options.h"

#include <string>
#include <vector>

namespace scepter::app {

struct ClientArguments {
    std::string url;
    std::string caIdentifier;
    CaArguments ca;
    bool get = false;
    std::string persona;
    NetworkArguments network;
    TrafficFile traffic;
    std::vector<std::string> misbehaviors;
    std::string subject;
    std::vector<std::string> sans;
    ChallengeArguments challenge;
    std::string key = "rsa:2048";
    std::string cipher;
    std::string digest;
    std::string transport;
    std::string transactionId;
    std::string folder;
    std::string type;
    std::string serial;
    std::string signer;
    std::string out = "-";
    int wait = 0;
    int interval = 5;
    bool sameKey = false;
};

void addServerOptions(CLI::App* command, ClientArguments& arguments, bool url);
/// Of commands that send PKIOperations.
void addOperationOptions(CLI::App* command, ClientArguments& arguments);
/// Of messages that the client writes itself.
void addMessageOptions(CLI::App* command, ClientArguments& arguments);
void addWaitOptions(CLI::App* command, ClientArguments& arguments);

/// What the options say of a request; asks the NDES page for its challenge.
Result<client::EnrollmentRequest> requestFrom(const Context& context,
                                              const ClientArguments& arguments, pki::PrivateKey key,
                                              pki::Name subject);

/// A client and all that it has said.
class ClientTalk {
public:
    static Result<ClientTalk> begin(const Context& context, const ClientArguments& arguments);

    /// Does something with the client; its steps are kept.
    template <class Do> auto operator()(Do work) {
        auto result = work(m_client);
        keep();
        return result;
    }
    /// Saves what --save-traffic asks for; gives `code`, or that of an error in doing so.
    int end(int code) const;
    int report(const Error& error) const { return end(m_context->report(error)); }

private:
    ClientTalk(const Context& context, TrafficFile traffic, client::ScepClient client);
    void keep();

    const Context* m_context;
    TrafficFile m_traffic;
    client::ScepClient m_client;
    client::Transcript m_steps;
};

} // namespace scepter::app
