// Rules over what was understood of one message: each a small object in the table of its area.
#pragma once

#include "decoder.h"
#include "views.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::inspect {

class Check;

/// What one rule is about. `check` says what it finds, as often as it finds it; most say nothing.
struct Rule {
    std::string_view id; ///< "scep.nonce.missing": area first
    Severity severity = Severity::Info;
    std::string_view section; ///< where it is written, or whose behavior it is; may be empty
    void (*check)(Check&) = nullptr;
    int weight = 0; ///< of two errors, the one that decided has the higher
};

/// One rule at work on one message.
class Check {
public:
    Check(const Inspection& theInspection, const Options& theOptions, const Rule& rule,
          std::vector<Finding>& findings)
        : inspection(theInspection)
        , facts(theInspection.facts)
        , options(theOptions)
        , m_rule(rule)
        , m_findings(findings) {}

    const Inspection& inspection;
    const Facts& facts;
    const Options& options;

    /// Adds a finding at a node; only so many of one rule.
    void say(NodeId place, std::string what, std::string advice = {});

private:
    const Rule& m_rule;
    std::vector<Finding>& m_findings;
    std::size_t m_said = 0;
};

// The tables (rules/<area>.cpp).
std::span<const Rule> inputRules();
std::span<const Rule> httpRules();
std::span<const Rule> capabilityRules();
std::span<const Rule> cmsRules();
std::span<const Rule> scepRules();
std::span<const Rule> enrollmentRules();
std::span<const Rule> envelopeRules();
std::span<const Rule> csrRules();
std::span<const Rule> certificateRules();
/// All of them, area by area.
std::vector<std::span<const Rule>> allRules();

} // namespace scepter::inspect
