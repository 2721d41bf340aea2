#include "x509.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "extension_values.h"

namespace scepter::inspect {

namespace {

namespace tag = asn1::tag;

/// Room that a long list leaves for the fields after it.
constexpr std::size_t kRoomForRest = 400;

/// The value of the reasonCode extension, where an entry has one.
std::string entryReason(asn1::Element extensions) {
    for (auto each = extensions.firstChild(); each; each = each.nextSibling()) {
        const auto type = asn1::oidValue(each.firstChild());
        if (!type || *type != asn1::oids::kCrlReason) continue;
        const asn1::Element last = each.child(each.childCount() - 1);
        const auto tree = asn1::Tree::parse(last.content());
        if (tree && tree->root().is(tag::kEnumerated)) return ", " + reasonText(tree->root());
    }
    return {};
}

NodeId addEntry(Decoding& decoding, NodeId parent, std::size_t index, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "[" + std::to_string(index) + "]", part);
    if (id == kNoNode) return id;
    Fields fields(part);
    std::string text = "unreadable";
    if (const Part serial = fields.takeIf(tag::kInteger)) {
        addSerial(decoding, id, "userCertificate", serial);
        text = serialText(serial.element.content());
    }
    if (const Part time = fields.takeTime()) {
        addTime(decoding, id, "revocationDate", time);
        if (const auto when = asn1::timeValue(time.element)) text += ", " + toIsoText(*when);
    }
    if (const Part extensions = fields.takeIf(tag::kSequence)) {
        text += entryReason(extensions.element);
        addExtensions(decoding, id, extensions);
    }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, shownText(text));
    return id;
}

void addEntries(Decoding& decoding, NodeId parent, const Part& list) {
    const std::size_t count = list.element.childCount();
    const NodeId id = addGroup(decoding, parent, "revokedCertificates", list,
                               std::to_string(count) + (count == 1 ? " entry" : " entries"));
    const std::size_t most = decoding.builder.limits().nodes;
    Fields fields(list);
    for (std::size_t i = 0; id != kNoNode; ++i) {
        const Part each = fields.take();
        if (!each) return;
        const NodeId entry = addEntry(decoding, id, i, each);
        if (entry == kNoNode || entry + kRoomForRest >= most) {
            if (fields.peek()) decoding.builder.setCut(id);
            return;
        }
    }
}

void addList(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "tbsCertList", part);
    if (id == kNoNode) return;
    Fields fields(part);
    if (const Part version = fields.takeIf(tag::kInteger))
        addVersion(decoding, id, version);
    else
        addNote(decoding, id, "version", "v1 (default)");
    if (const Part algorithm = fields.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "signature", algorithm);
    if (const Part issuer = fields.takeIf(tag::kSequence)) addName(decoding, id, "issuer", issuer);
    if (const Part time = fields.takeTime()) addTime(decoding, id, "thisUpdate", time);
    if (const Part time = fields.takeTime()) {
        const NodeId next = addTime(decoding, id, "nextUpdate", time);
        const auto until = asn1::timeValue(time.element);
        const TimePoint now = decoding.options.now;
        if (until && now != TimePoint{} && now > *until)
            decoding.builder.setValue(next, toIsoText(*until) + ", overdue");
    }
    if (const Part entries = fields.takeIf(tag::kSequence)) addEntries(decoding, id, entries);
    if (const Part extensions = fields.takeExplicit(0)) addExtensions(decoding, id, extensions);
    fields.addRest(decoding, id);
}

/// What one line says of a CRL.
std::string shownCrl(const pki::Crl& crl) {
    const bool delta = pki::findExtension(crl.extensions, asn1::Oid("2.5.29.27")) != nullptr;
    std::string text = (delta ? "delta of " : "of ") + crl.issuer.toDisplayText();
    if (crl.number) text += ", number " + std::to_string(*crl.number);
    return shownText(text + ", " + std::to_string(crl.entries.size()) +
                     (crl.entries.size() == 1 ? " entry" : " entries"));
}

} // namespace

CrlFacts addCrl(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    CrlFacts facts;
    facts.node = addGroup(decoding, parent, name, part);
    if (facts.node == kNoNode) return facts;
    const NodeId id = facts.node;
    Fields fields(part);
    if (const Part list = fields.takeIf(tag::kSequence)) addList(decoding, id, list);
    if (const Part algorithm = fields.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "signatureAlgorithm", algorithm);
    if (const Part signature = fields.takeIf(tag::kBitString))
        addSignature(decoding, id, "signatureValue", signature);
    fields.addRest(decoding, id);
    addFingerprints(decoding, id, part.element.encoded());

    auto read = pki::Crl::fromDer(part.element.encoded());
    if (!read) {
        addProblem(decoding, id, read.error());
        return facts;
    }
    decoding.builder.setValue(id, shownCrl(*read));
    addIssuerCheck(decoding, id, read->issuer,
                   [&read](const pki::PublicKey& key) { return read->verifySignedBy(key); });
    facts.crl = std::move(*read);
    return facts;
}

} // namespace scepter::inspect
