#include "workbench/passphrase.h"

#include "challenge/static_secret.h"
#include "private_files.h"
#include "store/descriptor.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace scepter::workbench {

namespace {

using store::Descriptor;

constexpr std::size_t kMaxPassphrase = 1024;

std::string because(const std::string& path) {
    return path + ": " + std::strerror(errno);
}

} // namespace

std::string keyFileOf(const std::string& workspacePath) {
    return workspacePath + ".key";
}

Result<SecretBytes> readPassphraseFile(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return fail(ErrorCode::FileUnreadable, because(path));
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) return fail(ErrorCode::FileUnreadable, because(path));
    if (S_ISREG(status.st_mode) && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(ErrorCode::InvalidArgument,
                    path + " can be read by others than its owner: chmod 600 it");
    SecretBytes buffer = SecretBytes::ofSize(kMaxPassphrase);
    std::size_t size = 0;
    while (size < buffer.size()) {
        const ssize_t got = ::read(file.get(), buffer.data() + size, buffer.size() - size);
        if (got < 0) return fail(ErrorCode::FileUnreadable, because(path));
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    std::string_view line = buffer.text().substr(0, size);
    line = line.substr(0, line.find_first_of("\r\n"));
    if (line.empty()) return fail(ErrorCode::InvalidArgument, path + " holds no passphrase");
    return SecretBytes(line);
}

Result<SecretBytes> writeKeyFile(const std::string& path) {
    SCEPTER_TRY(passphrase, challenge::makeStaticSecret());
    SecretBytes line = SecretBytes::ofSize(passphrase.size() + 1);
    std::memcpy(line.data(), passphrase.view().data(), passphrase.size());
    line.data()[passphrase.size()] = '\n';
    SCEPTER_CHECK(writePrivateFile(path, line.view()));
    return passphrase;
}

Result<void> checkNewPassphrase(ByteView passphrase) {
    if (passphrase.size() < kLeastPassphrase || passphrase.size() > kMostPassphrase)
        return fail(ErrorCode::InvalidArgument, "a passphrase has 8 to 1000 bytes");
    if (textOf(passphrase).find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "a passphrase is one line of text");
    return {};
}

Result<SecretBytes> findPassphrase(const std::string& workspacePath,
                                   const std::string& passphraseFile) {
    if (!passphraseFile.empty()) return readPassphraseFile(passphraseFile);
    const std::string keyFile = keyFileOf(workspacePath);
    if (::access(keyFile.c_str(), F_OK) != 0)
        return fail(ErrorCode::FileUnreadable,
                    "the workspace's key file " + keyFile +
                        " is missing: put it back, or name a file with the passphrase with "
                        "--passphrase-file");
    return readPassphraseFile(keyFile);
}

} // namespace scepter::workbench
