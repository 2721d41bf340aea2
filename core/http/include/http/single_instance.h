// One window for each workspace.
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

class QLocalServer;
class QLocalSocket;
class QLockFile;

namespace scepter::http {

/// Answers other processes that want to open the same workspace. Only the same user is let in.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    explicit SingleInstance(QObject* parent = nullptr);
    ~SingleInstance() override;

    /// Whether a window of this user has the workspace open; it was asked to come to the front.
    /// Waits at most half a second, so it is called before there is a window.
    static bool raiseOther(const QString& workspace);
    /// The same without waiting: `answer` is called once, on this thread, possibly before this
    /// returns; not when this object is gone by then. What this one has claimed is no other's.
    void askOther(const QString& workspace, std::function<void(bool raised)> answer);
    /// From now on this window has the workspace. What a killed window has left is cleared away; a
    /// living one keeps it, and claimFailed() tells.
    void claim(const QString& workspace);
    void release();

Q_SIGNALS:
    void raiseRequested();
    /// Other windows will not find this one.
    void claimFailed(const QString& reason);

private:
    static QString nameOf(const QString& workspace);
    void listen();
    void failClaim(const QString& reason);
    void welcome();

    QString m_name; ///< empty: nothing is claimed
    QLocalServer* m_server = nullptr;
    QLocalSocket* m_probe = nullptr;   ///< asks whether somebody has the name
    std::unique_ptr<QLockFile> m_lock; ///< held from the question until this one listens
};

} // namespace scepter::http
