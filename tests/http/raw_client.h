// A client that sends exactly the bytes it is told to, to be as hostile as a test wants.
#pragma once

#include <QElapsedTimer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <memory>

namespace scepter::test {

struct RawResponse {
    int status = 0; ///< 0: the connection ended, or nothing came, before a whole response
    QByteArray head;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray& name) const {
        const QByteArray begin = "\r\n" + name.toLower() + ": ";
        const qsizetype at = head.toLower().indexOf(begin);
        if (at < 0) return {};
        const qsizetype from = at + begin.size();
        return head.mid(from, head.indexOf('\r', from) - from);
    }
    [[nodiscard]] bool closes() const { return header("Connection").toLower() == "close"; }
};

class RawClient {
public:
    explicit RawClient(quint16 port, bool tls = false,
                       const QString& address = QStringLiteral("127.0.0.1")) {
        if (tls) {
            auto socket = std::make_unique<QSslSocket>();
            socket->setPeerVerifyMode(QSslSocket::VerifyNone);
            socket->connectToHostEncrypted(address, port);
            m_good = socket->waitForEncrypted(kPatience);
            m_socket = std::move(socket);
        } else {
            m_socket = std::make_unique<QTcpSocket>();
            m_socket->connectToHost(address, port);
            m_good = m_socket->waitForConnected(kPatience);
        }
    }

    [[nodiscard]] bool isGood() const { return m_good; }
    QTcpSocket& socket() { return *m_socket; }

    void send(const QByteArray& bytes) {
        m_socket->write(bytes);
        while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(kPatience)) {
        }
    }

    /// The next response. `isHead`: a Content-Length announces no body.
    RawResponse read(bool isHead = false) {
        qsizetype end = -1;
        while ((end = m_buffer.indexOf("\r\n\r\n")) < 0)
            if (!more()) return {};
        RawResponse response;
        response.head = m_buffer.left(end + 2);
        response.status = response.head.mid(9, 3).toInt();
        m_buffer.remove(0, end + 4);
        const qsizetype length = isHead ? 0 : response.header("Content-Length").toLongLong();
        while (m_buffer.size() < length)
            if (!more()) return {};
        response.body = m_buffer.left(length);
        m_buffer.remove(0, length);
        return response;
    }

    RawResponse ask(const QByteArray& bytes) {
        send(bytes);
        return read();
    }

    /// True when the server ends the connection; what it said before is dropped.
    bool ends() {
        while (more()) {
        }
        return m_socket->state() == QAbstractSocket::UnconnectedState;
    }

    /// Nothing more has come, once the server was asked for nothing more.
    [[nodiscard]] bool isDry() const {
        return m_buffer.isEmpty() && m_socket->bytesAvailable() == 0;
    }

    static constexpr int kPatience = 20000;

private:
    bool more() {
        if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(kPatience)) return false;
        m_buffer += m_socket->readAll();
        return true;
    }

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_buffer;
    bool m_good = false;
};

} // namespace scepter::test
