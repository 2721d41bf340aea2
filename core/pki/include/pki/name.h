// Distinguished names.
#pragma once

#include "asn1/oid.h"
#include "asn1/reader.h"
#include "asn1/writer.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::pki {

/// One AttributeTypeAndValue. `value` is UTF-8 for string types; for other types it is empty and
/// `encoded` alone counts. `stringTag` is the universal tag of the string, 0 for other types.
struct NameAttribute {
    asn1::Oid type;
    std::uint32_t stringTag = 0;
    std::string value;
    Bytes encoded; ///< the whole DER of the value; in a Name always there, else fromRdns makes it

    bool operator==(const NameAttribute&) const = default;
};

/// One RelativeDistinguishedName; several attributes make it multi-valued.
using Rdn = std::vector<NameAttribute>;

/// A distinguished name in the order of the encoding (most significant first).
class Name {
public:
    Name() = default;
    static Result<Name> fromElement(asn1::Element element);
    static Result<Name> fromDer(ByteView der);
    /// From RFC 4514 text ("CN=a+OU=b,O=c": most significant last), or OpenSSL's "/C=DE/O=c/CN=a".
    /// Short names as in RFC 4514 and the usual ones (emailAddress, E, serialNumber, SN, GN, T,
    /// UID, unstructuredName, ...) in any case, or dotted OIDs; "#hex" values; escapes and quotes.
    static Result<Name> fromText(std::string_view text);

    /// RFC 4514 text; "" for an empty name. fromText(toText()) gives a name that matches this one
    /// (the text does not tell string types).
    [[nodiscard]] std::string toText() const;
    /// The same for people: non-ASCII as it is, control characters escaped.
    [[nodiscard]] std::string toDisplayText() const { return toText(); }
    [[nodiscard]] const Bytes& der() const {
        return m_der;
    } ///< as read (BER made DER), or as we encode it
    [[nodiscard]] const std::vector<Rdn>& rdns() const { return m_rdns; }
    [[nodiscard]] bool empty() const { return m_rdns.empty(); }
    /// Values of every attribute of this type, in order.
    [[nodiscard]] std::vector<std::string> values(const asn1::Oid& type) const;
    [[nodiscard]] std::optional<std::string> first(const asn1::Oid& type) const;
    [[nodiscard]] std::optional<std::string> commonName() const;

    /// The same name by RFC 5280 section 7.1: string types do not matter, case of ASCII letters and
    /// runs of white space do not either.
    [[nodiscard]] bool matches(const Name& other) const;
    /// Byte for byte.
    bool operator==(const Name& other) const { return m_der == other.m_der; }

    /// Makes a name from RDNs. An attribute with an encoding keeps it (NameMalformed when it says
    /// something else than `value`). Others are written as `stringTag` wants where that is
    /// UTF8String, PrintableString or IA5String and the text fits; else emailAddress and DC as
    /// IA5String, and all others as PrintableString, where it fits, else as UTF8String.
    static Result<Name> fromRdns(std::vector<Rdn> rdns);

private:
    std::vector<Rdn> m_rdns;
    Bytes m_der{0x30, 0x00};
};

/// "CN" for 2.5.4.3, dotted text for what has no short name.
std::string attributeShortName(const asn1::Oid& type);
/// The OID of a short name (any case) or of dotted text.
std::optional<asn1::Oid> attributeType(std::string_view name);

} // namespace scepter::pki
