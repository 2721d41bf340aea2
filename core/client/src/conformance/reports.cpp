// SPDX-License-Identifier: GPL-3.0-or-later
// Conformance reports as text and as Markdown.
#include "base/markup.h"
#include "base/text.h"
#include "report_parts.h"

#include <algorithm>

namespace scepter::client {

namespace {

std::string plural(std::size_t count, std::string_view one, std::string_view more) {
    return std::to_string(count) + ' ' + std::string(count == 1 ? one : more);
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

void addLine(std::string& text, std::string_view name, const std::string& value) {
    if (value.empty()) return;
    text += "           ";
    text += padded(std::string(name) + ':', 8);
    text += printable(value);
    text += '\n';
}

// In a table cell: no markup, no line break, no column.
std::string cell(std::string_view text) {
    std::string out;
    for (const char one : printable(text)) {
        if (one == '<') {
            out += "&lt;";
        } else if (one == '&') {
            out += "&amp;";
        } else {
            if (std::string_view("\\|`*_>[]#~!").find(one) != std::string_view::npos) out += '\\';
            out += one;
        }
    }
    return out;
}

} // namespace

std::string levelText(const CheckInfo& info) {
    std::string text(toText(info.level));
    if (!info.client.empty()) text += " (" + std::string(info.client) + ')';
    return text;
}

std::string countsText(const ConformanceReport& report) {
    return std::to_string(report.count(CheckVerdict::Fail)) + " failed, " +
           plural(report.count(CheckVerdict::Finding), "finding", "findings") + ", " +
           std::to_string(report.count(CheckVerdict::Pass)) + " passed, " +
           std::to_string(report.count(CheckVerdict::Skipped)) + " skipped";
}

std::string outcomeText(const ConformanceReport& report) {
    if (report.unreached)
        return "The service could not be reached: " + printable(toText(*report.unreached));
    if (report.cancelled) return "The run was cancelled.";
    if (!report.controlPassed)
        return "The positive control did not pass: a service that grants nothing cannot be judged.";
    const std::size_t failed = report.count(CheckVerdict::Fail);
    if (failed == 0) return "No check failed.";
    return plural(failed, "check", "checks") + " failed.";
}

std::string escaped(std::string_view text) {
    return inMarkup(printable(text));
}

std::string toText(const ConformanceReport& report) {
    std::string text = "Conformance of " + printable(report.url) + '\n';
    if (!report.product.empty()) text += "Server: " + printable(report.product) + '\n';
    text += "Started " + toIsoText(report.startedAt) + ", took " +
            std::to_string(report.elapsed.count()) + " ms\n";
    std::string_view group;
    for (const CheckResult& result : report.results) {
        const CheckInfo& info = *result.info;
        if (info.group != group) {
            group = info.group;
            text += '\n' + std::string(group) + '\n';
        }
        text += "  " + padded(std::string(toText(result.verdict)), 9) +
                padded(std::string(info.id), 32) + ' ' + levelText(info) + '\n';
        if (result.verdict == CheckVerdict::Pass) continue;
        if (result.verdict != CheckVerdict::Skipped) {
            addLine(text, "wanted",
                    std::string(info.what) + " (" + std::string(info.section) + ')');
            addLine(text, "sent", result.sent);
            addLine(text, "came", result.came);
        }
        addLine(text, "why", result.reason);
    }
    return text + '\n' + countsText(report) + '\n' + outcomeText(report) + '\n';
}

std::string toMarkdown(const ConformanceReport& report) {
    std::string text = "# SCEP conformance of " + cell(report.url) + "\n\n";
    if (!report.product.empty()) text += "Server: " + cell(report.product) + "\n\n";
    text += "Started " + toIsoText(report.startedAt) + ", took " +
            std::to_string(report.elapsed.count()) + " ms. " + cell(outcomeText(report)) + "\n\n";
    text += "| failed | findings | passed | skipped |\n|---|---|---|---|\n|";
    for (const CheckVerdict verdict : kVerdicts)
        text += ' ' + std::to_string(report.count(verdict)) + " |";
    text += '\n';
    for (const CheckVerdict verdict : kVerdicts) {
        if (report.count(verdict) == 0) continue;
        text += "\n## " + std::string(toText(verdict)) +
                "\n\n| check | level | rule | sent | came | why |\n|---|---|---|---|---|---|\n";
        for (const CheckResult& result : report.results) {
            if (result.verdict != verdict) continue;
            const CheckInfo& info = *result.info;
            text += "| " + cell(info.id) + " | " + cell(levelText(info)) + " | " + cell(info.what) +
                    ' ' + cell(info.section) + " | " + cell(result.sent) + " | " +
                    cell(result.came) + " | " + cell(result.reason) + " |\n";
        }
    }
    return text;
}

} // namespace scepter::client
