#include "workbench/write_file.h"

#include <QFile>
#include <QSaveFile>
#include <QString>

#include <utility>

namespace scepter::workbench {

class FileWriter::Private {
public:
    explicit Private(const std::string& path)
        : file(QString::fromStdString(path))
        , name(path) {}
    [[nodiscard]] std::unexpected<Error> failed() const {
        return fail(ErrorCode::FileUnwritable, name + ": " + file.errorString().toStdString());
    }

    QSaveFile file;
    std::string name;
};

FileWriter::FileWriter(std::unique_ptr<Private> p)
    : m_p(std::move(p)) {
}
FileWriter::~FileWriter() = default;

Result<std::unique_ptr<FileWriter>> FileWriter::open(const std::string& path, bool secret) {
    auto p = std::make_unique<Private>(path);
    if (!p->file.open(QIODevice::WriteOnly)) return p->failed();
    if (secret && !p->file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) return p->failed();
    return std::unique_ptr<FileWriter>(new FileWriter(std::move(p)));
}

Result<void> FileWriter::write(ByteView piece) {
    const auto size = static_cast<qint64>(piece.size());
    if (m_p->file.write(reinterpret_cast<const char*>(piece.data()), size) != size)
        return m_p->failed();
    return {};
}

Result<void> FileWriter::commit() {
    if (!m_p->file.commit()) return m_p->failed();
    return {};
}

Result<void> writeFile(const std::string& path, ByteView bytes, bool secret) {
    SCEPTER_TRY(file, FileWriter::open(path, secret));
    SCEPTER_CHECK(file->write(bytes));
    return file->commit();
}

Result<Bytes> readFile(const std::string& path, std::size_t limit) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, path + ": " + file.errorString().toStdString());
    const QByteArray read = file.read(static_cast<qint64>(limit) + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::FileUnreadable, path + ": " + file.errorString().toStdString());
    if (static_cast<std::size_t>(read.size()) > limit)
        return fail(ErrorCode::LimitExceeded,
                    path + " has more than " + std::to_string(limit) + " bytes");
    return Bytes(read.begin(), read.end());
}

} // namespace scepter::workbench
