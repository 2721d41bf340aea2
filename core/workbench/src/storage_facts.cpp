#include "workbench/storage_facts.h"

#include "private_files.h"
#include "store/store.h"
#include "workbench/passphrase.h"

#include <algorithm>
#include <filesystem>

namespace scepter::workbench {

namespace {

std::uint64_t sizeOf(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return error ? 0 : size;
}

/// "lab.scepter.v1", "lab.scepter.before-restore-20261125-184105".
bool isCopyOf(const std::string& workspace, const std::string& name) {
    if (!name.starts_with(workspace) || name.ends_with(".tmp")) return false;
    const std::string_view rest = std::string_view(name).substr(workspace.size());
    const bool isLog = rest.ends_with("-wal") || rest.ends_with("-shm");
    const bool ofMigration =
        rest.size() > 2 && rest.starts_with(".v") && rest[2] >= '0' && rest[2] <= '9';
    return !isLog && (ofMigration || rest.starts_with(".before-restore-"));
}

} // namespace

StorageFacts storageFactsOf(const std::string& workspacePath) {
    StorageFacts facts;
    facts.path = workspacePath;
    facts.bytes = sizeOf(workspacePath);
    facts.logBytes = sizeOf(workspacePath + "-wal");
    facts.schema = store::Store::schemaVersion();
    facts.keyFile = keyFileOf(workspacePath);
    facts.hasKeyFile = isThere(facts.keyFile);
    const std::filesystem::path path(workspacePath);
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const std::string own = path.filename().string();
    std::error_code error;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error))
        if (isCopyOf(own, it->path().filename().string())) facts.copies.push_back(it->path());
    std::ranges::sort(facts.copies);
    return facts;
}

} // namespace scepter::workbench
