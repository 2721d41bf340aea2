// GeneralName (RFC 5280 section 4.2.1.6).
#pragma once

#include "asn1/reader.h"
#include "asn1/writer.h"
#include "base/result.h"

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::pki {

enum class GeneralNameType { Email, Dns, Uri, Ip, DirectoryName, RegisteredId, Upn, Other };

/// One name. `value`: text for Email, Dns, Uri, Upn (user principal name, an otherName); "10.0.0.1"
/// or "2001:db8::1" for Ip (of twice the size, as in name constraints: "10.0.0.0/ff000000", the
/// mask in hex; of any other size: "/" and the hex of all); RFC 4514 text for DirectoryName; dotted
/// text for RegisteredId; hex of the DER for Other. `der` is the encoding.
struct GeneralName {
    GeneralNameType type = GeneralNameType::Other;
    std::string value;
    Bytes der;

    bool operator==(const GeneralName&) const = default;
};

/// "email", "dns", "uri", "ip", "dirname", "rid", "upn", "other".
std::string_view toText(GeneralNameType type);
/// "DNS:host.example" as shown and as the command line takes it; control characters are escaped.
/// Prefixes in any case: dns, email, uri, ip, upn, dirname, rid, other.
std::string toText(const GeneralName& name);
Result<GeneralName> generalNameFromText(std::string_view text);
/// NameMalformed for a value that the type cannot hold: characters outside ASCII, spaces or
/// controls in Dns, Email and Uri, an Email without "@", a Uri without a scheme.
Result<GeneralName> makeGeneralName(GeneralNameType type, std::string_view value);

/// Tolerant of what the value says (it may hold any character, even NUL), not of its structure.
Result<GeneralName> readGeneralName(asn1::Element element);
/// GeneralNames ::= SEQUENCE OF GeneralName; refuses an empty one.
Result<std::vector<GeneralName>> readGeneralNames(ByteView der);
Bytes writeGeneralNames(const std::vector<GeneralName>& names);

} // namespace scepter::pki
