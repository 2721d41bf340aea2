// A workspace of a test's own.
#pragma once

#include "pki/algorithms.h"
#include "support/stepping_clock.h"
#include "workbench/workbench.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace scepter::test {

/// The three lab endpoints over an EC P-256 CA with an RSA-2048 RA, made at SteppingClock::kStart.
/// It is made once in a process and then copied, so each test has its own at once.
class LabWorkspace {
public:
    /// Ends the program with the reason when the workspace cannot be made.
    LabWorkspace();

    [[nodiscard]] QString path() const { return file(QStringLiteral("lab.scepter")); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }
    /// As an operator would type it. Keep it out of messages of tests.
    [[nodiscard]] QString passphrase() const;
    /// From now on only who knows the passphrase opens it; gives it.
    QString removeKeyFile();
    /// Opened in this process, beside any window. The clock must outlive it.
    [[nodiscard]] std::unique_ptr<workbench::Workbench>
    open(const Clock& clock, const std::string& actor = "operator:ann") const;

private:
    QTemporaryDir m_folder;
};

/// The static challenge of the lab's endpoint /scep/static.
std::string staticChallenge(workbench::Workbench& workbench);

/// Ends the program with the error's text: for what a test needs before it begins.
[[noreturn]] void giveUp(const char* what, const Error& error);

template <class T> T need(const char* what, Result<T> result) {
    if (!result) giveUp(what, result.error());
    return std::move(*result);
}
inline void need(const char* what, const Result<void>& result) {
    if (!result) giveUp(what, result.error());
}

} // namespace scepter::test
