// Where the passphrase of a workspace comes from.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <string>

namespace scepter::workbench {

/// The key file that belongs to a workspace file when no other source is named: "<path>.key".
std::string keyFileOf(const std::string& workspacePath);

/// The first line of a file. FileUnreadable; InvalidArgument for an empty one, and for a key file
/// that others than its owner can read.
Result<SecretBytes> readPassphraseFile(const std::string& path);

/// Makes a random passphrase and writes it to a new file that only its owner can read.
/// AlreadyExists, FileUnwritable, StoreFull.
Result<SecretBytes> writeKeyFile(const std::string& path);

/// Whether a passphrase can be read back from a file ever after: InvalidArgument unless it is one
/// line of 8 to 1000 bytes.
constexpr std::size_t kLeastPassphrase = 8;
constexpr std::size_t kMostPassphrase = 1000;
Result<void> checkNewPassphrase(ByteView passphrase);

/// From `passphraseFile`, or when that is empty from the workspace's key file. FileUnreadable, with
/// what to do, when it is missing.
Result<SecretBytes> findPassphrase(const std::string& workspacePath,
                                   const std::string& passphraseFile);

} // namespace scepter::workbench
