#include "workbench/request_facts.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "extension_facts.h"
#include "fact_list.h"

#include <algorithm>
#include <array>

namespace scepter::workbench {

namespace {

namespace oids = asn1::oids;

struct AttributeName {
    asn1::Oid type;
    std::string_view name;
};

constexpr std::array kAttributeNames{
    AttributeName{oids::kExtensionRequest, "extensionRequest"},
    AttributeName{oids::kVerisignExtensionRequest, "extensionRequest (VeriSign)"},
    AttributeName{oids::kMicrosoftExtensionRequest, "extensionRequest (Microsoft)"},
    AttributeName{asn1::Oid("1.3.6.1.4.1.311.13.2.1"), "Enrollment name and value (Microsoft)"},
    AttributeName{asn1::Oid("1.3.6.1.4.1.311.13.2.2"), "Cryptographic provider (Microsoft)"},
    AttributeName{asn1::Oid("1.3.6.1.4.1.311.13.2.3"), "Operating system version (Microsoft)"},
    AttributeName{asn1::Oid("1.3.6.1.4.1.311.21.20"), "Client information (Microsoft)"},
};

// The first ones are read out as extensions.
constexpr std::size_t kExtensionRequests = 3;

const AttributeName* knownAttribute(const asn1::Oid& type) {
    const auto* found =
        std::find_if(kAttributeNames.begin(), kAttributeNames.end(),
                     [&](const AttributeName& known) { return known.type == type; });
    return found == kAttributeNames.end() ? nullptr : found;
}

void addAttributeValue(FactList& list, const std::string& name, ByteView value) {
    const auto tree = asn1::Tree::parse(value);
    const auto text = tree ? asn1::stringValue(tree->root()) : Result<std::string>(std::string());
    if (tree && text)
        list.add(name, *text);
    else
        list.addDump(name, value);
}

void addAttributes(FactList& list, const pki::Csr& csr) {
    if (csr.attributes().empty() && csr.challengePassword() == nullptr) return;
    list.startGroup("Attributes");
    if (csr.challengePassword() != nullptr) list.add("challengePassword", "(present, hidden)");
    for (const pki::CsrAttribute& attribute : csr.attributes()) {
        const AttributeName* known = knownAttribute(attribute.type);
        const std::string name =
            known ? std::string(known->name) : pki::attributeShortName(attribute.type);
        if (known && known < kAttributeNames.begin() + kExtensionRequests) {
            list.add(name, "(shown as extensions)");
            continue;
        }
        if (attribute.values.empty()) list.add(name, "(no value)");
        for (const Bytes& value : attribute.values)
            addAttributeValue(list, name, value);
    }
}

void addPossession(FactList& list, const pki::Csr& csr, CsrOrigin origin) {
    if (origin == CsrOrigin::Ledger)
        return list.add("Signature", "not checked here",
                        "the ledger keeps the CSR without its challengePassword");
    const auto verified = csr.verify();
    list.add("Signature", verified ? "matches the key" : "does not match",
             verified ? "" : verified.error().detail);
}

// What a CSR and a certificate can have in common.
Facts comparable(Facts facts) {
    static constexpr std::array<std::string_view, 6> kOwn{
        "General", "Issuer", "Attributes", "Signature", "Fingerprints", "Unique identifiers"};
    std::erase_if(facts, [](const Fact& fact) {
        return std::find(kOwn.begin(), kOwn.end(), fact.group) != kOwn.end();
    });
    return facts;
}

} // namespace

Facts csrFacts(const pki::Csr& csr, CsrOrigin origin) {
    FactList list;
    list.startGroup("General");
    addSignatureAlgorithm(list, csr.der());
    addPossession(list, csr, origin);
    addNameFacts(list, "Subject", csr.subject());
    addKeyFacts(list, csr.publicKey());
    addAttributes(list, csr);
    addExtensionFacts(list, csr.requestedExtensions());
    addSignatureFacts(list, csr.der());
    return list.take();
}

std::vector<FactDifference> compareWithIssued(const pki::Csr& csr,
                                              const pki::Certificate& certificate) {
    return compareFacts(comparable(csrFacts(csr, CsrOrigin::Ledger)),
                        comparable(certificateFacts(certificate)));
}

} // namespace scepter::workbench
