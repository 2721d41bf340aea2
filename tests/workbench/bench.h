// A workbench on a workspace in a temporary folder.
#pragma once

#include "base/clock.h"
#include "workbench/setup.h"
#include "workbench/workbench.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>

namespace scepter::test {

/// The code of an error, "ok" for a value: comparisons show it.
template <class T> QByteArray outcome(const Result<T>& result) {
    if (result) return "ok";
    const std::string_view code = toText(result.error().code);
    return {code.data(), static_cast<qsizetype>(code.size())};
}

inline QByteArray name(ErrorCode code) {
    const std::string_view text = toText(code);
    return {text.data(), static_cast<qsizetype>(text.size())};
}

inline QByteArray toQt(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

/// A folder in which files are made and openssl runs.
class Folder {
public:
    [[nodiscard]] QString file(const char* name) const {
        return m_folder.filePath(QString::fromUtf8(name));
    }
    [[nodiscard]] std::string path(const char* name) const { return file(name).toStdString(); }
    [[nodiscard]] QStringList names() const {
        return QDir(m_folder.path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }
    void write(const char* name, const QByteArray& content) const {
        QFile target(file(name));
        QVERIFY(target.open(QIODevice::WriteOnly));
        QCOMPARE(target.write(content), content.size());
    }
    [[nodiscard]] QByteArray read(const char* name) const {
        QFile source(file(name));
        return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
    }
    [[nodiscard]] Bytes bytes(const char* name) const {
        const QByteArray content = read(name);
        return {content.begin(), content.end()};
    }
    /// What it printed; "FAILED ..." when it ended with an error.
    [[nodiscard]] QByteArray openssl(const char* arguments) const {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("openssl"),
                      QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts));
        process.closeWriteChannel();
        if (!process.waitForFinished(60000)) return "FAILED: no end";
        const QByteArray said = process.readAll();
        return process.exitCode() == 0 ? said : "FAILED: " + said;
    }

private:
    QTemporaryDir m_folder;
};

/// Options with a CA key that is made at once.
inline workbench::SetupOptions quickSetup(const Folder& folder) {
    workbench::SetupOptions options;
    options.path = folder.path("lab.scepter");
    options.caKey = {pki::KeyType::EcP256, 0};
    options.actor = "operator:ann";
    return options;
}

} // namespace scepter::test

/// Fails the test with the error's text.
#define NEED(result)                                                                               \
    do {                                                                                           \
        const auto& needed_ = (result);                                                            \
        QVERIFY2(needed_.has_value(),                                                              \
                 needed_.has_value() ? "" : scepter::toText(needed_.error()).c_str());             \
    } while (false)
/// Wants an error of this code.
#define REFUSED(expression, wanted)                                                                \
    QCOMPARE(scepter::test::outcome(expression), scepter::test::name(scepter::ErrorCode::wanted))
