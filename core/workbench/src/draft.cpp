#include "draft.h"

#include "base/encoding.h"
#include "folders.h"
#include "pki/crypto.h"
#include "private_files.h"
#include "workbench/passphrase.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace scepter::workbench {

namespace {

constexpr std::size_t kMarkBytes = 6;
constexpr std::string_view kInfix = ".new-";

std::unexpected<Error> cannotMake(const std::string& path, int code) {
    ErrorCode kind = ErrorCode::FileUnwritable;
    if (code == EEXIST) kind = ErrorCode::AlreadyExists;
    if (code == ENOSPC || code == EDQUOT || code == EFBIG) kind = ErrorCode::StoreFull;
    return fail(kind, path + ": " + std::generic_category().message(code));
}

/// A second name for a file, never in place of another.
Result<void> giveName(const std::string& from, const std::string& to) {
    if (::link(from.c_str(), to.c_str()) == 0) return {};
    if (errno == EEXIST) return cannotMake(to, EEXIST);
    // A file system without links can still rename.
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
    return cannotMake(to, errno);
}

/// The random part of a draft's name, and what follows it for the files beside it.
bool isDraftName(std::string_view name, std::string_view base) {
    if (!name.starts_with(base)) return false;
    name.remove_prefix(base.size());
    if (!name.starts_with(kInfix)) return false;
    name.remove_prefix(kInfix.size());
    return name.size() >= 2 * kMarkBytes &&
           std::ranges::all_of(name.substr(0, 2 * kMarkBytes), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

void removeDeadDrafts(const std::string& target) {
    const std::string base = std::filesystem::path(target).filename().string();
    std::error_code error;
    for (std::filesystem::directory_iterator it(folderOf(target), error), end; !error && it != end;
         it.increment(error)) {
        struct stat info{};
        const std::string path = it->path().string();
        if (isDraftName(it->path().filename().string(), base) &&
            ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
            info.st_uid == ::geteuid())
            ::unlink(path.c_str());
    }
}

} // namespace

Draft::Draft(std::string target, std::string path)
    : m_target(std::move(target))
    , m_path(std::move(path)) {
    lockFolder();
}

/// Every living draft shares the lock: whoever has it alone finds only dead ones.
void Draft::lockFolder() {
    m_folder = ::open(folderOf(m_target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_folder < 0) return;
    if (::flock(m_folder, LOCK_EX | LOCK_NB) == 0) removeDeadDrafts(m_target);
    ::flock(m_folder, LOCK_SH);
}

Draft::~Draft() {
    // The key's name goes first: a database that is left is known to be nobody's.
    ::unlink(keyFileOf(m_path).c_str());
    for (const char* suffix : {"-wal", "-shm", "-journal", ""})
        ::unlink((m_path + suffix).c_str());
    if (m_folder >= 0) ::close(m_folder);
}

Result<std::unique_ptr<Draft>> Draft::beside(const std::string& target) {
    SCEPTER_TRY(mark, pki::randomBytes(kMarkBytes));
    return std::unique_ptr<Draft>(new Draft(target, target + std::string(kInfix) + toHex(mark)));
}

Result<void> Draft::publish(bool withKeyFile) {
    const std::string keyFile = keyFileOf(m_target);
    if (withKeyFile) SCEPTER_CHECK(giveName(keyFileOf(m_path), keyFile));
    if (auto named = giveName(m_path, m_target); !named) {
        if (withKeyFile) ::unlink(keyFile.c_str());
        return failWith(std::move(named));
    }
    // Names are on the disk only when their folder is.
    if (m_folder < 0 || ::fsync(m_folder) == 0 || errno == EINVAL || errno == ENOTSUP) return {};
    const int code = errno;
    ::unlink(m_target.c_str());
    if (withKeyFile) ::unlink(keyFile.c_str());
    return cannotMake(m_target, code);
}

Result<void> checkPlace(const std::string& target, bool withKeyFile) {
    if (isThere(target)) return fail(ErrorCode::AlreadyExists, target + " is there already");
    // SQLite would play a log that was left behind into the new workspace.
    for (const std::string suffix : {"-wal", "-journal"})
        if (isThere(target + suffix))
            return fail(ErrorCode::AlreadyExists,
                        target + suffix + " is left from another workspace: move it away first");
    const std::string keyFile = keyFileOf(target);
    if (withKeyFile && isThere(keyFile))
        return fail(ErrorCode::AlreadyExists,
                    "the key file " + keyFile + " is there without its workspace " + target +
                        ". If that workspace was moved, it cannot be opened without this file: "
                        "move the file to it. If there is no such workspace any more, remove the "
                        "file. Then run init again");
    return {};
}

} // namespace scepter::workbench
