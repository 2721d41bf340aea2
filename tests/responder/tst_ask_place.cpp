// Whom gates may ask, and whom they may not.
#include "http_asker.h"
#include "responder/asker.h"

#include <QTest>

using namespace scepter;
using namespace scepter::responder;

class TestAskPlace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void place_isChecked_data();
    void place_isChecked();
};

void TestAskPlace::place_isChecked_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("allowed");
    QTest::addColumn<QByteArray>("target"); // empty: refused
    const auto row = [](const char* name, const char* url, const char* allowed,
                        const char* target) {
        QTest::newRow(name) << QByteArray(url) << QByteArray(allowed) << QByteArray(target);
    };
    row("its own host", "https://mdm.example/a?b", "", "https://mdm.example:443");
    row("in any case", "https://MDM.Example/", "mdm.EXAMPLE", "https://mdm.example:443");
    row("with a port", "https://mdm.example:8443/", "mdm.example", "https://mdm.example:8443");
    row("that port", "https://mdm.example:8443/", "mdm.example:8443", "https://mdm.example:8443");
    row("the usual port", "https://mdm.example/", "mdm.example:443", "https://mdm.example:443");
    row("another port", "https://mdm.example:8443/", "mdm.example:443", "");
    row("another host", "https://mdm.example.evil/", "mdm.example", "");
    row("host as a prefix", "https://mdm.example.evil/", "*.example", "");
    row("below", "https://a.b.example/", "*.example", "https://a.b.example:443");
    row("below with a port", "https://a.example:444/", "*.example:444", "https://a.example:444");
    row("below, another port", "https://a.example/", "*.example:444", "");
    row("not below", "https://example/", "*.example", "");
    row("not below either", "https://anexample/", "*.example", "");
    row("below everything", "https://a.example/", "*.", "");
    row("everything", "https://a.example/", "*", "");
    row("one of several", "https://b.example/", "a.example,b.example", "https://b.example:443");
    row("last dot", "https://a.example./", "a.example", "https://a.example.:443");
    row("IPv6", "https://[::1]/", "::1", "https://[::1]:443");
    row("IPv6 in brackets", "https://[::1]:8/", "[::1]", "https://[::1]:8");
    row("IPv6 with a port", "https://[::1]:8/", "[::1]:8", "https://[::1]:8");
    row("IPv6 another port", "https://[::1]:9/", "[::1]:8", "");
    row("http here", "http://127.0.0.1:80/", "", "http://127.0.0.1:80");
    row("http here by name", "http://localhost/", "", "http://localhost:80");
    row("http here by IPv6", "http://[::1]/", "", "http://[::1]:80");
    row("http elsewhere", "http://mdm.example/", "", "");
    row("http elsewhere, looks like here", "http://127.0.0.1.example/", "", "");
    row("http elsewhere, looks like its name", "http://localhost.example/", "", "");
    row("user", "https://user@mdm.example/", "", "");
    row("password", "https://user:word@mdm.example/", "", "");
    row("empty user", "https://@mdm.example/", "", "");
    row("no scheme", "mdm.example/", "", "");
    row("file", "file:///etc/passwd", "", "");
    row("ftp", "ftp://mdm.example/", "", "");
    row("no host", "https:///a", "", "");
    row("empty", "", "", "");
    row("space", "https://mdm.example/a b", "", "");
    row("line break", "https://mdm.example/\r\nX: y", "", "");
    row("backslash", "https://mdm.example\\@evil.example/", "", "");
}

void TestAskPlace::place_isChecked() {
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, allowed);
    QFETCH(QByteArray, target);
    challenge::HttpAsk ask;
    ask.url = url.toStdString();
    if (!allowed.isEmpty())
        for (const QByteArray& host : allowed.split(','))
            ask.allowedHosts.push_back(host.toStdString());
    const auto place = placeOf(ask);
    if (target.isEmpty()) {
        QVERIFY(!place);
        QCOMPARE(place.error().code, ErrorCode::InvalidArgument);
        return;
    }
    QVERIFY2(place, place ? "" : toText(place.error()).c_str());
    QCOMPARE(place->target, target.toStdString());
    QCOMPARE(targetOf(ask.url), target.toStdString());
}

QTEST_GUILESS_MAIN(TestAskPlace)
#include "tst_ask_place.moc"
