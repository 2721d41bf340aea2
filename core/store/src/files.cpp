#include "files.h"

#include "base/encoding.h"
#include "pki/crypto.h"
#include "store/descriptor.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace scepter::store {

namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};
constexpr std::size_t kRoomProbe = 256 * 1024;

bool isRoomError(int code) {
    return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

std::unexpected<Error> failSystem(int code, const std::string& what) {
    ErrorCode kind = ErrorCode::FileUnwritable;
    if (code == EEXIST) kind = ErrorCode::AlreadyExists;
    if (isRoomError(code)) kind = ErrorCode::StoreFull;
    if (code == EROFS) kind = ErrorCode::StoreReadOnly;
    return fail(kind, what + ": " + std::generic_category().message(code));
}

std::string folderOf(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// A limit on file sizes that the database or its log is about to reach.
bool atSizeLimit(const std::string& path) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
    for (const std::string& name : {path, path + "-wal"}) {
        struct stat info{};
        if (::stat(name.c_str(), &info) == 0 &&
            static_cast<rlim_t>(info.st_size) + kRoomProbe > limit.rlim_cur)
            return true;
    }
    return false;
}

} // namespace

Result<void> makePrivateFile(const std::string& path) {
    const Descriptor file(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly));
    if (file.get() < 0) return failSystem(errno, "cannot make " + path);
    if (::fchmod(file.get(), kOwnerOnly) != 0) return failSystem(errno, "cannot make " + path);
    return {};
}

Result<std::string> temporaryBeside(const std::string& path) {
    SCEPTER_TRY(random, pki::randomBytes(8));
    return path + ".new-" + toHex(random);
}

Result<void> publishFile(const std::string& from, const std::string& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
        // A file system without that flag can still link, which does not replace either.
        if (errno != EINVAL && errno != ENOSYS) return failSystem(errno, "cannot make " + to);
        if (::link(from.c_str(), to.c_str()) != 0) return failSystem(errno, "cannot make " + to);
        ::unlink(from.c_str());
    }
    const Descriptor folder(::open(folderOf(to).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() >= 0) ::fsync(folder.get());
    return {};
}

Result<void> checkPlainFile(const std::string& path) {
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return fail(ErrorCode::NotFound, "there is no workspace " + path);
        return fail(ErrorCode::StoreUnavailable,
                    path + ": " + std::generic_category().message(errno));
    }
    if (!S_ISREG(info.st_mode)) return fail(ErrorCode::StoreForeign, path + " is not a file");
    // As the effective user, the one that will write.
    if (::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0)
        return fail(ErrorCode::StoreReadOnly, path + ": " + std::generic_category().message(errno));
    return {};
}

Result<void> checkDatabaseFile(const std::string& path) {
    auto plain = checkPlainFile(path);
    const bool readable = plain || plain.error().code == ErrorCode::StoreReadOnly;
    if (!readable) return plain;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        return fail(ErrorCode::StoreUnavailable,
                    path + ": " + std::generic_category().message(errno));
    std::array<char, kSqliteMagic.size()> start{};
    const ssize_t size = ::read(file.get(), start.data(), start.size());
    if (size != static_cast<ssize_t>(start.size()) ||
        std::string_view(start.data(), start.size()) != kSqliteMagic)
        return fail(ErrorCode::StoreForeign, path + " is not a workspace");
    return plain;
}

bool cannotGrow(const std::string& path) {
    if (atSizeLimit(path)) return true;
    const auto probe = temporaryBeside(path);
    if (!probe) return false;
    const Descriptor file(
        ::open(probe->c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly));
    if (file.get() < 0) return isRoomError(errno);
    const int code = ::posix_fallocate(file.get(), 0, static_cast<off_t>(kRoomProbe));
    ::unlink(probe->c_str());
    return isRoomError(code);
}

bool fileExists(const std::string& path) {
    struct stat info{};
    return ::lstat(path.c_str(), &info) == 0;
}

void removeFile(const std::string& path) {
    ::unlink(path.c_str());
}

void removeWithLog(const std::string& path) {
    for (const std::string_view suffix : {"", "-wal", "-shm", "-journal"})
        removeFile(path + std::string(suffix));
}

Result<void> syncFile(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0)
        return failSystem(errno, "cannot write " + path);
    return {};
}

} // namespace scepter::store
