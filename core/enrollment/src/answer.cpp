#include "enrollment/answer.h"

#include "base/shorten.h"

namespace scepter::enrollment {

namespace {

constexpr std::string_view kNotAccepted = "The challenge was not accepted.";
constexpr std::string_view kTryLater =
    "The server cannot process the request now. Try again later.";
constexpr std::string_view kNotRead = "The message could not be read.";
constexpr std::string_view kNotVerified = "The message could not be verified or decrypted.";

// Long enough for an operator's glance, short enough for a client that waits.
constexpr std::chrono::seconds kRetryAfter{30};

FailInfo failInfoOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::AlgorithmForbidden:
    case ErrorCode::AlgorithmUnknown:
    case ErrorCode::CmsUnsupported:
    case ErrorCode::CannotEncryptReply:
    case ErrorCode::KeyUnsupported:
    case ErrorCode::KeyRejected:
        return FailInfo::BadAlg;
    case ErrorCode::SignatureInvalid:
    case ErrorCode::DigestMismatch:
    case ErrorCode::DecryptFailed:
    case ErrorCode::WrongRecipient:
    case ErrorCode::ProofOfPossessionInvalid:
        return FailInfo::BadMessageCheck;
    case ErrorCode::TransactionUnknown:
    case ErrorCode::CertificateUnknown:
        return FailInfo::BadCertId;
    default:
        return FailInfo::BadRequest;
    }
}

// Texts about the message itself.
std::string_view messageText(ErrorCode code) {
    switch (code) {
    case ErrorCode::AlgorithmForbidden:
    case ErrorCode::AlgorithmUnknown:
    case ErrorCode::CmsUnsupported:
        return "An algorithm of the message is not allowed here.";
    case ErrorCode::CannotEncryptReply:
        return "The reply cannot be encrypted: the signer's key cannot decrypt and there is no "
               "challenge.";
    case ErrorCode::KeyUnsupported:
    case ErrorCode::KeyRejected:
        return "The type or size of the key is not allowed here.";
    case ErrorCode::SignatureInvalid:
    case ErrorCode::DigestMismatch:
    case ErrorCode::DecryptFailed:
        return kNotVerified;
    case ErrorCode::WrongRecipient:
        return "The message is encrypted to a certificate that is not this server's. Fetch the CA "
               "certificates again.";
    case ErrorCode::ProofOfPossessionInvalid:
        return "The signature of the CSR is not valid.";
    case ErrorCode::MessageTypeUnsupported:
        return "This messageType is not supported.";
    case ErrorCode::AttributeMissing:
        return "The message lacks a required attribute.";
    case ErrorCode::SignerKeyMismatch:
        return "The message is signed with another key than the one in the CSR.";
    case ErrorCode::TransactionConflict:
        return "This transactionID is in use for another key.";
    case ErrorCode::TransactionUnknown:
        return "There is no such transaction.";
    case ErrorCode::CertificateUnknown:
        return "There is no such certificate.";
    default:
        return kNotRead;
    }
}

// Texts about challenges and policy; empty for what is not about these. All refusals of a challenge
// read alike, so that nobody learns which codes exist.
std::string_view policyText(ErrorCode code) {
    switch (code) {
    case ErrorCode::ChallengeMissing:
        return "A challenge is needed.";
    case ErrorCode::ChallengeWrong:
    case ErrorCode::CodeUsed:
    case ErrorCode::CodeExpired:
    case ErrorCode::CodeWithdrawn:
    case ErrorCode::CodeOtherEndpoint:
    case ErrorCode::ChallengeNotYetValid:
    case ErrorCode::ChallengeExpired:
    case ErrorCode::TokenInvalid:
    case ErrorCode::TokenUsed:
        return kNotAccepted;
    case ErrorCode::GateDenied:
        return "The request was refused by the service that vouches for devices.";
    case ErrorCode::NoticeRefused:
        return "The certificate was not released.";
    case ErrorCode::ConstraintViolated:
        return "The request asks for something that it is not permitted to have.";
    case ErrorCode::TooManyTries:
        return "Too many failed tries. Try again later.";
    case ErrorCode::TooManyPending:
        return "Too many requests are waiting for a decision. Try again later.";
    case ErrorCode::SubjectRejected:
        return "The subject is not allowed here.";
    case ErrorCode::SanRejected:
        return "A subject alternative name is not allowed here.";
    case ErrorCode::ExtensionRejected:
        return "A requested extension is malformed or not allowed.";
    case ErrorCode::RenewalNotAllowed:
        return "Renewal is not allowed here.";
    case ErrorCode::RenewalTooEarly:
        return "It is too early to renew this certificate.";
    case ErrorCode::RenewalIdentityChanged:
        return "A renewal must ask for the same subject and subject alternative names.";
    case ErrorCode::RenewalKeyReused:
        return "A renewal needs a new key here.";
    case ErrorCode::SignerUnknown:
        return "The message is not signed with a certificate of this CA.";
    case ErrorCode::CertificateExpired:
        return "The signer's certificate has expired.";
    case ErrorCode::CertificateNotYetValid:
        return "The signer's certificate is not valid yet.";
    case ErrorCode::CertificateRevoked:
        return "The signer's certificate is revoked.";
    case ErrorCode::RequestExpired:
        return "The request was not decided in time.";
    default:
        return {};
    }
}

bool isServerFault(ErrorCode code) {
    switch (code) {
    case ErrorCode::Internal:
    case ErrorCode::RandomUnavailable:
    case ErrorCode::EncryptFailed:
    case ErrorCode::AuthorityMissing:
    case ErrorCode::AuthorityExpired:
    case ErrorCode::AuthorityNotReady:
    case ErrorCode::StoreUnavailable:
    case ErrorCode::StoreCorrupt:
    case ErrorCode::StoreNewer:
    case ErrorCode::StoreBusy:
    case ErrorCode::StoreReadOnly:
    case ErrorCode::StoreFull:
    case ErrorCode::StoreForeign:
    case ErrorCode::GateUnreachable:
    case ErrorCode::TargetPaused:
        return true;
    default:
        return false;
    }
}

} // namespace

WireAnswer wireAnswer(const Error& error) {
    WireAnswer answer;
    answer.failInfo = error.failInfo.value_or(failInfoOf(error.code));
    if (isServerFault(error.code)) {
        answer.httpStatus = 503;
        answer.retryAfter = kRetryAfter;
        answer.failInfoText = kTryLater;
    } else if (error.code == ErrorCode::DeniedByOperator) {
        answer.failInfoText = shortened(error.detail, 255, {});
    } else {
        const std::string_view policy = policyText(error.code);
        answer.failInfoText = policy.empty() ? messageText(error.code) : policy;
    }
    return answer;
}

scep::ReplyFields failureReply(const Error& error) {
    const WireAnswer answer = wireAnswer(error);
    scep::ReplyFields reply;
    reply.status = scep::PkiStatus::Failure;
    reply.failInfo = answer.failInfo;
    reply.failInfoText = answer.failInfoText;
    return reply;
}

} // namespace scepter::enrollment
