#include "asn1/oids.h"
#include "asn1/reader.h"
#include "base/encoding.h"
#include "base/text.h"
#include "plan_parts.h"
#include "template_rules.h"

#include <algorithm>
#include <array>

namespace scepter::authority {

namespace {

namespace oids = asn1::oids;
namespace key_usage = pki::key_usage;

constexpr asn1::Oid kEkuOcspSigning{"1.3.6.1.5.5.7.3.9"};
constexpr std::size_t kMaxExtendedKeyUsages = 64;
constexpr std::size_t kMaxCopiedSize = 16384;

std::unexpected<Error> malformed(std::string_view field, const Error& error) {
    return fail(ErrorCode::ExtensionRejected,
                "the requested " + std::string(field) + " is malformed: " + error.detail);
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) text += ", ";
        text += part;
    }
    return lineText(text);
}

const pki::Extension* requested(const Planning& planning, const asn1::Oid& id) {
    return pki::findExtension(planning.csr.requestedExtensions(), id);
}

/// What keys of this type can do (RFC 8813 section 3, RFC 8410 section 5).
std::uint16_t usagesOf(pki::KeyType type) {
    constexpr std::uint16_t kEncipherment =
        key_usage::kKeyEncipherment | key_usage::kDataEncipherment;
    constexpr std::uint16_t kAgreement =
        key_usage::kKeyAgreement | key_usage::kEncipherOnly | key_usage::kDecipherOnly;
    switch (type) {
    case pki::KeyType::EcP256:
    case pki::KeyType::EcP384:
    case pki::KeyType::EcP521:
        return kEndEntityUsage & ~kEncipherment;
    case pki::KeyType::Ed25519:
        return kEndEntityUsage & ~(kEncipherment | kAgreement);
    default:
        return kEndEntityUsage;
    }
}

Result<std::uint16_t> chosenKeyUsage(const Planning& planning, std::uint16_t asked) {
    const pki::KeyType type = planning.csr.publicKey().type();
    const auto allowed = static_cast<std::uint16_t>(planning.recipe.keyUsage & usagesOf(type));
    if (planning.recipe.keyUsage != 0 && allowed == 0)
        return fail(ErrorCode::KeyRejected, "no key usage of the template suits a key of type " +
                                                std::string(pki::toText(type)));
    unsigned chosen = allowed;
    if (planning.recipe.keyUsagePolicy == UsagePolicy::FromRequest && (asked & allowed) != 0)
        chosen = asked & allowed;
    // RFC 5280 section 4.2.1.3: both have no meaning without keyAgreement.
    if ((chosen & key_usage::kKeyAgreement) == 0)
        chosen &= ~unsigned{key_usage::kEncipherOnly | key_usage::kDecipherOnly};
    return static_cast<std::uint16_t>(chosen);
}

Result<void> planKeyUsage(const Planning& planning, std::vector<pki::Extension>& extensions,
                          std::vector<PlanLine>& lines) {
    std::uint16_t asked = 0;
    if (const auto* extension = requested(planning, oids::kKeyUsage)) {
        auto bits = pki::readKeyUsage(extension->value);
        if (!bits) return malformed("key usage", bits.error());
        asked = *bits;
    }
    SCEPTER_TRY(chosen, chosenKeyUsage(planning, asked));
    if (chosen != 0) extensions.push_back(pki::makeKeyUsage(chosen));
    lines.push_back({"Key usage", joined(pki::keyUsageNames(asked)),
                     joined(pki::keyUsageNames(chosen)), asked != 0 && asked != chosen});
    return {};
}

using Usages = std::vector<asn1::Oid>;

bool contains(const Usages& usages, const asn1::Oid& usage) {
    return std::ranges::find(usages, usage) != usages.end();
}

bool isAllowed(const Template& recipe, const asn1::Oid& usage) {
    if (contains(recipe.extendedKeyUsage, usage)) return true;
    return recipe.extendedKeyUsagePolicy == UsagePolicy::FromRequest &&
           recipe.extendedKeyUsageAnyFromRequest && usage != kEkuOcspSigning &&
           usage != oids::kEkuCertificateRequestAgent;
}

Result<Usages> askedUsages(const Planning& planning) {
    const auto* extension = requested(planning, oids::kExtendedKeyUsage);
    if (!extension) return Usages{};
    auto usages = pki::readExtendedKeyUsage(extension->value);
    if (!usages) return malformed("extended key usage", usages.error());
    if (usages->size() > kMaxExtendedKeyUsages)
        return fail(ErrorCode::ExtensionRejected, "more than 64 extended key usages");
    return usages;
}

Result<Usages> chosenUsages(const Planning& planning, const Usages& asked) {
    const Template& recipe = planning.recipe;
    Usages chosen;
    if (const auto& adjusted = planning.adjustments.extendedKeyUsage) {
        for (const asn1::Oid& usage : *adjusted) {
            if (!isAllowed(recipe, usage))
                return fail(ErrorCode::InvalidArgument, "the template does not allow the usage " +
                                                            pki::extendedKeyUsageName(usage));
            if (!contains(chosen, usage)) chosen.push_back(usage);
        }
        return chosen;
    }
    if (recipe.extendedKeyUsagePolicy == UsagePolicy::Fixed) return recipe.extendedKeyUsage;
    for (const asn1::Oid& usage : asked)
        if (isAllowed(recipe, usage) && !contains(chosen, usage)) chosen.push_back(usage);
    // A certificate without this extension is good for every purpose: never the answer to a request
    // for purposes that are not allowed.
    if (chosen.empty() && !recipe.extendedKeyUsage.empty())
        chosen.push_back(recipe.extendedKeyUsage.front());
    return chosen;
}

std::string usagesText(const Usages& usages) {
    std::vector<std::string> names;
    for (const asn1::Oid& usage : usages)
        names.push_back(pki::extendedKeyUsageName(usage));
    return joined(names);
}

Result<void> planExtendedKeyUsage(const Planning& planning, std::vector<pki::Extension>& extensions,
                                  std::vector<PlanLine>& lines) {
    SCEPTER_TRY(asked, askedUsages(planning));
    SCEPTER_TRY(chosen, chosenUsages(planning, asked));
    if (!chosen.empty()) extensions.push_back(pki::makeExtendedKeyUsage(chosen));
    if (!asked.empty() || !chosen.empty())
        lines.push_back(
            {"EKU", usagesText(asked), usagesText(chosen), !asked.empty() && asked != chosen});
    return {};
}

struct ExtensionName {
    asn1::Oid id;
    std::string_view name;
};
constexpr std::array kExtensionNames{
    ExtensionName{oids::kSubjectKeyIdentifier, "Subject key identifier"},
    ExtensionName{oids::kAuthorityKeyIdentifier, "Authority key identifier"},
    ExtensionName{oids::kIssuerAltName, "Issuer alternative name"},
    ExtensionName{oids::kNameConstraints, "Name constraints"},
    ExtensionName{oids::kCrlDistributionPoints, "CRL distribution points"},
    ExtensionName{oids::kCertificatePolicies, "Certificate policies"},
    ExtensionName{oids::kAuthorityInfoAccess, "Authority information access"},
    ExtensionName{oids::kMicrosoftSid, "SID"},
    ExtensionName{oids::kMicrosoftTemplateName, "Microsoft template name"},
    ExtensionName{oids::kMicrosoftTemplate, "Microsoft template"},
};

std::string nameOf(const asn1::Oid& id) {
    for (const ExtensionName& known : kExtensionNames)
        if (known.id == id) return std::string(known.name);
    return id.toText();
}

/// The SID inside its extension: the only OCTET STRING there; hex where there is none.
std::string sidText(ByteView value) {
    if (const auto tree = asn1::Tree::parse(value))
        for (std::uint32_t i = 0; i < tree->nodes().size(); ++i) {
            const asn1::Element element(&*tree, i);
            if (element.is(asn1::tag::kOctetString) && !element.isConstructed())
                return lineText(textOf(element.content()));
        }
    return lineText(toHex(value));
}

std::string textOfExtension(const pki::Extension& extension) {
    if (extension.id == oids::kMicrosoftSid) return sidText(extension.value);
    constexpr std::size_t kShownBytes = 64;
    const ByteView value = extension.value;
    return toHex(value.first(std::min(value.size(), kShownBytes))) +
           (value.size() > kShownBytes ? "..." : "");
}

Result<void> planBasicConstraints(const Planning& planning, const pki::Extension& extension,
                                  std::vector<PlanLine>& lines) {
    auto asked = pki::readBasicConstraints(extension.value);
    if (!asked) return malformed("basic constraints", asked.error());
    lines.push_back({"Basic constraints", asked->ca ? "CA:TRUE" : "CA:FALSE",
                     planning.recipe.basicConstraints ? "CA:FALSE" : "", asked->ca});
    return {};
}

bool isCopied(const Planning& planning, const asn1::Oid& id) {
    if (id == oids::kMicrosoftSid) return planning.adjustments.sidVouched;
    const auto& copied = planning.recipe.copiedExtensions;
    return mayBeCopied(id) && std::ranges::find(copied, id) != copied.end();
}

Result<void> checkCopy(const pki::Extension& extension) {
    if (extension.value.size() > kMaxCopiedSize)
        return fail(ErrorCode::ExtensionRejected,
                    "the requested extension " + nameOf(extension.id) + " is too long");
    const auto tree = asn1::Tree::parse(extension.value);
    if (!tree) return malformed(nameOf(extension.id), tree.error());
    return {};
}

} // namespace

Result<std::vector<pki::Extension>> planUsages(const Planning& planning,
                                               std::vector<PlanLine>& lines) {
    std::vector<pki::Extension> extensions;
    SCEPTER_CHECK(planKeyUsage(planning, extensions, lines));
    SCEPTER_CHECK(planExtendedKeyUsage(planning, extensions, lines));
    return extensions;
}

Result<std::vector<pki::Extension>> planOtherExtensions(const Planning& planning,
                                                        std::vector<PlanLine>& lines) {
    std::vector<pki::Extension> copied;
    for (const pki::Extension& extension : planning.csr.requestedExtensions()) {
        const asn1::Oid& id = extension.id;
        if (id == oids::kKeyUsage || id == oids::kExtendedKeyUsage || id == oids::kSubjectAltName)
            continue;
        if (id == oids::kBasicConstraints) {
            SCEPTER_CHECK(planBasicConstraints(planning, extension, lines));
            continue;
        }
        PlanLine line{nameOf(id), textOfExtension(extension), {}, true};
        if (isCopied(planning, id)) {
            SCEPTER_CHECK(checkCopy(extension));
            copied.push_back(extension);
            line.issued = line.requested;
            line.changed = false;
        }
        lines.push_back(std::move(line));
    }
    return copied;
}

} // namespace scepter::authority
