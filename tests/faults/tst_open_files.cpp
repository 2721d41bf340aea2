// A server with few open files: it takes what it can serve, and goes on to serve it.
#include "expect.h"
#include "lab.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <memory>
#include <vector>

using namespace scepter;
using namespace scepter::faults;

namespace {

constexpr unsigned kSoft = 64;
constexpr unsigned kHard = 400;

/// Nobody is sent away for being slow.
QStringList limits(const QStringList& more = {}) {
    QStringList arguments;
    for (const QString& limit : QStringList{QStringLiteral("idleTimeout=10m")} + more)
        arguments << QStringLiteral("--limit") << limit;
    return arguments;
}

/// Clients that connect and stay.
class Crowd {
public:
    explicit Crowd(const Server& server)
        : m_port(server.port()) {}

    /// Connects from 127.0.0.`host` and asks. The status of the answer; 0 when there is none.
    int ask(int host, const char* target = "/healthz") {
        auto socket = std::make_unique<QTcpSocket>();
        if (!socket->bind(QHostAddress(QStringLiteral("127.0.0.%1").arg(host)))) return 0;
        socket->connectToHost(QStringLiteral("127.0.0.1"), m_port);
        if (!socket->waitForConnected(20000)) return 0;
        const int status = ask(*socket, target);
        if (status == 200) m_sockets.push_back(std::move(socket));
        return status;
    }
    /// By one that has connected before.
    int askAgain(const char* target) { return ask(*m_sockets.front(), target); }
    /// How many come in before one is turned away by 503, or gets no answer: then it is -1.
    int fill(int host) {
        for (int count = 0;; ++count) {
            const int status = ask(host);
            if (status != 200) return status == 503 ? count : -1;
        }
    }
    [[nodiscard]] std::size_t size() const { return m_sockets.size(); }

private:
    static int ask(QTcpSocket& socket, const char* target) {
        socket.readAll();
        socket.write(QByteArray("GET ") + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
        QByteArray answer;
        while (!answer.contains("\r\n\r\n") && socket.waitForReadyRead(20000))
            answer += socket.readAll();
        return answer.mid(9, 3).toInt();
    }

    std::uint16_t m_port;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
};

} // namespace

class OpenFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void few_areSaidAndServed();
    void share_ofOneAddressCanBeChosen();

private:
    std::unique_ptr<Lab> m_lab;
};

void OpenFilesTest::initTestCase() {
    m_lab = std::make_unique<Lab>();
    QVERIFY2(m_lab->error().empty(), m_lab->error().c_str());
}

void OpenFilesTest::few_areSaidAndServed() {
    Server server(m_lab->path(), openFileLimit(kSoft, kHard), limits());
    QVERIFY2(server.isReady(), server.log().constData());
    QVERIFY2(server.log().contains("maxConnections is "), server.log().constData());
    Crowd crowd(server);
    const int first = crowd.fill(1);
    // More than the soft limit, and not all.
    QVERIFY2(first > static_cast<int>(kSoft), QByteArray::number(first).constData());
    const int second = crowd.fill(2);
    QVERIFY2(second > 0, QByteArray::number(second).constData());
    QCOMPARE(crowd.ask(3), 503);
    QVERIFY(crowd.size() < kHard);
    // The workspace can still be read and written.
    QCOMPARE(crowd.askAgain("/crl/lab.crl"), 200);
    QCOMPARE(crowd.askAgain("/scep?operation=GetCACert"), 200);
    QVERIFY2(!server.log().contains("trouble"), server.log().constData());
    QCOMPARE(server.end(true), 0);
    QCOMPARE(m_lab->complaints(), QString());
}

void OpenFilesTest::share_ofOneAddressCanBeChosen() {
    const QString twenty = QStringLiteral("maxConnections=20");
    {
        Server server(m_lab->path(), {}, limits({twenty}));
        QVERIFY2(server.isReady(), server.log().constData());
        QVERIFY2(!server.log().contains("maxConnections is "), server.log().constData());
        Crowd crowd(server);
        QCOMPARE(crowd.fill(1), 16);
        QCOMPARE(crowd.fill(2), 4);
        QCOMPARE(server.end(true), 0);
    }
    Server server(m_lab->path(), {},
                  limits({twenty, QStringLiteral("maxConnectionsPerAddress=20")}));
    QVERIFY2(server.isReady(), server.log().constData());
    QCOMPARE(Crowd(server).fill(1), 20);
    QCOMPARE(server.end(true), 0);
}

QTEST_GUILESS_MAIN(OpenFilesTest)

#include "tst_open_files.moc"
