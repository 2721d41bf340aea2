#include "context.h"

#include "base/encoding.h"
#include "base/text.h"
#include "workbench/error_text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <pwd.h>
#include <unistd.h>

namespace scepter::app {

namespace {

constexpr std::size_t kMaxFile = std::size_t{16} << 20;

int exitCodeOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return exit_code::kUsage;
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
    case ErrorCode::StoreUnavailable:
    case ErrorCode::StoreCorrupt:
    case ErrorCode::StoreNewer:
    case ErrorCode::StoreBusy:
    case ErrorCode::StoreReadOnly:
    case ErrorCode::StoreForeign:
    case ErrorCode::StoreFull:
        return exit_code::kUnreachable;
    case ErrorCode::Cancelled:
        return exit_code::kCancelled;
    default:
        return exit_code::kRefused;
    }
}

void writeOut(std::FILE* stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

QJsonObject errorObject(const Error& error) {
    const auto text = workbench::errorText(error);
    return {{QStringLiteral("code"), QString::fromStdString(std::string(toText(error.code)))},
            {QStringLiteral("summary"), QString::fromStdString(text.summary)},
            {QStringLiteral("why"), QString::fromStdString(text.why)},
            {QStringLiteral("action"), QString::fromStdString(text.action)}};
}

} // namespace

std::string Context::actor() {
    // The environment says what its owner likes.
    if (const passwd* entry = ::getpwuid(::getuid()); entry != nullptr)
        return "operator:" + printable(entry->pw_name);
    return "operator:uid-" + std::to_string(::getuid());
}

Result<std::unique_ptr<workbench::Workbench>> Context::open() {
    auto opened = workbench::Workbench::open(workspace, passphraseFile, actor(), m_clock);
    // A workspace that is not there cannot be reached; anything else named later can be "not
    // found".
    if (!opened && opened.error().code == ErrorCode::NotFound) {
        Error error = opened.error();
        error.code = ErrorCode::StoreUnavailable;
        return failWith(std::move(error));
    }
    return opened;
}

void Context::answer(const QJsonObject& document, const std::string& text) const {
    if (!json) return writeOut(stdout, text);
    const QByteArray bytes = QJsonDocument(document).toJson(QJsonDocument::Indented);
    writeOut(stdout, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

int Context::answer(QJsonObject document, const std::string& text, const Error& error) const {
    document[QStringLiteral("error")] = errorObject(error);
    answer(document, text);
    explain(error);
    return exit_code::kRefused;
}

int Context::deliver(const std::string& out, const std::string& format, ByteView content,
                     QJsonObject document) const {
    if (out != "-" || !json)
        if (auto written = writeFile(out, content); !written) return report(written.error());
    if (!json) return exit_code::kDone;
    document[QStringLiteral("format")] = QString::fromStdString(format);
    const std::string text(textOf(content));
    if (out != "-")
        document[QStringLiteral("path")] = QString::fromStdString(out);
    else if (text.starts_with("-----BEGIN "))
        document[QStringLiteral("pem")] = QString::fromStdString(text);
    else
        document[QStringLiteral("base64")] = QString::fromStdString(toBase64(content));
    answer(document, {});
    return exit_code::kDone;
}

int Context::explain(const Error& error) const {
    const auto text = workbench::errorText(error);
    std::string lines = "scepterctl: " + text.summary + '\n';
    if (!text.why.empty()) lines += "  " + text.why + '\n';
    if (!text.action.empty()) lines += "  " + text.action + '\n';
    if (verbose) lines += "  [" + printable(toText(error)) + "]\n";
    writeOut(stderr, lines);
    return exitCodeOf(error.code);
}

int Context::report(const Error& error) const {
    if (json) answer({{QStringLiteral("error"), errorObject(error)}}, {});
    return explain(error);
}

void Context::note(const std::string& text) const {
    if (!quiet) writeOut(stderr, text + '\n');
}

void Outcomes::add(const QJsonValue& done, const std::string& text) {
    m_done.append(done);
    m_text += text;
}

void Outcomes::addError(std::int64_t id, const Error& error) {
    m_exitCode = m_context.explain(error);
    QJsonObject object = errorObject(error);
    object[QStringLiteral("id")] = static_cast<qint64>(id);
    m_errors.append(object);
}

int Outcomes::answer() const {
    QJsonObject document{{m_name, m_done}};
    if (!m_errors.isEmpty()) {
        document[QStringLiteral("error")] = m_errors.first();
        document[QStringLiteral("errors")] = m_errors;
    }
    m_context.answer(document, m_text);
    return m_exitCode;
}

void onChosen(CLI::App* command, Run& chosen, Run run) {
    command->callback([&chosen, run = std::move(run)] { chosen = run; });
}

Error wrongValue(const std::string& option, const Error& error) {
    std::string detail = option;
    if (!error.detail.empty()) detail += ": " + error.detail;
    return {ErrorCode::InvalidArgument, std::move(detail), error.chain, std::nullopt};
}

Result<Bytes> readFile(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) return fail(ErrorCode::FileUnreadable, path + ": " + std::strerror(errno));
    }
    std::istream& stream = path == "-" ? std::cin : file;
    Bytes bytes;
    std::array<char, 65536> buffer{};
    do {
        stream.read(buffer.data(), buffer.size());
        const ByteView got = bytesOf({buffer.data(), static_cast<std::size_t>(stream.gcount())});
        bytes.insert(bytes.end(), got.begin(), got.end());
    } while (stream && bytes.size() <= kMaxFile);
    if (stream.bad())
        return fail(ErrorCode::FileUnreadable, path + " could not be read to its end");
    if (bytes.size() > kMaxFile)
        return fail(ErrorCode::LimitExceeded, path + " is larger than 16 MiB");
    return bytes;
}

Result<void> writeFile(const std::string& path, ByteView bytes) {
    std::ofstream file;
    if (path != "-") {
        file.open(path, std::ios::binary | std::ios::trunc);
        if (!file) return fail(ErrorCode::FileUnwritable, path + ": " + std::strerror(errno));
    }
    std::ostream& stream = path == "-" ? std::cout : file;
    stream.write(textOf(bytes).data(), static_cast<std::streamsize>(bytes.size()));
    stream.flush();
    if (!stream) return fail(ErrorCode::FileUnwritable, path + ": " + std::strerror(errno));
    return {};
}

} // namespace scepter::app
