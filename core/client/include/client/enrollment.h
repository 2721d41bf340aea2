// What goes into an enrollment with somebody's SCEP service, and what comes out of it.
#pragma once

#include "base/clock.h"
#include "base/secret.h"
#include "client/misbehavior.h"
#include "inspect/traffic.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/csr.h"
#include "pki/general_name.h"
#include "pki/key.h"
#include "scep/capabilities.h"
#include "scep/client_message.h"
#include "scep/reply_report.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scepter::client {

enum class StepState {
    Note,   ///< nothing was sent: something was made or looked at
    Passed, ///< sent and answered as a strict client wants it
    Failed, ///< not answered, or not like that
};

/// One step of a conversation. `name` and `what` are for people and hold no secret: "GetCACaps",
/// "HTTP 200, AES SHA-256 ...".
struct Step {
    std::string name{};
    Duration elapsed{0};
    std::string what{};
    StepState state = StepState::Note;
    /// The bytes; null: nothing was sent. What it has opened holds the challenge: for the Inspector
    /// and for files that were asked for, and redacted where that was asked.
    std::shared_ptr<const inspect::RawExchange> exchange{};
    std::vector<scep::ReplyCheck> checks{}; ///< of a PKIOperation
    std::optional<Error> error{};           ///< of Failed
};
using Transcript = std::vector<Step>;

/// What a request wants. With `csr` the next four members are not looked at; its key must be `key`.
struct EnrollmentRequest {
    pki::PrivateKey key;
    pki::Name subject;
    std::vector<pki::GeneralName> subjectAltNames;
    std::vector<pki::Extension> extensions; ///< further requested ones
    std::optional<SecretBytes> challenge;   ///< nothing: no challengePassword attribute
    std::optional<pki::Csr> csr;
    std::string transactionId;         ///< empty: derived from the key (SHA-256 of the public key)
    std::optional<pki::Cipher> cipher; ///< nothing: the best that GetCACaps lists
    std::optional<pki::Digest> digest; ///< nothing: SHA-256 where GetCACaps lists it
    pki::KeyTransport transport = pki::KeyTransport::RsaPkcs1;
    std::vector<Misbehavior> misbehaviors{}; ///< carried out in this order
};

/// The certificate that a renewal is signed with, and its key.
struct Identity {
    pki::Certificate certificate;
    pki::PrivateKey key;
};

/// What a client keeps of a transaction until it is over: for polling, and to open the answer.
struct Transaction {
    std::string transactionId;
    pki::PrivateKey key; ///< of the CSR
    Identity signer;     ///< signs requests; replies are encrypted to it
    pki::Name subject;   ///< of the CSR
    pki::Cipher cipher = pki::Cipher::Aes128Cbc;
    pki::Digest digest = pki::Digest::Sha256;
    pki::KeyTransport transport = pki::KeyTransport::RsaPkcs1;
};

/// The answer to an enrollment, a renewal or a poll. Success comes with a certificate for the key
/// of the request that chains to the CA of GetCACert: anything else is an error, not a result.
struct EnrollmentResult {
    scep::PkiStatus status = scep::PkiStatus::Failure;
    std::optional<pki::Certificate> certificate; ///< on Success
    std::vector<pki::Certificate> chain;         ///< on Success: its issuers, lowest first
    std::optional<FailInfo> failInfo;            ///< on Failure, when the service gave a known one
    std::string failInfoText;                    ///< on Failure; may be empty
    Transaction transaction;
    Transcript transcript;
};

struct CapabilitiesResult {
    bool answered = false; ///< false: the service does not know GetCACaps (RFC 8894 section 3.5.1)
    scep::Capabilities capabilities;
    std::string text;             ///< as received
    std::optional<Error> refusal; ///< HttpStatus, when it was not answered
    Transcript transcript;
};

struct CaCertificatesResult {
    std::vector<pki::Certificate> certificates; ///< in the order of the answer
    std::optional<scep::CaRoles> roles;         ///< of GetCACert; nothing for GetNextCACert
    Transcript transcript;
};

/// The answer to GetCert or GetCRL: exactly one of the two on Success.
struct LookupResult {
    scep::PkiStatus status = scep::PkiStatus::Failure;
    std::optional<pki::Certificate> certificate;
    std::optional<pki::Crl> crl;
    std::optional<FailInfo> failInfo;
    std::string failInfoText;
    Transcript transcript;
};

} // namespace scepter::client
