// One window for each workspace.
#pragma once

#include <QObject>
#include <QString>

#include <memory>

class QLocalServer;

namespace scepter::http {

/// Answers other processes that want to open the same workspace. Only the same user is let in.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    ~SingleInstance() override;

    /// Whether a window of this user has the workspace open; it was asked to come to the front.
    /// Waits at most half a second, so it is called before there is a window.
    static bool raiseOther(const QString& workspace);
    /// From now on this window has the workspace.
    void claim(const QString& workspace);
    void release();

Q_SIGNALS:
    void raiseRequested();

private:
    static QString nameOf(const QString& workspace);

    QLocalServer* m_server = nullptr;
};

} // namespace scepter::http
