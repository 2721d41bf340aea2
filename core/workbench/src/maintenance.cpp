#include "workbench/maintenance.h"

#include "challenge/static_secret.h"
#include "check_whole.h"
#include "private_files.h"
#include "workbench/passphrase.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <unistd.h>

namespace scepter::workbench {

namespace {

std::string newKeyFileOf(const std::string& workspacePath) {
    return keyFileOf(workspacePath) + ".new";
}

Result<void> writeNewKeyFile(const std::string& path, const SecretBytes& passphrase) {
    // One that was left by a crash does not count: the key file beside it has just opened the
    // workspace.
    ::unlink(path.c_str());
    SecretBytes line = SecretBytes::ofSize(passphrase.size() + 1);
    std::ranges::copy(passphrase.view(), line.data());
    line.data()[passphrase.size()] = '\n';
    SCEPTER_CHECK(writePrivateFile(path, line.view()));
    return syncFolderOf(path);
}

/// Whether a file holds this passphrase.
bool holds(const std::string& path, const SecretBytes& passphrase) {
    const auto found = readPassphraseFile(path);
    return found && equalConstantTime(found->view(), passphrase.view());
}

} // namespace

Result<SecretBytes> unlock(store::Store& store, const std::string& passphraseFile) {
    auto passphrase = findPassphrase(store.path(), passphraseFile);
    Result<void> unlocked;
    if (passphrase) {
        unlocked = store.unlock(passphrase->view());
        if (unlocked) return passphrase;
    }
    const Error error = passphrase ? unlocked.error() : passphrase.error();
    const std::string other = newKeyFileOf(store.path());
    const bool isOwn = passphraseFile.empty() && (error.code == ErrorCode::PassphraseWrong ||
                                                  error.code == ErrorCode::FileUnreadable);
    if (!isOwn || !isThere(other)) return failWith(error);
    // The passphrase was set, and the key file did not get its name any more.
    auto next = readPassphraseFile(other);
    if (!next || !store.unlock(next->view())) return failWith(error);
    SCEPTER_CHECK(replaceFile(other, keyFileOf(store.path())));
    return next;
}

Maintenance::Maintenance(store::Store& store, responder::AuthorityLoader& loader,
                         const Clock& clock, std::string actor)
    : m_store(store)
    , m_loader(loader)
    , m_clock(clock)
    , m_actor(std::move(actor)) {
}

Result<void> Maintenance::backup(const std::string& path, bool withKeyFile) {
    const std::string keyFile = keyFileOf(m_store.path());
    const std::string keyCopy = keyFileOf(path);
    if (withKeyFile) {
        if (!isThere(keyFile))
            return fail(ErrorCode::FileUnreadable,
                        "the workspace has no key file: its passphrase is kept elsewhere");
        if (isThere(keyCopy)) return fail(ErrorCode::AlreadyExists, keyCopy + " is there already");
    }
    SCEPTER_CHECK(m_store.backupTo(path));
    if (withKeyFile) {
        auto copied = copyPrivateFile(keyFile, keyCopy);
        if (copied) copied = syncFolderOf(keyCopy);
        if (!copied) {
            ::unlink(path.c_str());
            return copied;
        }
    }
    return m_store.appendAudit(m_actor, "workspace.backedUp", "workspace", "{}");
}

Result<BackupFacts> Maintenance::verifyBackup(const std::string& path) {
    BackupFacts facts;
    {
        SCEPTER_TRY(copy, store::Store::open(path, m_clock));
        const SecretBytes passphrase = m_loader.passphrase();
        SCEPTER_CHECK(copy->unlock(passphrase.view()));
        SCEPTER_CHECK(checkWhole(*copy, passphrase));
        SCEPTER_TRY(marks, copy->marks());
        facts.certificates = marks.certificates;
        facts.requests = marks.requests;
        facts.auditLines = marks.auditLines;
    }
    // Only now is all of it in the one file.
    std::error_code error;
    facts.bytes = std::filesystem::file_size(path, error);
    if (error) return fail(ErrorCode::FileUnreadable, path + ": " + error.message());
    return facts;
}

Result<PassphraseChange> Maintenance::changePassphrase(const SecretBytes& current,
                                                       NewPassphrase next) {
    const bool intoKeyFile = next.intoKeyFile || !next.text;
    if (!next.text) {
        SCEPTER_TRY(random, challenge::makeStaticSecret());
        next.text = std::move(random);
    }
    SCEPTER_CHECK(checkNewPassphrase(next.text->view()));
    if (equalConstantTime(next.text->view(), current.view()))
        return fail(ErrorCode::InvalidArgument, "this is the passphrase already");
    // Before a file of this name is thought to be a left-over.
    SCEPTER_CHECK(m_store.checkPassphrase(current.view()));
    const std::string keyFile = keyFileOf(m_store.path());
    const std::string newKeyFile = newKeyFileOf(m_store.path());
    if (intoKeyFile) SCEPTER_CHECK(writeNewKeyFile(newKeyFile, *next.text));
    if (auto changed = m_store.changePassphrase(current.view(), next.text->view(), m_actor);
        !changed && !m_store.checkPassphrase(next.text->view())) {
        if (intoKeyFile) ::unlink(newKeyFile.c_str());
        return failWith(std::move(changed));
    }
    m_loader.setPassphrase(next.text->clone());
    // The passphrase is changed: nothing that fails from here on may say that it is not.
    if (auto unlocked = m_store.unlock(next.text->view()); !unlocked)
        return PassphraseChange{KeyFile::Untouched, unlocked.error()};
    if (intoKeyFile) {
        if (auto replaced = replaceFile(newKeyFile, keyFile); !replaced)
            return PassphraseChange{KeyFile::WrittenBeside, replaced.error()};
        return PassphraseChange{KeyFile::Written, {}};
    }
    if (!holds(keyFile, current)) return PassphraseChange{KeyFile::Untouched, {}};
    if (::unlink(keyFile.c_str()) != 0)
        return PassphraseChange{KeyFile::Untouched,
                                Error{ErrorCode::FileUnwritable,
                                      keyFile + ": " + std::generic_category().message(errno),
                                      {},
                                      {}}};
    if (auto synced = syncFolderOf(keyFile); !synced)
        return PassphraseChange{KeyFile::Removed, synced.error()};
    return PassphraseChange{KeyFile::Removed, {}};
}

} // namespace scepter::workbench
