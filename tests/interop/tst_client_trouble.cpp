// SPDX-License-Identifier: GPL-3.0-or-later
// What clients do when answers are lost, when they do wrong on purpose, and when there is no place
// for what they shall write.
#include "serve.h"

#include <QTcpServer>
#include <QtTest>

#include <sys/stat.h>

using namespace scepter::test;

namespace {

/// Hands on what it gets, but for POSTs of some numbers: these it leaves without an answer. Notes a
/// digest of each POST.
const QByteArray kRelay =
    "import hashlib, http.server, sys, urllib.request\n"
    "to, log, lost = sys.argv[1], sys.argv[2], sys.argv[3].split(',')\n"
    "posts = 0\n"
    "class Relay(http.server.BaseHTTPRequestHandler):\n"
    "    def do_GET(self): self.hand_on(None)\n"
    "    def do_POST(self):\n"
    "        global posts\n"
    "        posts += 1\n"
    "        number = posts\n"
    "        body = self.rfile.read(int(self.headers['Content-Length']))\n"
    "        with open(log, 'a') as file: file.write(hashlib.sha256(body).hexdigest() + '\\n')\n"
    "        if str(number) not in lost and 'all' not in lost: return self.hand_on(body)\n"
    "        while self.connection.recv(4096): pass\n"
    "        self.close_connection = True\n"
    "    def hand_on(self, body):\n"
    "        headers = {'Content-Type': self.headers.get('Content-Type', '')}\n"
    "        request = urllib.request.Request(to + self.path, body, headers)\n"
    "        with urllib.request.urlopen(request) as answer:\n"
    "            data = answer.read()\n"
    "            self.send_response(answer.status)\n"
    "            self.send_header('Content-Type', answer.headers['Content-Type'])\n"
    "            self.send_header('Content-Length', str(len(data)))\n"
    "            self.end_headers()\n"
    "            self.wfile.write(data)\n"
    "    def log_message(self, *_): pass\n"
    "server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Relay)\n"
    "print(server.server_port, flush=True)\n"
    "server.serve_forever()\n";

} // namespace

class TestClientTrouble : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { stopRelay(); }

    void retries_sendTheSameBytes();
    void retries_areAtMostTen();
    void wait_goesOnAfterALostPoll();
    void wait_endsPendingWhereNothingComes();
    void poll_misbehaves();
    void lookups_misbehave();
    void secrets_areForTheOwnerAlone();
    void files_areRefusedBeforeAnythingIsSent_data();
    void files_areRefusedBeforeAnythingIsSent();

private:
    /// Gives the URL of a relay that leaves these POSTs without an answer ("1,2", "all").
    QString relay(const char* lost);
    void stopRelay();
    /// The digests of its POSTs.
    [[nodiscard]] QByteArrayList posts() const {
        QByteArrayList lines = contentOf(m_serve.path("posts")).split('\n');
        lines.removeLast();
        return lines;
    }
    /// The words of an enrollment into a new folder.
    QStringList enroll(const QString& url, const char* key) {
        m_folder = m_serve.path(q("device") + QString::number(++m_devices));
        return {q("--json"),
                q("enroll"),
                url,
                q("--key"),
                keyFile(q(key)),
                q("--no-proxy"),
                q("--out"),
                m_folder,
                q("--subject"),
                q("CN=device-") + QString::number(m_devices)};
    }
    /// The request of the last folder, once the server holds it; empty: it does not.
    [[nodiscard]] QString heldRequest() const;

    Serve m_serve;
    QProcess m_relay;
    QString m_folder; ///< of the last enrollment
    int m_devices = 0;
};

void TestClientTrouble::initTestCase() {
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start());
    for (const char* line : {"endpoint add open --path /open --challenge none",
                             "endpoint add hand --path /hand --challenge none --approval manual"})
        QVERIFY(m_serve.ctl(words(line)).code == 0);
    QVERIFY(Serve::eventually(
        [&] { return m_serve.curl(m_serve.url("/hand?operation=GetCACaps")).code == 0; }));
    writeTo(m_serve.path("relay.py"), kRelay);
}

QString TestClientTrouble::relay(const char* lost) {
    stopRelay();
    writeTo(m_serve.path("posts"), {});
    m_relay.setProcessEnvironment(m_serve.environment());
    m_relay.start(q("python3"),
                  {m_serve.path("relay.py"), m_serve.url(), m_serve.path("posts"), q(lost)});
    QByteArray told;
    while (!told.contains('\n') && m_relay.waitForReadyRead(20'000))
        told += m_relay.readAllStandardOutput();
    return q("http://127.0.0.1:") + QString::fromLatin1(told.trimmed());
}

void TestClientTrouble::stopRelay() {
    if (m_relay.state() == QProcess::NotRunning) return;
    m_relay.kill();
    m_relay.waitForFinished();
}

QString TestClientTrouble::heldRequest() const {
    const QJsonArray held =
        m_serve
            .ask({q("request"), q("list"), q("--state"), q("pending"), q("--text"),
                  q("CN=device-") + QString::number(m_devices)})[q("requests")]
            .toArray();
    return held.isEmpty() ? QString() : QString::number(held.first().toObject()[q("id")].toInt());
}

void TestClientTrouble::retries_sendTheSameBytes() {
    const Ran lost =
        m_serve.bare(enroll(relay("1") + q("/open"), "sscep-a") + words("--timeout 3s"));
    QVERIFY(isRefused(lost, "timedOut", 4));
    QCOMPARE(posts().size(), 1);
    const Ran found = m_serve.bare(enroll(relay("1,2") + q("/open"), "sscep-a") +
                                   words("--timeout 3s --retries 2"));
    QVERIFY2(found.code == 0, found.text().constData());
    const QByteArrayList sent = posts();
    QCOMPARE(sent.size(), 3);
    QCOMPARE(sent[1], sent[0]);
    QCOMPARE(sent[2], sent[0]);
}

void TestClientTrouble::retries_areAtMostTen() {
    for (const char* command : {"caps", "cacert", "nextca", "conformance"})
        QCOMPARE(m_serve.bare({q(command), m_serve.url("/open"), q("--retries"), q("11")}).code, 2);
    QVERIFY(m_serve.bare({q("caps"), m_serve.url("/open"), q("--retries"), q("10")}).code == 0);
}

void TestClientTrouble::wait_goesOnAfterALostPoll() {
    QProcess waiting;
    waiting.setProcessEnvironment(m_serve.environment());
    waiting.start(q(SCEPTER_BINARY_DIR "/scepterctl"),
                  enroll(relay("2") + q("/hand"), "sscep-b") +
                      words("--timeout 3s --wait 60 --interval 1"));
    QVERIFY(waiting.waitForStarted());
    QVERIFY(Serve::eventually([&] { return posts().size() >= 2; }));
    QVERIFY(m_serve.ctl({q("request"), q("approve"), heldRequest()}).code == 0);
    const Ran ran = finished(waiting);
    QVERIFY2(ran.code == 0, ran.text().constData());
    QCOMPARE(ran.err.count("A poll got no answer; the request is pending still."), 1);
    QVERIFY(QFile::exists(m_folder + q("/cert.pem")));
}

void TestClientTrouble::wait_endsPendingWhereNothingComes() {
    const QString url = relay("2,3,4,5,6,7,8") + q("/hand");
    const Ran ran =
        m_serve.bare(enroll(url, "sscep-c") + words("--timeout 3s --wait 2 --interval 1"));
    QVERIFY2(ran.code == 3, ran.text().constData());
    QVERIFY(ran.err.contains("A poll got no answer"));
    QCOMPARE(ran.json()[q("status")].toString(), q("PENDING"));
    // Asked anew, it goes on as long as there is time, and tells that nobody answered.
    const QStringList poll{q("--json"), q("poll"), m_folder, q("--no-proxy")};
    const int before = static_cast<int>(posts().size());
    QVERIFY(
        isRefused(m_serve.bare(poll + words("--timeout 3s --wait 1 --interval 1")), "timedOut", 4));
    QVERIFY(posts().size() >= before + 2);
}

// What is refused is what was wrong with the poll; the request is pending still.
void TestClientTrouble::poll_misbehaves() {
    QCOMPARE(m_serve.bare(enroll(m_serve.url("/hand"), "sscep-d")).code, 3);
    const QStringList poll{q("--json"), q("poll"), m_folder};
    for (const auto& [kind, failInfo] :
         {std::pair("bad-signature", "badMessageCheck"), std::pair("weak-digest:md5", "badAlg"),
          std::pair("changed-transaction-id", "badCertId")}) {
        const Ran ran = m_serve.bare(poll + QStringList{q("--misbehave"), q(kind)});
        QVERIFY2(isRefused(ran, "refusedByServer"), kind);
        QVERIFY2(ran.out.contains(failInfo), ran.out.constData());
        QVERIFY(contentOf(m_folder + q("/transaction.json")).contains("PENDING"));
        QCOMPARE(m_serve.bare(poll).code, 3);
    }
    const Ran unfit = m_serve.bare(poll + words("--misbehave small-key"));
    QVERIFY(isRefused(unfit, "invalidArgument", 2));
    QVERIFY(unfit.out.contains("does not fit this request"));
    QVERIFY(isRefused(m_serve.bare(poll + words("--misbehave lie")), "invalidArgument", 2));
    QVERIFY(m_serve.ctl({q("request"), q("approve"), heldRequest()}).code == 0);
    const Ran slow = m_serve.bare(poll + words("--misbehave slow-body:1 --misbehave ber"));
    QVERIFY2(slow.code == 0, slow.text().constData());
}

void TestClientTrouble::lookups_misbehave() {
    QCOMPARE(m_serve.bare(enroll(m_serve.url("/open"), "sscep-e")).code, 0);
    for (const QStringList& command : {QStringList{q("getcert"), m_serve.url("/open"), q("1")},
                                       QStringList{q("getcrl"), m_serve.url("/open")}}) {
        const QStringList ask =
            QStringList{q("--json")} + command + QStringList{q("--signer"), m_folder};
        const Ran weak = m_serve.bare(ask + words("--misbehave weak-digest:md5"));
        QVERIFY(isRefused(weak, "refusedByServer"));
        QVERIFY2(weak.out.contains("badAlg"), weak.out.constData());
        const Ran unfit = m_serve.bare(ask + words("--misbehave expired-signer"));
        QVERIFY(isRefused(unfit, "invalidArgument", 2));
        QVERIFY(unfit.out.contains("its signer is given as it is"));
    }
}

void TestClientTrouble::secrets_areForTheOwnerAlone() {
    const auto modeOf = [](const QString& path) {
        struct stat found{};
        return ::stat(QFile::encodeName(path).constData(), &found) == 0
                   ? QByteArray::number(static_cast<uint>(found.st_mode & 0777U), 8)
                   : QByteArray("none");
    };
    const mode_t before = ::umask(022);
    for (const char* name : {"secret.har", "secret.pcapng"}) {
        const QString file = m_serve.path(name);
        writeTo(file, "somebody may read it\n");
        QCOMPARE(modeOf(file), QByteArray("644"));
        const Ran ran = m_serve.bare(
            {q("caps"), m_serve.url("/open"), q("--save-traffic"), file, q("--with-secrets")});
        QVERIFY2(ran.code == 0, ran.text().constData());
        QCOMPARE(modeOf(file), QByteArray("600"));
        QVERIFY(m_serve.bare({q("--json"), q("inspect"), file}).out.contains("GetCACaps"));
    }
    const QString redacted = m_serve.path("redacted.har");
    QCOMPARE(m_serve.bare({q("caps"), m_serve.url("/open"), q("--save-traffic"), redacted}).code,
             0);
    QCOMPARE(modeOf(redacted), QByteArray("644"));
    ::umask(before);
}

void TestClientTrouble::files_areRefusedBeforeAnythingIsSent_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("file");
    for (const char* where : {"nowhere/x", "folder.har"}) {
        const auto row = [where](const char* command, const char* option) {
            QTest::addRow("%s %s %s", command, option, where)
                << q(command) << q(option) << q(where);
        };
        row("load URL", "--csv");
        row("load URL", "--svg");
        row("conformance URL", "--out");
        row("scenario run first-enrollment --url URL", "--report");
        row("scenario run first-enrollment --url URL", "--junit");
        row("cacert URL", "--out");
        row("nextca URL", "--out");
    }
    QTest::newRow("traffic, no folder")
        << q("caps URL") << q("--save-traffic") << q("nowhere/x.har");
    QTest::newRow("traffic, a folder") << q("caps URL") << q("--save-traffic") << q("folder.har");
    QTest::newRow("traffic, a file is in the way")
        << q("caps URL") << q("--with-secrets --save-traffic") << q("relay.py/x.har");
}

void TestClientTrouble::files_areRefusedBeforeAnythingIsSent() {
    QFETCH(QString, command);
    QFETCH(QString, option);
    QFETCH(QString, file);
    QVERIFY(QDir().mkpath(m_serve.path("folder.har")));
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString url = q("http://127.0.0.1:") + QString::number(server.serverPort());
    const QStringList all = QStringList{q("--json")} +
                            command.replace(q("URL"), url).split(QLatin1Char(' ')) +
                            option.split(QLatin1Char(' ')) + QStringList{m_serve.path(file)};
    QVERIFY(isRefused(m_serve.bare(all), "fileUnwritable"));
    QVERIFY(!server.waitForNewConnection(0));
}

QTEST_GUILESS_MAIN(TestClientTrouble)
#include "tst_client_trouble.moc"
