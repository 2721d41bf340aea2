// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gated.h"

#include "support/lab_workspace.h"
#include "workbench/passphrase.h"

namespace scepter::test {

namespace {

constexpr auto kEndpoint = "gated";

std::unique_ptr<store::Store> openStore(const std::string& workspace, const Clock& clock) {
    auto store = need("opening the store", store::Store::open(workspace, clock));
    const auto passphrase = need("reading the key file", workbench::findPassphrase(workspace, {}));
    need("unlocking", store->unlock(passphrase.view()));
    return store;
}

} // namespace

void addGatedEndpoint(workbench::Workbench& workbench) {
    challenge::IntuneGate intune;
    intune.tenant = "hillside.example";
    intune.appId = "0c1d5a0e-3f0e-4a6b-9a51-6c7f0e9b7d11";
    intune.provider = "Scepter";
    challenge::WebhookGate mdm;
    mdm.dialect = challenge::WebhookDialect::Plain;
    mdm.url = "https://mdm.hillside.example/scep/check";
    mdm.notifies = true;
    challenge::CommandGate script;
    script.program = "/usr/local/bin/known-device";
    enrollment::EndpointSettings endpoint;
    endpoint.name = kEndpoint;
    endpoint.path = "/scep/gated";
    endpoint.templateName = need("templates", workbench.endpoints().templates()).front().name;
    endpoint.gates = {{.name = "intune", .settings = intune},
                      {.name = "mdm", .settings = mdm},
                      {.name = "script", .settings = script}};
    std::vector<challenge::GateSecret> secrets;
    secrets.push_back({"intune", "appKey", SecretBytes(std::string_view("not a real key"))});
    need("adding an endpoint", workbench.endpoints().add(endpoint, secrets));
}

GatedRequests::GatedRequests(const std::string& workspace, const Clock& clock, std::int64_t pending)
    : m_clock(clock)
    , m_store(openStore(workspace, clock))
    , m_workbench(need("opening the workspace",
                       workbench::Workbench::open(workspace, {}, "operator:ben", clock)))
    , m_model(need("finding a request", m_store->request(pending))) {
}

GatedRequests::~GatedRequests() = default;

enrollment::RequestRecord GatedRequests::recordOf(const Gated& wish) {
    enrollment::RequestRecord record = m_model;
    record.id = 0;
    record.key.endpointId =
        need("finding the endpoint", m_workbench->endpoints().show(kEndpoint)).settings.id;
    record.key.transactionId = "gated-" + std::to_string(++m_count);
    record.subject = wish.subject;
    record.checks = wish.checks;
    record.comparisons = wish.comparisons;
    record.createdAt = m_clock.now();
    record.expiresAt = m_clock.now() + std::chrono::days{7};
    record.stickyUntil = *record.expiresAt;
    record.polls = 0;
    record.lastPolledAt.reset();
    return record;
}

std::int64_t GatedRequests::issue(const Gated& wish) {
    enrollment::RecordRequest change{recordOf(wish), {}};
    change.request.allowedBy = {"intune", "mdm", "script"};
    change.request.sealedCsr = Bytes(32, 0x5A); // that it is kept: nobody is told here
    const std::int64_t id = need("recording", m_store->commit(change)).requestId;
    need("approving", m_workbench->requests().approve(id, {}));
    return id;
}

std::int64_t GatedRequests::refuse(const Gated& wish) {
    enrollment::RecordRequest change{recordOf(wish), {}};
    change.request.state = enrollment::RequestState::Refused;
    change.request.expiresAt.reset();
    change.request.decidedAt = m_clock.now();
    change.request.decidedBy = "policy";
    change.request.errorCode = ErrorCode::ConstraintViolated;
    change.request.reason = challenge::firstDifference(wish.comparisons);
    change.request.toldFailInfo = FailInfo::BadRequest;
    change.request.toldText = "not permitted";
    return need("recording", m_store->commit(change)).requestId;
}

store::NoticeRecord GatedRequests::notice(std::int64_t request, const std::string& gate) {
    for (const store::NoticeRecord& one : need("finding news", m_store->noticesOfRequest(request)))
        if (one.gate == gate) return one;
    qFatal("request %lld has no news for %s", static_cast<long long>(request), gate.c_str());
}

void GatedRequests::settle(std::int64_t request, const std::string& gate, store::NoticeState state,
                           const std::string& error) {
    need("settling",
         m_store->settleNotice(
             notice(request, gate).id,
             {.state = state, .nextAt = m_clock.now() + std::chrono::minutes{4}, .error = error},
             "responder"));
}

std::vector<challenge::Comparison> tabletComparisons() {
    return {{"Subject CN", "tablet-31", "tablet-99", false},
            {"Subject O", "Hillside School", "Hillside School", true},
            {"SAN dns", "tablet-31.hillside.example", "tablet-31.hillside.example", true},
            {"SAN upn", "none", "", true},
            {"Key", "RSA, 2048 bits or more", "RSA 2048", true},
            {"Key usage", "digitalSignature, keyEncipherment", "digitalSignature, keyEncipherment",
             true},
            {"EKU", "clientAuth", "clientAuth", true},
            {"Hash", "sha256", "sha256", true}};
}

std::vector<responder::TargetStatus> askedTargets(TimePoint now) {
    using responder::CircuitState;
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    responder::TargetStatus intune;
    intune.target = "https://fef.msub05.manage.microsoft.com:443";
    intune.asked = 1204;
    intune.failed = 3;
    intune.lastError = "fef.msub05.manage.microsoft.com: no answer within 10 s";
    intune.lastFailureAt = now - std::chrono::hours{5};
    intune.lastDuration = milliseconds{184};
    intune.meanDuration = milliseconds{203};
    responder::TargetStatus mdm;
    mdm.target = "https://mdm.hillside.example:443";
    mdm.state = CircuitState::Open;
    mdm.failuresInARow = 5;
    mdm.asked = 87;
    mdm.failed = 9;
    mdm.turnedAway = 12;
    mdm.lastError = "mdm.hillside.example: the TLS certificate has expired";
    mdm.lastFailureAt = now - seconds{21};
    mdm.pausedUntil = now + seconds{39};
    mdm.lastDuration = milliseconds{61};
    mdm.meanDuration = milliseconds{75};
    responder::TargetStatus script;
    script.target = "/usr/local/bin/known-device";
    script.state = CircuitState::HalfOpen;
    script.failuresInARow = 6;
    script.asked = 40;
    script.failed = 6;
    script.turnedAway = 2;
    script.underWay = 1;
    script.lastError = "known-device: ended by signal 11";
    script.lastFailureAt = now - seconds{64};
    script.lastDuration = milliseconds{12};
    script.meanDuration = milliseconds{15};
    return {script, intune, mdm};
}

} // namespace scepter::test
