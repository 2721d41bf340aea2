// SPDX-License-Identifier: GPL-3.0-or-later
// A service for scenarios: issues to whoever has the challenge, and counts.
#pragma once

#include "client/scenario.h"
#include "fake_service.h"
#include "pki/csr.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

namespace scepter::test {

/// Time that a test moves.
struct LabClock final : Clock {
    [[nodiscard]] TimePoint now() const override { return TimePoint{Duration{m_now.load()}}; }
    void forward(Duration by) { m_now += by.count(); }

private:
    std::atomic<std::int64_t> m_now{1'796'000'000'000};
};

class ScenarioLab {
public:
    ScenarioLab() {
        service.respond = [this](const scep::Request& asked) { return answer(asked); };
    }

    scep::ReplyFields answer(const scep::Request& asked) {
        scep::ReplyFields fields;
        fields.status = scep::PkiStatus::Failure;
        fields.failInfo = FailInfo::BadRequest;
        fields.failInfoText = "The challenge is not accepted.";
        if (asked.csr && !takes(*asked.csr, asked)) return fields;
        if (asked.csr) m_wanted[asked.transactionId] = *asked.csr;
        if (asked.csr || asked.poll) {
            if (pending > 0) {
                --pending;
                return {.status = scep::PkiStatus::Pending,
                        .failInfo = {},
                        .failInfoText = {},
                        .certificates = {},
                        .crls = {}};
            }
            const auto csr = m_wanted.find(asked.transactionId);
            if (csr == m_wanted.end()) return fields;
            return {.status = scep::PkiStatus::Success,
                    .failInfo = {},
                    .failInfoText = {},
                    .certificates = {issue(*csr->second).der()},
                    .crls = {}};
        }
        const auto found = m_issued.find(toHex(asked.lookup->serial));
        if (found == m_issued.end()) return fields;
        return {.status = scep::PkiStatus::Success,
                .failInfo = {},
                .failInfoText = {},
                .certificates = {found->second},
                .crls = {}};
    }

    [[nodiscard]] client::ScenarioRun run() {
        client::ScenarioRun made;
        made.service.url = "http://ca.example/scep";
        made.challenge = std::make_shared<const SecretBytes>(std::string_view("otter"));
        made.exchange = [this](const http::ClientRequest& request) {
            const std::lock_guard lock(m_mutex);
            return service(request);
        };
        return made;
    }

    FakeService service;
    LabClock clock;
    unsigned pending = 0; ///< how many of the next answers are
    std::vector<std::string> challenges{"otter"};

private:
    bool takes(const pki::Csr& csr, const scep::Request& asked) const {
        const bool renewal = asked.signer && asked.signer->issuer() == service.ca.subject();
        const SecretBytes* given = csr.challengePassword();
        if (!given) return renewal;
        return std::ranges::any_of(challenges,
                                   [&](const std::string& one) { return given->text() == one; });
    }

    pki::Certificate issue(const pki::Csr& csr) {
        std::vector<pki::Extension> extensions{
            pki::makeKeyUsage(pki::key_usage::kDigitalSignature)};
        if (!csr.subjectAltNames().empty())
            extensions.push_back(pki::makeSubjectAltName(csr.subjectAltNames()));
        auto made =
            pki::signCertificate({Bytes{0x51, ++m_serial}, service.ca.subject(), csr.subject(),
                                  clock.now(), clock.now() + std::chrono::hours(24 * 30),
                                  csr.publicKey().spki(), std::move(extensions)},
                                 service.caKey, pki::Digest::Sha256);
        if (!made) qFatal("%s", toText(made.error()).c_str());
        m_issued[toHex(made->serial())] = made->der();
        return *made;
    }

    std::mutex m_mutex;
    std::map<std::string, std::optional<pki::Csr>> m_wanted;
    std::map<std::string, Bytes> m_issued;
    std::uint8_t m_serial = 0;
};

/// JSON, written with single quotes.
inline std::string jsonOf(std::string_view text) {
    std::string json(text);
    std::ranges::replace(json, '\'', '"');
    return json;
}

/// A scenario of these steps, in single quotes; EC keys, unless `more` says another, are made in no
/// time.
inline client::Scenario scenarioOf(std::string_view steps, std::string_view more = "") {
    const std::string key = more.contains("'key'") ? "" : "'key': 'ec:p256', ";
    const std::string json =
        jsonOf("{'format': 'scepter-scenario', 'version': 1, 'name': 'test', " + key +
               std::string(more) + "'steps': [" + std::string(steps) + "]}");
    auto scenario = client::scenarioFromJson(json);
    if (!scenario) qFatal("%s", toText(scenario.error()).c_str());
    return *scenario;
}

} // namespace scepter::test
