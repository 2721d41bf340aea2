// The plain ASN.1 reading of a layer: tags, lengths and values, without meaning.
#pragma once

#include "inspect/tree.h"

#include <string>

namespace scepter::inspect {

/// Every element of a layer, tolerant of BER; what cannot be read any more is one node at the end
/// that says why and where. Strings that hold ASN.1 themselves (extension values, eContent, keys)
/// are read inside too.
Tree structureOf(ByteView bytes, const Limits& limits = {});

/// For text: "   0:d=0  hl=4 l= 521 cons: SEQUENCE", a line for each element, as `openssl
/// asn1parse` prints it; an indefinite length is "l=inf". Oids are written by name.
std::string structureText(ByteView bytes, const Limits& limits = {});

} // namespace scepter::inspect
