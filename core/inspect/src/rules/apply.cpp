#include "rule.h"

namespace scepter::inspect {

void Check::say(NodeId place, std::string what, std::string advice) {
    constexpr std::size_t kMostOfOneRule = 16;
    if (++m_said > kMostOfOneRule) return;
    m_findings.push_back({std::string(m_rule.id), m_rule.severity, place, std::move(what),
                          std::move(advice), std::string(m_rule.section), m_rule.weight});
}

std::vector<std::span<const Rule>> allRules() {
    return {inputRules(),      httpRules(),     capabilityRules(), cmsRules(),        scepRules(),
            enrollmentRules(), envelopeRules(), csrRules(),        certificateRules()};
}

std::vector<Finding> applyRules(const Inspection& inspection, const Options& options) {
    std::vector<Finding> findings;
    for (const std::span<const Rule> area : allRules())
        for (const Rule& rule : area) {
            Check check(inspection, options, rule, findings);
            rule.check(check);
        }
    return findings;
}

} // namespace scepter::inspect
