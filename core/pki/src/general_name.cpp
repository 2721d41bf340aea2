#include "pki/general_name.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/text.h"
#include "pki/name.h"

#include <algorithm>
#include <utility>

#include <arpa/inet.h>

namespace scepter::pki {

namespace {

using asn1::Element;

/// Context tags of GeneralName (RFC 5280 section 4.2.1.6).
constexpr unsigned kOtherName = 0;
constexpr unsigned kRfc822Name = 1;
constexpr unsigned kDnsName = 2;
constexpr unsigned kDirectoryName = 4;
constexpr unsigned kUri = 6;
constexpr unsigned kIpAddress = 7;
constexpr unsigned kRegisteredId = 8;

struct TypeName {
    GeneralNameType type;
    std::string_view name;   ///< toText(GeneralNameType)
    std::string_view prefix; ///< toText(GeneralName)
};

constexpr TypeName kTypeNames[] = {
    {GeneralNameType::Email, "email", "email"},
    {GeneralNameType::Dns, "dns", "DNS"},
    {GeneralNameType::Uri, "uri", "URI"},
    {GeneralNameType::Ip, "ip", "IP"},
    {GeneralNameType::DirectoryName, "dirname", "dirName"},
    {GeneralNameType::RegisteredId, "rid", "RID"},
    {GeneralNameType::Upn, "upn", "UPN"},
    {GeneralNameType::Other, "other", "other"},
};

const TypeName& typeName(GeneralNameType type) {
    const auto* found = std::find_if(std::begin(kTypeNames), std::end(kTypeNames),
                                     [&](const TypeName& n) { return n.type == type; });
    return found == std::end(kTypeNames) ? std::end(kTypeNames)[-1] : *found;
}

std::unexpected<Error> malformed(std::string detail) {
    return fail(ErrorCode::NameMalformed, std::move(detail));
}

std::unexpected<Error> malformed(Error error) {
    error.code = error.code == ErrorCode::LimitExceeded ? error.code : ErrorCode::NameMalformed;
    return failWith(std::move(error));
}

Bytes primitive(unsigned number, ByteView content) {
    return asn1::Writer().primitive(static_cast<std::uint8_t>(0x80 | number), content).take();
}

// -- IP addresses

std::string addressText(ByteView address) {
    char text[INET6_ADDRSTRLEN];
    const int family = address.size() == 4 ? AF_INET : AF_INET6;
    return inet_ntop(family, address.data(), text, sizeof text) != nullptr ? text : "";
}

std::string ipText(ByteView octets) {
    switch (octets.size()) {
    case 4:
    case 16:
        return addressText(octets);
    case 8:
    case 32: {
        const std::size_t half = octets.size() / 2;
        return addressText(octets.first(half)) + "/" + toHex(octets.subspan(half));
    }
    default:
        return "/" + toHex(octets);
    }
}

/// 4 or 16 octets, or none for anything else.
Bytes addressOctets(const std::string& text) {
    Bytes octets(16);
    if (inet_pton(AF_INET6, text.c_str(), octets.data()) == 1) return octets;
    octets.resize(4);
    if (inet_pton(AF_INET, text.c_str(), octets.data()) == 1) return octets;
    return {};
}

Result<Bytes> ipOctets(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string address(text.substr(0, slash));
    if (address.find('\0') != std::string::npos) return malformed("malformed IP address");
    Bytes octets = addressOctets(address);
    if (octets.empty() && !(address.empty() && slash == 0))
        return malformed("malformed IP address");
    if (slash == std::string_view::npos) return octets;
    auto rest = fromHex(text.substr(slash + 1));
    if (!rest || rest->empty()) return malformed("malformed hex after the IP address");
    if (!octets.empty() && rest->size() != octets.size())
        return malformed("mask and IP address differ in size");
    octets.insert(octets.end(), rest->begin(), rest->end());
    return octets;
}

// -- reading

/// An implicitly tagged IA5String or OCTET STRING.
Result<GeneralName> readPrimitive(Element element, GeneralNameType type) {
    auto content = asn1::octetStringValue(element);
    if (!content) return malformed(std::move(content).error());
    GeneralName name{type, {}, primitive(element.node().tagNumber, *content)};
    if (type == GeneralNameType::Ip) {
        name.value = ipText(*content);
        return name;
    }
    SCEPTER_TRY(text, asn1::stringFromContent(asn1::tag::kIa5String, *content));
    name.value = std::move(text);
    return name;
}

Result<GeneralName> readRegisteredId(Element element) {
    if (element.isConstructed()) return malformed("registeredID is constructed");
    auto oid = asn1::Oid::fromContent(element.content());
    if (!oid) return malformed(std::move(oid).error());
    return GeneralName{GeneralNameType::RegisteredId, oid->toText(),
                       primitive(kRegisteredId, oid->content())};
}

Result<Bytes> derOf(Element element) {
    auto der = asn1::toDer(element);
    if (!der) return malformed(std::move(der).error());
    return der;
}

Result<GeneralName> readDirectoryName(Element element) {
    // A CHOICE cannot be tagged implicitly, so the Name stands whole below the tag.
    if (element.childCount() != 1) return malformed("directoryName without exactly one name");
    SCEPTER_TRY(directory, Name::fromElement(element.firstChild()));
    SCEPTER_TRY(der, derOf(element));
    return GeneralName{GeneralNameType::DirectoryName, directory.toText(), std::move(der)};
}

Result<GeneralName> readOther(Element element) {
    SCEPTER_TRY(der, derOf(element));
    GeneralName name{GeneralNameType::Other, toHex(der), std::move(der)};
    if (!element.isContext(kOtherName)) return name; // x400Address, ediPartyName
    asn1::Cursor cursor(element);
    auto type = asn1::oidValue(cursor.take());
    const Element tagged = cursor.takeIfContext(0);
    if (!type || tagged.childCount() != 1 || !cursor.atEnd())
        return malformed("malformed otherName");
    if (*type != asn1::oids::kUserPrincipalName) return name;
    auto text = asn1::stringValue(tagged.firstChild());
    if (!text) return malformed(std::move(text).error());
    name.type = GeneralNameType::Upn;
    name.value = std::move(*text);
    return name;
}

// -- making

bool isAsciiGraphic(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

bool hasScheme(std::string_view uri) {
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const std::size_t colon = uri.find(':');
    if (colon == std::string_view::npos || colon == 0 || !isLetter(uri[0])) return false;
    return std::all_of(uri.begin(), uri.begin() + static_cast<std::ptrdiff_t>(colon), [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
}

Result<Bytes> encodeIa5(unsigned number, std::string_view value) {
    if (value.empty() || !isAsciiGraphic(value))
        return malformed("empty, or not printable ASCII: \"" + printable(value) + "\"");
    if (number == kRfc822Name) {
        const std::size_t at = value.rfind('@');
        if (at == std::string_view::npos || at == 0 || at + 1 == value.size())
            return malformed("not an e-mail address: \"" + printable(value) + "\"");
    }
    if (number == kUri && !hasScheme(value))
        return malformed("URI without a scheme: \"" + printable(value) + "\"");
    return primitive(number, bytesOf(value));
}

Result<Bytes> encodeUpn(std::string_view value) {
    if (value.empty() || !isUtf8(value)) return malformed("empty or malformed UPN");
    asn1::Writer writer;
    writer.context(kOtherName, [&] {
        writer.oid(asn1::oids::kUserPrincipalName);
        writer.context(0, [&] { writer.utf8String(value); });
    });
    return writer.take();
}

Result<Bytes> encode(GeneralNameType type, std::string_view value) {
    switch (type) {
    case GeneralNameType::Email:
        return encodeIa5(kRfc822Name, value);
    case GeneralNameType::Dns:
        return encodeIa5(kDnsName, value);
    case GeneralNameType::Uri:
        return encodeIa5(kUri, value);
    case GeneralNameType::Upn:
        return encodeUpn(value);
    case GeneralNameType::Ip: {
        SCEPTER_TRY(octets, ipOctets(value));
        return primitive(kIpAddress, octets);
    }
    case GeneralNameType::DirectoryName: {
        SCEPTER_TRY(name, Name::fromText(value));
        asn1::Writer writer;
        writer.context(kDirectoryName, [&] { writer.raw(name.der()); });
        return writer.take();
    }
    case GeneralNameType::RegisteredId: {
        auto oid = asn1::Oid::fromText(value);
        if (!oid) return malformed(std::move(oid).error());
        return primitive(kRegisteredId, oid->content());
    }
    case GeneralNameType::Other:
        break;
    }
    auto der = fromHex(value);
    if (!der) return malformed("malformed hex of a general name");
    return std::move(*der);
}

} // namespace

std::string_view toText(GeneralNameType type) {
    return typeName(type).name;
}

std::string toText(const GeneralName& name) {
    return std::string(typeName(name.type).prefix).append(":").append(printable(name.value));
}

Result<GeneralName> generalNameFromText(std::string_view text) {
    text = trimmed(text);
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos)
        for (const TypeName& known : kTypeNames)
            if (equalsIgnoringCase(known.name, trimmed(text.substr(0, colon))))
                return makeGeneralName(known.type, trimmed(text.substr(colon + 1)));
    return malformed("no known name type before \":\" in \"" + printable(text) + "\"");
}

Result<GeneralName> makeGeneralName(GeneralNameType type, std::string_view value) {
    SCEPTER_TRY(der, encode(type, value));
    auto tree = asn1::Tree::parse(der);
    if (!tree) return malformed(std::move(tree).error());
    return readGeneralName(tree->root());
}

Result<GeneralName> readGeneralName(Element element) {
    if (!element || element.node().tagClass != asn1::TagClass::Context)
        return malformed("general name without a context tag");
    switch (element.node().tagNumber) {
    case kRfc822Name:
        return readPrimitive(element, GeneralNameType::Email);
    case kDnsName:
        return readPrimitive(element, GeneralNameType::Dns);
    case kUri:
        return readPrimitive(element, GeneralNameType::Uri);
    case kIpAddress:
        return readPrimitive(element, GeneralNameType::Ip);
    case kDirectoryName:
        return readDirectoryName(element);
    case kRegisteredId:
        return readRegisteredId(element);
    case kOtherName:
    case 3:
    case 5:
        if (!element.isConstructed()) return malformed("general name is primitive");
        return readOther(element);
    default:
        return malformed("unknown kind of general name");
    }
}

Result<std::vector<GeneralName>> readGeneralNames(ByteView der) {
    auto tree = asn1::Tree::parse(der);
    if (!tree) return malformed(std::move(tree).error());
    const Element root = tree->root();
    if (!root.is(asn1::tag::kSequence)) return malformed("general names are not a SEQUENCE");
    if (!root.firstChild()) return malformed("empty list of general names");
    std::vector<GeneralName> names;
    names.reserve(root.childCount());
    for (Element e = root.firstChild(); e; e = e.nextSibling()) {
        SCEPTER_TRY(name, readGeneralName(e));
        names.push_back(std::move(name));
    }
    return names;
}

Bytes writeGeneralNames(const std::vector<GeneralName>& names) {
    asn1::Writer writer;
    writer.sequence([&] {
        for (const GeneralName& name : names)
            writer.raw(name.der);
    });
    return writer.take();
}

} // namespace scepter::pki
