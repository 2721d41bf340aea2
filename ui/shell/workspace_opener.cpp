#include "shell/workspace_opener.h"

#include "workbench/passphrase.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace scepter::ui {

namespace {

constexpr qsizetype kMaxRecent = 10;

QString recentKey() {
    return QStringLiteral("workspaces/recent");
}

} // namespace

WorkspaceOpener::WorkspaceOpener(QSettings& settings, std::string actor, const Clock& clock,
                                 QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_actor(std::move(actor))
    , m_clock(clock) {
}

void WorkspaceOpener::open(const QString& path, std::shared_ptr<const SecretBytes> passphrase) {
    const int turn = ++m_turn;
    const bool given = passphrase != nullptr;
    workbench::Session::openWorkbench(path.toStdString(), std::move(passphrase), m_actor, m_clock)
        .then(this, [this, path, turn,
                     given](const Result<std::shared_ptr<workbench::Workbench>>& answer) {
            if (turn != m_turn) return;
            if (answer) {
                remember(path);
                Q_EMIT opened(path, *answer);
                return;
            }
            const ErrorCode code = answer.error().code;
            const bool noKeyFile = !given && code == ErrorCode::FileUnreadable &&
                                   !QFileInfo::exists(QString::fromStdString(
                                       workbench::keyFileOf(path.toStdString())));
            if (noKeyFile || code == ErrorCode::PassphraseWrong)
                Q_EMIT passphraseNeeded(path, code == ErrorCode::PassphraseWrong && given);
            else
                Q_EMIT failed(path, answer.error());
        });
}

void WorkspaceOpener::forget() {
    ++m_turn;
}

QStringList WorkspaceOpener::recent() const {
    QStringList there;
    const QStringList kept = m_settings.value(recentKey()).toStringList();
    for (const QString& path : kept)
        if (QFileInfo::exists(path)) there.append(path);
    return there;
}

void WorkspaceOpener::remember(const QString& path) {
    QStringList kept = m_settings.value(recentKey()).toStringList();
    const QString whole = QFileInfo(path).absoluteFilePath();
    kept.removeAll(whole);
    kept.prepend(whole);
    while (kept.size() > kMaxRecent)
        kept.removeLast();
    m_settings.setValue(recentKey(), kept);
    Q_EMIT recentChanged();
}

void WorkspaceOpener::forgetRecent(const QString& path) {
    QStringList kept = m_settings.value(recentKey()).toStringList();
    kept.removeAll(path);
    m_settings.setValue(recentKey(), kept);
    Q_EMIT recentChanged();
}

QString WorkspaceOpener::defaultPath() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("scepter/lab.scepter"));
}

} // namespace scepter::ui
