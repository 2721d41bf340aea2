#include "extension_facts.h"

#include "asn1/oids.h"
#include "extension_decoders.h"

#include <array>

namespace scepter::workbench {

namespace {

namespace oids = asn1::oids;
using asn1::Oid;

struct Known {
    Oid id;
    std::string_view group;
    ExtensionDecoder decode; ///< null: known by name, shown as bytes
};

constexpr std::array kKnown{
    Known{oids::kKeyUsage, "Key usage", decodeKeyUsage},
    Known{oids::kExtendedKeyUsage, "Extended key usage", decodeExtendedKeyUsage},
    Known{oids::kSubjectAltName, "Subject alternative name", decodeNames},
    Known{oids::kIssuerAltName, "Issuer alternative name", decodeNames},
    Known{oids::kBasicConstraints, "Basic constraints", decodeBasicConstraints},
    Known{oids::kSubjectKeyIdentifier, "Subject key identifier", decodeOctets},
    Known{oids::kAuthorityKeyIdentifier, "Authority key identifier", decodeAuthorityKeyIdentifier},
    Known{oids::kCrlDistributionPoints, "CRL distribution points", decodeDistributionPoints},
    Known{Oid("2.5.29.46"), "Freshest CRL", decodeDistributionPoints},
    Known{oids::kAuthorityInfoAccess, "Authority information access", decodeAccess},
    Known{Oid("1.3.6.1.5.5.7.1.11"), "Subject information access", decodeAccess},
    Known{oids::kCertificatePolicies, "Certificate policies", decodePolicies},
    Known{Oid("2.5.29.33"), "Policy mappings", decodePolicyMappings},
    Known{Oid("2.5.29.36"), "Policy constraints", decodePolicyConstraints},
    Known{Oid("2.5.29.54"), "Inhibit any policy", decodeNumber},
    Known{oids::kNameConstraints, "Name constraints", decodeNameConstraints},
    Known{Oid("1.3.6.1.5.5.7.1.24"), "TLS feature", decodeTlsFeature},
    Known{Oid("1.3.6.1.5.5.7.48.1.5"), "OCSP no check", decodeNull},
    Known{oids::kMicrosoftSid, "Security identifier (Microsoft)", decodeSid},
    Known{oids::kMicrosoftTemplateName, "Template name (Microsoft)", decodeString},
    Known{oids::kMicrosoftTemplate, "Template (Microsoft)", decodeTemplate},
    Known{Oid("1.3.6.1.4.1.311.21.10"), "Application policies (Microsoft)",
          decodeApplicationPolicies},
    Known{Oid("1.3.6.1.4.1.311.21.1"), "CA version (Microsoft)", decodeCaVersion},
    Known{Oid("1.3.6.1.4.1.311.21.2"), "Previous CA certificate (Microsoft)", decodeOctets},
    Known{Oid("2.16.840.1.113730.1.13"), "Comment (Netscape)", decodeString},
    Known{Oid("1.3.6.1.4.1.11129.2.4.2"), "Signed certificate timestamps", nullptr},
    // of CRLs
    Known{oids::kCrlNumber, "CRL number", decodeNumber},
    Known{Oid("2.5.29.27"), "Delta CRL indicator", decodeNumber},
    Known{Oid("2.5.29.28"), "Issuing distribution point", decodeIssuingDistributionPoint},
};

const Known* find(const Oid& id) {
    for (const Known& known : kKnown)
        if (known.id == id) return &known;
    return nullptr;
}

Result<void> decode(const Known& known, ByteView value, FactList& list) {
    SCEPTER_TRY(tree, asn1::Tree::parse(value));
    return known.decode(tree.root(), list);
}

void addExtension(FactList& list, const pki::Extension& extension) {
    const Known* known = find(extension.id);
    list.startGroup(known ? std::string(known->group) : "Extension " + extension.id.toText(),
                    extension.critical);
    if (known == nullptr || known->decode == nullptr) return list.addDump("Value", extension.value);
    const std::size_t before = list.size();
    const auto decoded = decode(*known, extension.value, list);
    if (!decoded) {
        list.cutTo(before);
        return list.addDump("Value", extension.value, "malformed: " + decoded.error().detail);
    }
    if (list.size() == before) list.add("Value", "(empty)");
}

} // namespace

void addExtensionFacts(FactList& list, const std::vector<pki::Extension>& extensions) {
    for (const pki::Extension& extension : extensions)
        addExtension(list, extension);
}

} // namespace scepter::workbench
