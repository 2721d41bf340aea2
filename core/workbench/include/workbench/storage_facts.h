// What a workspace is on the disk, and the parts that it is served with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace scepter::workbench {

/// Files of a workspace. Sizes in bytes.
struct StorageFacts {
    std::string path;
    std::uint64_t bytes = 0;    ///< of the file
    std::uint64_t logBytes = 0; ///< of its write-ahead log; 0: there is none
    int schema = 0;             ///< the version of the file's format
    std::string keyFile;        ///< where it is, or would be
    bool hasKeyFile = false;
    /// Files beside it that were kept by a migration or a restore, by name.
    std::vector<std::string> copies;

    bool operator==(const StorageFacts&) const = default;
};

/// Looks at the disk.
StorageFacts storageFactsOf(const std::string& workspacePath);

/// Versions of the libraries that do the work, as they are loaded.
struct PartVersions {
    std::string openssl; ///< "OpenSSL 3.0.17 1 Jul 2025"
    std::string sqlite;  ///< "3.40.1"; empty: not known
};

} // namespace scepter::workbench
