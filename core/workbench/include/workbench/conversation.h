// One transaction as steps between those who took part: for a sequence diagram.
#pragma once

#include "base/clock.h"
#include "enrollment/records.h"
#include "workbench/traffic.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::workbench {

class Workbench;

enum class Participant : std::uint8_t { Client, Proxy, Responder, Gate, Operator };
std::string_view toText(Participant participant); ///< "client", ...

/// How a step went. Good: as wanted. Waiting: nothing decided yet. Bad: refused or failed.
enum class Tone : std::uint8_t { Neutral, Good, Waiting, Warning, Bad };
std::string_view toText(Tone tone); ///< "neutral", ...

enum class StepKind : std::uint8_t {
    Request,  ///< an HTTP request; `what`: "PKCSReq", "GetCACaps", "GET /x"
    Answer,   ///< its response; `what`: "SUCCESS", "FAILURE badRequest", "HTTP 500"
    Check,    ///< the gate looked at one thing; `what`: "Challenge", "CSR signature"
    Held,     ///< waits for the operator
    Approved, ///< `by` whom
    Denied,
    Issued, ///< `what`: the serial number, where it is known
    Refused,
    Failed,
    Expired,
    CodeUsed, ///< `what`: the code's number
    Revoked,  ///< what was issued here, later
    Collected ///< the client has come for what was approved
};
std::string_view toText(StepKind kind); ///< "request", ...

struct ConversationStep {
    TimePoint time;
    StepKind kind = StepKind::Request;
    Participant from = Participant::Client;
    Participant to = Participant::Responder; ///< the same as `from`: something it does by itself
    std::string what;   ///< see StepKind: a word of the protocol or of the ledger, not translated
    std::string detail; ///< the real reason, what a check found; may be empty
    std::string by;     ///< who decided: "anna", "policy"; else empty
    std::string label;  ///< all of it in English: "PKCSReq", "approved by anna"
    Tone tone = Tone::Neutral;
    std::int64_t exchangeId = 0;            ///< of the traffic; 0: none
    std::chrono::microseconds duration{-1}; ///< of an Answer, or how long it was Held
    bool exactTime = true;                  ///< false: only the order is known, as of checks

    bool operator==(const ConversationStep&) const = default;
};

struct Conversation {
    std::string transactionId; ///< as shown
    std::string subject;
    std::int64_t requestId = 0; ///< of the ledger; 0: none
    std::string client;         ///< "Apple"; may be empty
    std::string peer;           ///< address of the client
    std::string endpoint;
    /// Who took part, from left to right.
    std::vector<Participant> participants;
    std::vector<ConversationStep> steps; ///< by time

    bool operator==(const Conversation&) const = default;
};

/// `rows` are the exchanges of one transaction in any order; `request` what the ledger knows of it;
/// `audit` the lines of the trail about it, in any order: others are passed over. `proxied`: the
/// exchanges went through a proxy.
Conversation conversationOf(const std::vector<TrafficRow>& rows,
                            const std::optional<enrollment::RequestRecord>& request,
                            const std::vector<enrollment::AuditRecord>& audit,
                            bool proxied = false);

/// All that is known of a transaction. `workbench` may be null: then of its traffic alone. Blocks.
/// NotFound when there is neither traffic nor a request; errors of both.
Result<Conversation> readConversation(TrafficSource& source, Workbench* workbench,
                                      const std::string& transactionId);
/// The same by request; `source` may be null.
Result<Conversation> readConversation(TrafficSource* source, Workbench& workbench,
                                      std::int64_t requestId);

} // namespace scepter::workbench
