// SPDX-License-Identifier: GPL-3.0-or-later
// A conformance report as one HTML page: it loads nothing, runs nothing, and is filtered by style
// rules alone.
#include "report_parts.h"

namespace scepter::client {

namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark; --line: rgb(208 215 222); --soft: rgb(246 248 250);
  --fail: rgb(176 32 32); --finding: rgb(138 90 0); --pass: rgb(20 110 60);
  --skipped: rgb(90 98 107); }
@media (prefers-color-scheme: dark) { :root { --line: rgb(61 68 77); --soft: rgb(28 33 40);
  --fail: rgb(255 130 120); --finding: rgb(232 184 80); --pass: rgb(110 210 150);
  --skipped: rgb(160 168 178); } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem;
  padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; }
caption { text-align: left; font-weight: 600; padding: 1rem 0 .25rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { background: var(--soft); font-weight: 600; }
td.verdict { font-weight: 600; white-space: nowrap; }
tr.fail .verdict { color: var(--fail); } tr.finding .verdict { color: var(--finding); }
tr.pass .verdict { color: var(--pass); } tr.skipped .verdict { color: var(--skipped); }
code { font: .9em ui-monospace, monospace; }
small { color: var(--skipped); }
label { margin-right: 1rem; }
#show-fail:not(:checked) ~ table tr.fail, #show-finding:not(:checked) ~ table tr.finding,
#show-pass:not(:checked) ~ table tr.pass, #show-skipped:not(:checked) ~ table tr.skipped
{ display: none; }
</style>
)";

void addRow(std::string& page, const CheckResult& result) {
    const CheckInfo& info = *result.info;
    const std::string verdict(toText(result.verdict));
    page += "<tr class=\"" + verdict + "\"><td class=\"verdict\">" + verdict + "</td><td><code>" +
            escaped(info.id) + "</code><br>" + escaped(info.what) + "<br><small>" +
            escaped(info.section) + "</small></td><td>" + escaped(levelText(info)) + "</td><td>" +
            escaped(result.sent) + "</td><td>" + escaped(result.came) + "</td><td>" +
            escaped(result.reason) + "</td></tr>\n";
}

void addFilters(std::string& page, const ConformanceReport& report) {
    for (const CheckVerdict verdict : kVerdicts) {
        const std::string name(toText(verdict));
        page += "<input type=\"checkbox\" id=\"show-" + name + "\" checked> <label for=\"show-" +
                name + "\">" + name + " (" + std::to_string(report.count(verdict)) + ")</label>\n";
    }
}

} // namespace

std::string toHtml(const ConformanceReport& report) {
    std::string page(kHead);
    const std::string url = escaped(report.url);
    page += "<title>SCEP conformance of " + url + "</title>\n</head>\n<body>\n";
    page += "<h1>SCEP conformance of " + url + "</h1>\n<p>" + escaped(outcomeText(report)) +
            "</p>\n<p>" + escaped(countsText(report)) + "</p>\n<p><small>Started " +
            toIsoText(report.startedAt) + ", took " + std::to_string(report.elapsed.count()) +
            " ms";
    if (!report.product.empty()) page += ", server: " + escaped(report.product);
    page += "</small></p>\n";
    addFilters(page, report);
    std::string_view group;
    for (const CheckResult& result : report.results) {
        if (result.info->group != group) {
            if (!group.empty()) page += "</tbody></table>\n";
            group = result.info->group;
            page += "<table><caption>" + escaped(group) +
                    "</caption>\n<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Check"
                    "</th><th scope=\"col\">Level</th><th scope=\"col\">Sent</th><th scope=\"col\">"
                    "Came</th><th scope=\"col\">Why</th></tr></thead>\n<tbody>\n";
        }
        addRow(page, result);
    }
    if (!group.empty()) page += "</tbody></table>\n";
    return page + "</body>\n</html>\n";
}

} // namespace scepter::client
