#include "folders.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <ranges>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace scepter::workbench {

std::string folderOf(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

std::vector<std::string> missingFolders(const std::string& path) {
    std::vector<std::string> missing;
    std::string folder = folderOf(path);
    struct stat info{};
    while (::lstat(folder.c_str(), &info) != 0 && errno == ENOENT) {
        missing.push_back(folder);
        const std::string above = folderOf(folder);
        if (above == folder) break;
        folder = above;
    }
    std::ranges::reverse(missing);
    return missing;
}

NewFolders::~NewFolders() {
    for (const auto& folder : m_made | std::views::reverse)
        ::rmdir(folder.c_str());
}

Result<void> NewFolders::makeFor(const std::string& path) {
    for (const auto& folder : missingFolders(path)) {
        if (::mkdir(folder.c_str(), S_IRWXU) == 0) {
            m_made.push_back(folder);
            continue;
        }
        const int code = errno;
        if (code == EEXIST) continue;
        return fail(code == ENOSPC || code == EDQUOT ? ErrorCode::StoreFull
                                                     : ErrorCode::FileUnwritable,
                    folder + ": " + std::generic_category().message(code));
    }
    return {};
}

} // namespace scepter::workbench
