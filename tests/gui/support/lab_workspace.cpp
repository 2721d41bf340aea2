#include "support/lab_workspace.h"

#include "workbench/passphrase.h"
#include "workbench/setup.h"

#include <QDir>
#include <QFile>

namespace scepter::test {

namespace {

/// The workspace that all others are copies of.
const QTemporaryDir& original() {
    static const QTemporaryDir folder = [] {
        QTemporaryDir made;
        const SteppingClock clock;
        workbench::SetupOptions options;
        options.path = made.filePath(QStringLiteral("lab.scepter")).toStdString();
        options.caKey = {pki::KeyType::EcP256, 0};
        options.actor = "operator:ann";
        need("making a workspace", workbench::makeWorkspace(options, clock));
        return made;
    }();
    return folder;
}

} // namespace

void giveUp(const char* what, const Error& error) {
    qFatal("%s: %s", what, toText(error).c_str());
}

LabWorkspace::LabWorkspace() {
    const QDir from(original().path());
    const auto names = from.entryList(QDir::Files | QDir::Hidden);
    for (const QString& name : names)
        if (!QFile::copy(from.filePath(name), file(name)))
            qFatal("cannot copy %s", qPrintable(name));
}

QString LabWorkspace::passphrase() const {
    const auto secret =
        need("reading the key file",
             workbench::readPassphraseFile(workbench::keyFileOf(path().toStdString())));
    return QString::fromUtf8(secret.text().data(), static_cast<qsizetype>(secret.text().size()));
}

QString LabWorkspace::removeKeyFile() {
    const QString known = passphrase();
    QFile::remove(QString::fromStdString(workbench::keyFileOf(path().toStdString())));
    return known;
}

std::unique_ptr<workbench::Workbench> LabWorkspace::open(const Clock& clock,
                                                         const std::string& actor) const {
    return need("opening the workspace",
                workbench::Workbench::open(path().toStdString(), {}, actor, clock));
}

std::string staticChallenge(workbench::Workbench& workbench) {
    const auto endpoint = need("reading the static endpoint", workbench.endpoints().show("static"));
    return std::string(endpoint.staticSecrets().front().text());
}

} // namespace scepter::test
