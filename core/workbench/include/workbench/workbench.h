// The façade that the command line and the window use.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "enrollment/records.h"
#include "responder/responder.h"
#include "store/records.h"
#include "workbench/accounts.h"
#include "workbench/authorities.h"
#include "workbench/certificates.h"
#include "workbench/codes.h"
#include "workbench/endpoint_preview.h"
#include "workbench/endpoints.h"
#include "workbench/inspector.h"
#include "workbench/maintenance.h"
#include "workbench/notices.h"
#include "workbench/recorded_traffic.h"
#include "workbench/requests.h"
#include "workbench/responder_settings.h"
#include "workbench/storage_facts.h"
#include "workbench/template_preview.h"
#include "workbench/warning.h"

#include <memory>
#include <string>
#include <vector>

namespace scepter::responder {
class AdminServer;
struct AdminOptions;
} // namespace scepter::responder

namespace scepter::workbench {

struct AdminSettings; // workbench/admin_settings.h
enum class StandInKind;
struct StandInSecrets;
struct StandInSettings; // workbench/standin_settings.h

/// What `status` tells.
struct Status {
    std::string path;
    store::Counts counts;
    std::vector<AuthorityView> authorities;
    std::vector<enrollment::EndpointSettings> endpoints;
    std::vector<Warning> findings;     ///< what an operator should know
    std::vector<std::string> warnings; ///< the same in English, one text each
};

/// One open workspace, unlocked. Thread-safe; functions block on the disk and, some, on crypto: not
/// for a GUI thread.
class Workbench {
public:
    /// Opens and unlocks. `actor` names the operator in the audit trail. The clock must outlive it.
    static Result<std::unique_ptr<Workbench>> open(const std::string& path,
                                                   const std::string& passphraseFile,
                                                   const std::string& actor, const Clock& clock);
    /// The same with a passphrase that is known already.
    static Result<std::unique_ptr<Workbench>> openWith(const std::string& path,
                                                       SecretBytes passphrase,
                                                       const std::string& actor,
                                                       const Clock& clock);
    ~Workbench();
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    [[nodiscard]] Requests& requests();
    [[nodiscard]] Certificates& certificates();
    [[nodiscard]] Codes& codes();
    [[nodiscard]] Endpoints& endpoints();
    [[nodiscard]] Notices& notices();
    [[nodiscard]] Accounts& accounts();
    [[nodiscard]] AuthorityDesk& authorities();
    [[nodiscard]] Maintenance& maintenance();
    [[nodiscard]] Inspector& inspector();
    /// What responders on this workspace have recorded, in this process or another. Reads the file
    /// at the first use. Must not outlive the workbench.
    [[nodiscard]] std::shared_ptr<RecordedTraffic> traffic();
    /// Forgets all of it.
    Result<void> clearTraffic();

    [[nodiscard]] const std::string& path() const;
    /// Whether this is the passphrase: PassphraseWrong otherwise. Takes an scrypt (some 50 ms).
    Result<void> checkPassphrase(ByteView passphrase);

    /// CAs and RAs are warned of so long before their end. Of the CRLs it has no bytes.
    Result<Status> status(Duration warnBefore = std::chrono::days{30});
    /// Changes whenever anybody has committed something to the workspace. Cheap: some 10 us.
    Result<std::int64_t> changeMark();
    /// What tells which lists have moved.
    Result<store::Marks> marks();
    /// What is wrong with the ledger; empty when nothing is.
    Result<std::vector<std::string>> checkConsistency();
    Result<std::vector<enrollment::AuditRecord>> audit(const store::AuditFilter& filter);
    /// For lists of any length: see store::Store::auditIds.
    Result<store::IdList> auditIds(const store::AuditFilter& filter, const store::AuditOrder& order,
                                   const store::GoOn& goOn);
    Result<std::vector<enrollment::AuditRecord>> auditRows(const std::vector<std::int64_t>& ids);
    Result<store::AuditVerdict> verifyAudit();

    /// What a template, saved or not, makes of a sample request; an empty `authority` means the
    /// only one. See TemplatePreviewer.
    Result<TemplatePreview> previewTemplate(const authority::Template& recipe,
                                            const std::string& authority,
                                            const SampleRequest& sample, const GoOn& goOn = {});
    /// What an endpoint, saved or not, answers, with all that saving it would refuse. An
    /// authorityId of 0 means the only authority. AuthorityMissing, and errors of opening its keys.
    Result<EndpointPreview> previewEndpoint(enrollment::EndpointSettings settings);

    /// The texts of all responder settings, as they are kept or by default.
    Result<std::vector<SettingText>> responderTexts();
    /// The same, read. InvalidArgument for one that cannot be meant.
    Result<ResponderSettings> responderSettings();
    /// Writes those that differ from what is kept; each goes into the audit trail.
    Result<void> setResponderSettings(const ResponderSettings& settings);
    [[nodiscard]] StorageFacts storageFacts() const;
    PartVersions partVersions();

    /// Starts a responder on this workspace; it must be gone before the workbench.
    Result<std::unique_ptr<responder::Responder>> serve(responder::ResponderOptions options,
                                                        Log& log);

    Result<AdminSettings> adminSettings();
    Result<void> setAdminSettings(const AdminSettings& settings);
    /// Starts an admin listener on this workspace; it must be gone before the workbench.
    Result<std::unique_ptr<responder::AdminServer>> serveAdmin(responder::AdminOptions options,
                                                               Log& log);

    /// What the stand-ins of a window are set to, and their secrets: see
    /// workbench/standin_settings.h.
    Result<StandInSettings> standIns();
    Result<void> setStandIns(const StandInSettings& settings);
    Result<StandInSecrets> standInSecrets(StandInKind kind);
    Result<void> setStandInSecrets(StandInKind kind, const StandInSecrets& secrets);

private:
    class Private;
    static Result<std::unique_ptr<Workbench>> unlocked(std::unique_ptr<store::Store> store,
                                                       SecretBytes passphrase,
                                                       const std::string& actor,
                                                       const Clock& clock);
    explicit Workbench(std::unique_ptr<Private> p);
    std::unique_ptr<Private> m_p;
};

} // namespace scepter::workbench
