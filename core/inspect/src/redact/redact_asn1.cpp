#include "redact_asn1.h"

#include "../scep_words.h"
#include "../shape.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/reader.h"
#include "asn1/values.h"
#include "base/text.h"
#include "pki/crypto.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;
using asn1::Element;

constexpr unsigned kMostDepth = 24;
constexpr std::size_t kSmallNumber = 4; ///< bytes: versions, rounds, exponents
constexpr std::size_t kNamedBits = 3;   ///< bytes, with the count of unused bits
constexpr asn1::Oid kSigningTime{"1.2.840.113549.1.9.5"};

/// What the place of a value says of it.
enum class Role { Any, Keep, Challenge, TransactionId, Names, KeyIdentifier };

bool isString(std::uint32_t number) {
    switch (number) {
    case tag::kUtf8String:
    case tag::kNumericString:
    case tag::kPrintableString:
    case tag::kT61String:
    case tag::kIa5String:
    case tag::kVisibleString:
    case tag::kBmpString:
    case tag::kUniversalString:
        return true;
    default:
        return false;
    }
}

bool isPrintable(ByteView bytes) {
    return !bytes.empty() && std::ranges::all_of(bytes, [](std::uint8_t octet) {
        return octet >= 0x20 && octet < 0x7F;
    });
}

bool looksLikeTime(ByteView bytes) {
    return bytes.size() <= 24 && std::ranges::all_of(bytes, [](std::uint8_t octet) {
               return (octet >= '0' && octet <= '9') || octet == 'Z' || octet == '.' ||
                      octet == '+' || octet == '-';
           });
}

/// Arcs that name an organization, unless the whole is widely known.
bool isPrivate(ByteView content) {
    const auto oid = asn1::Oid::fromContent(content);
    if (!oid) return true;
    if (!asn1::nameOf(*oid).empty()) return false;
    constexpr asn1::Oid kEnterprises{"1.3.6.1.4.1"};
    constexpr asn1::Oid kUsCompanies{"2.16.840.1"};
    const auto below = [&content](const asn1::Oid& arc) {
        const std::size_t size = arc.content().size();
        return content.size() > size && sameBytes(content.first(size), arc.content());
    };
    return below(kEnterprises) || below(kUsCompanies);
}

bool isAlgorithm(Element element) {
    return element.is(tag::kSequence) && element.firstChild().is(tag::kOid) &&
           element.childCount() <= 2;
}

bool isTime(Element element) {
    return element.is(tag::kUtcTime) || element.is(tag::kGeneralizedTime);
}

/// The SEQUENCEs whose INTEGER is a serial number, however small.
std::optional<std::uint32_t> serialIn(Element sequence, Shape shape) {
    if (shape == Shape::Certificate) {
        asn1::Cursor cursor(sequence.firstChild());
        cursor.takeIfContext(0);
        if (const Element serial = cursor.takeIf(tag::kInteger)) return serial.index();
    }
    const Element first = sequence.firstChild();
    const Element second = sequence.child(1);
    const std::size_t count = sequence.childCount();
    const bool lookup = count == 2 && first.is(tag::kSequence) && second.is(tag::kInteger) &&
                        !first.firstChild().is(tag::kOid);
    if (lookup) return second.index();
    if (count >= 2 && first.is(tag::kInteger) && isTime(second)) return first.index(); // of a CRL
    const bool certId = count == 4 && isAlgorithm(first) && second.is(tag::kOctetString) &&
                        sequence.child(2).is(tag::kOctetString) &&
                        sequence.child(3).is(tag::kInteger);
    if (certId) return sequence.child(3).index();
    return std::nullopt;
}

class Asn1Redactor {
public:
    Asn1Redactor(Redaction& redaction, ByteView in)
        : m_redaction(redaction)
        , m_replacer(redaction.replacer)
        , m_in(in) {}

    Bytes run(Role role) {
        // What is broken is not understood well enough to tell what in it is private.
        const auto tree = asn1::Tree::parsePrefix(m_in, {m_in.size(), 2'000'000, 64});
        if (!tree) return m_replacer.octets(m_in);
        m_out.resize(m_in.size());
        if (const std::size_t end = tree->root().size(); end < m_in.size())
            write(end, m_replacer.octets(m_in.subspan(end)));
        visit(tree->root(), role);
        return std::move(m_out);
    }

private:
    void write(std::size_t offset, ByteView bytes) {
        if (offset > m_out.size() || bytes.size() > m_out.size() - offset) return;
        std::ranges::copy(bytes, m_out.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    void keep(std::size_t from, std::size_t to) {
        to = std::min(to, m_in.size());
        if (from < to) write(from, m_in.subspan(from, to - from));
    }

    /// Tag and length, and what ends an indefinite one.
    void keepFrame(Element element) {
        const asn1::Node& node = element.node();
        keep(node.offset, node.contentOffset);
        if (node.indefinite)
            keep(node.contentOffset + node.contentSize, node.offset + node.totalSize);
    }

    void visit(Element element, Role role) {
        keepFrame(element);
        if (!element.isConstructed()) {
            const asn1::Node& node = element.node();
            write(node.contentOffset, primitive(element, role));
            return;
        }
        const bool string = element.node().tagClass == asn1::TagClass::Universal &&
                            element.node().tagNumber != tag::kSequence &&
                            element.node().tagNumber != tag::kSet;
        if (string) return segments(element, role, element.node().tagNumber);
        if (element.is(tag::kSequence)) return sequence(element, role);
        // In a key's identifier: the names of its issuer.
        const bool issuer = role == Role::KeyIdentifier && element.isContext(1);
        children(element, issuer ? Role::Names : role);
    }

    void children(Element parent, Role role) {
        for (Element child = parent.firstChild(); child; child = child.nextSibling())
            visit(child, role);
    }

    void sequence(Element element, Role role) {
        const Shape shape = shapeOf(element);
        if (const auto serial = serialIn(element, shape)) m_serials.insert(*serial);
        const auto type = asn1::oidValue(element.firstChild());
        if (shape == Shape::PublicKey && publicKey(element)) return;
        if (type && element.childCount() == 2 && element.child(1).is(tag::kSet))
            return attribute(element, *type, role);
        if (type && encryptedContent(element)) return;
        if (type && element.child(element.childCount() - 1).is(tag::kOctetString))
            return extension(element, *type);
        const bool enveloped = shape == Shape::ContentInfo && mayKeep(element, type);
        const bool before = m_keepCiphertext;
        if (shape == Shape::ContentInfo) m_keepCiphertext = enveloped;
        children(element, role);
        m_keepCiphertext = before;
    }

    /// With another point, where it is a key of a curve: any other bytes would be no point.
    bool publicKey(Element element) {
        const auto algorithm = asn1::oidValue(element.firstChild().firstChild());
        if (!algorithm || *algorithm != oids::kEcPublicKey) return false;
        const auto made = m_replacer.curveKey(element.encoded());
        if (!made) return false;
        write(element.offset(), *made);
        return true;
    }

    void attribute(Element element, const asn1::Oid& type, Role role) {
        Role inner = role;
        if (type == oids::kChallengePassword) inner = Role::Challenge;
        if (type == oids::kTransactionId) inner = Role::TransactionId;
        if (type == oids::kMessageType || type == oids::kPkiStatus || type == oids::kFailInfo ||
            type == kSigningTime)
            inner = Role::Keep;
        visit(element.firstChild(), Role::Any);
        visit(element.child(1), inner);
    }

    void extension(Element element, const asn1::Oid& type) {
        const bool names = type == oids::kSubjectAltName || type == oids::kIssuerAltName ||
                           type == oids::kNameConstraints || type == oids::kCrlDistributionPoints ||
                           type == oids::kAuthorityInfoAccess;
        children(element, type == oids::kAuthorityKeyIdentifier ? Role::KeyIdentifier
                          : names                               ? Role::Names
                                                                : Role::Any);
    }

    /// An envelope that only RSA keys open.
    [[nodiscard]] bool mayKeep(Element info, const Result<asn1::Oid>& type) const {
        if (!m_redaction.keepCiphertext || !type || *type != oids::kEnvelopedData) return false;
        asn1::Cursor cursor(info.child(1).firstChild());
        cursor.takeIf(tag::kInteger);
        cursor.takeIfContext(0);
        const Element recipients = cursor.takeIf(tag::kSet);
        bool only = recipients.childCount() > 0;
        for (Element each = recipients.firstChild(); each; each = each.nextSibling())
            only = only && each.is(tag::kSequence);
        return only;
    }

    /// EncryptedContentInfo: `contentType, algorithm, [0] encryptedContent`.
    bool encryptedContent(Element element) {
        const Element algorithm = element.child(1);
        const Element content = element.child(2);
        if (element.childCount() != 3 || !isAlgorithm(algorithm) || !content.isContext(0))
            return false;
        const auto original = asn1::octetStringValue(content);
        if (!original) return false;
        visit(element.firstChild(), Role::Any);
        keepFrame(element);
        keep(algorithm.offset(), algorithm.offset() + algorithm.size());
        Bytes made = *original;
        if (!m_keepCiphertext) {
            made = m_replacer.octets(*original, Replaced::Ciphertext);
        }
        spread(content, made);
        addLayer(*original, made);
        return true;
    }

    void addLayer(const Bytes& original, const Bytes& made) {
        if (original.empty() || m_redaction.depth >= kMostDepth) return;
        const auto found = m_redaction.opened.find(pki::digestOf(pki::Digest::Sha256, original));
        if (found == m_redaction.opened.end()) return;
        Bytes digest = pki::digestOf(pki::Digest::Sha256, made);
        for (const OpenedLayer& layer : m_redaction.layers)
            if (layer.digest == digest) return;
        Bytes content = redactAsn1(m_redaction, found->second);
        m_redaction.layers.push_back({std::move(digest), std::move(content)});
    }

    // ---- strings in segments

    void collect(Element element, std::vector<Element>& leaves) {
        keepFrame(element);
        if (!element.isConstructed()) {
            leaves.push_back(element);
            return;
        }
        for (Element child = element.firstChild(); child; child = child.nextSibling())
            collect(child, leaves);
    }

    /// Writes bytes over the segments of a string, whose sizes they have together.
    void spread(Element string, ByteView bytes) {
        std::vector<Element> leaves;
        collect(string, leaves);
        for (const Element& leaf : leaves) {
            const std::size_t size = std::min(leaf.content().size(), bytes.size());
            write(leaf.node().contentOffset, bytes.first(size));
            bytes = bytes.subspan(size);
        }
    }

    void segments(Element string, Role role, std::uint32_t number) {
        std::vector<Element> leaves;
        collect(string, leaves);
        Bytes joined;
        for (const Element& leaf : leaves)
            joined.insert(joined.end(), leaf.content().begin(), leaf.content().end());
        spread(string, number == tag::kOctetString ? octets(joined, role)
                       : isString(number)          ? characters(joined, number, role)
                                                   : m_replacer.octets(joined));
    }

    // ---- values

    Bytes primitive(Element element, Role role) {
        const asn1::Node& node = element.node();
        const ByteView content = element.content();
        if (node.tagClass != asn1::TagClass::Universal) return tagged(element, role);
        switch (node.tagNumber) {
        case tag::kBoolean:
        case tag::kNull:
            return content.size() <= 1 ? copyOf(content) : m_replacer.octets(content);
        case tag::kEnumerated:
            return content.size() <= kSmallNumber ? copyOf(content) : m_replacer.number(content);
        case tag::kInteger:
            return m_serials.contains(element.index()) || content.size() > kSmallNumber
                       ? m_replacer.number(content)
                       : copyOf(content);
        case tag::kOid:
            return objectIdentifier(content);
        case tag::kUtcTime:
        case tag::kGeneralizedTime:
            return looksLikeTime(content) ? copyOf(content) : m_replacer.octets(content);
        case tag::kOctetString:
            return m_keepCiphertext && role != Role::Names && isEncryptedKey(element)
                       ? copyOf(content)
                       : octets(content, role);
        case tag::kBitString:
            return bits(content, role);
        default:
            break;
        }
        return isString(node.tagNumber) ? characters(content, node.tagNumber, role)
                                        : m_replacer.octets(content);
    }

    /// In KeyTransRecipientInfo, behind its algorithm.
    static bool isEncryptedKey(Element element) { return element && !element.nextSibling(); }

    Bytes objectIdentifier(ByteView content) {
        if (!isPrivate(content)) return copyOf(content);
        // The bits that say where an arc goes on stay, and the arcs before.
        Bytes made = m_replacer.octets(content);
        for (std::size_t i = 0; i < made.size(); ++i) {
            made[i] = static_cast<std::uint8_t>((made[i] & 0x7FU) | (content[i] & 0x80U));
            const bool starts = i == 0 || (made[i - 1] & 0x80U) == 0;
            if (starts && made[i] == 0x80) made[i] = 0x81;
            if (i < 5) made[i] = content[i];
        }
        return made;
    }

    /// Under a tag that only its place gives a type.
    Bytes tagged(Element element, Role role) {
        const ByteView content = element.content();
        if (role == Role::KeyIdentifier) return m_replacer.number(content);
        if (content.size() <= 1) return copyOf(content);
        if (role == Role::Names && element.isContext(7)) return m_replacer.address(content);
        if (role == Role::Names && element.isContext(8)) return objectIdentifier(content);
        if (role == Role::Challenge) return secretOf(content);
        return isPrintable(content) || (role == Role::Names && isUtf8(textOf(content)))
                   ? copyOf(bytesOf(m_replacer.text(textOf(content))))
                   : m_replacer.number(content);
    }

    Bytes secretOf(ByteView content) { return copyOf(bytesOf(m_replacer.secret(textOf(content)))); }

    /// Whether these bytes are ASN.1 of their own, not something that looks like it by chance.
    static bool isAsn1(ByteView content) {
        if (content.size() < 2) return false;
        const auto tree = asn1::Tree::parse(content, {content.size(), 2'000'000, 64});
        if (!tree) return false;
        const Element root = tree->root();
        return tree->nodes().size() > 1 || root.is(tag::kSequence) || root.is(tag::kSet) ||
               root.is(tag::kOctetString) || root.is(tag::kBitString) || root.is(tag::kOid) ||
               (root.node().tagClass == asn1::TagClass::Universal &&
                (isString(root.node().tagNumber) || root.is(tag::kInteger) ||
                 root.is(tag::kEnumerated) || isTime(root)));
    }

    Bytes octets(ByteView content, Role role) {
        if (role == Role::Challenge) return secretOf(content);
        if (m_redaction.depth < kMostDepth && isAsn1(content)) return nested(content, role);
        if (isPrintable(content) && content.size() >= 4)
            return copyOf(bytesOf(m_replacer.text(textOf(content))));
        return m_replacer.number(content);
    }

    Bytes nested(ByteView content, Role role) {
        ++m_redaction.depth;
        Asn1Redactor inner(m_redaction, content);
        inner.m_keepCiphertext = m_keepCiphertext;
        Bytes made = inner.run(role);
        --m_redaction.depth;
        return made;
    }

    Bytes bits(ByteView content, Role role) {
        if (content.size() <= kNamedBits) return copyOf(content);
        Bytes made{content[0]};
        const ByteView rest = content.subspan(1);
        const bool whole = content[0] == 0;
        const Bytes inner = whole && m_redaction.depth < kMostDepth && isAsn1(rest)
                                ? nested(rest, role)
                                : m_replacer.octets(rest);
        made.insert(made.end(), inner.begin(), inner.end());
        if (content[0] < 8)
            made.back() = static_cast<std::uint8_t>(made.back() & (0xFFU << content[0]));
        return made;
    }

    Bytes characters(ByteView content, std::uint32_t number, Role role) {
        const std::size_t unit = number == tag::kBmpString         ? 2
                                 : number == tag::kUniversalString ? 4
                                                                   : 1;
        if (role == Role::Keep) {
            const bool small = content.size() <= kSmallNumber &&
                               std::ranges::all_of(content, [](std::uint8_t octet) {
                                   return octet >= '0' && octet <= '9';
                               });
            if (small) return copyOf(content);
        }
        if (unit > 1) return wide(content, unit, role);
        const std::string_view text = textOf(content);
        if (role == Role::Challenge) return secretOf(content);
        if (role == Role::TransactionId && (text.size() <= 2 || constantTransactionId(text)))
            return copyOf(content);
        return copyOf(bytesOf(m_replacer.text(text)));
    }

    /// Two or four bytes a character: as the same text in one byte each becomes.
    Bytes wide(ByteView content, std::size_t unit, Role role) {
        std::string narrow;
        for (std::size_t at = 0; at + unit <= content.size(); at += unit) {
            const ByteView high = content.subspan(at, unit - 1);
            const std::uint8_t low = content[at + unit - 1];
            const bool ascii =
                low < 0x80 &&
                std::ranges::all_of(high, [](std::uint8_t octet) { return octet == 0; });
            narrow += ascii ? static_cast<char>(low) : 'x';
        }
        const std::string made =
            role == Role::Challenge ? m_replacer.secret(narrow) : m_replacer.text(narrow);
        m_replacer.note(role == Role::Challenge ? Replaced::Challenge : Replaced::Text, content);
        Bytes wide(content.size());
        for (std::size_t i = 0; i < made.size(); ++i)
            wide[i * unit + unit - 1] = static_cast<std::uint8_t>(made[i]);
        return wide;
    }

    Redaction& m_redaction;
    Replacer& m_replacer;
    ByteView m_in;
    Bytes m_out;
    std::set<std::uint32_t> m_serials; ///< elements that are serial numbers
    bool m_keepCiphertext = false;
};

} // namespace

Bytes redactAsn1(Redaction& redaction, ByteView encoded) {
    if (redaction.depth >= kMostDepth) return redaction.replacer.octets(encoded);
    ++redaction.depth;
    Bytes made = Asn1Redactor(redaction, encoded).run(Role::Any);
    --redaction.depth;
    return made;
}

} // namespace scepter::inspect
