// SPDX-License-Identifier: GPL-3.0-or-later
// Logins of the HTTP client: Basic, and NTLM against the example of MS-NLMP section 4.2.4.
#include "http/client.h"

#include <QMessageAuthenticationCode>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace scepter;
using namespace scepter::http;

namespace {

/// NTOWFv2 of the user "User" of "Domain" with "Password", as MS-NLMP section 4.2.4.1.1 has it.
const QByteArray kResponseKey = QByteArray::fromHex("0c868a403bfd7a93a3001ef22ef02e3f");
const QByteArray kServerChallenge = QByteArray::fromHex("0123456789abcdef");

QByteArray little(quint32 value, int size) {
    QByteArray bytes;
    for (int i = 0; i < size; ++i)
        bytes.append(static_cast<char>(value >> (8 * i) & 0xFF));
    return bytes;
}

quint32 littleAt(const QByteArray& bytes, qsizetype at, int size) {
    quint32 value = 0;
    for (int i = size; i-- > 0;)
        value = value << 8 | static_cast<quint8>(bytes.at(at + i));
    return value;
}

/// CHALLENGE_MESSAGE of MS-NLMP section 2.2.1.2, with a target name and target information.
QByteArray challengeMessage() {
    const QByteArray name = QByteArray::fromHex("44006f006d00610069006e00"); // "Domain"
    const QByteArray info =
        little(2, 2) + little(static_cast<quint32>(name.size()), 2) + name + little(0, 4);
    const quint32 nameAt = 48;
    const auto infoAt = nameAt + static_cast<quint32>(name.size());
    const auto field = [](const QByteArray& value, quint32 at) -> QByteArray {
        const auto size = static_cast<quint32>(value.size());
        return little(size, 2) + little(size, 2) + little(at, 4);
    };
    constexpr quint32 kFlags = 0x00888205; // Unicode, target, NTLM, extended security, target info
    return QByteArray("NTLMSSP\0", 8) + little(2, 4) + field(name, nameAt) + little(kFlags, 4) +
           kServerChallenge + QByteArray(8, '\0') + field(info, infoAt) + name + info;
}

/// A field of AUTHENTICATE_MESSAGE (MS-NLMP section 2.2.1.3).
QByteArray fieldOf(const QByteArray& message, qsizetype at) {
    return message.mid(littleAt(message, at + 4, 4), littleAt(message, at, 2));
}

/// Whether the response proves the password, as MS-NLMP section 3.3.2 computes it.
bool provesPassword(const QByteArray& message) {
    const QByteArray response = fieldOf(message, 20);
    if (response.size() <= 16) return false;
    const QByteArray proof = QMessageAuthenticationCode::hash(
        kServerChallenge + response.mid(16), kResponseKey, QCryptographicHash::Md5);
    return proof == response.left(16);
}

/// Wants a login on each connection, as a server does that runs on a thread of its own.
class LoginServer : public QObject {
    Q_OBJECT

public:
    explicit LoginServer(QByteArray scheme)
        : m_scheme(std::move(scheme)) {
        connect(&m_server, &QTcpServer::newConnection, this, &LoginServer::accept);
        m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(m_server.serverPort()) + "/page";
    }
    QByteArrayList authorizations; ///< of each request, in order

private:
    void accept() {
        QTcpSocket* socket = m_server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            m_asked += socket->readAll();
            const qsizetype end = m_asked.indexOf("\r\n\r\n");
            if (end < 0) return;
            const QByteArray head = m_asked.left(end + 2);
            m_asked.remove(0, end + 4);
            socket->write(answer(head));
        });
    }

    QByteArray answer(const QByteArray& head) {
        const QByteArray name = "\r\nAuthorization: ";
        const qsizetype at = head.indexOf(name);
        const QByteArray given =
            at < 0 ? QByteArray()
                   : head.mid(at + name.size(), head.indexOf('\r', at + 2) - at - name.size());
        authorizations.append(given);
        if (m_scheme == "Basic")
            return given == "Basic " + QByteArray("User:Password").toBase64()
                       ? good()
                       : refused("Basic realm=\"NDES\"");
        if (!given.startsWith("NTLM ")) return refused("Negotiate\r\nWWW-Authenticate: NTLM");
        const QByteArray message = QByteArray::fromBase64(given.mid(5));
        if (littleAt(message, 8, 4) == 1) return refused("NTLM " + challengeMessage().toBase64());
        return provesPassword(message) ? good() : refused("NTLM");
    }

    static QByteArray good() { return "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"; }
    static QByteArray refused(const QByteArray& challenge) {
        return "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + challenge +
               "\r\nContent-Length: 2\r\n\r\nno";
    }

    QTcpServer m_server;
    QByteArray m_scheme;
    QByteArray m_asked;
};

Result<ClientResponse> ask(const std::string& url, const std::string& user,
                           std::string_view password) {
    ClientOptions options;
    options.proxyUse = ProxyUse::None;
    options.user = user;
    options.password = SecretBytes(password);
    Client client(options.clone());
    ClientRequest request;
    request.url = url;
    std::optional<Result<ClientResponse>> outcome;
    client.send(request, [&](Result<ClientResponse> result) { outcome = std::move(result); });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 20000); }();
    return outcome ? *outcome : fail(ErrorCode::Internal, "done was not called");
}

} // namespace

class TestClientLogin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void basic_isSentWhenAskedFor();
    void basic_thatIsWrongIsTriedOnce();
    void ntlm_provesThePassword();
    void ntlm_thatIsWrongIsTriedOnce();
    void login_isNotSentUnasked();
};

void TestClientLogin::basic_isSentWhenAskedFor() {
    LoginServer server("Basic");
    const auto response = ask(server.url(), "User", "Password");
    QVERIFY(response && response->status == 200);
    QCOMPARE(textOf(response->body), std::string_view("good"));
    QCOMPARE(server.authorizations.size(), 2);
    QVERIFY(server.authorizations.front().isEmpty());
}

void TestClientLogin::basic_thatIsWrongIsTriedOnce() {
    LoginServer server("Basic");
    const auto response = ask(server.url(), "User", "password");
    QVERIFY(response && response->status == 401);
    QCOMPARE(server.authorizations.size(), 2);
}

void TestClientLogin::ntlm_provesThePassword() {
    LoginServer server("NTLM");
    const auto response = ask(server.url(), "Domain\\User", "Password");
    QVERIFY(response && response->status == 200);
    QCOMPARE(server.authorizations.size(), 3);
    const QByteArray message = QByteArray::fromBase64(server.authorizations.back().mid(5));
    QCOMPARE(fieldOf(message, 36), QByteArray::fromHex("5500730065007200")); // "User"
    QVERIFY(!server.authorizations.back().contains("Password"));
}

void TestClientLogin::ntlm_thatIsWrongIsTriedOnce() {
    LoginServer server("NTLM");
    const auto response = ask(server.url(), "Domain\\User", "password");
    QVERIFY(response && response->status == 401);
    QCOMPARE(server.authorizations.size(), 3);
}

void TestClientLogin::login_isNotSentUnasked() {
    LoginServer server("Basic");
    const auto response = ask(server.url(), "", "Password");
    QVERIFY(response && response->status == 401);
    QCOMPARE(server.authorizations, QByteArrayList{QByteArray()});
}

QTEST_GUILESS_MAIN(TestClientLogin)
#include "tst_client_login.moc"
