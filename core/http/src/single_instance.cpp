#include "http/single_instance.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QStandardPaths>
#include <QTimer>

#include <utility>

namespace scepter::http {

namespace {

constexpr int kWaitMs = 500;
constexpr auto kRaise = "raise\n";

} // namespace

SingleInstance::SingleInstance(QObject* parent)
    : QObject(parent) {
}

SingleInstance::~SingleInstance() {
    release();
}

QString SingleInstance::nameOf(const QString& workspace) {
    QString canonical = QFileInfo(workspace).canonicalFilePath();
    if (canonical.isEmpty()) canonical = QFileInfo(workspace).absoluteFilePath();
    const QByteArray hash =
        QCryptographicHash::hash(canonical.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty()) folder = QStandardPaths::writableLocation(QStandardPaths::TempLocation);
    return QStringLiteral("%1/scepter-%2").arg(folder, QLatin1String(hash));
}

bool SingleInstance::raiseOther(const QString& workspace) {
    QLocalSocket socket;
    socket.connectToServer(nameOf(workspace));
    if (!socket.waitForConnected(kWaitMs)) return false;
    socket.write(kRaise);
    socket.waitForBytesWritten(kWaitMs);
    socket.disconnectFromServer();
    return true;
}

void SingleInstance::askOther(const QString& workspace, std::function<void(bool raised)> answer) {
    const QString name = nameOf(workspace);
    if (name == m_name) {
        answer(false);
        return;
    }
    auto* socket = new QLocalSocket(this);
    const auto end = [socket, answer = std::move(answer)](bool raised) {
        // Whatever comes next of this socket answers nothing any more.
        socket->disconnect();
        socket->deleteLater();
        answer(raised);
    };
    connect(socket, &QLocalSocket::connected, socket, [socket, end] {
        socket->write(kRaise);
        socket->flush();
        socket->disconnectFromServer();
        end(true);
    });
    connect(socket, &QLocalSocket::errorOccurred, socket, [end] { end(false); });
    auto* timer = new QTimer(socket);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, socket, [end] { end(false); });
    timer->start(kWaitMs);
    socket->connectToServer(name);
}

void SingleInstance::claim(const QString& workspace) {
    release();
    m_name = nameOf(workspace);
    // Of two that find the same left socket, one clears it away while the other waits its turn.
    m_lock = std::make_unique<QLockFile>(m_name + QStringLiteral(".lock"));
    if (!m_lock->tryLock(0)) {
        failClaim(m_lock->error() == QLockFile::LockFailedError
                      ? QStringLiteral("another window is opening this workspace")
                      : m_lock->fileName() + QStringLiteral(" cannot be made"));
        return;
    }
    m_probe = new QLocalSocket(this);
    connect(m_probe, &QLocalSocket::connected, this,
            [this] { failClaim(QStringLiteral("another window has this workspace open")); });
    connect(m_probe, &QLocalSocket::errorOccurred, this,
            [this](QLocalSocket::LocalSocketError error) {
                if (error == QLocalSocket::ConnectionRefusedError ||
                    error == QLocalSocket::ServerNotFoundError)
                    listen();
                else
                    failClaim(m_probe->errorString());
            });
    m_probe->connectToServer(m_name);
}

void SingleInstance::failClaim(const QString& reason) {
    release();
    Q_EMIT claimFailed(reason);
}

/// Nobody answers at the name.
void SingleInstance::listen() {
    m_probe->disconnect(this);
    std::exchange(m_probe, nullptr)->deleteLater();
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, &SingleInstance::welcome);
    QLocalServer::removeServer(m_name);
    if (!m_server->listen(m_name)) {
        failClaim(m_server->errorString());
        return;
    }
    m_lock.reset();
}

void SingleInstance::welcome() {
    while (QLocalSocket* socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->read(16) == kRaise) Q_EMIT raiseRequested();
            socket->disconnectFromServer();
        });
    }
}

void SingleInstance::release() {
    m_name.clear();
    m_lock.reset();
    if (m_probe != nullptr) {
        m_probe->disconnect(this);
        std::exchange(m_probe, nullptr)->deleteLater();
    }
    if (m_server == nullptr) return;
    m_server->close();
    std::exchange(m_server, nullptr)->deleteLater();
}

} // namespace scepter::http
