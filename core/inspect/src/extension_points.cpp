// Distribution points: of certificates and of CRLs.
#include "extension_values.h"

#include "asn1/reader.h"

#include <array>

namespace scepter::inspect {

namespace {

namespace tag = asn1::tag;
using Text = std::optional<std::string>;

constexpr auto kReasonFlags = std::to_array<std::string_view>(
    {"unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
     "cessationOfOperation", "certificateHold", "privilegeWithdrawn", "aACompromise"});

NodeId addReasonFlags(Decoding& decoding, NodeId parent, const Part& part,
                      std::string_view name = "reasons") {
    const ByteView content = part.element.content();
    std::string text;
    for (std::size_t bit = 0; bit < kReasonFlags.size() && bit / 8 + 1 < content.size(); ++bit)
        if ((content[bit / 8 + 1] >> (7 - bit % 8) & 1) != 0) addWord(text, kReasonFlags.at(bit));
    return decoding.builder.add(parent, name, Kind::Flag, text.empty() ? "none" : text,
                                part.place());
}

// DistributionPointName: [0] fullName or [1] nameRelativeToCRLIssuer, in an explicit tag.
std::string addPointName(Decoding& decoding, NodeId parent, const Part& wrapped) {
    const NodeId id = addGroup(decoding, parent, "distributionPoint", wrapped);
    Fields fields(wrapped);
    std::string text;
    if (const Part full = fields.takeIfContext(0))
        text = addGeneralNames(decoding, id, "fullName", full);
    else if (const Part relative = fields.takeIfContext(1)) {
        addPlain(decoding, id, "nameRelativeToCRLIssuer", relative);
        text = "relative to the issuer";
    }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

std::string addPoint(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    if (id == kNoNode) return {};
    Fields fields(part);
    std::string text;
    if (const Part point = fields.takeIfContext(0)) text = addPointName(decoding, id, point);
    if (const Part reasons = fields.takeIfContext(1)) addReasonFlags(decoding, id, reasons);
    if (const Part issuer = fields.takeIfContext(2)) {
        const std::string names = addGeneralNames(decoding, id, "cRLIssuer", issuer);
        addWord(text, "CRL issuer " + names);
    }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

} // namespace

Text showPoints(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "CRLDistributionPoints", value);
    if (group == kNoNode) return {};
    return finish(decoding, group, addEach(decoding, group, value, addPoint));
}

Text showIssuingPoint(Decoding& decoding, NodeId id, const Part& value) {
    static constexpr auto kFlags =
        std::to_array<std::string_view>({"", "onlyContainsUserCerts", "onlyContainsCACerts", "",
                                         "indirectCRL", "onlyContainsAttributeCerts"});
    const NodeId group = sequenceGroup(decoding, id, "IssuingDistributionPoint", value);
    if (group == kNoNode) return {};
    Fields fields(value);
    std::string text;
    if (const Part name = fields.takeIfContext(0))
        addWord(text, addPointName(decoding, group, name));
    for (std::uint32_t number = 1; number < kFlags.size(); ++number) {
        const Part field = fields.takeIfContext(number);
        if (!field) continue;
        if (number == 3) {
            addReasonFlags(decoding, group, field, "onlySomeReasons");
            addWord(text, "onlySomeReasons");
        } else if (valueOf(decoding, addImplicit(decoding, group, kFlags.at(number), field,
                                                 tag::kBoolean)) == "true") {
            addWord(text, kFlags.at(number));
        }
    }
    fields.addRest(decoding, group);
    return finish(decoding, group, text);
}

} // namespace scepter::inspect
