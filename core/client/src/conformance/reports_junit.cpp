// SPDX-License-Identifier: GPL-3.0-or-later
// A conformance report as JUnit XML: a suite for each group, a failure for each Fail. Findings pass
// with a note, so that a build breaks for what is wrong and not for what could be better.
#include "report_parts.h"

#include <map>

namespace scepter::client {

namespace {

std::string seconds(Duration time) {
    const auto ms = time.count();
    std::string rest = std::to_string(ms % 1000);
    rest.insert(0, 3 - rest.size(), '0');
    return std::to_string(ms / 1000) + '.' + rest;
}

std::string attribute(std::string_view name, std::string_view value) {
    return ' ' + std::string(name) + "=\"" + escaped(value) + '"';
}

std::string details(const CheckResult& result) {
    return "Rule: " + escaped(result.info->what) + " (" + escaped(result.info->section) +
           ")\nSent: " + escaped(result.sent) + "\nCame: " + escaped(result.came) +
           "\nWhy: " + escaped(result.reason);
}

std::string testCase(const CheckResult& result) {
    std::string xml = "    <testcase" + attribute("name", result.info->id) +
                      attribute("classname", "scep." + std::string(result.info->group)) +
                      attribute("time", seconds(result.elapsed)) + '>';
    switch (result.verdict) {
    case CheckVerdict::Pass:
        break;
    case CheckVerdict::Fail:
        xml += "<failure" + attribute("message", result.reason) +
               attribute("type", toText(result.info->level)) + '>' + details(result) + "</failure>";
        break;
    case CheckVerdict::Finding:
        xml += "<system-out>Finding. " + details(result) + "</system-out>";
        break;
    case CheckVerdict::Skipped:
        xml += "<skipped" + attribute("message", result.reason) + "/>";
        break;
    }
    return xml + "</testcase>\n";
}

struct Suite {
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t skipped = 0;
    Duration time{0};
    std::string cases;
};

std::string counts(std::size_t tests, std::size_t failures, std::size_t skipped, Duration time) {
    return attribute("tests", std::to_string(tests)) +
           attribute("failures", std::to_string(failures)) + attribute("errors", "0") +
           attribute("skipped", std::to_string(skipped)) + attribute("time", seconds(time));
}

} // namespace

std::string toJunit(const ConformanceReport& report) {
    std::vector<std::string_view> order;
    std::map<std::string_view, Suite> suites;
    for (const CheckResult& result : report.results) {
        const auto [at, isNew] = suites.try_emplace(result.info->group);
        if (isNew) order.push_back(result.info->group);
        Suite& suite = at->second;
        ++suite.tests;
        suite.failures += result.verdict == CheckVerdict::Fail ? 1 : 0;
        suite.skipped += result.verdict == CheckVerdict::Skipped ? 1 : 0;
        suite.time += result.elapsed;
        suite.cases += testCase(result);
    }
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                      attribute("name", "SCEP conformance of " + report.url) +
                      counts(report.results.size(), report.count(CheckVerdict::Fail),
                             report.count(CheckVerdict::Skipped), report.elapsed) +
                      ">\n";
    for (const std::string_view name : order) {
        const Suite& suite = suites[name];
        xml += "  <testsuite" + attribute("name", "scep." + std::string(name)) +
               counts(suite.tests, suite.failures, suite.skipped, suite.time) +
               attribute("timestamp", toIsoText(report.startedAt)) + ">\n" + suite.cases +
               "  </testsuite>\n";
    }
    return xml + "</testsuites>\n";
}

} // namespace scepter::client
