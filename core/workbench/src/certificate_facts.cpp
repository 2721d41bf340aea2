#include "workbench/certificate_facts.h"

#include "asn1/values.h"
#include "base/encoding.h"
#include "base/text.h"
#include "extension_facts.h"
#include "fact_list.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

// RFC 5280 section 4.1.2.5: what has no end that is known.
constexpr std::string_view kNoEnd = "9999-12-31T23:59:59Z";

std::string counted(std::int64_t count, std::string_view unit) {
    std::string text = std::to_string(count);
    text.append(" ").append(unit);
    if (count != 1) text += 's';
    return text;
}

std::string lengthText(Duration length) {
    using namespace std::chrono;
    if (length < Duration::zero()) return "negative";
    const auto wholeDays = duration_cast<days>(length);
    const auto wholeHours = duration_cast<hours>(length - wholeDays);
    const auto wholeMinutes = duration_cast<minutes>(length - wholeDays - wholeHours);
    const auto rest = duration_cast<seconds>(length - wholeDays - wholeHours - wholeMinutes);
    std::string text;
    const auto append = [&](std::int64_t count, std::string_view unit) {
        if (count == 0) return;
        if (!text.empty()) text += ' ';
        text += counted(count, unit);
    };
    append(wholeDays.count(), "day");
    append(wholeHours.count(), "hour");
    append(wholeMinutes.count(), "minute");
    append(rest.count(), "second");
    return text.empty() ? "nothing" : text;
}

void addValidity(FactList& list, const pki::Certificate& certificate) {
    list.startGroup("Validity");
    list.add("Not before", toIsoText(certificate.notBefore()));
    const std::string end = toIsoText(certificate.notAfter());
    list.add("Not after", end, end == kNoEnd ? "no end that is known" : "");
    const Duration length = certificate.notAfter() - certificate.notBefore();
    list.add("Length", lengthText(length),
             length < Duration::zero() ? "it ends before it begins" : "");
}

// The explicit version of a certificate; absent it is version 1 (RFC 5280 section 4.1.2.1).
std::int64_t versionOf(asn1::Element toBeSigned) {
    const asn1::Element wrapped = toBeSigned.firstChild();
    if (!wrapped.isContext(0)) return 1;
    const auto version = asn1::integerValue(wrapped.firstChild());
    return version ? *version + 1 : 1;
}

void addUniqueIdentifiers(FactList& list, asn1::Element toBeSigned) {
    for (auto field = toBeSigned.firstChild(); field; field = field.nextSibling()) {
        const bool issuer = field.isContext(1);
        if (!issuer && !field.isContext(2)) continue;
        list.startGroup("Unique identifiers");
        list.addHex(issuer ? "Issuer" : "Subject", field.content());
    }
}

void addRevoked(FactList& list, const pki::Crl& crl, std::size_t entries) {
    if (crl.entries.empty()) return;
    list.startGroup("Revoked certificates");
    const std::size_t shown = std::min(entries, crl.entries.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const pki::RevokedEntry& entry = crl.entries[i];
        std::string value = toIsoText(entry.revokedAt);
        value.append(", ").append(pki::toText(entry.reason));
        list.add(toUpperHex(entry.serial), value,
                 entry.invalidSince ? "invalid since " + toIsoText(*entry.invalidSince) : "");
    }
    if (shown < crl.entries.size())
        list.add("More", std::to_string(crl.entries.size() - shown) + " entries are not shown");
}

std::string issueProblem(const pki::Certificate& certificate, const pki::Certificate& issuer) {
    if (!issuer.subject().matches(certificate.issuer()))
        return "its issuer is not \"" + printable(issuer.subject().toDisplayText()) + '"';
    const auto verified = certificate.verifySignedBy(issuer.publicKey());
    return verified ? std::string() : printable(verified.error().detail);
}

LinkStatus statusAt(const pki::Certificate& certificate, TimePoint now) {
    const auto valid = certificate.checkValidAt(now);
    if (valid) return LinkStatus::Valid;
    return valid.error().code == ErrorCode::CertificateNotYetValid ? LinkStatus::NotYetValid
                                                                   : LinkStatus::Expired;
}

std::string roleOf(const pki::Certificate& certificate) {
    const auto constraints = certificate.basicConstraints();
    if (certificate.isSelfIssued() && certificate.verifySignedBy(certificate.publicKey()))
        return "Root";
    return constraints && constraints->ca ? "CA" : "End entity";
}

} // namespace

Facts certificateFacts(const pki::Certificate& certificate) {
    FactList list;
    list.startGroup("General");
    const auto tree = asn1::Tree::parse(certificate.der());
    const asn1::Element toBeSigned = tree ? tree->root().child(0) : asn1::Element();
    list.add("Version", std::to_string(versionOf(toBeSigned)));
    const std::string serial = certificate.serialText();
    list.add("Serial number", serial,
             serial.starts_with('-') ? "negative, against RFC 5280 section 4.1.2.2" : "");
    addSignatureAlgorithm(list, certificate.der());
    addNameFacts(list, "Issuer", certificate.issuer());
    addNameFacts(list, "Subject", certificate.subject());
    addValidity(list, certificate);
    addKeyFacts(list, certificate.publicKey());
    addUniqueIdentifiers(list, toBeSigned);
    addExtensionFacts(list, certificate.extensions());
    addSignatureFacts(list, certificate.der());
    addFingerprints(list, certificate.der());
    return list.take();
}

Facts crlFacts(const pki::Crl& crl, std::size_t entries) {
    FactList list;
    list.startGroup("General");
    list.add("Version", crl.extensions.empty() ? "1 or 2, without extensions" : "2");
    if (crl.number) list.add("CRL number", std::to_string(*crl.number));
    addSignatureAlgorithm(list, crl.der);
    list.add("This update", toIsoText(crl.thisUpdate));
    list.add("Next update", crl.nextUpdate ? toIsoText(*crl.nextUpdate) : "(not said)");
    list.add("Revoked certificates", std::to_string(crl.entries.size()));
    list.add("Size", std::to_string(crl.der.size()) + " bytes");
    addNameFacts(list, "Issuer", crl.issuer);
    addExtensionFacts(list, crl.extensions);
    addRevoked(list, crl, entries);
    addSignatureFacts(list, crl.der);
    addFingerprints(list, crl.der);
    return list.take();
}

std::string toText(const Facts& facts) {
    std::string text;
    const std::string* group = nullptr;
    for (const Fact& fact : facts) {
        if (group == nullptr || *group != fact.group) {
            text.append("  ").append(fact.group).append(fact.critical ? " (critical)\n" : "\n");
            group = &fact.group;
        }
        text.append("    ").append(fact.name).append(": ");
        if (fact.value.find('\n') == std::string::npos) {
            text.append(fact.value);
            if (!fact.note.empty()) text.append(" (").append(fact.note).append(")");
        } else {
            text.append(fact.note);
            for (const std::string_view line : split(fact.value, '\n'))
                text.append("\n      ").append(line);
        }
        text += '\n';
    }
    return text;
}

std::string_view toText(LinkStatus status) {
    switch (status) {
    case LinkStatus::Valid:
        return "valid";
    case LinkStatus::NotYetValid:
        return "not yet valid";
    case LinkStatus::Expired:
        return "expired";
    case LinkStatus::Revoked:
        return "revoked";
    }
    return "valid";
}

std::vector<ChainLink> judgeChain(const std::vector<pki::Certificate>& chain, TimePoint now) {
    std::vector<ChainLink> links;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        ChainLink link{chain[i], roleOf(chain[i]), statusAt(chain[i], now), {}, {}, {}};
        if (i + 1 < chain.size())
            link.problem = issueProblem(chain[i], chain[i + 1]);
        else if (link.role != "Root")
            link.problem = "the certificate of its issuer is not here";
        links.push_back(std::move(link));
    }
    return links;
}

std::vector<FactDifference> compareCertificates(const pki::Certificate& left,
                                                const pki::Certificate& right) {
    return compareFacts(certificateFacts(left), certificateFacts(right));
}

} // namespace scepter::workbench
