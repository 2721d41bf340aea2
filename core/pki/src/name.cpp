#include "pki/name.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"

#include <algorithm>
#include <utility>

namespace scepter::pki {

namespace {

using asn1::Element;
namespace oids = asn1::oids;

std::unexpected<Error> malformed(std::string detail) {
    return fail(ErrorCode::NameMalformed, std::move(detail));
}

std::unexpected<Error> malformed(Error error) {
    error.code = error.code == ErrorCode::LimitExceeded ? error.code : ErrorCode::NameMalformed;
    return failWith(std::move(error));
}

bool isStringTag(std::uint32_t tag) {
    return tag == asn1::tag::kUtf8String ||
           (tag >= asn1::tag::kNumericString && tag <= asn1::tag::kIa5String) ||
           (tag >= 25 && tag <= asn1::tag::kBmpString && tag != 29);
}

/// Type, string and encoding of one value.
Result<NameAttribute> readValue(const asn1::Oid& type, Element value) {
    NameAttribute attribute{type, 0, {}, {}};
    auto encoded = asn1::toDer(value);
    if (!encoded) return malformed(std::move(encoded).error());
    attribute.encoded = std::move(*encoded);
    const std::uint32_t tag = value.node().tagNumber;
    if (!value.is(tag) || !isStringTag(tag)) return attribute;
    auto text = asn1::stringValue(value);
    if (!text) return malformed(std::move(text).error());
    attribute.stringTag = tag;
    attribute.value = std::move(*text);
    return attribute;
}

Result<NameAttribute> readAttribute(Element element) {
    if (!element.is(asn1::tag::kSequence)) return malformed("name attribute is not a SEQUENCE");
    asn1::Cursor cursor(element);
    auto type = asn1::oidValue(cursor.take());
    if (!type) return malformed(std::move(type).error());
    const Element value = cursor.take();
    if (!value || !cursor.atEnd()) return malformed("name attribute without exactly one value");
    return readValue(*type, value);
}

Result<Rdn> readRdn(Element element) {
    if (!element.is(asn1::tag::kSet)) return malformed("relative name is not a SET");
    if (!element.firstChild()) return malformed("relative name without attributes");
    Rdn rdn;
    rdn.reserve(element.childCount());
    for (Element e = element.firstChild(); e; e = e.nextSibling()) {
        SCEPTER_TRY(attribute, readAttribute(e));
        rdn.push_back(std::move(attribute));
    }
    return rdn;
}

// -- writing

bool isPrintable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
    });
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The string type to write: the one asked for where the text fits into it, else the type's own
/// (RFC 5280 appendix A), else UTF8String.
std::uint32_t tagToWrite(const NameAttribute& attribute) {
    const bool printable = isPrintable(attribute.value);
    if (attribute.stringTag == asn1::tag::kUtf8String) return asn1::tag::kUtf8String;
    if (attribute.stringTag == asn1::tag::kPrintableString && printable)
        return asn1::tag::kPrintableString;
    const bool ia5 = attribute.type == oids::kEmailAddress ||
                     attribute.type == oids::kDomainComponent ||
                     attribute.stringTag == asn1::tag::kIa5String;
    if (ia5 && isAscii(attribute.value)) return asn1::tag::kIa5String;
    return printable && !ia5 ? asn1::tag::kPrintableString : asn1::tag::kUtf8String;
}

/// The DER of one AttributeTypeAndValue. What was read goes out as it was read.
Result<Bytes> writeAttribute(const NameAttribute& attribute) {
    if (attribute.type.empty()) return malformed("name attribute without a type");
    asn1::Writer writer;
    if (attribute.encoded.empty()) {
        if (!isUtf8(attribute.value)) return malformed("name attribute that is not UTF-8");
        writer.sequence(
            [&] { writer.oid(attribute.type).string(tagToWrite(attribute), attribute.value); });
        return writer.take();
    }
    auto tree = asn1::Tree::parse(attribute.encoded);
    if (!tree) return malformed(std::move(tree).error());
    SCEPTER_TRY(read, readValue(attribute.type, tree->root()));
    // A changed text beside an old encoding: writing either of them would surprise somebody.
    if (read.value != attribute.value) return malformed("name attribute with two different values");
    writer.sequence([&] { writer.oid(attribute.type).raw(read.encoded); });
    return writer.take();
}

// -- comparing

/// ASCII letters in lower case, white space at the ends dropped and runs of it made one space.
std::string folded(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : toLower(trimmed(text))) {
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!space)
            result.push_back(c);
        else if (result.back() != ' ')
            result.push_back(' ');
    }
    return result;
}

struct Comparable {
    asn1::Oid type;
    bool isString = false;
    std::string value;

    auto operator<=>(const Comparable&) const = default;
};

/// The members of a SET have no order.
std::vector<Comparable> comparable(const Rdn& rdn) {
    std::vector<Comparable> members;
    members.reserve(rdn.size());
    for (const NameAttribute& a : rdn) {
        const bool isString = a.stringTag != 0;
        members.push_back(
            {a.type, isString, isString ? folded(a.value) : std::string(textOf(a.encoded))});
    }
    std::sort(members.begin(), members.end());
    return members;
}

} // namespace

Result<Name> Name::fromElement(Element element) {
    if (!element.is(asn1::tag::kSequence)) return malformed("name is not a SEQUENCE");
    Name name;
    name.m_rdns.reserve(element.childCount());
    for (Element e = element.firstChild(); e; e = e.nextSibling()) {
        SCEPTER_TRY(rdn, readRdn(e));
        name.m_rdns.push_back(std::move(rdn));
    }
    auto der = asn1::toDer(element);
    if (!der) return malformed(std::move(der).error());
    name.m_der = std::move(*der);
    return name;
}

Result<Name> Name::fromDer(ByteView der) {
    auto tree = asn1::Tree::parse(der);
    if (!tree) return malformed(std::move(tree).error());
    return fromElement(tree->root());
}

Result<Name> Name::fromRdns(std::vector<Rdn> rdns) {
    std::vector<Bytes> sets;
    sets.reserve(rdns.size());
    for (const Rdn& rdn : rdns) {
        if (rdn.empty()) return malformed("relative name without attributes");
        std::vector<Bytes> members;
        for (const NameAttribute& attribute : rdn) {
            SCEPTER_TRY(member, writeAttribute(attribute));
            members.push_back(std::move(member));
        }
        sets.push_back(asn1::Writer().setOf(std::move(members)).take());
    }
    asn1::Writer writer;
    writer.sequence([&] {
        for (const Bytes& set : sets)
            writer.raw(set);
    });
    return fromDer(writer.bytes());
}

std::vector<std::string> Name::values(const asn1::Oid& type) const {
    std::vector<std::string> found;
    for (const Rdn& rdn : m_rdns)
        for (const NameAttribute& attribute : rdn)
            if (attribute.type == type && attribute.stringTag != 0)
                found.push_back(attribute.value);
    return found;
}

std::optional<std::string> Name::first(const asn1::Oid& type) const {
    for (const Rdn& rdn : m_rdns)
        for (const NameAttribute& attribute : rdn)
            if (attribute.type == type && attribute.stringTag != 0) return attribute.value;
    return std::nullopt;
}

std::optional<std::string> Name::commonName() const {
    return first(oids::kCommonName);
}

bool Name::matches(const Name& other) const {
    if (m_der == other.m_der) return true;
    return std::equal(m_rdns.begin(), m_rdns.end(), other.m_rdns.begin(), other.m_rdns.end(),
                      [](const Rdn& a, const Rdn& b) {
                          return a.size() == b.size() && comparable(a) == comparable(b);
                      });
}

} // namespace scepter::pki
