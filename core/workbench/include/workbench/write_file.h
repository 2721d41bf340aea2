// Writing what the operator exports.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <memory>
#include <string>

namespace scepter::workbench {

/// Writes a file in one step: until it is complete, what was there stays. A `secret` one can be
/// read by its owner only. FileUnwritable.
Result<void> writeFile(const std::string& path, ByteView bytes, bool secret);

/// The same for more than is to be held at once.
class FileWriter {
public:
    static Result<std::unique_ptr<FileWriter>> open(const std::string& path, bool secret);
    /// Without commit() nothing has happened.
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    Result<void> write(ByteView piece);
    Result<void> commit();

private:
    class Private;
    explicit FileWriter(std::unique_ptr<Private> p);
    std::unique_ptr<Private> m_p;
};

/// Reads a file of at most `limit` bytes. FileUnreadable, LimitExceeded.
Result<Bytes> readFile(const std::string& path, std::size_t limit = std::size_t{16} << 20);

} // namespace scepter::workbench
