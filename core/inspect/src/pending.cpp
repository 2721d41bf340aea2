// Decoders that show plain ASN.1 until they are written.
#include "decoder.h"

namespace scepter::inspect {

NodeId addContentInfo(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return addPlain(decoding, parent, name, part);
}

std::optional<LookupFacts> addLookup(Decoding& /*decoding*/, NodeId /*parent*/,
                                     const Part& /*part*/) {
    return std::nullopt;
}

void decodeAny(Decoding& decoding, NodeId parent, BufferId buffer, Hint /*hint*/) {
    decodeAsn1(decoding, parent, buffer);
}

std::string titleOf(const Inspection& /*inspection*/) {
    return {};
}

std::vector<Finding> applyRules(const Inspection& /*inspection*/, const Options& /*options*/) {
    return {};
}

} // namespace scepter::inspect
