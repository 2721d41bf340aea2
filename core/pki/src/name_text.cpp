#include "pki/name.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>

namespace scepter::pki {

namespace {

namespace oids = asn1::oids;
using asn1::Oid;

struct AttributeName {
    std::string_view name;
    Oid type;
};

/// The first name of a type is the one that we write: RFC 4514's, else OpenSSL's.
constexpr AttributeName kAttributeNames[] = {
    {"CN", oids::kCommonName},
    {"commonName", oids::kCommonName},
    {"C", oids::kCountry},
    {"countryName", oids::kCountry},
    {"L", oids::kLocality},
    {"localityName", oids::kLocality},
    {"ST", oids::kState},
    {"S", oids::kState},
    {"stateOrProvinceName", oids::kState},
    {"STREET", oids::kStreet},
    {"streetAddress", oids::kStreet},
    {"O", oids::kOrganization},
    {"organizationName", oids::kOrganization},
    {"OU", oids::kOrganizationalUnit},
    {"organizationalUnitName", oids::kOrganizationalUnit},
    {"DC", oids::kDomainComponent},
    {"domainComponent", oids::kDomainComponent},
    {"UID", oids::kUserId},
    {"userId", oids::kUserId},
    {"emailAddress", oids::kEmailAddress},
    {"E", oids::kEmailAddress},
    {"email", oids::kEmailAddress},
    {"serialNumber", oids::kSerialNumber},
    {"SERIAL", oids::kSerialNumber},
    {"SN", oids::kSurname},
    {"surname", oids::kSurname},
    {"GN", oids::kGivenName},
    {"G", oids::kGivenName},
    {"givenName", oids::kGivenName},
    {"title", oids::kTitle},
    {"T", oids::kTitle},
    {"unstructuredName", oids::kUnstructuredName},
    {"unstructuredAddress", oids::kUnstructuredAddress},
    {"description", Oid("2.5.4.13")},
    {"businessCategory", Oid("2.5.4.15")},
    {"postalAddress", Oid("2.5.4.16")},
    {"postalCode", Oid("2.5.4.17")},
    {"postOfficeBox", Oid("2.5.4.18")},
    {"telephoneNumber", Oid("2.5.4.20")},
    {"member", Oid("2.5.4.31")},
    {"name", Oid("2.5.4.41")},
    {"initials", Oid("2.5.4.43")},
    {"I", Oid("2.5.4.43")},
    {"generationQualifier", Oid("2.5.4.44")},
    {"x500UniqueIdentifier", Oid("2.5.4.45")},
    {"dnQualifier", Oid("2.5.4.46")},
    {"houseIdentifier", Oid("2.5.4.51")},
    {"pseudonym", Oid("2.5.4.65")},
    {"role", Oid("2.5.4.72")},
    {"organizationIdentifier", Oid("2.5.4.97")},
    {"jurisdictionL", Oid("1.3.6.1.4.1.311.60.2.1.1")},
    {"jurisdictionST", Oid("1.3.6.1.4.1.311.60.2.1.2")},
    {"jurisdictionC", Oid("1.3.6.1.4.1.311.60.2.1.3")},
};

const AttributeName* knownName(const Oid& type) {
    const auto* found = std::find_if(std::begin(kAttributeNames), std::end(kAttributeNames),
                                     [&](const AttributeName& n) { return n.type == type; });
    return found == std::end(kAttributeNames) ? nullptr : found;
}

std::unexpected<Error> malformed(std::string detail) {
    return fail(ErrorCode::NameMalformed, std::move(detail));
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The attribute of "type=value" for a text value that is already free of escapes.
Result<NameAttribute> textAttribute(std::string_view type, std::string value) {
    const auto oid = attributeType(trimmed(type));
    if (!oid) return malformed("unknown name attribute \"" + printable(type) + "\"");
    if (!isUtf8(value)) return malformed("value of " + printable(type) + " is not UTF-8");
    return NameAttribute{*oid, 0, std::move(value), {}};
}

/// Reads RFC 4514 text, and what RFC 2253 allowed besides: ';' between names, quoted values.
class Rfc4514Reader {
public:
    explicit Rfc4514Reader(std::string_view text)
        : m_text(text) {}

    Result<std::vector<Rdn>> read() {
        std::vector<Rdn> rdns;
        Rdn rdn;
        for (;;) {
            SCEPTER_TRY(attribute, readAttribute());
            rdn.push_back(std::move(attribute));
            if (!atEnd() && m_text[m_at] == '+') {
                ++m_at;
                continue;
            }
            rdns.push_back(std::exchange(rdn, {}));
            if (atEnd()) break;
            ++m_at; // ',' or ';'
        }
        std::reverse(rdns.begin(), rdns.end());
        return rdns;
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool atSeparator() const {
        return atEnd() || std::string_view(",;+").find(m_text[m_at]) != std::string_view::npos;
    }
    void skipSpaces() {
        while (!atEnd() && isSpace(m_text[m_at]))
            ++m_at;
    }

    Result<NameAttribute> readAttribute() {
        const std::size_t start = m_at;
        while (!atEnd() && m_text[m_at] != '=')
            ++m_at;
        if (atEnd()) return malformed("name attribute without '='");
        const std::string_view type = m_text.substr(start, m_at - start);
        ++m_at;
        skipSpaces();
        if (!atEnd() && m_text[m_at] == '#') return readHexValue(type);
        SCEPTER_TRY(value, !atEnd() && m_text[m_at] == '"' ? readQuoted() : readPlain());
        return textAttribute(type, std::move(value));
    }

    /// '#' and the hex of the value's encoding.
    Result<NameAttribute> readHexValue(std::string_view type) {
        const std::size_t start = ++m_at;
        while (!atSeparator())
            ++m_at;
        auto encoded = fromHex(trimmed(m_text.substr(start, m_at - start)));
        if (!encoded) return malformed("malformed hex after '#'");
        const auto tree = asn1::Tree::parse(*encoded);
        if (!tree) return malformed("hex after '#' is not one ASN.1 element");
        const asn1::Element root = tree->root();
        SCEPTER_TRY(attribute, textAttribute(type, {}));
        // Text beside the encoding where there is one; Name judges whether it is a string type.
        if (auto text = asn1::stringValue(root); text) {
            attribute.stringTag = root.node().tagNumber;
            attribute.value = std::move(*text);
        }
        attribute.encoded = std::move(*encoded);
        return attribute;
    }

    Result<std::string> readQuoted() {
        std::string value;
        for (++m_at; !atEnd() && m_text[m_at] != '"';)
            SCEPTER_CHECK(readCharacter(value));
        if (atEnd()) return malformed("quoted value without its end");
        ++m_at;
        skipSpaces();
        if (!atSeparator()) return malformed("text after a quoted value");
        return value;
    }

    Result<std::string> readPlain() {
        std::string value;
        std::size_t kept = 0; // spaces past here are not part of the value, unless more follows
        while (!atSeparator()) {
            const char c = m_text[m_at];
            if (c == '"') return malformed("quote inside a value");
            SCEPTER_CHECK(readCharacter(value));
            if (!isSpace(c)) kept = value.size();
        }
        value.resize(kept);
        return value;
    }

    Result<void> readCharacter(std::string& value) {
        const char c = m_text[m_at++];
        if (c == '\0') return malformed("unescaped NUL");
        if (c != '\\') {
            value.push_back(c);
            return {};
        }
        if (atEnd()) return malformed("text ends after a backslash");
        const char escaped = m_text[m_at++];
        const int high = hexDigit(escaped);
        const int low = atEnd() ? -1 : hexDigit(m_text[m_at]);
        if (high >= 0 && low >= 0) {
            ++m_at;
            value.push_back(static_cast<char>(high * 16 + low));
            return {};
        }
        const bool graphic = escaped >= ' ' && escaped < 0x7F;
        const bool letter =
            high >= 0 || (escaped >= 'a' && escaped <= 'z') || (escaped >= 'A' && escaped <= 'Z');
        if (!graphic || letter) return malformed("backslash before something that needs none");
        value.push_back(escaped);
        return {};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// Reads OpenSSL's "/C=DE/O=c/CN=a+UID=b", most significant first: a backslash takes the next
/// character as it is, and attributes without a value are left out, as `openssl req -subj` does.
Result<std::vector<Rdn>> readSlashText(std::string_view text) {
    std::vector<Rdn> rdns;
    bool joins = false;
    for (std::size_t at = 1; at < text.size();) {
        const std::size_t equals = text.find('=', at);
        if (equals == std::string_view::npos) return malformed("name attribute without '='");
        const std::string_view type = text.substr(at, equals - at);
        std::string value;
        for (at = equals + 1; at < text.size() && text[at] != '/' && text[at] != '+'; ++at) {
            if (text[at] == '\\' && ++at == text.size())
                return malformed("text ends after a backslash");
            value.push_back(text[at]);
        }
        const bool nextJoins = at < text.size() && text[at] == '+';
        ++at;
        SCEPTER_TRY(attribute, textAttribute(type, std::move(value)));
        if (!attribute.value.empty()) {
            if (!joins || rdns.empty()) rdns.emplace_back();
            rdns.back().push_back(std::move(attribute));
        }
        joins = nextJoins;
    }
    return rdns;
}

// -- writing

void appendHexPairs(std::string& text, std::string_view bytes) {
    for (const char c : bytes)
        text.append("\\").append(toUpperHex(bytesOf({&c, 1})));
}

/// Size of a character at the start of the text that must not show as it is: controls, and what
/// changes the direction or the line of the text around it. 0 for all others.
std::size_t hiddenSize(std::string_view text) {
    const auto at = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    if (at(0) < 0x20 || at(0) == 0x7F) return 1;
    if (at(0) == 0xC2 && at(1) >= 0x80 && at(1) < 0xA0) return 2; // C1 controls
    if (at(0) == 0xD8 && at(1) == 0x9C) return 2;                 // U+061C
    const unsigned three = (at(0) << 16) | (at(1) << 8) | at(2);
    const bool hidden = three == 0xE2808E || three == 0xE2808F ||   // U+200E, U+200F
                        (three >= 0xE280A8 && three <= 0xE280AE) || // U+2028 to U+202E
                        (three >= 0xE281A6 && three <= 0xE281A9) || // U+2066 to U+2069
                        three == 0xEFBBBF;                          // U+FEFF
    return hidden ? 3 : 0;
}

void appendEscaped(std::string& text, std::string_view value) {
    for (std::size_t i = 0; i < value.size();) {
        if (const std::size_t hidden = hiddenSize(value.substr(i)); hidden > 0) {
            appendHexPairs(text, value.substr(i, hidden));
            i += hidden;
            continue;
        }
        const char c = value[i];
        const bool edge = (c == ' ' && (i == 0 || i + 1 == value.size())) || (c == '#' && i == 0);
        if (edge || std::string_view("\"+,;<>\\").find(c) != std::string_view::npos)
            text.push_back('\\');
        text.push_back(c);
        ++i;
    }
}

void appendAttribute(std::string& text, const NameAttribute& attribute) {
    const AttributeName* known = knownName(attribute.type);
    text.append(known != nullptr ? std::string(known->name) : attribute.type.toText()).append("=");
    // RFC 4514 section 2.4: a type without a name has its value in hex, as has one without text.
    if (known == nullptr || attribute.stringTag == 0)
        text.append("#").append(toUpperHex(attribute.encoded));
    else
        appendEscaped(text, attribute.value);
}

} // namespace

Result<Name> Name::fromText(std::string_view text) {
    const std::string_view inner = trimmed(text);
    if (inner.empty()) return Name();
    // Trailing spaces may be escaped: only the front is cut.
    text.remove_prefix(static_cast<std::size_t>(inner.data() - text.data()));
    SCEPTER_TRY(rdns, inner.front() == '/' ? readSlashText(text) : Rfc4514Reader(text).read());
    return fromRdns(std::move(rdns));
}

std::string Name::toText() const {
    std::string text;
    for (auto rdn = m_rdns.rbegin(); rdn != m_rdns.rend(); ++rdn) {
        if (!text.empty()) text.push_back(',');
        for (std::size_t i = 0; i < rdn->size(); ++i) {
            if (i > 0) text.push_back('+');
            appendAttribute(text, (*rdn)[i]);
        }
    }
    return text;
}

std::string attributeShortName(const asn1::Oid& type) {
    const AttributeName* known = knownName(type);
    return known != nullptr ? std::string(known->name) : type.toText();
}

std::optional<asn1::Oid> attributeType(std::string_view name) {
    for (const AttributeName& known : kAttributeNames)
        if (equalsIgnoringCase(known.name, name)) return known.type;
    constexpr std::string_view kOidPrefix = "OID.";
    if (name.size() > kOidPrefix.size() &&
        equalsIgnoringCase(name.substr(0, kOidPrefix.size()), kOidPrefix))
        name.remove_prefix(kOidPrefix.size());
    const auto oid = asn1::Oid::fromText(name);
    return oid ? std::optional(*oid) : std::nullopt;
}

} // namespace scepter::pki
