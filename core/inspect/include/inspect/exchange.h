// A request and its reply together, and one message in a few words.
#pragma once

#include "inspect/filter.h"
#include "inspect/inspect.h"
#include "inspect/traffic.h"

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

/// Both messages of a recorded exchange, read.
struct ExchangeReading {
    Inspection request; ///< of an empty message: an empty tree
    Inspection reply;
    std::vector<PairFinding> pair;
};

/// Options for the messages of an exchange: judged at its time; of a redacted one with what was
/// opened. The exchange must outlive them.
Options optionsFor(const RawExchange& exchange, const Options& options);
ExchangeReading readExchange(const RawExchange& exchange, const Options& options);
/// Adds the certificates that a GetCACert answer holds, for chains and recipients of what comes
/// later in the same traffic; up to 1000 of them.
void addKnownCertificates(const ExchangeReading& reading, std::vector<pki::Certificate>& known);

/// A row of a list, with the findings of both messages and of the pair.
FilterRow filterRowOf(const RawExchange& exchange, const ExchangeReading& reading);

} // namespace scepter::inspect
