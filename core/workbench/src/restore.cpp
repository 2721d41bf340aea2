// Putting a copy in the place of a workspace.
#include "check_whole.h"
#include "draft.h"
#include "private_files.h"
#include "store/traffic_store.h"
#include "workbench/maintenance.h"
#include "workbench/passphrase.h"
#include "workbench/place.h"

#include <ctime>
#include <filesystem>

#include <unistd.h>

namespace scepter::workbench {

namespace {

constexpr std::string_view kBefore = ".before-restore-";

/// "20261125-184105", in UTC.
std::string stampOf(TimePoint time) {
    std::string stamp;
    for (const char c : toIsoText(time).substr(0, 19))
        if (c != ':' && c != '-') stamp += c == 'T' ? '-' : c;
    return stamp;
}

/// Errors name the file that the operator named.
Error inWordsOf(Error error, const std::string& draft, const std::string& backup) {
    for (auto at = error.detail.find(draft); at != std::string::npos;
         at = error.detail.find(draft, at + backup.size()))
        error.detail.replace(at, draft.size(), backup);
    return error;
}

/// The copies that a migration of the draft has left beside it.
void removeMigrationCopies(const std::string& draft) {
    const std::filesystem::path path(draft);
    const std::string prefix = path.filename().string() + ".v";
    std::error_code error;
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error))
        if (it->path().filename().string().starts_with(prefix)) ::unlink(it->path().c_str());
}

struct Passphrase {
    SecretBytes text;
    bool fromBackup = false; ///< out of the key file beside the backup
};

Result<Passphrase> passphraseFor(const RestoreOptions& options) {
    if (options.passphrase) return Passphrase{options.passphrase->clone(), false};
    const bool beside = options.passphraseFile.empty() && isThere(keyFileOf(options.backup));
    SCEPTER_TRY(text, beside ? readPassphraseFile(keyFileOf(options.backup))
                             : findPassphrase(options.target, options.passphraseFile));
    return Passphrase{std::move(text), beside};
}

Result<void> checkPlaces(const RestoreOptions& options) {
    if (!isThere(options.backup))
        return fail(ErrorCode::NotFound, "there is no file " + options.backup);
    if (isSameFile(options.backup, options.target))
        return fail(ErrorCode::InvalidArgument, "the backup is the workspace itself");
    if (!isThere(options.target)) return checkPlace(options.target, false);
    if (options.replace) return {};
    return fail(ErrorCode::AlreadyExists, "there is a workspace " + options.target + " already");
}

Result<void> copyWithLog(const std::string& from, const std::string& to) {
    SCEPTER_CHECK(copyPrivateFile(from, to));
    // A workspace that was copied while it was open has a part of it in its log.
    if (isThere(from + "-wal")) return copyPrivateFile(from + "-wal", to + "-wal");
    return {};
}

Result<store::RestoreFacts> prepareDraft(const RestoreOptions& options, const std::string& draft,
                                         const SecretBytes& passphrase, const Clock& clock) {
    auto opened = store::Store::open(draft, clock);
    removeMigrationCopies(draft);
    if (!opened) return failWith(std::move(opened));
    store::Store& store = **opened;
    SCEPTER_CHECK(store.unlock(passphrase.view()));
    SCEPTER_CHECK(checkWhole(store, passphrase));
    return store.markRestored(options.actor, options.withdrawCodes);
}

/// Makes the old workspace one file that nobody writes to. One that cannot be opened is moved as it
/// is: it may be why somebody restores.
Result<void> putAside(const std::string& target) {
    auto folded = store::Store::fold(target);
    if (folded) return {};
    const ErrorCode code = folded.error().code;
    const bool isUnusable = code == ErrorCode::StoreCorrupt || code == ErrorCode::StoreForeign;
    if (!isUnusable) return folded;
    return {};
}

Result<void> publish(const RestoreOptions& options, Draft& draft, const std::string& before) {
    if (before.empty()) return draft.publish(false);
    SCEPTER_CHECK(putAside(options.target));
    // A log that is left would be played into the restored one.
    for (const std::string suffix : {"-wal", "-journal"})
        if (isThere(options.target + suffix))
            SCEPTER_CHECK(replaceFile(options.target + suffix, before + suffix));
    ::unlink((options.target + "-shm").c_str());
    SCEPTER_CHECK(replaceKeeping(draft.path(), options.target, before));
    // Recorded traffic speaks of the requests of the old one. It is no reason to fail.
    const std::string traffic = store::trafficPathOf(options.target);
    for (const std::string suffix : {"-wal", ""})
        if (isThere(traffic + suffix))
            static_cast<void>(replaceFile(traffic + suffix, store::trafficPathOf(before) + suffix));
    return {};
}

/// The key file of the restored workspace, under the name at which unlock() looks too.
Result<bool> layOutKeyFile(const RestoreOptions& options, const Passphrase& passphrase) {
    if (!passphrase.fromBackup) return false;
    const auto present = readPassphraseFile(keyFileOf(options.target));
    if (present && equalConstantTime(present->view(), passphrase.text.view())) return false;
    const std::string path = keyFileOf(options.target) + ".new";
    ::unlink(path.c_str());
    SCEPTER_CHECK(copyPrivateFile(keyFileOf(options.backup), path));
    SCEPTER_CHECK(syncFolderOf(path));
    return true;
}

Result<std::string> publishKeyFile(const RestoreOptions& options, const std::string& stamp) {
    const std::string path = keyFileOf(options.target);
    if (!isThere(path)) {
        SCEPTER_CHECK(replaceFile(path + ".new", path));
        return std::string();
    }
    std::string old = path + std::string(kBefore) + stamp;
    SCEPTER_CHECK(replaceKeeping(path + ".new", path, old));
    return old;
}

} // namespace

Result<void> checkWhole(store::Store& store, const SecretBytes& passphrase) {
    SCEPTER_TRY(problems, store.checkConsistency());
    if (!problems.empty())
        return fail(ErrorCode::StoreCorrupt, "the backup is not sound: " + problems.front());
    SCEPTER_TRY(trail, store.verifyAudit());
    if (!trail.intact)
        return fail(ErrorCode::StoreCorrupt, "the audit trail of the backup was changed at line " +
                                                 std::to_string(trail.firstBadLine) + ": " +
                                                 trail.reason);
    responder::AuthorityLoader loader(store, passphrase.clone());
    SCEPTER_CHECK(loader.load());
    return {};
}

class Restoration::Private {
public:
    RestoreOptions options;
    Passphrase passphrase;
    std::unique_ptr<Draft> draft;
    store::RestoreFacts facts;
    std::string stamp;
};

Restoration::Restoration(std::unique_ptr<Private> p)
    : m_p(std::move(p)) {
}
Restoration::~Restoration() = default;

Result<std::unique_ptr<Restoration>> Restoration::prepare(RestoreOptions options,
                                                          const Clock& clock) {
    SCEPTER_CHECK(checkPlaces(options));
    SCEPTER_TRY(passphrase, passphraseFor(options));
    SCEPTER_TRY(draft, Draft::beside(options.target));
    auto copied = copyWithLog(options.backup, draft->path());
    if (!copied) return failWith(std::move(copied));
    auto facts = prepareDraft(options, draft->path(), passphrase.text, clock);
    if (!facts) return failWith(inWordsOf(facts.error(), draft->path(), options.backup));
    return std::unique_ptr<Restoration>(new Restoration(
        std::make_unique<Private>(Private{std::move(options), std::move(passphrase),
                                          std::move(draft), *facts, stampOf(clock.now())})));
}

Result<Restored> Restoration::publish() {
    const RestoreOptions& options = m_p->options;
    // Something may have come there since the copy was checked.
    SCEPTER_CHECK(checkPlaces(options));
    Restored restored;
    restored.facts = m_p->facts;
    if (isThere(options.target))
        restored.before = options.target + std::string(kBefore) + m_p->stamp;
    SCEPTER_TRY(hasNewKey, layOutKeyFile(options, m_p->passphrase));
    if (auto published = workbench::publish(options, *m_p->draft, restored.before); !published) {
        if (hasNewKey) ::unlink((keyFileOf(options.target) + ".new").c_str());
        return failWith(std::move(published));
    }
    if (hasNewKey) {
        SCEPTER_TRY(old, publishKeyFile(options, m_p->stamp));
        restored.keyFileBefore = std::move(old);
    }
    return restored;
}

Result<Restored> restore(const RestoreOptions& options, const Clock& clock) {
    SCEPTER_TRY(restoration, Restoration::prepare(options, clock));
    return restoration->publish();
}

} // namespace scepter::workbench
