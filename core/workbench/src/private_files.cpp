#include "private_files.h"

#include "store/descriptor.h"
#include "workbench/place.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace scepter::workbench {

namespace {

using store::Descriptor;

std::unexpected<Error> cannotWrite(const std::string& path, int code) {
    ErrorCode kind = ErrorCode::FileUnwritable;
    if (code == EEXIST) kind = ErrorCode::AlreadyExists;
    if (code == ENOSPC || code == EDQUOT || code == EFBIG) kind = ErrorCode::StoreFull;
    return fail(kind, path + ": " + std::generic_category().message(code));
}

int makePrivate(const std::string& path) {
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                  S_IRUSR | S_IWUSR);
}

/// 0, or what went wrong.
int writeAll(int fd, ByteView content) {
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return written < 0 ? errno : ENOSPC;
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return 0;
}

} // namespace

bool isThere(const std::string& path) {
    struct stat info{};
    return ::lstat(path.c_str(), &info) == 0;
}

bool isSameFile(const std::string& a, const std::string& b) {
    std::error_code error;
    return std::filesystem::equivalent(a, b, error);
}

Result<void> writePrivateFile(const std::string& path, ByteView content) {
    const Descriptor file(makePrivate(path));
    if (file.get() < 0) return cannotWrite(path, errno);
    int code = writeAll(file.get(), content);
    if (code == 0 && ::fsync(file.get()) != 0) code = errno;
    if (code == 0) return {};
    ::unlink(path.c_str());
    return cannotWrite(path, code);
}

Result<void> copyPrivateFile(const std::string& from, const std::string& to) {
    const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (source.get() < 0)
        return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::FileUnreadable,
                    from + ": " + std::generic_category().message(errno));
    const Descriptor target(makePrivate(to));
    if (target.get() < 0) return cannotWrite(to, errno);
    std::array<std::uint8_t, 65536> buffer{};
    int code = 0;
    ssize_t got = 0;
    while (code == 0 && (got = ::read(source.get(), buffer.data(), buffer.size())) > 0)
        code = writeAll(target.get(), ByteView(buffer).first(static_cast<std::size_t>(got)));
    const int readCode = got < 0 ? errno : 0;
    if (code == 0 && readCode == 0 && ::fsync(target.get()) != 0) code = errno;
    if (code == 0 && readCode == 0) return {};
    ::unlink(to.c_str());
    if (readCode != 0)
        return fail(ErrorCode::FileUnreadable,
                    from + ": " + std::generic_category().message(readCode));
    return cannotWrite(to, code);
}

Result<void> replaceFile(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return cannotWrite(to, errno);
    return syncFolderOf(to);
}

Result<void> replaceKeeping(const std::string& from, const std::string& to,
                            const std::string& old) {
    if (isThere(old)) return fail(ErrorCode::AlreadyExists, old + " is there already");
    if (::link(to.c_str(), old.c_str()) == 0) {
        if (::rename(from.c_str(), to.c_str()) == 0) return syncFolderOf(to);
        const int code = errno;
        ::unlink(old.c_str());
        return cannotWrite(to, code);
    }
    if (::rename(to.c_str(), old.c_str()) != 0) return cannotWrite(old, errno);
    if (::rename(from.c_str(), to.c_str()) == 0) return syncFolderOf(to);
    const int code = errno;
    ::rename(old.c_str(), to.c_str());
    return cannotWrite(to, code);
}

Result<void> syncFolderOf(const std::string& path) {
    const std::string parent = std::filesystem::path(path).parent_path().string();
    const std::string folder = parent.empty() ? "." : parent;
    const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (file.get() < 0) return cannotWrite(folder, errno);
    if (::fsync(file.get()) == 0 || errno == EINVAL || errno == ENOTSUP) return {};
    return cannotWrite(folder, errno);
}

} // namespace scepter::workbench
