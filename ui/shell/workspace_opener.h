// Opening a workspace, and remembering which were open.
#pragma once

#include "base/secret.h"
#include "workbench/session.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

class QSettings;

namespace scepter::ui {

/// Opens one workspace at a time on another thread.
class WorkspaceOpener : public QObject {
    Q_OBJECT

public:
    WorkspaceOpener(QSettings& settings, std::string actor, const Clock& clock,
                    QObject* parent = nullptr);

    /// Without a passphrase the workspace's key file is taken.
    void open(const QString& path, std::shared_ptr<const SecretBytes> passphrase = nullptr);
    /// What comes of an open() that is under way no longer matters.
    void forget();

    [[nodiscard]] QStringList recent() const; ///< newest first; only files that are there
    void remember(const QString& path);
    void forgetRecent(const QString& path);
    /// The lab workspace in the platform's data folder.
    static QString defaultPath();

Q_SIGNALS:
    void opened(const QString& path, std::shared_ptr<scepter::workbench::Workbench> workbench);
    /// The workspace keeps no passphrase here, or the one given was wrong.
    void passphraseNeeded(const QString& path, bool wrong);
    void failed(const QString& path, const scepter::Error& error);
    void recentChanged();

private:
    QSettings& m_settings;
    std::string m_actor;
    const Clock& m_clock;
    int m_turn = 0;
};

} // namespace scepter::ui
