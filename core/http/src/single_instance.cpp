#include "http/single_instance.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

namespace scepter::http {

namespace {

constexpr int kWaitMs = 500;
constexpr auto kRaise = "raise\n";

} // namespace

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

void SingleInstance::claim(const QString& workspace) {
    release();
    const QString name = nameOf(workspace);
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    // What a killed window has left; a living one would have answered raiseOther().
    QLocalServer::removeServer(name);
    m_server->listen(name);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                if (socket->read(16) == kRaise) Q_EMIT raiseRequested();
                socket->disconnectFromServer();
            });
        }
    });
}

void SingleInstance::release() {
    if (m_server == nullptr) return;
    m_server->close();
    m_server->deleteLater();
    m_server = nullptr;
}

} // namespace scepter::http
