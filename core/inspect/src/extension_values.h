// What is inside extnValue, a function for each kind of extension.
#pragma once

#include "x509.h"

namespace scepter::inspect {

/// Shows the value below `id` and gives it in short; nothing when it is not of the type, and then
/// nothing is shown either.
using ShowValue = std::optional<std::string> (*)(Decoding& decoding, NodeId id, const Part& value);

/// Nothing for an extension that is not known here.
ShowValue showValueOf(const asn1::Oid& extension);
/// Of Microsoft, Apple, Netscape and Certificate Transparency.
ShowValue vendorValueOf(const asn1::Oid& extension);

/// Calls for each element of a SEQUENCE OF, with "[i]" for its name; the call gives its text.
std::string addEach(Decoding& decoding, NodeId id, const Part& sequence,
                    std::string (*add)(Decoding& decoding, NodeId parent, std::string_view name,
                                       const Part& part));

// What the functions are made of.
/// A group for the value by the name of its type; kNoNode when it is not a SEQUENCE.
NodeId sequenceGroup(Decoding& decoding, NodeId id, std::string_view name, const Part& value);
/// Gives the group its text, and gives it back.
std::optional<std::string> finish(Decoding& decoding, NodeId group, std::string text);
/// A BOOLEAN, INTEGER or GeneralizedTime under an implicit tag.
NodeId addImplicit(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                   std::uint32_t universalTag);
std::string valueOf(const Decoding& decoding, NodeId id);

// Shared by the tables.
std::optional<std::string> showPoints(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showIssuingPoint(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showOctets(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showNumber(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showString(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showNull(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showUsages(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showPolicies(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showMappings(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showPolicyConstraints(Decoding& decoding, NodeId id, const Part& value);
std::optional<std::string> showAccess(Decoding& decoding, NodeId id, const Part& value);
/// "keyCompromise (1)" for an ENUMERATED of CRLReason.
std::string reasonText(asn1::Element element);

} // namespace scepter::inspect
