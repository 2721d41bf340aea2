// SPDX-License-Identifier: GPL-3.0-or-later
// Reports hold what steps say of themselves, which is no secret, and never the bytes.
#include "base/text.h"
#include "client/scenario.h"
#include "json_members.h"

#include <QString>
#include <QXmlStreamWriter>

#include <algorithm>
#include <array>
#include <cstdio>

namespace scepter::client {

namespace {

std::string_view word(StepVerdict verdict) {
    constexpr std::array<std::string_view, 3> kWords{"passed", "failed", "skipped"};
    return kWords[static_cast<std::size_t>(verdict)];
}

std::string_view word(StepState state) {
    constexpr std::array<std::string_view, 3> kWords{"note", "passed", "failed"};
    return kWords[static_cast<std::size_t>(state)];
}

/// "1.250"
std::string seconds(Duration duration) {
    std::array<char, 40> text{};
    const int size = std::snprintf(text.data(), text.size(), "%.3f",
                                   static_cast<double>(duration.count()) / 1000.0);
    return {text.data(), static_cast<std::size_t>(size)};
}

Json stepJson(const Step& step) {
    Json object{{"name", step.name},
                {"state", word(step.state)},
                {"milliseconds", step.elapsed.count()},
                {"what", printable(step.what)}};
    if (step.error) object["error"] = scepter::toText(step.error->code);
    for (const scep::ReplyCheck& check : step.checks)
        object["checks"].push_back({{"id", check.id},
                                    {"section", check.section},
                                    {"passed", check.passed},
                                    {"detail", printable(check.detail)}});
    return object;
}

Json reportJson(const StepReport& step) {
    Json object{{"device", step.device},     {"name", step.name},
                {"kind", toText(step.kind)}, {"verdict", word(step.verdict)},
                {"expected", step.expected}, {"found", step.found}};
    if (!step.why.empty()) object["why"] = step.why;
    object["milliseconds"] = step.elapsed.count();
    if (step.transaction) object["transactionID"] = printable(step.transaction->transactionId);
    object["transcript"] = Json::array();
    for (const Step& one : step.transcript)
        object["transcript"].push_back(stepJson(one));
    return object;
}

std::string transcriptText(const StepReport& step) {
    std::string text;
    for (const Step& one : step.transcript) {
        text += one.name + ", " + std::to_string(one.elapsed.count()) +
                " ms: " + printable(one.what) + '\n';
        for (const scep::ReplyCheck& check : one.checks)
            if (!check.passed)
                text += "  " + std::string(check.id) + " (" + std::string(check.section) +
                        "): " + printable(check.detail) + '\n';
    }
    return text;
}

/// XML has no control characters at all, however they are escaped.
QString xmlText(std::string_view text, bool lines = false) {
    if (!lines) return QString::fromStdString(printable(text));
    std::string made;
    for (const std::string_view line : split(text, '\n'))
        made += printable(line) + '\n';
    return QString::fromStdString(made);
}

void writeCase(QXmlStreamWriter& xml, const ScenarioReport& report, const StepReport& step) {
    xml.writeStartElement(QStringLiteral("testcase"));
    xml.writeAttribute(QStringLiteral("classname"),
                       xmlText(report.name + ".device " + std::to_string(step.device)));
    xml.writeAttribute(QStringLiteral("name"), xmlText(step.name));
    xml.writeAttribute(QStringLiteral("time"), xmlText(seconds(step.elapsed)));
    if (step.verdict == StepVerdict::Skipped) {
        xml.writeEmptyElement(QStringLiteral("skipped"));
        xml.writeAttribute(QStringLiteral("message"), xmlText(step.why));
    } else if (step.verdict == StepVerdict::Failed) {
        xml.writeStartElement(QStringLiteral("failure"));
        xml.writeAttribute(QStringLiteral("type"), QStringLiteral("verdict"));
        xml.writeAttribute(QStringLiteral("message"), xmlText(step.why));
        xml.writeCharacters(xmlText("expected: " + step.expected + "\nfound: " + step.found, true));
        xml.writeEndElement();
    }
    if (const std::string text = transcriptText(step); !text.empty())
        xml.writeTextElement(QStringLiteral("system-out"), xmlText(text, true));
    xml.writeEndElement();
}

} // namespace

std::string toJson(const ScenarioReport& report) {
    Json object{{"format", "scepter-scenario-report"},
                {"version", 1},
                {"name", report.name},
                {"url", printable(report.url)},
                {"persona", report.persona},
                {"startedAt", toIsoText(report.startedAt)},
                {"milliseconds", report.elapsed.count()},
                {"passed", report.passed()},
                {"cancelled", report.cancelled},
                {"counts",
                 {{"passed", report.count(StepVerdict::Passed)},
                  {"failed", report.count(StepVerdict::Failed)},
                  {"skipped", report.count(StepVerdict::Skipped)}}},
                {"steps", Json::array()}};
    for (const StepReport& step : report.steps)
        object["steps"].push_back(reportJson(step));
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string toJunit(const ScenarioReport& report) {
    QString text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuite"));
    xml.writeAttribute(QStringLiteral("name"), xmlText(report.name));
    const auto count = [&](const QString& name, std::size_t number) {
        xml.writeAttribute(name, QString::number(number));
    };
    count(QStringLiteral("tests"), report.steps.size());
    count(QStringLiteral("failures"), report.count(StepVerdict::Failed));
    count(QStringLiteral("errors"), 0);
    count(QStringLiteral("skipped"), report.count(StepVerdict::Skipped));
    xml.writeAttribute(QStringLiteral("time"), xmlText(seconds(report.elapsed)));
    xml.writeAttribute(QStringLiteral("timestamp"), xmlText(toIsoText(report.startedAt)));
    xml.writeStartElement(QStringLiteral("properties"));
    for (const auto& [name, value] :
         {std::pair{"url", report.url}, std::pair{"persona", report.persona}}) {
        xml.writeEmptyElement(QStringLiteral("property"));
        xml.writeAttribute(QStringLiteral("name"), QString::fromLatin1(name));
        xml.writeAttribute(QStringLiteral("value"), xmlText(value));
    }
    xml.writeEndElement();
    for (const StepReport& step : report.steps)
        writeCase(xml, report, step);
    xml.writeEndDocument();
    return text.toStdString();
}

std::string toText(const ScenarioReport& report) {
    std::string text = printable(report.name) + " against " + printable(report.url) + " as " +
                       printable(report.persona) + '\n';
    const bool many = !report.steps.empty() && report.steps.back().device > 1;
    for (const StepReport& step : report.steps) {
        text += std::string(word(step.verdict)) + "  ";
        if (many) text += "device " + std::to_string(step.device) + ", ";
        text += printable(step.name);
        if (!step.found.empty()) text += ": " + step.found;
        if (step.verdict == StepVerdict::Skipped) text += ": " + step.why;
        text += " (" + seconds(step.elapsed) + " s)\n";
        if (step.verdict == StepVerdict::Failed)
            text += "        " + step.why + "; expected: " + step.expected + '\n';
    }
    text += std::to_string(report.count(StepVerdict::Passed)) + " passed, " +
            std::to_string(report.count(StepVerdict::Failed)) + " failed, " +
            std::to_string(report.count(StepVerdict::Skipped)) + " skipped in " +
            seconds(report.elapsed) + " s\n";
    if (report.cancelled) text += "It was cancelled.\n";
    return text;
}

} // namespace scepter::client
