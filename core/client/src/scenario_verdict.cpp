// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_verdict.h"

#include "base/shorten.h"
#include "base/text.h"
#include "pki/extensions.h"
#include "pki/general_name.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace scepter::client {

namespace {

using scep::PkiStatus;

constexpr std::size_t kMostShown = 400;

std::string shown(std::string_view text) {
    return printable(shortened(text, kMostShown));
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? std::string() : std::string(between)) + part;
    return text;
}

/// What the step must yield when the file does not say.
struct Wanted {
    std::optional<PkiStatus> status{};
    bool refusal = false; ///< any
    bool answer = false;  ///< that there is one, of what is no PKIOperation
};

Wanted wantedOf(const ScenarioStep& step) {
    const Expectation& expect = step.expect;
    if (expect.status) return {.status = expect.status};
    if (!expect.failInfo.empty() || !expect.failInfoTextContains.empty())
        return {.status = PkiStatus::Failure};
    if (!expect.certificate.empty()) return {.status = PkiStatus::Success};
    if (!expect.httpStatus.empty() || expect.error) return {};
    if (!isOperation(step.kind)) return {.answer = true};
    if (isHarmful(step)) return {.refusal = true};
    return {.status = PkiStatus::Success};
}

std::string expectedText(const ScenarioStep& step, const Wanted& wanted,
                         const DeviceNames& device) {
    const Expectation& expect = step.expect;
    std::vector<std::string> ways;
    if (wanted.refusal) ways.emplace_back("a refusal");
    if (wanted.answer) ways.emplace_back(step.kind == StepKind::Wait ? "to wait" : "an answer");
    if (wanted.status) {
        std::string text(scep::toText(*wanted.status));
        std::vector<std::string> infos;
        for (const FailInfo failInfo : expect.failInfo)
            infos.emplace_back(scepter::toText(failInfo));
        if (!infos.empty()) text += " " + joined(infos, " or ");
        if (!expect.failInfoTextContains.empty())
            text += " with \"" + shown(expect.failInfoTextContains) + "\"";
        ways.push_back(std::move(text));
    }
    for (const unsigned status : expect.httpStatus)
        ways.push_back("HTTP " + std::to_string(status));
    if (expect.error) ways.emplace_back(scepter::toText(*expect.error));
    std::string text = joined(ways, " or ");
    for (const auto& [name, value] : expect.certificate)
        text += ", " + name + " " + shown(device.in(value));
    return text;
}

bool isRefusal(const Found& found) {
    constexpr unsigned kServerError = 500; // what NDES and others answer to what they cannot read
    return found.status == PkiStatus::Failure || found.httpStatus / 100 == 4 ||
           found.httpStatus == kServerError;
}

/// Why the reply is not the one that was wanted; empty: it is.
std::string statusFault(const ScenarioStep& step, const Wanted& wanted, const Found& found) {
    const Expectation& expect = step.expect;
    if (found.status != wanted.status) return "another outcome was expected";
    if (!expect.failInfo.empty() &&
        (!found.failInfo ||
         std::ranges::find(expect.failInfo, *found.failInfo) == expect.failInfo.end()))
        return "another failInfo was expected";
    if (!found.failInfoText.contains(expect.failInfoTextContains))
        return "failInfoText does not contain what was expected";
    // A broken request gets no nonce or transactionID back that would fit.
    if (found.problem && !(isHarmful(step) && found.status == PkiStatus::Failure))
        return "the reply is not right";
    return {};
}

template <class T> std::vector<T> sorted(std::vector<T> values) {
    std::ranges::sort(values);
    return values;
}

bool sameSan(const std::string& expected, const pki::Certificate& certificate) {
    std::vector<std::string> wanted;
    std::vector<std::string> there;
    for (const std::string& item : itemsOf(expected))
        if (const auto name = pki::generalNameFromText(item)) wanted.push_back(toText(*name));
    for (const pki::GeneralName& name : certificate.subjectAltNames())
        there.push_back(toText(name));
    return sorted(std::move(wanted)) == sorted(std::move(there));
}

bool sameEku(const std::string& expected, const pki::Certificate& certificate) {
    std::vector<std::string> wanted;
    std::vector<std::string> there;
    for (const std::string& item : itemsOf(expected))
        if (const auto usage = pki::extendedKeyUsageFromText(item))
            wanted.push_back(pki::extendedKeyUsageName(*usage));
    for (const asn1::Oid& usage : certificate.extendedKeyUsage())
        there.push_back(pki::extendedKeyUsageName(usage));
    return sorted(std::move(wanted)) == sorted(std::move(there));
}

bool sameKeyUsage(const std::string& expected, const pki::Certificate& certificate) {
    if (expected.empty()) return !certificate.keyUsage();
    const auto bits = pki::keyUsageFromText(expected);
    return bits && certificate.keyUsage() == *bits;
}

// CAs date the begin of validity back by some minutes, or end it with their own.
bool sameDays(const std::string& expected, const pki::Certificate& certificate) {
    const auto life = certificate.notAfter() - certificate.notBefore();
    const double days = std::chrono::duration<double, std::chrono::days::period>(life).count();
    return std::abs(days - std::strtod(expected.c_str(), nullptr)) <= 1.0;
}

std::string certificateFault(const Expectation& expect, const pki::Certificate& certificate,
                             const DeviceNames& device) {
    for (const auto& [name, text] : expect.certificate) {
        const std::string wanted = device.in(text);
        bool same = false;
        if (name == kExpectSubject) {
            const auto subject = pki::Name::fromText(wanted);
            same = subject && subject->matches(certificate.subject());
        }
        if (name == kExpectSan) same = sameSan(wanted, certificate);
        if (name == kExpectKeyUsage) same = sameKeyUsage(wanted, certificate);
        if (name == kExpectEku) same = sameEku(wanted, certificate);
        if (name == kExpectDays) same = sameDays(wanted, certificate);
        if (!same) return "the certificate has another " + name + " than expected";
    }
    return {};
}

bool expectsOnlyHttp(const Expectation& expect) {
    return !expect.status && !expect.error && expect.failInfo.empty() &&
           expect.failInfoTextContains.empty() && expect.certificate.empty();
}

std::string faultOf(const ScenarioStep& step, const Wanted& wanted, const Found& found,
                    const DeviceNames& device) {
    const Expectation& expect = step.expect;
    if (expect.error && found.problem && found.problem->code == *expect.error) return {};
    // Every CertRep comes with HTTP 200, whatever it says.
    if ((!found.status || expectsOnlyHttp(expect)) &&
        std::ranges::find(expect.httpStatus, found.httpStatus) != expect.httpStatus.end())
        return {};
    if (found.problem && !found.status && found.httpStatus == 0 && isOperation(step.kind))
        return "there was no answer";
    if (wanted.refusal) return isRefusal(found) ? "" : "the service did not refuse it";
    if (wanted.answer) return found.problem ? "there was no good answer" : "";
    if (!wanted.status) return "another outcome was expected";
    std::string fault = statusFault(step, wanted, found);
    if (!fault.empty() || expect.certificate.empty()) return fault;
    if (!found.certificate) return "there is no certificate";
    return certificateFault(expect, *found.certificate, device);
}

} // namespace

Found Found::of(const Answer& answer) {
    Found found;
    found.status = answer.status();
    if (answer.report.reply) {
        found.failInfo = answer.report.reply->failInfo;
        found.failInfoText = answer.report.reply->failInfoText;
    }
    if (answer.response) found.httpStatus = answer.response->status;
    if (const Error* problem = answer.problem()) found.problem = *problem;
    found.certificate = answer.certificate;
    if (answer.crl) found.what = "a CRL";
    return found;
}

Found Found::of(Error error) {
    Found found;
    found.cancelled = error.code == ErrorCode::Cancelled;
    found.problem = std::move(error);
    return found;
}

std::string Found::text() const {
    std::string made;
    if (status) made = scep::toText(*status);
    if (status == PkiStatus::Failure && failInfo)
        made.append(" ").append(scepter::toText(*failInfo));
    if (!failInfoText.empty()) made += ": " + shown(failInfoText);
    if (certificate) made += ", serial number " + certificate->serialText();
    if (!what.empty()) made += (made.empty() ? "" : ", ") + what;
    if (!status && httpStatus != 0 && httpStatus != 200)
        return "HTTP " + std::to_string(httpStatus);
    if (problem) made += (made.empty() ? "" : "; ") + shown(scepter::toText(*problem));
    return made;
}

Judgment judge(const ScenarioStep& step, const Found& found, const DeviceNames& device) {
    const Wanted wanted = wantedOf(step);
    Judgment judgment;
    judgment.expected = expectedText(step, wanted, device);
    judgment.why = faultOf(step, wanted, found, device);
    judgment.passed = judgment.why.empty();
    return judgment;
}

} // namespace scepter::client
