// Folders that are made for a new workspace.
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// "." for a bare name.
std::string folderOf(const std::string& path);
/// The folders above `path` that are not there, the outermost first.
std::vector<std::string> missingFolders(const std::string& path);

/// The missing folders above a path, made for their owner alone. Those that are still empty are
/// removed again when this goes, unless keep() was called.
class NewFolders {
public:
    NewFolders() = default;
    ~NewFolders();
    NewFolders(const NewFolders&) = delete;
    NewFolders& operator=(const NewFolders&) = delete;

    /// FileUnwritable, StoreFull.
    Result<void> makeFor(const std::string& path);
    void keep() { m_made.clear(); }

private:
    std::vector<std::string> m_made;
};

} // namespace scepter::workbench
