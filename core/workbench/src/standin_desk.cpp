// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin_desk.h"

#include "base/encoding.h"
#include "pki/crypto.h"
#include "standin/identity.h"
#include "standin/intune_state.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

constexpr std::size_t kSecretBytes = 32;
// A certificate that is about to end is made anew.
constexpr auto kLeastLife = std::chrono::days{7};
constexpr auto kTlsLife = std::chrono::days{89}; // of standin::makeServerIdentity, a day spared
// Nobody takes calls while a window hangs: the newest are worth keeping.
constexpr std::size_t kMostWaiting = 1000;

Result<std::shared_ptr<const SecretBytes>> newSecret() {
    SCEPTER_TRY(bytes, pki::randomBytes(kSecretBytes));
    std::string text = toBase64(bytes);
    auto secret = std::make_shared<const SecretBytes>(std::string_view(text));
    wipeMemory(text.data(), text.size());
    wipeMemory(bytes.data(), bytes.size());
    return std::shared_ptr<const SecretBytes>(std::move(secret));
}

/// Names that a certificate needs besides those of this machine itself.
std::vector<std::string> hostsOf(const StandInPlace& place) {
    std::string host = place.address;
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const bool own = host == "localhost" || host == "127.0.0.1" || host == "::1";
    return own ? std::vector<std::string>{} : std::vector{host};
}

Result<std::shared_ptr<const StandInTls>> newTls(const StandInPlace& place, TimePoint now) {
    auto tls = std::make_shared<StandInTls>();
    tls->hosts = hostsOf(place);
    tls->until = now + kTlsLife;
    SCEPTER_TRY(made, standin::makeServerIdentity(tls->hosts, now));
    tls->certificatePem = std::move(made.tls.certificatePem);
    tls->keyPem = std::move(made.tls.keyPem);
    tls->rootPem = std::move(made.rootPem);
    return std::shared_ptr<const StandInTls>(std::move(tls));
}

/// As they are kept, else made and kept. `renew` makes another secret.
Result<StandInSecrets> readySecrets(Workbench& workbench, StandInKind kind,
                                    const StandInPlace& place, bool renew, TimePoint now) {
    SCEPTER_TRY(kept, workbench.standInSecrets(kind));
    StandInSecrets ready = kept;
    if (renew || !ready.secret) {
        SCEPTER_TRY(secret, newSecret());
        ready.secret = std::move(secret);
    }
    const bool good =
        ready.tls && ready.tls->hosts == hostsOf(place) && ready.tls->until - now > kLeastLife;
    if (place.tls && !good) {
        SCEPTER_TRY(tls, newTls(place, now));
        ready.tls = std::move(tls);
    }
    if (ready != kept) SCEPTER_CHECK(workbench.setStandInSecrets(kind, ready));
    return ready;
}

std::optional<http::TlsOptions> tlsOf(const StandInPlace& place, const StandInSecrets& secrets) {
    if (!place.tls) return std::nullopt;
    return http::TlsOptions{secrets.tls->certificatePem, secrets.tls->keyPem.clone(), {}};
}

} // namespace

void StandIns::Inbox::add(StandInKind kind, StandInCall call) {
    const std::lock_guard lock(m_mutex);
    call.id = ++m_lastId;
    if (m_calls.size() >= kMostWaiting) m_calls.erase(m_calls.begin());
    m_calls.emplace_back(kind, std::move(call));
    // Under the lock: after close() nobody is woken.
    if (m_calls.size() == 1 && m_wake) m_wake();
}

std::vector<std::pair<StandInKind, StandInCall>> StandIns::Inbox::take() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_calls, {});
}

void StandIns::Inbox::close() {
    const std::lock_guard lock(m_mutex);
    m_wake = {};
}

Result<std::shared_ptr<standin::IntuneState>> StandIns::Desk::state(TimePoint now) {
    const std::lock_guard lock(m_mutex);
    if (m_state) return m_state;
    SCEPTER_TRY(made, standin::IntuneState::make(now));
    m_state = std::move(made);
    return m_state;
}

Result<std::shared_ptr<standin::IntuneState>>
StandIns::Desk::stateFor(const IntuneStandIn& settings, TimePoint now) {
    SCEPTER_TRY(known, state(now));
    SCEPTER_CHECK(known->setDevices(settings.devices));
    SCEPTER_CHECK(known->setProfiles(settings.profiles));
    return known;
}

Result<std::shared_ptr<StandIns::Started>> StandIns::Desk::start(Workbench& workbench,
                                                                 StandInKind kind,
                                                                 const StandInSettings& settings,
                                                                 bool renew, const Clock& clock) {
    const bool isIntune = kind == StandInKind::Intune;
    const StandInPlace& place = isIntune ? settings.intune.place : settings.mdm.place;
    auto started = std::make_shared<Started>();
    SCEPTER_TRY(secrets, readySecrets(workbench, kind, place, renew, clock.now()));
    started->secrets = std::move(secrets);
    if (place.tls) started->rootPem = started->secrets.tls->rootPem;
    SCEPTER_CHECK(isIntune ? serveIntune(settings.intune, clock, *started)
                           : serveMdm(settings.mdm, clock, *started));
    return started;
}

Result<void> StandIns::Desk::serveIntune(const IntuneStandIn& settings, const Clock& clock,
                                         Started& started) {
    SCEPTER_TRY(known, stateFor(settings, clock.now()));
    standin::IntuneServiceOptions options;
    options.address = settings.place.address;
    options.port = settings.place.port;
    options.tls = tlsOf(settings.place, started.secrets);
    options.tenant = settings.tenant;
    options.appId = settings.appId;
    options.appKey = started.secrets.secret->clone();
    SCEPTER_TRY(service, standin::IntuneService::start(std::move(options), known, clock));
    started.url = service->url();
    challenge::IntuneGate gate = service->gate();
    gate.pullsRevocations = true;
    if (!started.rootPem.empty()) gate.rootPems = {started.rootPem};
    started.gate = std::move(gate);
    started.intune = std::move(service);
    return {};
}

Result<void> StandIns::Desk::serveMdm(const MdmStandIn& settings, const Clock& clock,
                                      Started& started) {
    standin::MdmServiceOptions options;
    options.address = settings.place.address;
    options.port = settings.place.port;
    options.tls = tlsOf(settings.place, started.secrets);
    options.hmacSecret = started.secrets.secret->clone();
    options.singleUse = settings.singleUse;
    SCEPTER_TRY(service, standin::MdmService::start(std::move(options), settings.devices, clock));
    started.url = service->url();
    challenge::WebhookGate gate;
    gate.dialect = challenge::WebhookDialect::Plain; // whose answers say what was compared
    gate.url = started.url;
    gate.notifies = true;
    if (!started.rootPem.empty()) gate.rootPems = {started.rootPem};
    started.gate = std::move(gate);
    started.mdm = std::move(service);
    return {};
}

StandInCall callOf(const standin::IntuneCall& call) {
    StandInCall shown;
    shown.at = call.at;
    shown.action = toText(call.action);
    shown.remoteAddress = call.remoteAddress;
    shown.transactionId = call.transactionId;
    shown.deviceId = call.deviceId;
    shown.profileId = call.profileId;
    shown.subject = call.subject;
    shown.caller = call.caller;
    shown.activityId = call.activityId;
    shown.status = call.status;
    shown.answer = call.code;
    shown.reason = call.description;
    shown.fault = call.fault;
    shown.comparisons = call.comparisons;
    return shown;
}

StandInCall callOf(const standin::MdmCall& call) {
    StandInCall shown;
    shown.at = call.at;
    shown.action = toText(call.action);
    shown.remoteAddress = call.remoteAddress;
    shown.transactionId = call.transactionId;
    shown.deviceId = call.deviceId;
    shown.subject = call.subject;
    shown.status = call.status;
    shown.answer = call.decision;
    shown.reason = call.reason;
    shown.fault = call.fault;
    shown.comparisons = call.comparisons;
    return shown;
}

} // namespace scepter::workbench
