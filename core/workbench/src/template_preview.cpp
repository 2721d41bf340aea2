#include "workbench/template_preview.h"

#include "pki/csr.h"

#include <algorithm>
#include <array>

namespace scepter::workbench {

namespace {

constexpr unsigned kMinBits = 2048;

std::unexpected<Error> malformedSample(std::string_view part, const Error& error) {
    return fail(ErrorCode::InvalidArgument,
                "the sample's " + std::string(part) + ": " + error.detail);
}

Result<std::vector<pki::Extension>> extensionsOf(const SampleRequest& sample) {
    std::vector<pki::Extension> extensions;
    std::vector<pki::GeneralName> names;
    for (const std::string& text : sample.subjectAltNames) {
        auto name = pki::generalNameFromText(text);
        if (!name) return malformedSample("SAN", name.error());
        names.push_back(std::move(*name));
    }
    if (!names.empty()) extensions.push_back(pki::makeSubjectAltName(names));
    if (!sample.keyUsage.empty()) {
        const auto bits = pki::keyUsageFromText(sample.keyUsage);
        if (!bits) return malformedSample("key usage", bits.error());
        extensions.push_back(pki::makeKeyUsage(*bits));
    }
    std::vector<asn1::Oid> usages;
    for (const std::string& text : sample.extendedKeyUsage) {
        const auto usage = pki::extendedKeyUsageFromText(text);
        if (!usage) return malformedSample("extended key usage", usage.error());
        usages.push_back(*usage);
    }
    if (!usages.empty()) extensions.push_back(pki::makeExtendedKeyUsage(usages));
    return extensions;
}

// The key that a client would most likely bring.
pki::KeySpec sampleKey(const authority::Template& recipe) {
    if (recipe.keys.empty()) return {};
    const authority::KeyRule& rule = recipe.keys.front();
    // Keys are made in steps of 8 bits.
    return {rule.type, (std::max(rule.minBits, kMinBits) + 7) / 8 * 8};
}

Result<pki::Csr> makeSample(const SampleRequest& sample, const pki::PrivateKey& key) {
    pki::CsrFields fields;
    auto subject = pki::Name::fromText(sample.subject);
    if (!subject) return malformedSample("subject", subject.error());
    fields.subject = std::move(*subject);
    SCEPTER_TRY(extensions, extensionsOf(sample));
    fields.extensions = std::move(extensions);
    return pki::signCsr(fields, key, pki::Digest::Sha256);
}

bool isOfThrowAwayKeys(const Fact& fact) {
    static constexpr std::array<std::string_view, 5> kKeyFields{"Modulus", "Point", "Key",
                                                                "SPKI SHA-256", "Key identifier"};
    if (fact.group == "Signature" || fact.group == "Fingerprints") return true;
    return fact.group == "Public key" &&
           std::find(kKeyFields.begin(), kKeyFields.end(), fact.name) != kKeyFields.end();
}

Facts lastingFacts(const pki::Certificate& certificate) {
    Facts facts = certificateFacts(certificate);
    std::erase_if(facts, isOfThrowAwayKeys);
    for (Fact& fact : facts) {
        if (fact.group == "General" && fact.name == "Serial number") fact.value = "(random)";
        if (fact.group != "Subject key identifier") continue;
        fact.value = "(of the requested key)";
        fact.monospace = false;
    }
    return facts;
}

} // namespace

Result<TemplatePreview> TemplatePreviewer::preview(const authority::Template& recipe,
                                                   const AuthorityView& authority,
                                                   const SampleRequest& sample, const GoOn& goOn) {
    SCEPTER_CHECK(authority::checkTemplate(recipe));
    const GenerationView* current = authority.current();
    if (current == nullptr || !current->ca)
        return fail(ErrorCode::AuthorityNotReady,
                    "authority " + authority.name + " has no CA certificate yet");
    SCEPTER_TRY(deviceKey, keyFor(sample.key.value_or(sampleKey(recipe)), goOn));
    SCEPTER_TRY(csr, makeSample(sample, deviceKey));
    SCEPTER_TRY(plan, authority::planCertificate(
                          authority::templateFor(recipe, authority.name, current->number),
                          *current->ca, csr, {}, m_clock.now()));
    SCEPTER_TRY(signer, keyFor({current->ca->publicKey().type(), kMinBits}, goOn));
    SCEPTER_TRY(certificate, authority::issue(plan, signer));
    return TemplatePreview{std::move(plan.lines), lastingFacts(certificate)};
}

Result<pki::PrivateKey> TemplatePreviewer::keyFor(const pki::KeySpec& spec, const GoOn& goOn) {
    const std::scoped_lock lock(m_mutex);
    const std::string name = pki::toText(spec);
    if (const auto known = m_keys.find(name); known != m_keys.end()) return known->second;
    SCEPTER_TRY(key, pki::PrivateKey::generate(spec, goOn));
    m_keys.emplace(name, key);
    return key;
}

} // namespace scepter::workbench
