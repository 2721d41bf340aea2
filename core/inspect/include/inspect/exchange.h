// A request and its reply together, and one message in a few words.
#pragma once

#include "inspect/inspect.h"

#include <string>
#include <vector>

namespace scepter::inspect {

/// Which of the two trees a finding's place is in.
enum class Side : std::uint8_t { Request, Reply };

struct PairFinding {
    Side side = Side::Reply;
    Finding finding;

    bool operator==(const PairFinding&) const = default;
};

/// What only both messages together show: transactionID and nonces repeated, who signed the reply,
/// whether the certificate is what the CSR asked for, who can open what. Whatever one of them does
/// not tell (closed envelopes, no SCEP) is passed over. `options.keys` holds the certificates of
/// GetCACert seen before. The decisive one comes first.
std::vector<PairFinding> checkExchange(const Inspection& request, const Inspection& reply,
                                       const Options& options);

/// One message for lists and filters. What is not there is empty.
struct Summary {
    std::string operation;     ///< "PKIOperation", "GetCACaps"
    std::string messageType;   ///< "PKCSReq", "CertRep", "unknown (99)"
    std::string pkiStatus;     ///< "SUCCESS"
    std::string failInfo;      ///< "badRequest"
    std::string failInfoText;  ///< as received, printable
    std::string transactionId; ///< printable
    std::string client;        ///< "Apple", "sscep": a guess
    std::string subject;       ///< of the CSR, of what was issued or asked for; else of the signer
    std::string severity;      ///< of the decisive finding: "error"
    std::string finding;       ///< its rule

    bool operator==(const Summary&) const = default;
};
Summary summarize(const Inspection& inspection);

} // namespace scepter::inspect
