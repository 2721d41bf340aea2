// What the tests of layers and traffic share: files, other programs, and a tree's nodes by name.
#pragma once

#include "base/bytes.h"
#include "inspect/inspect.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QtTest>

namespace scepter::test {

inline QByteArray fileBytes(const QString& name) {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(name));
    return file.readAll();
}

inline std::string_view viewOf(const QByteArray& array) {
    return {array.constData(), static_cast<std::size_t>(array.size())};
}

inline QByteArray arrayOf(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

inline QByteArray arrayOf(std::string_view text) {
    return arrayOf(bytesOf(text));
}

inline bool isInstalled(const char* program) {
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

/// What a program prints, given `input`; nothing when it fails.
inline std::optional<QByteArray> output(const char* program, const QStringList& arguments,
                                        const QByteArray& input = {}) {
    QProcess process;
    process.start(QString::fromLatin1(program), arguments);
    if (!process.waitForStarted()) return std::nullopt;
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit ||
        process.exitCode() != 0)
        return std::nullopt;
    return process.readAllStandardOutput();
}

inline inspect::Inspection inspected(const QByteArray& input, inspect::Hint hint = {}) {
    static const inspect::Options options;
    return inspect::inspect(bytesOf(viewOf(input)), options, hint);
}

/// The value of the first node of that name; nothing when there is none.
inline std::optional<std::string> valueOf(const inspect::Inspection& inspection,
                                          std::string_view name) {
    const inspect::NodeId id = inspection.tree.find(name);
    if (id == inspect::kNoNode) return std::nullopt;
    return inspection.tree.node(id).value;
}

/// The bytes of the first node of that name.
inline QByteArray bytesAt(const inspect::Inspection& inspection, std::string_view name) {
    const inspect::NodeId id = inspection.tree.find(name);
    if (id == inspect::kNoNode) return {};
    return arrayOf(inspection.tree.bytes(inspection.tree.node(id).place));
}

/// The bytes of the layer of that name; the last one when there are several.
inline QByteArray layer(const inspect::Inspection& inspection, std::string_view name) {
    QByteArray found;
    for (const inspect::Buffer& buffer : inspection.tree.buffers())
        if (buffer.name == name) found = arrayOf(buffer.bytes->view());
    return found;
}

inline bool hasLayer(const inspect::Inspection& inspection, ByteView bytes) {
    return std::ranges::any_of(inspection.tree.buffers(), [&](const inspect::Buffer& buffer) {
        return sameBytes(buffer.bytes->view(), bytes);
    });
}

} // namespace scepter::test
