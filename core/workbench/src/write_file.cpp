#include "workbench/write_file.h"

#include <QFile>
#include <QSaveFile>
#include <QString>

namespace scepter::workbench {

Result<void> writeFile(const std::string& path, ByteView bytes, bool secret) {
    QSaveFile file(QString::fromStdString(path));
    const auto failed = [&] {
        return fail(ErrorCode::FileUnwritable, path + ": " + file.errorString().toStdString());
    };
    if (!file.open(QIODevice::WriteOnly)) return failed();
    if (secret && !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) return failed();
    const auto size = static_cast<qint64>(bytes.size());
    if (file.write(reinterpret_cast<const char*>(bytes.data()), size) != size) return failed();
    if (!file.commit()) return failed();
    return {};
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
