// A workspace that is being made: under names of its own until it is whole.
#pragma once

#include "base/result.h"

#include <memory>
#include <string>

namespace scepter::workbench {

/// The names under which a workspace and its key file are made beside the final ones. Whatever has
/// not been published when it is destroyed, by an error too, is removed; what an init that was
/// killed has left is removed by the next one.
class Draft {
public:
    /// Removes the drafts of dead processes and takes a new name beside `target`.
    /// RandomUnavailable.
    static Result<std::unique_ptr<Draft>> beside(const std::string& target);
    ~Draft();
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Gives both files their final names, the key file first: a workspace is never seen without
    /// its key. Neither replaces anything. AlreadyExists, FileUnwritable, StoreFull.
    Result<void> publish(bool withKeyFile);

private:
    Draft(std::string target, std::string path);
    void lockFolder();

    std::string m_target;
    std::string m_path;
    int m_folder = -1; ///< locked as long as the draft lives, so that nobody takes it for dead
};

/// Whether a workspace can be made there: AlreadyExists when a file has one of its names, with what
/// to do about it.
Result<void> checkPlace(const std::string& target, bool withKeyFile);

} // namespace scepter::workbench
