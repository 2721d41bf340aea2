#include "workbench/endpoint_preview.h"

#include "base/encoding.h"
#include "endpoint_warnings.h"
#include "enrollment/capabilities.h"
#include "pki/cms_signed.h"
#include "scep/types.h"

#include <array>
#include <utility>

namespace scepter::workbench {

namespace {

namespace key_usage = pki::key_usage;

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kReasons{{
    {"default", "For every client that speaks RFC 8894 with AES and SHA-2."},
    {"apple",
     "iPhones, iPads and Macs take the certificates in the GetCACert answer by their "
     "place and content type, and some lose their order: the fewer there are, the better."},
    {"windows", "Windows looks for the CA thumbprint of its profile in the GetCACert answer, so "
                "the root stays in it, and its older versions sign with SHA-1."},
    {"cisco-legacy", "Cisco IOS and other old network devices use 3DES and SHA-1 unless they are "
                     "told otherwise, and some want the CA certificate beside their own."},
    {"jamf-proxy", "An MDM such as Jamf Pro that enrolls for its devices signs their requests "
                   "with a certificate of its own."},
    {"strict", "The same as the default, for those who look for it by this name."},
}};

std::string roleOfRa(const pki::Certificate& certificate) {
    const unsigned usage = certificate.keyUsage().value_or(0xFFFF);
    const bool signs = (usage & key_usage::kDigitalSignature) != 0;
    const bool decrypts =
        (usage & key_usage::kKeyEncipherment) != 0 && certificate.publicKey().canEncrypt();
    if (signs && decrypts) return "RA, signing and encryption";
    if (signs) return "RA, signing";
    return decrypts ? "RA, encryption" : "RA";
}

std::string roleIn(const authority::Generation& generation, const pki::Certificate& certificate) {
    if (generation.ra && certificate == generation.ra->certificate) return roleOfRa(certificate);
    if (certificate == generation.ca.certificate) return "CA";
    return certificate.isSelfIssued() ? "Root" : "Chain";
}

// One certificate goes alone, several as a degenerate SignedData.
Result<std::vector<Bytes>> certificatesIn(const enrollment::CaCertificateAnswer& answer) {
    if (answer.contentType == scep::content_type::kCaCert) return std::vector<Bytes>{answer.body};
    SCEPTER_TRY(data, pki::SignedData::fromDer(answer.body));
    return std::move(data.certificates);
}

Result<std::vector<AnnouncedCertificate>> announced(const enrollment::CaCertificateAnswer& answer,
                                                    const authority::Generation& generation) {
    std::vector<AnnouncedCertificate> list;
    SCEPTER_TRY(ders, certificatesIn(answer));
    for (const Bytes& der : ders) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(der));
        list.push_back({roleIn(generation, certificate), certificate,
                        toColonHex(certificate.fingerprint()),
                        toColonHex(certificate.fingerprint(pki::Digest::Sha1))});
    }
    return list;
}

void note(std::vector<Error>& problems, const Result<void>& checked, std::string_view what = {}) {
    if (checked) return;
    Error error = checked.error();
    if (!what.empty()) error.detail = std::string(what) + ": " + error.detail;
    problems.push_back(std::move(error));
}

void previewCertificates(EndpointPreview& preview, const enrollment::EndpointSettings& settings,
                         const authority::Generation& current) {
    const auto answer = enrollment::caCertificateAnswer(settings, current);
    preview.contentType = answer.contentType;
    preview.size = answer.body.size();
    auto certificates = announced(answer, current);
    if (certificates)
        preview.certificates = std::move(*certificates);
    else
        preview.problems.push_back(certificates.error());
}

} // namespace

EndpointPreview previewEndpoint(const enrollment::Endpoint& endpoint,
                                const authority::Authority& authority, TimePoint now) {
    EndpointPreview preview;
    const enrollment::EndpointSettings& settings = endpoint.settings;
    note(preview.problems, enrollment::checkEndpoint(settings));
    preview.capabilities = enrollment::capabilitiesOf(settings, authority).toText();
    for (const Warning& warning : warningsOfChallenge(endpoint))
        preview.warnings.push_back(toText(warning));
    const authority::Generation* current = authority.current();
    if (current == nullptr) {
        note(preview.problems, fail(ErrorCode::AuthorityNotReady,
                                    "authority " + authority.name + " has no CA certificate yet"));
        return preview;
    }
    previewCertificates(preview, settings, *current);
    const authority::Identity& identity = enrollment::scepIdentity(settings, *current);
    const auto reachable = enrollment::checkReachable(settings, identity.certificate.publicKey());
    note(preview.problems, reachable);
    if (reachable)
        for (const Warning& warning : warningsOfScepKey(
                 settings, authority.name, current->ca.certificate, current->ra.has_value()))
            preview.warnings.push_back(toText(warning));
    note(preview.problems, current->ca.certificate.checkValidAt(now), "the CA certificate");
    if (!(identity.certificate == current->ca.certificate))
        note(preview.problems, identity.certificate.checkValidAt(now), "the RA certificate");
    return preview;
}

std::vector<std::string> compatibilityChanges(const enrollment::Compatibility& compatibility) {
    std::vector<std::string> changes;
    if (compatibility.algorithms.allowTripleDes)
        changes.emplace_back("Takes 3DES, and says so in GetCACaps.");
    if (compatibility.algorithms.allowSha1)
        changes.emplace_back("Takes SHA-1 signatures, and says so in GetCACaps.");
    if (compatibility.relaxSignerKey)
        changes.emplace_back("Takes requests that are signed by another key than the CSR's.");
    if (compatibility.caOnly)
        changes.emplace_back("The CA's key signs replies and opens requests, not that of the RA.");
    if (compatibility.replyWithChain)
        changes.emplace_back("Sends the CA chain along with an issued certificate.");
    if (!compatibility.caCertificates.withChain)
        changes.emplace_back("GetCACert leaves out what is above the CA.");
    else if (!compatibility.caCertificates.withRoot)
        changes.emplace_back("GetCACert leaves out a root above the CA.");
    return changes;
}

std::vector<PresetText> presetTexts() {
    std::vector<PresetText> texts;
    for (const std::string& name : enrollment::compatibilityPresetNames()) {
        PresetText text{name, {}, {}};
        if (const auto preset = enrollment::compatibilityPreset(name))
            text.changes = compatibilityChanges(*preset);
        for (const auto& [known, why] : kReasons)
            if (known == name) text.why = why;
        texts.push_back(std::move(text));
    }
    return texts;
}

} // namespace scepter::workbench
