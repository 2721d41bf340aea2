// SPDX-License-Identifier: GPL-3.0-or-later
// A CertRep held against every rule that a strict client has, each told and not only the first.
#pragma once

#include "base/error.h"
#include "scep/client_message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::scep {

/// One rule of a reply and how it stands with it.
struct ReplyCheck {
    std::string_view id;      ///< "reply.signature": stable, for reports
    std::string_view section; ///< where the rule is from: "RFC 8894 section 3.2"
    bool passed = false;
    bool advice = false; ///< a strict client goes on when it fails
    std::string detail;  ///< what was found; for people, without a secret

    bool operator==(const ReplyCheck&) const = default;
};

/// What could be read of a reply, and every check that could be made. `error` is the first thing
/// that a strict client fails on; with one, `reply` may still hold what was read before and after.
struct ReplyReport {
    std::vector<ReplyCheck> checks;
    std::optional<Reply> reply; ///< nothing: no SignedData with one signer and readable attributes
    std::optional<Error> error;

    [[nodiscard]] bool strict() const { return !error && reply.has_value(); }
};

/// Looks at all of a CertRep: form, signer, signature, attributes, status, nonces, envelope. Errors
/// are those of decodeReply(), which is this function's strict half.
ReplyReport examineReply(ByteView message, const ReplyExpectations& expected,
                         const pki::PrivateKey& key, const SecretBytes* password = nullptr);

} // namespace scepter::scep
