// SPDX-License-Identifier: GPL-3.0-or-later
// Microsoft Intune's API for SCEP servers of others: the asking side. No I/O: each talk says what
// to send and is told what came back.
#pragma once

#include "challenge/ask.h"
#include "challenge/gate.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::challenge {

/// What Intune answers to an action. The names are the words on the wire.
enum class IntuneCode {
    Success,
    Unknown,
    CertificateRequestDecodingFailed,
    ChallengePasswordMissing,
    ChallengeDeserializationError,
    ChallengeDecryptionError,
    ChallengeDecodingError,
    ChallengeInvalidTimestamp,
    ChallengeExpired,
    SubjectNameMissing,
    SubjectNameMismatch,
    SubjectAltNameMissing,
    SubjectAltNameMismatch,
    KeyUsageMismatch,
    KeyLengthMismatch,
    EnhancedKeyUsageMissing,
    EnhancedKeyUsageMismatch,
    AadKeyIdentifierListMissing,
    RegisteredKeyMismatch,
    SigningCertThumbprintMismatch,
    ScepProfileNoLongerTargetedToTheClient,
    SignatureValidationFailed,
    BadCertificateRequestIdInChallenge,
    BadDeviceIdInChallenge,
    BadUserIdInChallenge
};
inline constexpr std::size_t kIntuneCodes = 25;

/// "SubjectNameMismatch": as on the wire.
std::string_view toText(IntuneCode code);
/// Nothing for any other word, which is a rejection too.
std::optional<IntuneCode> intuneCodeFromText(std::string_view text);
/// What a code means, one sentence for the operator.
std::string_view explain(IntuneCode code);

/// Names of services in Intune's directory; compared without case.
inline constexpr std::string_view kIntuneValidationService = "ScepRequestValidationFEService";
inline constexpr std::string_view kIntuneRevocationService = "PkiConnectorFEService";
/// The version of the revocation service, as its header says it.
inline constexpr std::string_view kIntuneRevocationVersion = "5019-05-05";

/// Access tokens by scope and places of services, empty at first. Thread-safe; one for each gate,
/// shared by all its talks.
std::shared_ptr<IntuneAccess> makeIntuneAccess(const IntuneGate& gate);

/// Asks validateRequest. The verdict is Allow for code Success alone; Deny(GateDenied) for another
/// code, with the code as note and a comparison where it names a field; RetryLater for everything
/// else. The secret "appKey" and the access are taken from `tools`.
std::unique_ptr<Conversation> askIntune(const IntuneGate& gate, const GateTools& tools,
                                        const GateRequest& request);

/// Tells successNotification or failureNotification. Allow: accepted; Deny(NoticeRefused): another
/// code; RetryLater: neither.
std::unique_ptr<Conversation> tellIntune(const IntuneGate& gate, const GateTools& tools,
                                         const GateOutcome& outcome);

/// Bodies of the three actions, JSON.
std::string intuneValidationBody(const IntuneGate& gate, const GateRequest& request);
/// CertificateMalformed when the outcome's certificate cannot be read.
Result<std::string> intuneSuccessBody(const IntuneGate& gate, const GateOutcome& outcome);
std::string intuneFailureBody(const IntuneGate& gate, const GateOutcome& outcome);

/// A certificate that Intune wants to have revoked.
struct IntuneRevocation {
    std::string requestContext; ///< to be given back
    std::string serialNumber;   ///< as Intune says it; see serialsOf
    std::string issuerName;
    std::string caConfiguration;

    bool operator==(const IntuneRevocation&) const = default;
};

enum class IntuneRevocationError {
    None = 0,
    NonRetryableServiceException = 4000,
    DataSerializationError = 4001,
    ParameterDataInvalidError = 4002,
    CryptographyError = 4003,
    CertificateNotFoundError = 4004,
    ConflictError = 4005, ///< revoked already
    NotSupportedError = 4006,
    PayloadTooLargeError = 4007,
    RetryableServiceException = 4100,
    ServiceUnavailableException = 4101,
    ServiceTooBusyException = 4102,
    AuthenticationException = 4103
};
std::string_view toText(IntuneRevocationError error);
std::optional<IntuneRevocationError> intuneRevocationErrorFromText(std::string_view text);

/// What came of one.
struct IntuneRevocationResult {
    std::string requestContext;
    IntuneRevocationError error = IntuneRevocationError::None; ///< None: it is revoked
    std::string message;

    bool operator==(const IntuneRevocationResult&) const = default;
};

/// `maxRequests` from 1 to 500; an empty issuer asks for all.
std::string intuneRevocationQuery(unsigned maxRequests, std::string_view issuerName = {});
std::string intuneRevocationReport(const std::vector<IntuneRevocationResult>& results);
/// EncodingMalformed, LimitExceeded (more than 500).
Result<std::vector<IntuneRevocation>> readIntuneRevocations(ByteView json);
/// EncodingMalformed, NoticeRefused (anything but true).
Result<void> readIntuneRevocationReceipt(ByteView json);
/// The serial numbers, as magnitudes, that such a text may mean: hex (with or without "0x" and
/// colons), and decimal if it has digits alone.
std::vector<Bytes> serialsOf(std::string_view text);

/// A talk that ends with a list. Allow: the list is there; else RetryLater.
class IntuneRevocationPull : public Conversation {
public:
    [[nodiscard]] virtual const std::vector<IntuneRevocation>& revocations() const = 0;
};
std::unique_ptr<IntuneRevocationPull> pullRevocations(const IntuneGate& gate,
                                                      const GateTools& tools,
                                                      unsigned maxRequests = 100,
                                                      std::string_view issuerName = {});
/// Tells what came of them; verdicts as of tellIntune.
std::unique_ptr<Conversation> tellRevocations(const IntuneGate& gate, const GateTools& tools,
                                              const std::vector<IntuneRevocationResult>& results);

} // namespace scepter::challenge
