// SPDX-License-Identifier: GPL-3.0-or-later
#include "output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace scepter::app {

namespace {

std::unexpected<Error> unwritable(const std::string& path, int code) {
    return fail(ErrorCode::FileUnwritable, path + ": " + std::strerror(code));
}

} // namespace

Result<void> checkWritable(const std::string& path) {
    if (path.empty() || path == "-") return {};
    struct stat found{};
    if (::stat(path.c_str(), &found) == 0) {
        if (S_ISDIR(found.st_mode)) return unwritable(path, EISDIR);
        if (::access(path.c_str(), W_OK) != 0) return unwritable(path, errno);
        return {};
    }
    if (errno != ENOENT) return unwritable(path, errno);
    const std::string parent = std::filesystem::path(path).parent_path().string();
    const std::string folder = parent.empty() ? "." : parent;
    if (::stat(folder.c_str(), &found) != 0) return unwritable(path, errno);
    if (!S_ISDIR(found.st_mode)) return unwritable(path, ENOTDIR);
    if (::access(folder.c_str(), W_OK | X_OK) != 0) return unwritable(path, errno);
    return {};
}

Result<void> replaceFile(const std::string& path, ByteView bytes, mode_t mode) {
    const std::string draft = path + ".new";
    ::unlink(draft.c_str());
    const int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0) return unwritable(path, errno);
    errno = ENOSPC; // where only a part was written
    const bool written =
        ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    const int code = errno;
    if (::close(fd) == 0 && written && std::rename(draft.c_str(), path.c_str()) == 0) return {};
    const int reason = written ? errno : code;
    ::unlink(draft.c_str());
    return unwritable(path, reason);
}

} // namespace scepter::app
