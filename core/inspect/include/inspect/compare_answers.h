// SPDX-License-Identifier: GPL-3.0-or-later
// What a server answered to the same request at two times.
#pragma once

#include "inspect/exchange.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::inspect {

enum class AnswerChange : std::uint8_t {
    Changed, ///< it has another value
    Gone,    ///< `before` is not in the list any more
    Added    ///< `now` is new in the list
};
std::string_view toText(AnswerChange change); ///< "changed", "gone", "added"

/// One thing that is not as it was. Values are for people, printable and cut; empty: none.
struct AnswerDifference {
    AnswerChange change = AnswerChange::Changed;
    /// "answer", "HTTP status", "Content-Type", "content", "capability", "certificate",
    /// "pkiStatus", "failInfo", "transactionID", "recipientNonce", "issued certificate", "CRL of".
    std::string what;
    std::string before;
    std::string now;

    bool operator==(const AnswerDifference&) const = default;
};
/// "pkiStatus SUCCESS -> FAILURE", "without capability AES", "new certificate CN=a, ...".
std::string toText(const AnswerDifference& difference);

struct AnswerComparison {
    std::vector<AnswerDifference> differences; ///< in the order of `what` above, at most 65
    /// Serial number of the certificate that both answers brought; empty where one of them stayed
    /// closed, or brought none.
    std::string sameCertificate;

    [[nodiscard]] bool same() const { return differences.empty(); }
    bool operator==(const AnswerComparison&) const = default;
};
/// "same", "same, certificate 1F again", "differs: " and each difference.
std::string toText(const AnswerComparison& comparison);

/// By what it means to a client: HTTP status, media type, what it is; the capabilities; the
/// certificates of GetCACert and GetNextCACert; of a CertRep (RFC 8894 section 3.3.2) pkiStatus,
/// failInfo, whether transactionID and recipientNonce are those of the request, and, where both
/// could be opened, the certificate that was issued or whose CRL it is. What is new each time is
/// passed over: times, nonces of the server, encrypted bytes, signatures. Of a redacted answer
/// values are not compared.
AnswerComparison compareAnswers(const ExchangeReading& before, const ExchangeReading& now);

} // namespace scepter::inspect
