#include "pki/extensions.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace scepter::pki {

namespace {

namespace oids = asn1::oids;
using asn1::Element;
using asn1::Oid;
using asn1::Writer;

constexpr std::string_view kKeyUsageNames[] = {
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign",      "cRLSign",        "encipherOnly",    "decipherOnly",
};

struct UsageName {
    std::string_view name;
    Oid usage;
};

/// The first name of a usage is the one that we write.
constexpr UsageName kExtendedKeyUsageNames[] = {
    {"serverAuth", oids::kEkuServerAuth},
    {"clientAuth", oids::kEkuClientAuth},
    {"codeSigning", Oid("1.3.6.1.5.5.7.3.3")},
    {"emailProtection", Oid("1.3.6.1.5.5.7.3.4")},
    {"ipsecEndSystem", Oid("1.3.6.1.5.5.7.3.5")},
    {"ipsecTunnel", Oid("1.3.6.1.5.5.7.3.6")},
    {"ipsecUser", Oid("1.3.6.1.5.5.7.3.7")},
    {"timeStamping", Oid("1.3.6.1.5.5.7.3.8")},
    {"OCSPSigning", Oid("1.3.6.1.5.5.7.3.9")},
    {"eapOverPPP", Oid("1.3.6.1.5.5.7.3.13")},
    {"eapOverLAN", Oid("1.3.6.1.5.5.7.3.14")},
    {"ipsecIKE", Oid("1.3.6.1.5.5.7.3.17")},
    {"secureShellClient", Oid("1.3.6.1.5.5.7.3.21")},
    {"secureShellServer", Oid("1.3.6.1.5.5.7.3.22")},
    {"cmcCA", Oid("1.3.6.1.5.5.7.3.27")},
    {"cmcRA", Oid("1.3.6.1.5.5.7.3.28")},
    {"anyExtendedKeyUsage", Oid("2.5.29.37.0")},
    {"pkInitClientAuth", Oid("1.3.6.1.5.2.3.4")},
    {"pkInitKDC", Oid("1.3.6.1.5.2.3.5")},
    {"msSmartcardLogin", Oid("1.3.6.1.4.1.311.20.2.2")},
    {"smartcardLogon", Oid("1.3.6.1.4.1.311.20.2.2")},
    {"certificateRequestAgent", oids::kEkuCertificateRequestAgent},
    {"msEFS", Oid("1.3.6.1.4.1.311.10.3.4")},
};

std::unexpected<Error> malformed(std::string detail) {
    return fail(ErrorCode::Asn1Malformed, std::move(detail));
}

Result<Extension> readExtension(Element element) {
    if (!element.is(asn1::tag::kSequence)) return malformed("extension is not a SEQUENCE");
    asn1::Cursor cursor(element);
    Extension extension;
    SCEPTER_TRY(id, asn1::oidValue(cursor.take()));
    extension.id = id;
    if (const Element critical = cursor.takeIf(asn1::tag::kBoolean)) {
        SCEPTER_TRY(value, asn1::booleanValue(critical));
        extension.critical = value;
    }
    const Element value = cursor.takeIf(asn1::tag::kOctetString);
    if (!value || !cursor.atEnd())
        return malformed("extension " + id.toText() + " without exactly one value");
    SCEPTER_TRY(octets, asn1::octetStringValue(value));
    extension.value = std::move(octets);
    return extension;
}

Result<void> checkUnique(const std::vector<Extension>& extensions) {
    std::vector<Oid> ids;
    ids.reserve(extensions.size());
    for (const Extension& extension : extensions)
        ids.push_back(extension.id);
    std::sort(ids.begin(), ids.end());
    const auto twice = std::adjacent_find(ids.begin(), ids.end());
    if (twice != ids.end()) return malformed("extension " + twice->toText() + " twice");
    return {};
}

/// Exactly one SEQUENCE. The tree must not move before its elements are used.
Result<asn1::Tree> sequenceTree(ByteView value, std::string_view what) {
    SCEPTER_TRY(tree, asn1::Tree::parse(value));
    if (!tree.root().is(asn1::tag::kSequence))
        return malformed(std::string(what).append(" is not a SEQUENCE"));
    return tree;
}

Extension make(const Oid& id, bool critical, Writer& writer) {
    return {id, critical, writer.take()};
}

void writeUri(Writer& writer, std::string_view uri) {
    writer.primitive(0x86, bytesOf(uri));
}

} // namespace

Result<std::vector<Extension>> readExtensions(Element element) {
    if (!element.is(asn1::tag::kSequence)) return malformed("extensions are not a SEQUENCE");
    std::vector<Extension> extensions;
    extensions.reserve(element.childCount());
    for (Element e = element.firstChild(); e; e = e.nextSibling()) {
        SCEPTER_TRY(extension, readExtension(e));
        extensions.push_back(std::move(extension));
    }
    SCEPTER_CHECK(checkUnique(extensions));
    return extensions;
}

void writeExtensions(Writer& writer, const std::vector<Extension>& extensions) {
    writer.sequence([&] {
        for (const Extension& extension : extensions)
            writer.sequence([&] {
                writer.oid(extension.id);
                if (extension.critical) writer.boolean(true); // DEFAULT FALSE is not written
                writer.octetString(extension.value);
            });
    });
}

const Extension* findExtension(const std::vector<Extension>& extensions, const Oid& id) {
    const auto found = std::find_if(extensions.begin(), extensions.end(),
                                    [&](const Extension& e) { return e.id == id; });
    return found == extensions.end() ? nullptr : &*found;
}

Result<std::uint16_t> readKeyUsage(ByteView value) {
    SCEPTER_TRY(tree, asn1::Tree::parse(value));
    if (!tree.root().is(asn1::tag::kBitString)) return malformed("keyUsage is not a BIT STRING");
    SCEPTER_TRY(bits, asn1::namedBits(tree.root()));
    if (bits > std::numeric_limits<std::uint16_t>::max())
        return malformed("keyUsage with bits that nobody has defined");
    return static_cast<std::uint16_t>(bits);
}

Result<std::vector<Oid>> readExtendedKeyUsage(ByteView value) {
    SCEPTER_TRY(tree, sequenceTree(value, "extendedKeyUsage"));
    std::vector<Oid> usages;
    for (Element e = tree.root().firstChild(); e; e = e.nextSibling()) {
        SCEPTER_TRY(usage, asn1::oidValue(e));
        usages.push_back(usage);
    }
    if (usages.empty()) return malformed("extendedKeyUsage without usages");
    return usages;
}

Result<BasicConstraints> readBasicConstraints(ByteView value) {
    SCEPTER_TRY(tree, sequenceTree(value, "basicConstraints"));
    asn1::Cursor cursor(tree.root());
    BasicConstraints constraints;
    if (const Element ca = cursor.takeIf(asn1::tag::kBoolean)) {
        SCEPTER_TRY(isCa, asn1::booleanValue(ca));
        constraints.ca = isCa;
    }
    if (const Element length = cursor.takeIf(asn1::tag::kInteger)) {
        SCEPTER_TRY(number, asn1::integerValue(length));
        if (number < 0 || number > std::numeric_limits<int>::max())
            return malformed("pathLenConstraint out of range");
        constraints.pathLength = static_cast<unsigned>(number);
    }
    if (!cursor.atEnd()) return malformed("basicConstraints with something unknown");
    return constraints;
}

Extension makeKeyUsage(std::uint16_t bits) {
    Writer writer;
    writer.namedBits(bits);
    return make(oids::kKeyUsage, true, writer);
}

Extension makeExtendedKeyUsage(const std::vector<Oid>& usages, bool critical) {
    Writer writer;
    writer.sequence([&] {
        for (const Oid& usage : usages)
            writer.oid(usage);
    });
    return make(oids::kExtendedKeyUsage, critical, writer);
}

Extension makeBasicConstraints(const BasicConstraints& constraints) {
    Writer writer;
    writer.sequence([&] {
        if (constraints.ca) writer.boolean(true);
        if (constraints.pathLength) writer.integer(*constraints.pathLength);
    });
    return make(oids::kBasicConstraints, true, writer);
}

Extension makeSubjectAltName(const std::vector<GeneralName>& names, bool critical) {
    return {oids::kSubjectAltName, critical, writeGeneralNames(names)};
}

Extension makeSubjectKeyIdentifier(ByteView keyIdentifier) {
    Writer writer;
    writer.octetString(keyIdentifier);
    return make(oids::kSubjectKeyIdentifier, false, writer);
}

Extension makeAuthorityKeyIdentifier(ByteView keyIdentifier) {
    Writer writer;
    writer.sequence([&] { writer.primitive(0x80, keyIdentifier); });
    return make(oids::kAuthorityKeyIdentifier, false, writer);
}

Extension makeCrlDistributionPoints(const std::vector<std::string>& uris) {
    Writer w;
    w.sequence([&] {
        for (const std::string& uri : uris) // DistributionPoint, distributionPoint, fullName
            w.sequence([&] { w.context(0, [&] { w.context(0, [&] { writeUri(w, uri); }); }); });
    });
    return make(oids::kCrlDistributionPoints, false, w);
}

Extension makeAuthorityInfoAccess(const std::vector<std::string>& caIssuers,
                                  const std::vector<std::string>& ocsp) {
    Writer w;
    const auto describe = [&](const Oid& method, const std::vector<std::string>& uris) {
        for (const std::string& uri : uris)
            w.sequence([&] {
                w.oid(method);
                writeUri(w, uri);
            });
    };
    w.sequence([&] {
        describe(oids::kAdOcsp, ocsp);
        describe(oids::kAdCaIssuers, caIssuers);
    });
    return make(oids::kAuthorityInfoAccess, false, w);
}

Extension makeCertificatePolicies(const std::vector<Oid>& policies) {
    Writer writer;
    writer.sequence([&] {
        for (const Oid& policy : policies)
            writer.sequence([&] { writer.oid(policy); });
    });
    return make(oids::kCertificatePolicies, false, writer);
}

std::vector<std::string> keyUsageNames(std::uint16_t bits) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::size(kKeyUsageNames); ++i)
        if (((bits >> i) & 1) != 0) names.emplace_back(kKeyUsageNames[i]);
    return names;
}

Result<std::uint16_t> keyUsageFromText(std::string_view commaSeparated) {
    unsigned bits = 0;
    if (trimmed(commaSeparated).empty()) return std::uint16_t{0};
    for (std::string_view word : split(commaSeparated, ',')) {
        word = trimmed(word);
        // RFC 5280 section 4.2.1.3: the newer name of the same bit.
        if (equalsIgnoringCase(word, "contentCommitment")) word = "nonRepudiation";
        const auto* found =
            std::find_if(std::begin(kKeyUsageNames), std::end(kKeyUsageNames),
                         [&](std::string_view name) { return equalsIgnoringCase(name, word); });
        if (found == std::end(kKeyUsageNames))
            return fail(ErrorCode::InvalidArgument,
                        "unknown key usage \"" + printable(word) + "\"");
        bits |= 1u << (found - std::begin(kKeyUsageNames));
    }
    return static_cast<std::uint16_t>(bits);
}

std::string extendedKeyUsageName(const Oid& usage) {
    for (const UsageName& known : kExtendedKeyUsageNames)
        if (known.usage == usage) return std::string(known.name);
    return usage.toText();
}

Result<Oid> extendedKeyUsageFromText(std::string_view name) {
    name = trimmed(name);
    for (const UsageName& known : kExtendedKeyUsageNames)
        if (equalsIgnoringCase(known.name, name)) return known.usage;
    const auto oid = Oid::fromText(name);
    if (!oid)
        return fail(ErrorCode::InvalidArgument,
                    "unknown extended key usage \"" + printable(name) + "\"");
    return *oid;
}

} // namespace scepter::pki
