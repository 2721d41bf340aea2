// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_validate.h"

#include "base/encoding.h"
#include "compare_request.h"
#include "pki/csr.h"

#include <algorithm>

namespace scepter::standin {

namespace {

using challenge::IntuneCode;

constexpr std::size_t kMostBase64 = 512 * 1024;
/// By how much clocks may differ.
constexpr Duration kSkew = std::chrono::minutes(5);

std::unexpected<IntuneRefusal> refuse(IntuneCode code, std::string description = {}) {
    return std::unexpected(IntuneRefusal{code, std::move(description)});
}

IntuneResult<pki::Csr> readRequest(std::string_view base64) {
    const auto der = base64.size() <= kMostBase64 ? fromBase64(base64)
                                                  : fail(ErrorCode::LimitExceeded, "too long");
    if (!der)
        return refuse(IntuneCode::CertificateRequestDecodingFailed, "the request is no base64");
    auto csr = pki::Csr::fromDer(*der);
    if (!csr) return refuse(IntuneCode::CertificateRequestDecodingFailed, csr.error().detail);
    if (const auto good = csr->verify(); !good)
        return refuse(IntuneCode::CertificateRequestDecodingFailed,
                      "the request's signature does not hold");
    return std::move(*csr);
}

IntuneResult<IntuneChallenge> readChallenge(const IntuneState& state, const pki::Csr& csr) {
    const SecretBytes* sealed = csr.challengePassword();
    if (sealed == nullptr || sealed->empty()) return refuse(IntuneCode::ChallengePasswordMissing);
    const auto xml = openChallenge(sealed->text(), state.keys());
    if (!xml) return std::unexpected(xml.error());
    auto challenge = challengeFromXml(xml->view());
    if (!challenge)
        return refuse(IntuneCode::ChallengeDeserializationError, challenge.error().detail);
    return std::move(*challenge);
}

IntuneResult<void> checkTimes(const IntuneChallenge& challenge, TimePoint now) {
    if (challenge.issuedAt > now + kSkew || challenge.expiresAt <= challenge.issuedAt)
        return refuse(IntuneCode::ChallengeInvalidTimestamp,
                      "issued at " + toIsoText(challenge.issuedAt));
    if (now >= challenge.expiresAt)
        return refuse(IntuneCode::ChallengeExpired,
                      "it expired at " + toIsoText(challenge.expiresAt));
    return {};
}

IntuneResult<void> checkKnown(const IntuneState& state, const IntuneChallenge& challenge) {
    const auto issued = state.issued(challenge.requestId);
    if (!issued || issued->profileId != challenge.profileId)
        return refuse(IntuneCode::BadCertificateRequestIdInChallenge);
    const auto device = state.device(challenge.deviceId);
    if (!device || issued->deviceId != challenge.deviceId)
        return refuse(IntuneCode::BadDeviceIdInChallenge);
    if (issued->userId != challenge.userId || device->userId != challenge.userId)
        return refuse(IntuneCode::BadUserIdInChallenge);
    const auto profile = state.profile(challenge.profileId);
    if (!profile || !profile->isFor(challenge.deviceId))
        return refuse(IntuneCode::ScepProfileNoLongerTargetedToTheClient);
    return {};
}

/// All comparisons, and what the first that is unequal is called.
IntuneCode compareAll(const IntuneChallenge& challenge, const pki::Csr& csr,
                      std::vector<Comparison>& comparisons) {
    using enum IntuneCode;
    IntuneCode code = Success;
    const auto add = [&](Comparison comparison, IntuneCode missing, IntuneCode mismatch) {
        if (!comparison.equal && code == Success)
            code = comparison.found.empty() ? missing : mismatch;
        comparisons.push_back(std::move(comparison));
    };
    add(compareSubject(challenge.subject, csr), SubjectNameMissing, SubjectNameMismatch);
    add(compareSans(challenge.subjectAltNames, csr), SubjectAltNameMissing, SubjectAltNameMismatch);
    if (challenge.keyUsage != 0)
        add(compareKeyUsage(challenge.keyUsage, csr), KeyUsageMismatch, KeyUsageMismatch);
    add(compareKeySize(challenge.keySize, csr), KeyLengthMismatch, KeyLengthMismatch);
    if (!challenge.extendedKeyUsage.empty())
        add(compareExtendedKeyUsage(challenge.extendedKeyUsage, csr), EnhancedKeyUsageMissing,
            EnhancedKeyUsageMismatch);
    add(compareHash(challenge.hashes, csr), Unknown, Unknown);
    return code;
}

IntuneResult<void> judge(IntuneState& state, std::string_view base64Csr, TimePoint now,
                         IntuneJudgment& judgment) {
    auto csr = readRequest(base64Csr);
    if (!csr) return std::unexpected(std::move(csr).error());
    judgment.subject = csr->subject().toText();
    auto challenge = readChallenge(state, *csr);
    if (!challenge) return std::unexpected(std::move(challenge).error());
    judgment.deviceId = challenge->deviceId;
    judgment.profileId = challenge->profileId;
    if (auto good = checkTimes(*challenge, now); !good) return good;
    if (auto good = checkKnown(state, *challenge); !good) return good;
    const IntuneCode code = compareAll(*challenge, *csr, judgment.comparisons);
    if (code != IntuneCode::Success)
        return refuse(code, challenge::firstDifference(judgment.comparisons));
    if (!state.bindKey(challenge->requestId, csr->publicKey().fingerprint()))
        return refuse(IntuneCode::RegisteredKeyMismatch,
                      "this challenge has been used with another key");
    return {};
}

} // namespace

IntuneJudgment judgeRequest(IntuneState& state, std::string_view base64Csr, TimePoint now) {
    IntuneJudgment judgment;
    judgment.code = IntuneCode::Success;
    if (auto good = judge(state, base64Csr, now, judgment); !good) {
        judgment.code = good.error().code;
        judgment.description = std::move(good.error().description);
    }
    return judgment;
}

} // namespace scepter::standin
