// SPDX-License-Identifier: GPL-3.0-or-later
#include "challenge/intune.h"

#include <algorithm>
#include <array>

namespace scepter::challenge {

namespace {

struct Word {
    std::string_view name;
    std::string_view meaning;
};

// In the order of IntuneCode.
constexpr std::array<Word, kIntuneCodes> kWords = {{
    {"Success", "the request is what Intune expects"},
    {"Unknown", "Intune met an error that it does not name"},
    {"CertificateRequestDecodingFailed", "Intune could not read the certification request"},
    {"ChallengePasswordMissing", "the request has no challenge"},
    {"ChallengeDeserializationError", "the decrypted challenge could not be read"},
    {"ChallengeDecryptionError", "the challenge could not be decrypted"},
    {"ChallengeDecodingError", "the challenge is not in the form that Intune makes"},
    {"ChallengeInvalidTimestamp", "the challenge is not valid yet, or its times make no sense"},
    {"ChallengeExpired", "the challenge has expired"},
    {"SubjectNameMissing", "the request has no subject"},
    {"SubjectNameMismatch", "the subject is not the expected one"},
    {"SubjectAltNameMissing", "the request lacks subject alternative names"},
    {"SubjectAltNameMismatch", "the subject alternative names are not the expected ones"},
    {"KeyUsageMismatch", "the key usage is not the expected one"},
    {"KeyLengthMismatch", "the key has not the expected length"},
    {"EnhancedKeyUsageMissing", "the request lacks extended key usages"},
    {"EnhancedKeyUsageMismatch", "the extended key usages are not the expected ones"},
    {"AadKeyIdentifierListMissing", "Intune knows no registered key of this device"},
    {"RegisteredKeyMismatch", "the key is not one that the device has registered"},
    {"SigningCertThumbprintMismatch", "the certificate being renewed is not the expected one"},
    {"ScepProfileNoLongerTargetedToTheClient", "the device no longer has the SCEP profile"},
    {"SignatureValidationFailed", "the signature of the challenge does not hold"},
    {"BadCertificateRequestIdInChallenge", "Intune does not know the challenge's request id"},
    {"BadDeviceIdInChallenge", "Intune does not know the challenge's device"},
    {"BadUserIdInChallenge", "Intune does not know the challenge's user"},
}};

struct RevocationWord {
    IntuneRevocationError error;
    std::string_view name;
};

using enum IntuneRevocationError;

constexpr std::array<RevocationWord, 13> kRevocationWords = {{
    {None, "None"},
    {NonRetryableServiceException, "NonRetryableServiceException"},
    {DataSerializationError, "DataSerializationError"},
    {ParameterDataInvalidError, "ParameterDataInvalidError"},
    {CryptographyError, "CryptographyError"},
    {CertificateNotFoundError, "CertificateNotFoundError"},
    {ConflictError, "ConflictError"},
    {NotSupportedError, "NotSupportedError"},
    {PayloadTooLargeError, "PayloadTooLargeError"},
    {RetryableServiceException, "RetryableServiceException"},
    {ServiceUnavailableException, "ServiceUnavailableException"},
    {ServiceTooBusyException, "ServiceTooBusyException"},
    {AuthenticationException, "AuthenticationException"},
}};

} // namespace

std::string_view toText(IntuneCode code) {
    return kWords[static_cast<std::size_t>(code)].name;
}

std::string_view explain(IntuneCode code) {
    return kWords[static_cast<std::size_t>(code)].meaning;
}

std::optional<IntuneCode> intuneCodeFromText(std::string_view text) {
    const auto found = std::ranges::find(kWords, text, &Word::name);
    if (found == kWords.end()) return std::nullopt;
    return static_cast<IntuneCode>(found - kWords.begin());
}

std::string_view toText(IntuneRevocationError error) {
    const auto found = std::ranges::find(kRevocationWords, error, &RevocationWord::error);
    return found == kRevocationWords.end() ? kRevocationWords[1].name : found->name;
}

std::optional<IntuneRevocationError> intuneRevocationErrorFromText(std::string_view text) {
    const auto found = std::ranges::find(kRevocationWords, text, &RevocationWord::name);
    if (found == kRevocationWords.end()) return std::nullopt;
    return found->error;
}

} // namespace scepter::challenge
