// The one error value of the project.
#pragma once

#include "base/fail_info.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter {

/// What went wrong, grouped by area. The window turns each into what happened, why, what to do.
enum class ErrorCode {
    // base
    Internal,
    InvalidArgument,
    LimitExceeded,
    Cancelled,
    NotSupported,
    RandomUnavailable,
    // asn1
    Asn1Malformed,
    Asn1Truncated,
    Asn1TrailingBytes,
    // encodings
    EncodingMalformed,
    // pki
    KeyMalformed,
    KeyUnsupported,
    KeyMismatch,
    PassphraseWrong,
    NameMalformed,
    CertificateMalformed,
    CsrMalformed,
    CrlMalformed,
    CmsMalformed,
    CmsUnsupported,
    Pkcs12Malformed,
    SignatureInvalid,
    DigestMismatch,
    DecryptFailed,
    EncryptFailed,
    AlgorithmForbidden,
    AlgorithmUnknown,
    ChainUntrusted,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    // scep
    MessageMalformed,
    MessageTypeUnsupported,
    AttributeMissing,
    AttributeMalformed,
    WrongRecipient,
    SignerKeyMismatch,
    ProofOfPossessionInvalid,
    TransactionConflict,
    TransactionUnknown,
    NonceMismatch,
    OperationUnknown,
    CannotEncryptReply,
    // challenge
    ChallengeMissing,
    ChallengeWrong,
    CodeUsed,
    CodeExpired,
    CodeWithdrawn,
    CodeOtherEndpoint,
    ConstraintViolated,
    TooManyTries,
    TooManyPending,
    ChallengeNotYetValid,
    ChallengeExpired,
    TokenInvalid,
    TokenUsed,
    GateDenied,
    GateUnreachable,
    TargetPaused,
    NoticeRefused,
    LoginWrong,
    LoginLocked,
    TooManyCodes,
    // policy
    KeyRejected,
    SubjectRejected,
    SanRejected,
    ExtensionRejected,
    RenewalNotAllowed,
    RenewalTooEarly,
    RenewalIdentityChanged,
    RenewalKeyReused,
    SignerUnknown,
    DeniedByOperator,
    RequestExpired,
    RefusedByServer,
    // authority
    AuthorityMissing,
    AuthorityExpired,
    AuthorityNotReady,
    CertificateUnknown,
    AlreadyRevoked,
    NoNextGeneration,
    // store
    StoreUnavailable,
    StoreCorrupt,
    StoreNewer,
    StoreBusy,
    StoreReadOnly,
    StoreFull,
    StoreForeign,
    Conflict,
    NotFound,
    AlreadyExists,
    // http and files
    AddressInUse,
    AddressNotHere,
    PortForbidden,
    ListenFailed,
    TlsFailed,
    Unreachable,
    TimedOut,
    HttpStatus,
    HttpMalformed,
    FileUnreadable,
    FileUnwritable,
};

/// Stable, lower-camel identifier, e.g. "challengeWrong": for JSON, logs and tests.
std::string_view toText(ErrorCode code);

/// Every code, for tests that walk all of them.
std::vector<ErrorCode> allErrorCodes();

/// An error: a code, one sentence of English technical detail (never a secret), what the libraries
/// below said, and a failInfo where the place that failed knows it better than the code does.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;
    std::vector<std::string> chain;
    std::optional<FailInfo> failInfo;

    bool operator==(const Error&) const = default;
};

/// "<code>: <detail> (<chain>)", for logs and test output.
std::string toText(const Error& error);

} // namespace scepter
