// SPDX-License-Identifier: GPL-3.0-or-later
// One PKIOperation: what it shall say, and the bytes that say it. No I/O.
#pragma once

#include "client/enrollment.h"
#include "client/misbehavior.h"
#include "client/persona.h"
#include "http/client.h"
#include "inspect/keyring.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scepter::client {

/// How PKIOperations are sent.
enum class Method {
    Auto, ///< as the persona does for the capabilities
    Get,
    Post,
};

/// What a request shall say. What is pointed to must outlive the call only.
struct RequestPlan {
    scep::MessageType type = scep::MessageType::PkcsReq;
    const EnrollmentRequest* enrollment = nullptr; ///< of PKCSReq, RenewalReq, UpdateReq
    const Transaction* transaction = nullptr;      ///< of CertPoll; repeats its id, key, signer
    std::optional<Identity>
        signer{};   ///< of a renewal and the lookups; nothing: made by the persona
    Bytes serial{}; ///< of GetCert, GetCRL: INTEGER content octets
    const SecretBytes* challenge = nullptr;  ///< of CertPoll and lookups, for password envelopes
    std::string transactionId{};             ///< in place of the persona's; empty: that one
    std::optional<Bytes> senderNonce{};      ///< in place of a random one
    std::vector<Misbehavior> misbehaviors{}; ///< carried out in this order
};

/// What is known of the service when a request is written.
struct ServiceView {
    std::string url;
    std::vector<pki::Certificate> certificates;     ///< of GetCACert
    scep::CaRoles roles;                            ///< whom to encrypt to
    std::optional<scep::Capabilities> capabilities; ///< nothing: GetCACaps was not answered
    Method method = Method::Auto;
    TimePoint now{};
};

/// A request ready to be sent, as often as wanted: the same bytes each time.
struct PreparedRequest {
    scep::MessageType type = scep::MessageType::PkcsReq;
    Bytes message;            ///< the pkiMessage, misbehaviors carried out
    http::ClientRequest http; ///< how it is sent, without time-out
    Transaction transaction;  ///< what its answer is opened and polled with
    Bytes senderNonce;
    Bytes serial;                                 ///< of GetCert, GetCRL
    std::shared_ptr<const SecretBytes> challenge; ///< opens password envelopes; null: none
    std::optional<inspect::OpenedLayer> opened;   ///< what is in its envelope. A secret
    Duration pieceDelay{0}; ///< over zero: the body is sent in pieces of 64 bytes, this far apart
};

/// Writes a request as the persona does, then carries out the misbehaviors. InvalidArgument for a
/// plan that lacks what its type needs, or misbehavior that its type cannot have (a renewal by a
/// stranger in a poll); CannotEncryptReply and what OpenSSL says. Thread-safe.
Result<PreparedRequest> writeRequest(const RequestPlan& plan, const ServiceView& service,
                                     const Persona& persona);

} // namespace scepter::client
