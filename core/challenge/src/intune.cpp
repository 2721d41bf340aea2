// SPDX-License-Identifier: GPL-3.0-or-later
#include "challenge/intune.h"

#include "asn1/oids.h"
#include "base/encoding.h"
#include "base/shorten.h"
#include "base/text.h"
#include "intune_json.h"
#include "intune_number.h"
#include "intune_talk.h"
#include "pki/certificate.h"
#include "pki/crypto.h"

#include <algorithm>
#include <array>

namespace scepter::challenge {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxErrorDescription = 255;
constexpr std::string_view kKnownToIntune = "(known to Intune only)";

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// "2027-01-01T00:00:00.000Z".
std::string dateOf(TimePoint time) {
    std::string text = toIsoText(std::chrono::floor<std::chrono::seconds>(time));
    const auto fraction = (time.time_since_epoch() % std::chrono::seconds(1)).count();
    const std::string digits = std::to_string(1000 + (fraction + 1000) % 1000);
    return text.insert(text.size() - 1, '.' + digits.substr(1));
}

// HRESULTs of Windows' certificate services (winerror.h) for what we refuse.
std::uint32_t resultOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::SubjectRejected:
    case ErrorCode::SanRejected:
        return 0x80094001; // CERTSRV_E_BAD_REQUESTSUBJECT
    case ErrorCode::KeyRejected:
        return 0x80094811; // CERTSRV_E_KEY_LENGTH
    case ErrorCode::DeniedByOperator:
        return 0x80094014; // CERTSRV_E_ADMIN_DENIED_REQUEST
    case ErrorCode::ConstraintViolated:
    case ErrorCode::ChallengeWrong:
    case ErrorCode::RenewalNotAllowed:
        return 0x80070005; // E_ACCESSDENIED
    case ErrorCode::CsrMalformed:
        return 0x80070057; // E_INVALIDARG
    default:
        return 0x8000FFFF; // E_UNEXPECTED
    }
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text.append(text.empty() ? "" : ", ").append(part);
    return text;
}

std::string sansOf(const pki::Csr& csr) {
    std::vector<std::string> names;
    for (const pki::GeneralName& name : csr.subjectAltNames())
        names.push_back(pki::toText(name));
    return joined(names);
}

std::string keyUsageOf(const pki::Csr& csr) {
    const auto* extension = pki::findExtension(csr.requestedExtensions(), asn1::oids::kKeyUsage);
    const auto bits = extension != nullptr ? pki::readKeyUsage(extension->value) : 0;
    return bits ? joined(pki::keyUsageNames(*bits)) : std::string();
}

std::string extendedKeyUsageOf(const pki::Csr& csr) {
    const auto* extension =
        pki::findExtension(csr.requestedExtensions(), asn1::oids::kExtendedKeyUsage);
    if (extension == nullptr) return {};
    std::vector<std::string> names;
    for (const asn1::Oid& usage :
         pki::readExtendedKeyUsage(extension->value).value_or(std::vector<asn1::Oid>{}))
        names.push_back(pki::extendedKeyUsageName(usage));
    return joined(names);
}

/// What was found where the code says that it is not what was expected.
std::vector<Comparison> comparisonsFor(IntuneCode code, const GateRequest& request) {
    const pki::Csr& csr = *request.csr;
    const auto unequal = [](std::string field, std::string found) {
        return std::vector<Comparison>{
            {std::move(field), std::string(kKnownToIntune), std::move(found), false}};
    };
    switch (code) {
    case IntuneCode::SubjectNameMissing:
    case IntuneCode::SubjectNameMismatch:
        return unequal("Subject", csr.subject().toText());
    case IntuneCode::SubjectAltNameMissing:
    case IntuneCode::SubjectAltNameMismatch:
        return unequal("SAN", sansOf(csr));
    case IntuneCode::KeyUsageMismatch:
        return unequal("Key usage", keyUsageOf(csr));
    case IntuneCode::KeyLengthMismatch:
    case IntuneCode::RegisteredKeyMismatch:
        return unequal("Key", csr.publicKey().toText());
    case IntuneCode::EnhancedKeyUsageMissing:
    case IntuneCode::EnhancedKeyUsageMismatch:
        return unequal("EKU", extendedKeyUsageOf(csr));
    case IntuneCode::SigningCertThumbprintMismatch:
        return unequal(
            "Signer", request.signerCertificate
                          ? toUpperHex(pki::digestOf(pki::Digest::Sha1, *request.signerCertificate))
                          : std::string());
    default:
        return {};
    }
}

/// The code of an answer; nothing when there is none, or a status that overrules it.
std::optional<std::string> codeOf(const Told& told) {
    if (told.status >= 500 || told.status < 200) return std::nullopt;
    const auto object = readObject(told.body);
    std::string code = object ? textOf(*object, "code") : std::string();
    const bool good = told.status < 300;
    if (code.empty() || (!good && code == toText(IntuneCode::Success))) return std::nullopt;
    return code;
}

std::string sentenceAbout(const std::string& code, const std::string& activity) {
    const auto known = intuneCodeFromText(code);
    std::string text = "Intune answered " + shown(code);
    if (known) text.append(" (").append(explain(*known)).append(1, ')');
    return text + ", activity " + activity;
}

class ValidationTalk final : public Conversation {
public:
    ValidationTalk(const IntuneGate& gate, const GateTools& tools, const GateRequest& request)
        : m_talk(gate, tools,
                 {kIntuneValidationService, "/ScepActions/validateRequest", gate.apiVersion,
                  intuneValidationBody(gate, request)})
        , m_request(request) {}

    Step next(const Reply* reply, TimePoint now) override {
        auto step = m_talk.next(reply, now);
        if (auto* ask = std::get_if<HttpAsk>(&step)) return std::move(*ask);
        if (auto* verdict = std::get_if<Verdict>(&step)) return std::move(*verdict);
        return judge(std::get<Told>(step));
    }

private:
    Verdict judge(const Told& told) const {
        const auto code = codeOf(told);
        if (!code) return actionFailed("Intune", told);
        if (*code == toText(IntuneCode::Success)) return Verdict::allow(*code);
        Verdict verdict =
            Verdict::deny(ErrorCode::GateDenied, sentenceAbout(*code, m_talk.activity()));
        verdict.note = shown(*code);
        if (const auto known = intuneCodeFromText(*code))
            verdict.comparisons = comparisonsFor(*known, m_request);
        return verdict;
    }

    IntuneTalk m_talk;
    GateRequest m_request;
};

class NoticeTalk final : public Conversation {
public:
    NoticeTalk(const IntuneGate& gate, const GateTools& tools, std::string path, std::string body)
        : m_talk(gate, tools,
                 {kIntuneValidationService, std::move(path), gate.apiVersion, std::move(body)}) {}

    Step next(const Reply* reply, TimePoint now) override {
        auto step = m_talk.next(reply, now);
        if (auto* ask = std::get_if<HttpAsk>(&step)) return std::move(*ask);
        if (auto* verdict = std::get_if<Verdict>(&step)) return std::move(*verdict);
        const Told& told = std::get<Told>(step);
        const auto code = codeOf(told);
        if (!code) return actionFailed("Intune", told);
        if (*code == toText(IntuneCode::Success)) return Verdict::allow(*code);
        Verdict verdict =
            Verdict::deny(ErrorCode::NoticeRefused, sentenceAbout(*code, m_talk.activity()));
        verdict.note = shown(*code);
        return verdict;
    }

private:
    IntuneTalk m_talk;
};

/// A talk that is over before it begins.
class NoTalk final : public Conversation {
public:
    explicit NoTalk(Verdict verdict)
        : m_verdict(std::move(verdict)) {}
    Step next(const Reply*, TimePoint) override { return m_verdict; }

private:
    Verdict m_verdict;
};

} // namespace

std::string intuneValidationBody(const IntuneGate& gate, const GateRequest& request) {
    return dump({{"request",
                  {{"transactionId", request.transactionId},
                   {"certificateRequest", toBase64(request.csr->der())},
                   {"callerInfo", gate.provider}}}});
}

Result<std::string> intuneSuccessBody(const IntuneGate& gate, const GateOutcome& outcome) {
    SCEPTER_TRY(certificate, pki::Certificate::fromDer(outcome.certificate.value_or(Bytes{})));
    return dump(
        {{"notification",
          {{"transactionId", outcome.transactionId},
           {"certificateRequest", toBase64(outcome.csr)},
           {"certificateThumbprint", toColonHex(certificate.fingerprint(pki::Digest::Sha1))},
           {"certificateSerialNumber", toDecimal(certificate.serial())},
           {"certificateExpirationDateUtc", dateOf(certificate.notAfter())},
           {"issuingCertificateAuthority", certificate.issuer().toText()},
           {"callerInfo", gate.provider},
           {"caConfiguration", nullptr},
           {"certificateAuthority", nullptr}}}});
}

std::string intuneFailureBody(const IntuneGate& gate, const GateOutcome& outcome) {
    std::string reason = std::string(toText(outcome.code));
    if (!outcome.reason.empty()) reason += ": " + outcome.reason;
    return dump({{"notification",
                  {{"transactionId", outcome.transactionId},
                   {"certificateRequest", toBase64(outcome.csr)},
                   {"hResult", resultOf(outcome.code)},
                   {"errorDescription", shortened(reason, kMaxErrorDescription - 3)},
                   {"callerInfo", gate.provider}}}});
}

std::unique_ptr<Conversation> askIntune(const IntuneGate& gate, const GateTools& tools,
                                        const GateRequest& request) {
    return std::make_unique<ValidationTalk>(gate, tools, request);
}

std::unique_ptr<Conversation> tellIntune(const IntuneGate& gate, const GateTools& tools,
                                         const GateOutcome& outcome) {
    if (!outcome.certificate)
        return std::make_unique<NoticeTalk>(gate, tools, "/ScepActions/failureNotification",
                                            intuneFailureBody(gate, outcome));
    auto body = intuneSuccessBody(gate, outcome);
    if (!body)
        return std::make_unique<NoTalk>(
            Verdict::deny(ErrorCode::NoticeRefused, "the certificate cannot be read"));
    return std::make_unique<NoticeTalk>(gate, tools, "/ScepActions/successNotification",
                                        std::move(*body));
}

} // namespace scepter::challenge
