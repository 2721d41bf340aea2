#include "base/error.h"

#include "base/fail_info.h"

#include <array>
#include <utility>

namespace scepter {

namespace {

using Name = std::pair<ErrorCode, std::string_view>;

constexpr std::array kNames{
    Name{ErrorCode::Internal, "internal"},
    Name{ErrorCode::InvalidArgument, "invalidArgument"},
    Name{ErrorCode::LimitExceeded, "limitExceeded"},
    Name{ErrorCode::Cancelled, "cancelled"},
    Name{ErrorCode::NotSupported, "notSupported"},
    Name{ErrorCode::RandomUnavailable, "randomUnavailable"},
    Name{ErrorCode::Asn1Malformed, "asn1Malformed"},
    Name{ErrorCode::Asn1Truncated, "asn1Truncated"},
    Name{ErrorCode::Asn1TrailingBytes, "asn1TrailingBytes"},
    Name{ErrorCode::EncodingMalformed, "encodingMalformed"},
    Name{ErrorCode::KeyMalformed, "keyMalformed"},
    Name{ErrorCode::KeyUnsupported, "keyUnsupported"},
    Name{ErrorCode::KeyMismatch, "keyMismatch"},
    Name{ErrorCode::PassphraseWrong, "passphraseWrong"},
    Name{ErrorCode::NameMalformed, "nameMalformed"},
    Name{ErrorCode::CertificateMalformed, "certificateMalformed"},
    Name{ErrorCode::CsrMalformed, "csrMalformed"},
    Name{ErrorCode::CrlMalformed, "crlMalformed"},
    Name{ErrorCode::CmsMalformed, "cmsMalformed"},
    Name{ErrorCode::CmsUnsupported, "cmsUnsupported"},
    Name{ErrorCode::Pkcs12Malformed, "pkcs12Malformed"},
    Name{ErrorCode::SignatureInvalid, "signatureInvalid"},
    Name{ErrorCode::DigestMismatch, "digestMismatch"},
    Name{ErrorCode::DecryptFailed, "decryptFailed"},
    Name{ErrorCode::EncryptFailed, "encryptFailed"},
    Name{ErrorCode::AlgorithmForbidden, "algorithmForbidden"},
    Name{ErrorCode::AlgorithmUnknown, "algorithmUnknown"},
    Name{ErrorCode::ChainUntrusted, "chainUntrusted"},
    Name{ErrorCode::CertificateExpired, "certificateExpired"},
    Name{ErrorCode::CertificateNotYetValid, "certificateNotYetValid"},
    Name{ErrorCode::CertificateRevoked, "certificateRevoked"},
    Name{ErrorCode::MessageMalformed, "messageMalformed"},
    Name{ErrorCode::MessageTypeUnsupported, "messageTypeUnsupported"},
    Name{ErrorCode::AttributeMissing, "attributeMissing"},
    Name{ErrorCode::AttributeMalformed, "attributeMalformed"},
    Name{ErrorCode::WrongRecipient, "wrongRecipient"},
    Name{ErrorCode::SignerKeyMismatch, "signerKeyMismatch"},
    Name{ErrorCode::ProofOfPossessionInvalid, "proofOfPossessionInvalid"},
    Name{ErrorCode::TransactionConflict, "transactionConflict"},
    Name{ErrorCode::TransactionUnknown, "transactionUnknown"},
    Name{ErrorCode::NonceMismatch, "nonceMismatch"},
    Name{ErrorCode::OperationUnknown, "operationUnknown"},
    Name{ErrorCode::CannotEncryptReply, "cannotEncryptReply"},
    Name{ErrorCode::ChallengeMissing, "challengeMissing"},
    Name{ErrorCode::ChallengeWrong, "challengeWrong"},
    Name{ErrorCode::CodeUsed, "codeUsed"},
    Name{ErrorCode::CodeExpired, "codeExpired"},
    Name{ErrorCode::CodeWithdrawn, "codeWithdrawn"},
    Name{ErrorCode::CodeOtherEndpoint, "codeOtherEndpoint"},
    Name{ErrorCode::ConstraintViolated, "constraintViolated"},
    Name{ErrorCode::TooManyTries, "tooManyTries"},
    Name{ErrorCode::TooManyPending, "tooManyPending"},
    Name{ErrorCode::ChallengeNotYetValid, "challengeNotYetValid"},
    Name{ErrorCode::ChallengeExpired, "challengeExpired"},
    Name{ErrorCode::TokenInvalid, "tokenInvalid"},
    Name{ErrorCode::TokenUsed, "tokenUsed"},
    Name{ErrorCode::GateDenied, "gateDenied"},
    Name{ErrorCode::GateUnreachable, "gateUnreachable"},
    Name{ErrorCode::TargetPaused, "targetPaused"},
    Name{ErrorCode::NoticeRefused, "noticeRefused"},
    Name{ErrorCode::LoginWrong, "loginWrong"},
    Name{ErrorCode::LoginLocked, "loginLocked"},
    Name{ErrorCode::TooManyCodes, "tooManyCodes"},
    Name{ErrorCode::KeyRejected, "keyRejected"},
    Name{ErrorCode::SubjectRejected, "subjectRejected"},
    Name{ErrorCode::SanRejected, "sanRejected"},
    Name{ErrorCode::ExtensionRejected, "extensionRejected"},
    Name{ErrorCode::RenewalNotAllowed, "renewalNotAllowed"},
    Name{ErrorCode::RenewalTooEarly, "renewalTooEarly"},
    Name{ErrorCode::RenewalIdentityChanged, "renewalIdentityChanged"},
    Name{ErrorCode::RenewalKeyReused, "renewalKeyReused"},
    Name{ErrorCode::SignerUnknown, "signerUnknown"},
    Name{ErrorCode::DeniedByOperator, "deniedByOperator"},
    Name{ErrorCode::RequestExpired, "requestExpired"},
    Name{ErrorCode::RefusedByServer, "refusedByServer"},
    Name{ErrorCode::AuthorityMissing, "authorityMissing"},
    Name{ErrorCode::AuthorityExpired, "authorityExpired"},
    Name{ErrorCode::AuthorityNotReady, "authorityNotReady"},
    Name{ErrorCode::CertificateUnknown, "certificateUnknown"},
    Name{ErrorCode::AlreadyRevoked, "alreadyRevoked"},
    Name{ErrorCode::NoNextGeneration, "noNextGeneration"},
    Name{ErrorCode::StoreUnavailable, "storeUnavailable"},
    Name{ErrorCode::StoreCorrupt, "storeCorrupt"},
    Name{ErrorCode::StoreNewer, "storeNewer"},
    Name{ErrorCode::StoreBusy, "storeBusy"},
    Name{ErrorCode::StoreReadOnly, "storeReadOnly"},
    Name{ErrorCode::StoreFull, "storeFull"},
    Name{ErrorCode::StoreForeign, "storeForeign"},
    Name{ErrorCode::Conflict, "conflict"},
    Name{ErrorCode::NotFound, "notFound"},
    Name{ErrorCode::AlreadyExists, "alreadyExists"},
    Name{ErrorCode::AddressInUse, "addressInUse"},
    Name{ErrorCode::AddressNotHere, "addressNotHere"},
    Name{ErrorCode::PortForbidden, "portForbidden"},
    Name{ErrorCode::ListenFailed, "listenFailed"},
    Name{ErrorCode::TlsFailed, "tlsFailed"},
    Name{ErrorCode::Unreachable, "unreachable"},
    Name{ErrorCode::TimedOut, "timedOut"},
    Name{ErrorCode::HttpStatus, "httpStatus"},
    Name{ErrorCode::HttpMalformed, "httpMalformed"},
    Name{ErrorCode::FileUnreadable, "fileUnreadable"},
    Name{ErrorCode::FileUnwritable, "fileUnwritable"},
};

static_assert(kNames.size() == static_cast<std::size_t>(ErrorCode::FileUnwritable) + 1,
              "every code has a name");

constexpr std::array<std::string_view, 5> kFailInfos{"badAlg", "badMessageCheck", "badRequest",
                                                     "badTime", "badCertId"};

} // namespace

std::string_view toText(ErrorCode code) {
    for (const auto& [value, name] : kNames)
        if (value == code) return name;
    return "internal";
}

std::vector<ErrorCode> allErrorCodes() {
    std::vector<ErrorCode> codes;
    codes.reserve(kNames.size());
    for (const auto& [value, name] : kNames)
        codes.push_back(value);
    return codes;
}

std::string toText(const Error& error) {
    std::string text(toText(error.code));
    if (!error.detail.empty()) text += ": " + error.detail;
    if (!error.chain.empty()) {
        text += " (";
        for (std::size_t i = 0; i < error.chain.size(); ++i)
            text += (i > 0 ? "; " : "") + error.chain[i];
        text += ')';
    }
    return text;
}

std::string_view toText(FailInfo failInfo) {
    const auto index = static_cast<std::size_t>(failInfo);
    return index < kFailInfos.size() ? kFailInfos[index] : std::string_view{"unknown"};
}

std::optional<FailInfo> failInfoFromText(std::string_view text) {
    for (std::size_t i = 0; i < kFailInfos.size(); ++i)
        if (kFailInfos[i] == text) return static_cast<FailInfo>(i);
    return std::nullopt;
}

} // namespace scepter
