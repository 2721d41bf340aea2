// Whether a new workspace can be made somewhere, before anything is written.
#pragma once

#include <string>

namespace scepter::workbench {

/// What stands in the way of a new workspace.
enum class Place {
    Free,
    FreeInNewFolder, ///< its folder is not there and can be made
    NoName,          ///< empty, or the name of a folder that is not there: "labs/"
    Taken,           ///< a file of that name is there
    IsFolder,
    LeftLog,     ///< the log of another workspace of that name: SQLite would play it into this
    LoneKeyFile, ///< "<path>.key" without its workspace: may be all that opens one that was moved
    FolderReadOnly, ///< this user cannot make files in the folder, or in the nearest one there is
    NoFolder,       ///< a part of the path is a file, or cannot be looked at
};

/// Looks, and writes nothing that has a name. `withKeyFile`: a key file is to be made beside it.
/// Takes as long as the file system does: not for a GUI thread.
Place examinePlace(const std::string& path, bool withKeyFile);

/// Whether two paths lead to one file, by links too. Looks at the disk.
bool isSameFile(const std::string& a, const std::string& b);

} // namespace scepter::workbench
