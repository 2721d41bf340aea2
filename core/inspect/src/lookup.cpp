#include "cms_parts.h"

#include "asn1/values.h"

namespace scepter::inspect {

std::optional<LookupFacts> addLookup(Decoding& decoding, NodeId parent, const Part& part) {
    const Part first = part.with(part.element.child(0));
    const Part second = part.with(part.element.child(1));
    LookupFacts facts;
    if (auto lookup = scep::IssuerAndSerial::fromDer(part.element.encoded())) {
        facts.lookup = std::move(*lookup);
        facts.node = addGroup(decoding, parent, "IssuerAndSerialNumber", part);
        addName(decoding, facts.node, "issuer", first);
        addSerial(decoding, facts.node, "serialNumber", second);
        return facts;
    }
    if (auto poll = scep::IssuerAndSubject::fromDer(part.element.encoded())) {
        facts.poll = std::move(*poll);
        facts.node = addGroup(decoding, parent, "IssuerAndSubject", part);
        addName(decoding, facts.node, "issuer", first);
        addName(decoding, facts.node, "subject", second);
        return facts;
    }
    return std::nullopt;
}

} // namespace scepter::inspect
