#include "workbench/place.h"

#include "folders.h"
#include "private_files.h"
#include "workbench/passphrase.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace scepter::workbench {

namespace {

enum class Kind { Nothing, Folder, Other };

Kind kindOf(const std::string& path) {
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0) {
        if (::lstat(path.c_str(), &info) == 0) return Kind::Other; // a link to nothing
        return errno == ENOENT ? Kind::Nothing : Kind::Other;
    }
    return S_ISDIR(info.st_mode) ? Kind::Folder : Kind::Other;
}

/// Whether this user can make files there. A file without a name asks the file system itself, which
/// knows more than the permissions say.
bool canMakeFiles(const std::string& folder) {
    const int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd >= 0) {
        ::close(fd);
        return true;
    }
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT) return false;
    return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

Place examineFolder(const std::string& path) {
    const auto missing = missingFolders(path);
    const std::string nearest = missing.empty() ? folderOf(path) : folderOf(missing.front());
    if (kindOf(nearest) != Kind::Folder) return Place::NoFolder;
    if (!canMakeFiles(nearest)) return Place::FolderReadOnly;
    return missing.empty() ? Place::Free : Place::FreeInNewFolder;
}

} // namespace

Place examinePlace(const std::string& path, bool withKeyFile) {
    if (path.empty() || path.find('\0') != std::string::npos) return Place::NoName;
    switch (kindOf(path)) {
    case Kind::Folder:
        return Place::IsFolder;
    case Kind::Other:
        return isThere(path) ? Place::Taken : Place::NoFolder;
    case Kind::Nothing:
        break;
    }
    if (path.ends_with('/')) return Place::NoName;
    for (const std::string suffix : {"-wal", "-journal"})
        if (isThere(path + suffix)) return Place::LeftLog;
    if (withKeyFile && isThere(keyFileOf(path))) return Place::LoneKeyFile;
    return examineFolder(path);
}

} // namespace scepter::workbench
