// Everything that certificates and CRLs hold, in words: for detail panes, comparison and export.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "pki/certificate.h"
#include "pki/crl.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::workbench {

/// One field. All texts are English, UTF-8 and safe to show: control characters are escaped. Only
/// `value` may have several lines (hex dumps). Long values are cut, and the note says so.
struct Fact {
    std::string group; ///< "General", "Subject", "Key usage", "Extension 1.2.3", ...
    std::string name;  ///< "Version", "CN", "DNS", ...
    std::string value;
    bool monospace = false; ///< bytes: keys, signatures, fingerprints, dumps
    bool critical = false;  ///< of a critical extension
    std::string note;       ///< what is odd about the value, or what it means; mostly empty

    bool operator==(const Fact&) const = default;
};

/// Facts in the order in which they are shown; those of one group stand together. At most some
/// thousands, whatever the input: the last one then says how many are left out.
using Facts = std::vector<Fact>;

/// A malformed extension shows as its bytes and says what is wrong; it hides nothing else.
Facts certificateFacts(const pki::Certificate& certificate);
/// With the first `entries` of the revoked certificates.
Facts crlFacts(const pki::Crl& crl, std::size_t entries = 100);

/// Facts as indented lines, group by group; ends with a line break.
std::string toText(const Facts& facts);

/// How one certificate of a chain stands.
enum class LinkStatus { Valid, NotYetValid, Expired, Revoked };
std::string_view toText(LinkStatus status); ///< "valid", "not yet valid", "expired", "revoked"

struct ChainLink {
    pki::Certificate certificate;
    std::string role; ///< "End entity", "CA" or "Root"
    LinkStatus status = LinkStatus::Valid;
    std::optional<TimePoint> revokedAt;
    pki::RevocationReason reason = pki::RevocationReason::Unspecified;
    std::string problem; ///< why the next link did not issue this one; empty: it did
};

/// Judges a chain, leaf first, by time and signatures. Revocation is not looked up here.
std::vector<ChainLink> judgeChain(const std::vector<pki::Certificate>& chain, TimePoint now);

/// One line of a comparison. A side without the field is empty.
struct FactDifference {
    std::string group;
    std::string name;
    std::string left;
    std::string right;
    bool equal = false;

    bool operator==(const FactDifference&) const = default;
};

/// Every field of either side once, in the left side's order; what only the right side has stands
/// where it stands there. Of a field that is there several times (SANs, say), equal values are
/// paired whatever their order. A difference in "critical" is a difference.
std::vector<FactDifference> compareFacts(const Facts& left, const Facts& right);
std::vector<FactDifference> compareCertificates(const pki::Certificate& left,
                                                const pki::Certificate& right);

} // namespace scepter::workbench
