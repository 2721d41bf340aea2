// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and certificates that a stand-in makes for itself.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/server.h"
#include "pki/certificate.h"
#include "pki/key.h"

#include <string>
#include <vector>

namespace scepter::standin {

struct Identity {
    pki::PrivateKey key;
    pki::Certificate certificate;
};

/// RSA 2048, self-signed, good for ten years. Takes a part of a second.
Result<Identity> makeIdentity(const std::string& commonName, std::uint16_t keyUsage, TimePoint now);

/// A server certificate under a root of its own, whose key is thrown away.
struct ServerIdentity {
    http::TlsOptions tls;
    std::string rootPem; ///< to be trusted by those who ask
};
/// For "localhost", the loopback addresses and `hosts` (names or addresses); good for 90 days.
Result<ServerIdentity> makeServerIdentity(const std::vector<std::string>& hosts, TimePoint now);

} // namespace scepter::standin
