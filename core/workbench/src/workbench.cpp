#include "workbench/workbench.h"

#include "endpoint_warnings.h"
#include "pki/crypto.h"
#include "workbench/admin_settings.h"
#include "workbench/maintenance.h"
#include "workbench/passphrase.h"
#include "workbench/standin_settings.h"

#include <algorithm>
#include <iterator>

namespace scepter::workbench {

namespace {

using Kind = Warning::Kind;

void warnOfEnd(std::vector<Warning>& warnings, const std::string& authority,
               const pki::Certificate& certificate, Kind ending, Kind ended, TimePoint now,
               Duration warnBefore) {
    const TimePoint end = certificate.notAfter();
    if (end - now >= warnBefore) return;
    warnings.push_back({end <= now ? ended : ending, authority, {}, {}, end});
}

void append(std::vector<Warning>& warnings, std::vector<Warning> more) {
    std::ranges::move(more, std::back_inserter(warnings));
}

std::vector<Warning> warningsOf(const std::vector<AuthorityView>& authorities,
                                const std::vector<enrollment::EndpointSettings>& endpoints,
                                TimePoint now, Duration warnBefore) {
    std::vector<Warning> warnings;
    for (const auto& authority : authorities) {
        const auto* current = authority.current();
        if (current == nullptr) {
            warnings.push_back({Kind::CaMissing, authority.name, {}, {}, std::nullopt});
            continue;
        }
        warnOfEnd(warnings, authority.name, *current->ca, Kind::CaEnding, Kind::CaEnded, now,
                  warnBefore);
        if (current->ra)
            warnOfEnd(warnings, authority.name, *current->ra, Kind::RaEnding, Kind::RaEnded, now,
                      warnBefore);
    }
    for (const auto& endpoint : endpoints)
        for (const auto& authority : authorities)
            if (const auto* current = authority.current();
                current != nullptr && authority.id == endpoint.authorityId)
                append(warnings, warningsOfScepKey(endpoint, authority.name, *current->ca,
                                                   current->ra.has_value()));
    return warnings;
}

} // namespace

class Workbench::Private {
public:
    Private(std::unique_ptr<store::Store> opened, SecretBytes passphrase, const std::string& who,
            const Clock& time)
        : clock(time)
        , actor(who)
        , store(std::move(opened))
        , loader(*store, std::move(passphrase))
        , requests(*store, loader, clock, actor)
        , certificates(*store, clock, actor)
        , codes(*store, clock, actor)
        , notices(*store, actor)
        , endpoints(*store, actor)
        , accounts(*store, clock, actor)
        , authorities(*store, loader, clock, actor)
        , previewer(clock)
        , maintenance(*store, loader, clock, actor)
        , inspector(loader, clock)
        , traffic(std::make_shared<RecordedTraffic>(store::trafficPathOf(store->path()), inspector,
                                                    clock)) {}

    /// With the secrets that are stored for it, if it is stored.
    enrollment::Endpoint withSecrets(const enrollment::EndpointSettings& settings) const {
        auto stored = store->endpoint(settings.name);
        if (!stored || stored->settings.id != settings.id) return {settings, {}};
        return {settings, std::move(stored->secrets)};
    }

    const Clock& clock;
    std::string actor;
    std::unique_ptr<store::Store> store;
    responder::AuthorityLoader loader;
    Requests requests;
    Certificates certificates;
    Codes codes;
    Notices notices;
    Endpoints endpoints;
    Accounts accounts;
    AuthorityDesk authorities;
    TemplatePreviewer previewer;
    Maintenance maintenance;
    Inspector inspector;
    std::shared_ptr<RecordedTraffic> traffic;
};

Workbench::Workbench(std::unique_ptr<Private> p)
    : m_p(std::move(p)) {
}
Workbench::~Workbench() = default;

Result<std::unique_ptr<Workbench>> Workbench::open(const std::string& path,
                                                   const std::string& passphraseFile,
                                                   const std::string& actor, const Clock& clock) {
    SCEPTER_TRY(store, store::Store::open(path, clock));
    SCEPTER_TRY(passphrase, unlock(*store, passphraseFile));
    return std::unique_ptr<Workbench>(new Workbench(
        std::make_unique<Private>(std::move(store), std::move(passphrase), actor, clock)));
}

Result<std::unique_ptr<Workbench>> Workbench::openWith(const std::string& path,
                                                       SecretBytes passphrase,
                                                       const std::string& actor,
                                                       const Clock& clock) {
    SCEPTER_TRY(store, store::Store::open(path, clock));
    return unlocked(std::move(store), std::move(passphrase), actor, clock);
}

Result<std::unique_ptr<Workbench>> Workbench::unlocked(std::unique_ptr<store::Store> store,
                                                       SecretBytes passphrase,
                                                       const std::string& actor,
                                                       const Clock& clock) {
    SCEPTER_CHECK(store->unlock(passphrase.view()));
    return std::unique_ptr<Workbench>(new Workbench(
        std::make_unique<Private>(std::move(store), std::move(passphrase), actor, clock)));
}

const std::string& Workbench::path() const {
    return m_p->store->path();
}

Result<void> Workbench::checkPassphrase(ByteView passphrase) {
    return m_p->store->checkPassphrase(passphrase);
}

Result<std::int64_t> Workbench::changeMark() {
    return m_p->store->changeMark();
}

Result<store::Marks> Workbench::marks() {
    return m_p->store->marks();
}

Requests& Workbench::requests() {
    return m_p->requests;
}
Certificates& Workbench::certificates() {
    return m_p->certificates;
}
Notices& Workbench::notices() {
    return m_p->notices;
}
Codes& Workbench::codes() {
    return m_p->codes;
}
Endpoints& Workbench::endpoints() {
    return m_p->endpoints;
}
Accounts& Workbench::accounts() {
    return m_p->accounts;
}
AuthorityDesk& Workbench::authorities() {
    return m_p->authorities;
}

Maintenance& Workbench::maintenance() {
    return m_p->maintenance;
}

Inspector& Workbench::inspector() {
    return m_p->inspector;
}

std::shared_ptr<RecordedTraffic> Workbench::traffic() {
    return m_p->traffic;
}

Result<void> Workbench::clearTraffic() {
    return m_p->traffic->clear();
}

Result<Status> Workbench::status(Duration warnBefore) {
    const TimePoint now = m_p->clock.now();
    SCEPTER_CHECK(m_p->store->expirePending(now));
    Status status;
    status.path = m_p->store->path();
    SCEPTER_TRY(counts, m_p->store->counts(now));
    status.counts = counts;
    SCEPTER_TRY(authorities, m_p->authorities.overview());
    status.authorities = std::move(authorities);
    SCEPTER_TRY(endpoints, m_p->endpoints.list());
    status.endpoints = std::move(endpoints);
    status.findings = warningsOf(status.authorities, status.endpoints, now, warnBefore);
    for (const auto& settings : status.endpoints)
        append(status.findings, warningsOfChallenge(m_p->withSecrets(settings)));
    for (const Warning& warning : status.findings)
        status.warnings.push_back(toText(warning));
    return status;
}

Result<std::vector<std::string>> Workbench::checkConsistency() {
    return m_p->store->checkConsistency();
}

Result<std::vector<enrollment::AuditRecord>> Workbench::audit(const store::AuditFilter& filter) {
    return m_p->store->audit(filter);
}

Result<store::IdList> Workbench::auditIds(const store::AuditFilter& filter,
                                          const store::AuditOrder& order, const store::GoOn& goOn) {
    return m_p->store->auditIds(filter, order, goOn);
}

Result<std::vector<enrollment::AuditRecord>>
Workbench::auditRows(const std::vector<std::int64_t>& ids) {
    return m_p->store->auditByIds(ids);
}

Result<store::AuditVerdict> Workbench::verifyAudit() {
    return m_p->store->verifyAudit();
}

Result<TemplatePreview> Workbench::previewTemplate(const authority::Template& recipe,
                                                   const std::string& authority,
                                                   const SampleRequest& sample, const GoOn& goOn) {
    SCEPTER_TRY(view, m_p->authorities.show(authority));
    return m_p->previewer.preview(recipe, view, sample, goOn);
}

Result<EndpointPreview> Workbench::previewEndpoint(enrollment::EndpointSettings settings) {
    SCEPTER_TRY(authorities, m_p->loader.load());
    if (settings.authorityId == 0 && authorities.size() == 1)
        settings.authorityId = authorities.front()->id;
    const auto found = std::find_if(authorities.begin(), authorities.end(), [&](const auto& one) {
        return one->id == settings.authorityId;
    });
    if (found == authorities.end())
        return fail(ErrorCode::AuthorityMissing, "the endpoint has no authority");
    EndpointPreview preview =
        workbench::previewEndpoint(m_p->withSecrets(settings), **found, m_p->clock.now());
    const auto checked = m_p->endpoints.check(settings);
    if (!checked && std::find(preview.problems.begin(), preview.problems.end(), checked.error()) ==
                        preview.problems.end())
        preview.problems.push_back(checked.error());
    return preview;
}

Result<std::vector<SettingText>> Workbench::responderTexts() {
    return workbench::responderTexts(*m_p->store);
}

Result<ResponderSettings> Workbench::responderSettings() {
    SCEPTER_TRY(texts, responderTexts());
    return responderSettingsOf(texts);
}

Result<void> Workbench::setResponderSettings(const ResponderSettings& settings) {
    return saveResponderSettings(*m_p->store, settings, m_p->actor);
}

StorageFacts Workbench::storageFacts() const {
    return storageFactsOf(path());
}

PartVersions Workbench::partVersions() {
    PartVersions versions{pki::libraryVersion(), {}};
    if (auto sqlite = m_p->store->engineVersion()) versions.sqlite = std::move(*sqlite);
    return versions;
}

Result<std::unique_ptr<responder::Responder>> Workbench::serve(responder::ResponderOptions options,
                                                               Log& log) {
    return responder::Responder::start(*m_p->store, m_p->loader, m_p->clock, log,
                                       std::move(options));
}

Result<AdminSettings> Workbench::adminSettings() {
    return readAdminSettings(*m_p->store);
}

Result<void> Workbench::setAdminSettings(const AdminSettings& settings) {
    return saveAdminSettings(*m_p->store, settings, m_p->actor);
}

Result<StandInSettings> Workbench::standIns() {
    return readStandIns(*m_p->store);
}

Result<void> Workbench::setStandIns(const StandInSettings& settings) {
    return saveStandIns(*m_p->store, settings, m_p->actor);
}

Result<StandInSecrets> Workbench::standInSecrets(StandInKind kind) {
    return readStandInSecrets(*m_p->store, kind);
}

Result<void> Workbench::setStandInSecrets(StandInKind kind, const StandInSecrets& secrets) {
    return saveStandInSecrets(*m_p->store, kind, secrets, m_p->actor);
}

Result<std::unique_ptr<responder::AdminServer>>
Workbench::serveAdmin(responder::AdminOptions options, Log& log) {
    return responder::AdminServer::start(*m_p->store, m_p->clock, log, std::move(options));
}

} // namespace scepter::workbench
