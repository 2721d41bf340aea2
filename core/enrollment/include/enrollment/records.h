// What the ledger holds.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "challenge/ask.h"
#include "challenge/constraints.h"
#include "pki/crl.h"
#include "scep/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::enrollment {

enum class RequestState { Pending, Issued, Refused, Failed, Expired };
std::string_view toText(RequestState state);
std::optional<RequestState> requestStateFromText(std::string_view text);

/// What makes a transaction: the id alone is not unique (clients use "0", or the same one for a
/// renewal with the same key).
struct TransactionKey {
    std::int64_t endpointId = 0;
    std::string transactionId;
    Bytes publicKeyHash; ///< SHA-256 of the CSR's SubjectPublicKeyInfo
    Bytes renewedSerial; ///< magnitude of the serial of the certificate renewed; empty: none

    bool operator==(const TransactionKey&) const = default;
};

/// One check that a request went through, for the operator.
struct Check {
    std::string name; ///< "CSR signature", "Signer key", "Challenge", ...
    bool passed = false;
    std::string detail;

    bool operator==(const Check&) const = default;
};

/// Whether an issued certificate may leave.
enum class Release {
    Free,
    Waiting, ///< until somebody has accepted the news of it
    Refused  ///< nobody did; it is revoked
};

/// One enrollment transaction.
struct RequestRecord {
    std::int64_t id = 0;
    TransactionKey key;
    scep::MessageType messageType = scep::MessageType::PkcsReq;
    RequestState state = RequestState::Pending;
    /// A later identical message gets the same outcome while this holds and `stickyUntil` is ahead.
    bool sticky = true;
    TimePoint stickyUntil;
    std::string subject;    ///< as asked for, RFC 4514
    std::string san;        ///< as asked for, "DNS:a, IP:10.0.0.1"
    std::string keyText;    ///< "RSA 2048"
    Bytes csr;              ///< DER without the challenge
    Bytes signerKeyHash;    ///< SHA-256 of the signer's SubjectPublicKeyInfo
    std::string signerText; ///< subject of the signer certificate
    Bytes sealedChallenge;  ///< only for a client whose reply needs it, only while Pending/sticky
    /// The CSR with its challenge, while somebody has to be told of the outcome; see NoticeDraft.
    Bytes sealedCsr;
    /// What the gates want in the certificate, until it is issued. Its constraints are judged by
    /// then and are not kept.
    challenge::Grant grant;
    /// Gates that allowed it, whom a Pending request's outcome is told to.
    std::vector<std::string> allowedBy;
    Release release = Release::Free;
    std::string remoteAddress;
    TimePoint createdAt;
    std::optional<TimePoint> expiresAt; ///< of a Pending request
    std::optional<TimePoint> decidedAt;
    std::string decidedBy;              ///< "policy", or the operator
    std::optional<ErrorCode> errorCode; ///< of Refused and Failed
    std::string reason;                 ///< the real reason, for the operator
    std::optional<FailInfo> toldFailInfo;
    std::string toldText; ///< what the client was told
    std::vector<Check> checks;
    std::vector<challenge::Comparison> comparisons;
    std::int64_t certificateId = 0;        ///< 0: none
    std::int64_t renewedCertificateId = 0; ///< 0: no renewal
    /// 0: no code. Of a renewal it is the code of the first enrollment, whose constraints go on to
    /// hold; it is not used again.
    std::int64_t codeId = 0;
    std::int64_t polls = 0;
    std::optional<TimePoint> lastPolledAt;

    bool operator==(const RequestRecord&) const = default;
};

/// One issued certificate.
struct CertificateRecord {
    std::int64_t id = 0;
    std::int64_t authorityId = 0;
    std::int64_t generationId = 0;
    std::int64_t requestId = 0; ///< 0: not from a request (an RA, say)
    Bytes serial;               ///< magnitude
    std::string subject;
    std::string san;
    std::string keyText;
    TimePoint notBefore;
    TimePoint notAfter;
    TimePoint issuedAt;
    Bytes der;
    std::optional<TimePoint> revokedAt;
    pki::RevocationReason reason = pki::RevocationReason::Unspecified;
    std::optional<TimePoint> invalidSince;

    bool operator==(const CertificateRecord&) const = default;
};

/// One line of the audit trail. `hash` covers the line and the hash before it.
struct AuditRecord {
    std::int64_t id = 0;
    TimePoint at;
    std::string actor;  ///< "responder", "operator:NAME", ...
    std::string action; ///< "request.issued", "code.minted", ...
    std::string object; ///< "request:17"
    std::string detail; ///< JSON object, never a secret
    Bytes hash;

    bool operator==(const AuditRecord&) const = default;
};

} // namespace scepter::enrollment
