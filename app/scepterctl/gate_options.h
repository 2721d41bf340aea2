// SPDX-License-Identifier: GPL-3.0-or-later
// What a gate is told on the command line.
#pragma once

#include "challenge/gate.h"
#include "constraint_options.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace scepter::app {

/// What was not given stays as it is.
struct GateArguments {
    std::string kind;
    std::string vouchesForSid;
    std::vector<std::string> secretFiles;   ///< NAME=FILE
    std::vector<std::string> randomSecrets; ///< NAME
    std::vector<std::string> forgotten;     ///< NAME
    // of one static challenge
    std::string challenge;
    std::string validFrom;
    std::string validUntil;
    ConstraintArguments constraints;
    bool noConstraints = false;
    // webhook
    std::string dialect;
    std::string url;
    std::string webhookId;
    std::string authorization;
    std::string user;
    std::string clientCertificate;
    std::vector<std::string> roots;
    std::vector<std::string> allowedHosts;
    std::string timeout;
    std::string retries;
    std::string renewals;
    std::string notify;
    std::string notifyUrl;
    // Intune
    std::string tenant;
    std::string appId;
    std::string provider;
    std::string authorityUrl;
    std::string graphUrl;
    std::string graphScope;
    std::string intuneScope;
    std::string waitForSuccess;
    std::string revocations;
    // token
    std::vector<std::string> keys;
    std::string issuer;
    std::string audience;
    std::string leeway;
    std::string longestLife;
    // command
    std::string program;
    std::vector<std::string> programArguments;
};

void addGateOptions(CLI::App* command, GateArguments& arguments);

/// InvalidArgument for an option that is not of the gate's kind, and for values that cannot be
/// meant; errors of reading files.
Result<void> applyGate(const GateArguments& arguments, challenge::Gate& gate);

/// Adds, replaces and forgets secrets of a gate. `made` gets those that were made at random.
Result<void> applyGateSecrets(const GateArguments& arguments, const challenge::Gate& gate,
                              std::vector<challenge::GateSecret>& secrets,
                              std::vector<std::string>& made);

} // namespace scepter::app
