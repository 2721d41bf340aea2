#include "workbench/ca_import.h"

#include "authority/authority.h"
#include "pki/pem.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace scepter::workbench {

namespace {

constexpr std::size_t kMostBytes = 1U << 20U;

std::unexpected<Error> cannotRead(const std::string& path) {
    return fail(ErrorCode::FileUnreadable, path + ": " + std::generic_category().message(errno));
}

/// A whole file; it may hold a private key.
Result<SecretBytes> readSecretFile(const std::string& path) {
    // Without O_NONBLOCK a named pipe would wait for its other end for ever.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return cannotRead(path);
    struct stat info{};
    Result<SecretBytes> content;
    if (::fstat(fd, &info) != 0) {
        content = cannotRead(path);
    } else if (!S_ISREG(info.st_mode)) {
        content = fail(ErrorCode::FileUnreadable, path + " is not a file");
    } else if (static_cast<std::size_t>(info.st_size) > kMostBytes) {
        content = fail(ErrorCode::LimitExceeded, path + " has more than 1 MiB");
    } else {
        SecretBytes buffer = SecretBytes::ofSize(static_cast<std::size_t>(info.st_size));
        std::size_t size = 0;
        ssize_t got = 1;
        while (size < buffer.size() && got > 0) {
            got = ::read(fd, buffer.data() + size, buffer.size() - size);
            if (got > 0) size += static_cast<std::size_t>(got);
            if (got < 0 && errno == EINTR) got = 1;
        }
        if (got < 0)
            content = cannotRead(path);
        else
            content = SecretBytes(buffer.view().first(size));
    }
    ::close(fd);
    return content;
}

} // namespace

Result<FoundCa> readCaFiles(const CaFiles& files, ByteView passphrase, TimePoint now) {
    SCEPTER_TRY(file, readSecretFile(files.file));
    SecretBytes key;
    if (!files.keyFile.empty()) {
        SCEPTER_TRY(read, readSecretFile(files.keyFile));
        key = std::move(read);
    }
    SCEPTER_TRY(ca, readCa(file.view(), key.view(), passphrase));
    if (!files.chainFile.empty()) {
        SCEPTER_TRY(read, readSecretFile(files.chainFile));
        SCEPTER_TRY(more, pki::readCertificates(read.view()));
        ca.others.insert(ca.others.end(), more.begin(), more.end());
    }
    SCEPTER_TRY(
        chain, authority::checkImport(authority::Identity{ca.certificate, ca.key}, ca.others, now));
    return FoundCa{std::move(ca), std::move(chain)};
}

} // namespace scepter::workbench
