// Copies of a workspace, and its passphrase.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "responder/authority_loader.h"
#include "store/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace scepter::workbench {

/// Opens the secrets of a workspace with the passphrase of `passphraseFile` or, when that is empty,
/// of its key file; gives the passphrase. Finishes a change of the key file that was cut short.
/// Errors of findPassphrase; PassphraseWrong.
Result<SecretBytes> unlock(store::Store& store, const std::string& passphraseFile);

/// A passphrase to be set.
struct NewPassphrase {
    /// Nothing: a random one, which goes into the key file. Else 8 to 1000 bytes on one line.
    std::optional<SecretBytes> text;
    /// Put it into the workspace's key file. Otherwise the operator keeps it, and a key file with
    /// the old one is removed.
    bool intoKeyFile = false;
};

/// What became of the key file.
enum class KeyFile {
    Untouched,
    Written,
    WrittenBeside, ///< the new passphrase stands in "<key file>.new", which opens the workspace too
    Removed
};

/// The passphrase is changed, whatever became of the key file.
struct PassphraseChange {
    KeyFile keyFile = KeyFile::Untouched;
    std::optional<Error> trouble; ///< what could not be done after the change
};

/// What a copy holds.
struct BackupFacts {
    std::uint64_t bytes = 0;
    std::int64_t certificates = 0;
    std::int64_t requests = 0;
    std::int64_t auditLines = 0;
};

/// Backs up the open workspace and changes its passphrase. Thread-safe; blocks on the disk and on
/// scrypt.
class Maintenance {
public:
    Maintenance(store::Store& store, responder::AuthorityLoader& loader, const Clock& clock,
                std::string actor);

    /// A copy in a new file, while everything goes on; `withKeyFile` also copies the key file, to
    /// "<path>.key": whoever gets both has all keys. AlreadyExists; FileUnreadable without a key
    /// file; the store's errors.
    Result<void> backup(const std::string& path, bool withKeyFile);

    /// Opens a copy that backup() has just made, with the workspace's passphrase, and checks every
    /// part of it. StoreCorrupt when it does not pass, and what Store::open and the keys answer.
    Result<BackupFacts> verifyBackup(const std::string& path);

    /// At every instant the workspace opens with the passphrase that its key file holds, or with
    /// the one that stands beside it as "<key file>.new". PassphraseWrong; InvalidArgument for a
    /// passphrase that could not be read back; Conflict. Other processes go on with the keys that
    /// they have open; new keys need the new passphrase.
    Result<PassphraseChange> changePassphrase(const SecretBytes& current, NewPassphrase next);

private:
    store::Store& m_store;
    responder::AuthorityLoader& m_loader;
    const Clock& m_clock;
    std::string m_actor;
};

struct RestoreOptions {
    std::string backup;         ///< a copy that Maintenance::backup made, or a workspace file
    std::string target;         ///< where the workspace is to be
    std::string passphraseFile; ///< empty: the key file beside the backup, else beside the target
    std::shared_ptr<const SecretBytes> passphrase; ///< instead of any file
    bool replace = false; ///< a workspace that is there is kept under another name
    bool withdrawCodes = false;
    std::string actor = "operator";
};

struct Restored {
    store::RestoreFacts facts;
    std::string before;        ///< where the replaced workspace is now; empty: there was none
    std::string keyFileBefore; ///< where its key file is now; empty: it still fits, or was none
};

/// A copy that has been checked, and waits beside the target to take its place. Whatever was not
/// published is removed with it.
class Restoration {
public:
    /// Copies the backup, opens the copy, checks it (SQLite's integrity, the ledger, the audit
    /// trail, every key) and marks it as restored; see Store::markRestored. The backup is only
    /// read, the target not touched. AlreadyExists without `replace`; StoreCorrupt when the copy
    /// does not pass; NotFound, PassphraseWrong, FileUnwritable, StoreFull.
    static Result<std::unique_ptr<Restoration>> prepare(RestoreOptions options, const Clock& clock);
    ~Restoration();
    Restoration(const Restoration&) = delete;
    Restoration& operator=(const Restoration&) = delete;

    /// Once. The copy gets its name in one step: a crash leaves the old workspace or the restored
    /// one. StoreBusy when somebody has the old one open; AlreadyExists, FileUnwritable, StoreFull.
    Result<Restored> publish();

private:
    class Private;
    explicit Restoration(std::unique_ptr<Private> p);
    std::unique_ptr<Private> m_p;
};

/// Both steps of a Restoration.
Result<Restored> restore(const RestoreOptions& options, const Clock& clock);

} // namespace scepter::workbench
