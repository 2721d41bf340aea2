#include "x509.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/text.h"
#include "pki/crypto.h"

#include <array>

namespace scepter::inspect {

namespace {

constexpr std::size_t kLongList = 480;
constexpr std::string_view kSidUri = "tag:microsoft.com,2022-09-14:sid:";

constexpr auto kGeneralNames = std::to_array<std::string_view>(
    {"otherName", "rfc822Name", "dNSName", "x400Address", "directoryName", "ediPartyName",
     "uniformResourceIdentifier", "iPAddress", "registeredID"});

/// Of primitive strings these are the content octets as they stand; `skipped` is where they begin
/// in the content.
ByteView plainContent(asn1::Element element, std::size_t& skipped) {
    ByteView content = element.content();
    skipped = element.is(asn1::tag::kBitString) && !content.empty() ? 1 : 0;
    return content.subspan(skipped);
}

bool isString(asn1::Element element) {
    return element.is(asn1::tag::kOctetString) || element.is(asn1::tag::kBitString) ||
           element.node().tagClass == asn1::TagClass::Context;
}

void addOtherName(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    if (const Part type = fields.takeIf(asn1::tag::kOid)) addOid(decoding, id, "type-id", type);
    if (const Part value = fields.takeExplicit(0)) addPlain(decoding, id, "value", value);
    fields.addRest(decoding, id);
}

} // namespace

Inside::Inside(Decoding& decoding, NodeId parent, const Part& string) {
    if (!string || !isString(string.element)) return;
    TreeBuilder& builder = decoding.builder;
    if (string.element.isConstructed()) {
        auto joined = string.element.is(asn1::tag::kBitString)
                          ? asn1::bitStringBytes(string.element)
                          : asn1::octetStringValue(string.element);
        if (!joined || parent == kNoNode) return;
        m_buffer = builder.addBuffer("segments joined", SecretBytes(std::move(*joined)), parent,
                                     builder.buffer(string.buffer).secret);
        if (m_buffer == kNoNode) return;
        m_bytes = builder.bytes(m_buffer);
    } else {
        std::size_t skipped = 0;
        m_bytes = plainContent(string.element, skipped);
        m_buffer = string.buffer;
        m_base = string.base + string.element.node().contentOffset + skipped;
    }
    m_read = asn1::Tree::parsePartial(m_bytes, asn1Limits(builder.limits()));
}

void Inside::addRest(Decoding& decoding, NodeId parent) const {
    if (m_buffer == kNoNode || m_read.stoppedAt >= m_bytes.size()) return;
    const std::size_t size = m_bytes.size() - m_read.stoppedAt;
    const Error why = m_read.error ? *m_read.error
                                   : Error{ErrorCode::Asn1TrailingBytes,
                                           std::to_string(size) + " bytes after the element",
                                           {},
                                           std::nullopt};
    const NodeId rest = decoding.builder.add(parent, "rest", Kind::Bytes, shownText(why.detail),
                                             place(m_read.stoppedAt, size));
    if (rest != kNoNode) decoding.facts.failures.emplace_back(rest, why);
}

Part Fields::takeTime() {
    const asn1::Element next = m_cursor.peek();
    const bool time = next.is(asn1::tag::kUtcTime) || next.is(asn1::tag::kGeneralizedTime);
    return m_part.with(time ? m_cursor.take() : asn1::Element());
}

void Fields::addRest(Decoding& decoding, NodeId id) {
    while (const Part left = take())
        if (addPlain(decoding, id, "unexpected", left) == kNoNode) return;
}

void addWord(std::string& list, std::string_view word) {
    if (list.size() > kLongList) {
        if (!list.ends_with("…")) list += ", …";
        return;
    }
    if (!list.empty()) list += ", ";
    list += word;
}

std::string serialText(ByteView content) {
    if (content.empty()) return {};
    Bytes magnitude = copyOf(content);
    const bool negative = (content.front() & 0x80U) != 0;
    bool carry = negative;
    for (std::size_t i = magnitude.size(); negative && i-- > 0;) {
        magnitude[i] = static_cast<std::uint8_t>(~magnitude[i] + (carry ? 1 : 0));
        carry = carry && magnitude[i] == 0;
    }
    const auto first =
        std::ranges::find_if(magnitude, [](std::uint8_t octet) { return octet != 0; });
    const auto from = std::min(first, magnitude.end() - 1);
    const std::string text = toUpperHex(ByteView(from, magnitude.end()));
    return negative ? "-" + text : text;
}

NodeId addVersion(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addInteger(decoding, parent, "version", part);
    const auto version = asn1::integerValue(part.element);
    if (version && *version >= 0 && *version < 16)
        decoding.builder.setValue(id, "v" + std::to_string(*version + 1) + " (" +
                                          std::to_string(*version) + ")");
    return id;
}

NodeId addSerial(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return decoding.builder.add(parent, name, Kind::Number,
                                shownText(serialText(part.element.content())), part.place());
}

NodeId addOctets(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    if (part.element.isConstructed()) return addPlain(decoding, parent, name, part);
    std::size_t skipped = 0;
    return decoding.builder.add(parent, name, Kind::Bytes,
                                shownBytes(plainContent(part.element, skipped)), part.place());
}

NodeId addSignature(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addOctets(decoding, parent, name, part);
    if (id == kNoNode || part.element.isConstructed()) return id;
    const Inside inside(decoding, id, part);
    const Part numbers = inside.root();
    if (!numbers.element.is(asn1::tag::kSequence) || numbers.element.childCount() != 2 ||
        numbers.element.size() != inside.bytes().size() ||
        !numbers.element.child(0).is(asn1::tag::kInteger) ||
        !numbers.element.child(1).is(asn1::tag::kInteger))
        return id;
    addSerial(decoding, id, "r", numbers.with(numbers.element.child(0)));
    addSerial(decoding, id, "s", numbers.with(numbers.element.child(1)));
    return id;
}

NodeId addNamedGeneralName(Decoding& decoding, NodeId parent, const Part& part, std::string* list) {
    const std::uint32_t choice = part.element.node().tagNumber;
    const bool known = part.element.isContext(choice) && choice < kGeneralNames.size();
    const NodeId id =
        addGeneralName(decoding, parent, known ? kGeneralNames.at(choice) : "generalName", part);
    if (id == kNoNode) return id;
    const std::string text = decoding.builder.node(id).value;
    if (list) addWord(*list, text);
    if (part.element.isContext(0)) addOtherName(decoding, id, part);
    if (part.element.isContext(4) && part.element.firstChild())
        addName(decoding, id, "rdnSequence", part.with(part.element.firstChild()));
    const std::size_t sid = text.find(kSidUri);
    if (part.element.isContext(6) && sid != std::string::npos)
        addNote(decoding, id, "SID", text.substr(sid + kSidUri.size()));
    return id;
}

std::string addGeneralNames(Decoding& decoding, NodeId parent, std::string_view name,
                            const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    std::string list;
    Fields fields(part);
    while (const Part each = fields.take())
        if (addNamedGeneralName(decoding, id, each, &list) == kNoNode) break;
    decoding.builder.setValue(id, list);
    return list;
}

NodeId addNote(Decoding& decoding, NodeId parent, std::string_view name, std::string_view text,
               Kind kind) {
    return decoding.builder.add(parent, name, kind, shownText(text));
}

void addProblem(Decoding& decoding, NodeId id, const Error& error) {
    if (id == kNoNode) return;
    const NodeId note = addNote(decoding, id, "problem", error.detail);
    if (note != kNoNode) decoding.facts.failures.emplace_back(note, error);
}

void addFingerprints(Decoding& decoding, NodeId id, ByteView bytes) {
    if (id == kNoNode) return;
    addNote(decoding, id, "SHA-256 fingerprint",
            toColonHex(pki::digestOf(pki::Digest::Sha256, bytes)), Kind::Bytes);
    addNote(decoding, id, "SHA-1 fingerprint", toColonHex(pki::digestOf(pki::Digest::Sha1, bytes)),
            Kind::Bytes);
}

Result<void> verifyElements(const SignedElements& elements, const pki::PublicKey& key) {
    SCEPTER_TRY(algorithm, pki::readSignatureAlgorithm(elements.algorithm.element));
    SCEPTER_TRY(signature, asn1::bitStringBytes(elements.signature.element));
    return key.verify(algorithm, elements.toBeSigned.element.encoded(), signature);
}

std::string shownOutcome(const Result<void>& outcome) {
    if (outcome) return "the signature holds";
    const Error& error = outcome.error();
    const bool wrong =
        error.code == ErrorCode::SignatureInvalid || error.code == ErrorCode::DigestMismatch;
    return (wrong ? "the signature does not hold" : "the signature cannot be checked") +
           (error.detail.empty() ? std::string() : ": " + error.detail);
}

void addIssuerCheck(Decoding& decoding, NodeId id, const pki::Name& issuer,
                    const std::function<Result<void>(const pki::PublicKey&)>& verify) {
    const Keyring* keys = decoding.options.keys;
    if (!keys || id == kNoNode || decoding.redacted) return;
    std::optional<std::string> refused;
    const auto tryOne = [&](const pki::Certificate& known) {
        if (!known.subject().matches(issuer)) return false;
        const auto outcome = verify(known.publicKey());
        const std::string text =
            "of " + known.subject().toDisplayText() + ": " + shownOutcome(outcome);
        if (outcome)
            addNote(decoding, id, "issuerSignature", text);
        else if (!refused)
            refused = text;
        return outcome.has_value();
    };
    for (const pki::Certificate& known : keys->known)
        if (tryOne(known)) return;
    for (const HeldKey& held : keys->keys)
        if (held.certificate && tryOne(*held.certificate)) return;
    if (refused) addNote(decoding, id, "issuerSignature", *refused);
}

} // namespace scepter::inspect
