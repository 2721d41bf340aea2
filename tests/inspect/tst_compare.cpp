// Two readings side by side.
#include "inspect_support.h"

#include "inspect/compare.h"

#include <QElapsedTimer>

using namespace scepter;
using namespace scepter::test;
using inspect::CompareRow;
using inspect::Comparison;
using inspect::Difference;
using inspect::kNoNode;

namespace {

const CompareRow* rowOf(const Comparison& comparison, std::string_view path) {
    const auto found = std::ranges::find_if(comparison.rows, [path](const CompareRow& row) {
        return row.path == path || row.path.ends_with(" > " + std::string(path));
    });
    return found == comparison.rows.end() ? nullptr : &*found;
}

QByteArray differencesIn(const Comparison& comparison) {
    return toQt(inspect::comparisonText(comparison));
}

Inspection inspected(const QByteArray& input) {
    return inspect::inspect(fromQt(input), {});
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void same_isEqual();
    void wrapping_makesNoDifference();
    void extensions_arePairedByType();
    void attributesOfAName_arePairedByTypeAndText();
    void certificates_arePairedBySubjectAndSerial();
    void revocations_arePairedBySerial();
    void purposes_areNotPairedWithOthers();
    void secrets_areComparedButNotShown();
    void longValues_areComparedWhole();
    void derived_canBeLeftOut();
    void limits_areSaid();
    void request_differsFromItsRetry();
    void many_arePairedInTime();

private:
    QByteArray certificate(const char* name, const QString& subject, const QString& extensions,
                           int serial);

    OpenSslTool m_tool;
    QByteArray m_first;
    QByteArray m_second;
};

QByteArray TestCompare::certificate(const char* name, const QString& subject,
                                    const QString& extensions, int serial) {
    const QByteArray config = "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\n" + subject.toUtf8() +
                              "\n[v3]\n" + extensions.toUtf8();
    m_tool.write("ext.cnf", config);
    const QString out = m_tool.path(name);
    const QByteArray made = m_tool.run(
        QStringLiteral("req -x509 -new -key compare.key -config ext.cnf -extensions v3 -days 30 "
                       "-set_serial %1 -outform DER -out %2")
            .arg(serial)
            .arg(out));
    return made.startsWith("FAILED") ? QByteArray() : m_tool.read(name);
}

void TestCompare::initTestCase() {
    QVERIFY(makeIdentity(m_tool, QStringLiteral("compare"),
                         QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-256")));
    m_first = certificate("one.der", QStringLiteral("O=Example\n0.OU=North\n1.OU=Lab\nCN=kiosk"),
                          QStringLiteral("basicConstraints=critical,CA:FALSE\n"
                                         "keyUsage=digitalSignature\n"
                                         "extendedKeyUsage=clientAuth,serverAuth\n"
                                         "subjectAltName=DNS:a.example,DNS:b.example\n"),
                          1);
    // Another order, one extension more, one less, one other.
    m_second = certificate("two.der", QStringLiteral("O=Example\n0.OU=Lab\n1.OU=South\nCN=kiosk"),
                           QStringLiteral("subjectAltName=DNS:b.example,DNS:c.example\n"
                                          "extendedKeyUsage=serverAuth,codeSigning\n"
                                          "keyUsage=digitalSignature,keyEncipherment\n"
                                          "nsComment=more\n"),
                           2);
    QVERIFY(!m_first.isEmpty() && !m_second.isEmpty());
}

void TestCompare::same_isEqual() {
    const auto comparison = compare(inspected(m_first), inspected(m_first));
    QVERIFY(comparison.equal());
    QVERIFY(comparison.rows.size() > 40);
    QVERIFY(std::ranges::all_of(comparison.rows, [](const CompareRow& row) {
        return row.difference == Difference::Equal && row.left == row.right && row.sameBytes;
    }));
    QVERIFY(differencesIn(comparison).isEmpty());
    QVERIFY(inspect::compare({}, 0, {}, 0).equal());
}

void TestCompare::wrapping_makesNoDifference() {
    const QByteArray pem =
        "-----BEGIN CERTIFICATE-----\n" + m_first.toBase64() + "\n-----END CERTIFICATE-----\n";
    QVERIFY(compare(inspected(m_first), inspected(pem)).equal());
    QVERIFY(compare(inspected(m_first.toHex()), inspected(m_first.toBase64())).equal());
    QVERIFY(!compare(inspected(m_second), inspected(pem)).equal());
    const QByteArray post = captureFile("03-strongswan-enroll-post-aes128-sha256.request");
    const QByteArray bare = post.mid(post.indexOf("\r\n\r\n") + 4);
    const auto comparison = compare(inspected(post), inspected(bare));
    QVERIFY2(comparison.equal(), differencesIn(comparison).constData());
    QCOMPARE(comparison.rows.at(0).name, std::string("ContentInfo"));
}

void TestCompare::extensions_arePairedByType() {
    const auto comparison = compare(inspected(m_first), inspected(m_second));
    const auto difference = [&](const char* name) {
        const CompareRow* row = rowOf(comparison, "extensions > " + std::string(name));
        return row == nullptr ? Difference::Equal : row->difference;
    };
    QCOMPARE(difference("basicConstraints"), Difference::OnlyLeft);
    QCOMPARE(difference("keyUsage"), Difference::Changed);
    QCOMPARE(difference("subjectAltName"), Difference::Changed);
    QCOMPARE(comparison.rows.at(0).difference, Difference::Changed);
    const QByteArray text = differencesIn(comparison);
    QVERIFY2(text.contains("! ") && text.contains("DNS:a.example -> DNS:c.example"),
             text.constData());
    QVERIFY2(text.contains("Comment"), text.constData());
    QVERIFY2(!text.contains("DNS:b.example\n"), text.constData());
    QVERIFY(comparison.onlyLeft > 0 && comparison.onlyRight > 0 && comparison.changed > 0);
    // The other way round it is the same.
    const auto back = compare(inspected(m_second), inspected(m_first));
    QCOMPARE(back.onlyLeft, comparison.onlyRight);
    QCOMPARE(back.onlyRight, comparison.onlyLeft);
    QCOMPARE(back.changed, comparison.changed);
}

void TestCompare::attributesOfAName_arePairedByTypeAndText() {
    const auto comparison = compare(inspected(m_first), inspected(m_second));
    const CompareRow* subject = rowOf(comparison, "subject");
    QVERIFY(subject != nullptr && subject->group);
    std::vector<std::string> units;
    for (const CompareRow& row : comparison.rows)
        if (row.path.ends_with("subject > organizationalUnitName"))
            units.push_back(row.leftValue + "/" + row.rightValue + "/" +
                            std::string(toText(row.difference)));
    QCOMPARE(units, (std::vector<std::string>{"North/South/changed", "Lab/Lab/equal"}));
}

void TestCompare::certificates_arePairedBySubjectAndSerial() {
    m_tool.write("first.der", m_first);
    m_tool.write("second.der", m_second);
    for (const char* name : {"first", "second"})
        QVERIFY(!m_tool
                     .run(QStringLiteral("x509 -inform DER -in %1.der -out %1.pem")
                              .arg(QString::fromLatin1(name)))
                     .startsWith("FAILED"));
    const QByteArray both = m_tool.run(
        QStringLiteral("crl2pkcs7 -nocrl -certfile first.pem -certfile second.pem -outform DER"));
    const QByteArray swapped = m_tool.run(
        QStringLiteral("crl2pkcs7 -nocrl -certfile second.pem -certfile first.pem -outform DER"));
    QVERIFY(both != swapped);
    const auto comparison = compare(inspected(both), inspected(swapped));
    QVERIFY2(comparison.changed + comparison.onlyLeft + comparison.onlyRight == 0,
             differencesIn(comparison).constData());
    // A renewed one is compared with the old one of its name, and no other.
    const QByteArray renewed =
        certificate("three.der", QStringLiteral("O=Example\n0.OU=North\n1.OU=Lab\nCN=kiosk"),
                    QStringLiteral("keyUsage=digitalSignature\n"), 3);
    m_tool.write("third.der", renewed);
    QVERIFY(!m_tool.run(QStringLiteral("x509 -inform DER -in third.der -out third.pem"))
                 .startsWith("FAILED"));
    const QByteArray after = m_tool.run(
        QStringLiteral("crl2pkcs7 -nocrl -certfile second.pem -certfile third.pem -outform DER"));
    const auto renewal = compare(inspected(both), inspected(after));
    std::vector<std::string> serials;
    for (const CompareRow& row : renewal.rows)
        if (row.path.ends_with("tbsCertificate > serialNumber"))
            serials.push_back(row.leftValue + "/" + row.rightValue);
    QCOMPARE(serials, (std::vector<std::string>{"01/03", "02/02"}));
}

void TestCompare::revocations_arePairedBySerial() {
    const auto crlOf = [this](const QByteArray& entries) {
        m_tool.write("index.txt", entries);
        m_tool.write("crlnumber", "01\n");
        m_tool.write("ca.cnf", "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\ncrlnumber=crlnumber\n"
                               "default_md=sha256\n");
        const QByteArray pem = m_tool.run(
            QStringLiteral("ca -gencrl -config ca.cnf -cert compare.crt -keyfile compare.key "
                           "-crl_lastupdate 20261122000000Z -crl_nextupdate 20261222000000Z"));
        return pem.mid(pem.indexOf("-----BEGIN"));
    };
    const QByteArray entry = "R\t301122000000Z\t261120000000Z\t";
    const QByteArray left = crlOf(entry + "01\tunknown\t/CN=a\n" + entry + "02\tunknown\t/CN=b\n");
    const QByteArray right = crlOf(entry + "02\tunknown\t/CN=b\n" + entry + "0A\tunknown\t/CN=c\n");
    const auto comparison = compare(inspected(left), inspected(right));
    std::vector<std::string> serials;
    for (const CompareRow& row : comparison.rows)
        if (row.path.ends_with("> userCertificate"))
            serials.push_back(row.leftValue + "/" + row.rightValue);
    QCOMPARE(serials, (std::vector<std::string>{"01/", "02/02", "/0A"}));
}

void TestCompare::purposes_areNotPairedWithOthers() {
    const auto comparison = compare(inspected(m_first), inspected(m_second));
    const QByteArray text = differencesIn(comparison);
    QVERIFY2(text.contains("clientAuth") && text.contains("codeSigning"), text.constData());
    for (const CompareRow& row : comparison.rows)
        if (row.leftValue.find("clientAuth (") != std::string::npos)
            QCOMPARE(row.difference, Difference::OnlyLeft);
}

void TestCompare::secrets_areComparedButNotShown() {
    const auto csrOf = [this](const QByteArray& challenge) {
        m_tool.write("csr.cnf", "[req]\ndistinguished_name=dn\nattributes=at\nprompt=no\n[dn]\n"
                                "CN=kiosk\n[at]\nchallengePassword=" +
                                    challenge + "\n");
        return m_tool.run(QStringLiteral("req -new -key compare.key -config csr.cnf"));
    };
    const auto same = compare(inspected(csrOf("secret-one")), inspected(csrOf("secret-one")),
                              {50'000, 512, false});
    QVERIFY2(same.equal(), differencesIn(same).constData());
    const auto comparison = compare(inspected(csrOf("secret-one")), inspected(csrOf("secret-two")));
    const auto row = std::ranges::find_if(
        comparison.rows, [](const CompareRow& each) { return each.secret && !each.group; });
    QVERIFY(row != comparison.rows.end());
    QCOMPARE(row->difference, Difference::Changed);
    for (const CompareRow& each : comparison.rows)
        QVERIFY(each.leftValue.find("secret-one") == std::string::npos &&
                each.rightValue.find("secret-two") == std::string::npos);
    const QByteArray text = toQt(inspect::comparisonText(comparison, true));
    QVERIFY(!text.contains("secret-") && text.contains("(hidden)"));
}

/// Two keys whose first bytes are alike would look the same on the screen.
void TestCompare::longValues_areComparedWhole() {
    QByteArray left("\x04\x60", 2);
    left += QByteArray(0x60, '\x11');
    QByteArray right = left;
    right[right.size() - 1] = '\x12';
    const auto comparison = compare(inspected("0\x62" + left), inspected("0\x62" + right));
    QVERIFY2(!comparison.equal(), comparisonText(comparison, true).c_str());
    QVERIFY(differencesIn(comparison).contains("other bytes"));
}

void TestCompare::derived_canBeLeftOut() {
    const QByteArray again =
        certificate("again.der", QStringLiteral("O=Example\n0.OU=North\n1.OU=Lab\nCN=kiosk"),
                    QStringLiteral("basicConstraints=critical,CA:FALSE\nkeyUsage=digitalSignature\n"
                                   "extendedKeyUsage=clientAuth,serverAuth\n"
                                   "subjectAltName=DNS:a.example,DNS:b.example\n"),
                    9);
    inspect::CompareOptions options;
    const auto all = compare(inspected(m_first), inspected(again), options);
    options.derived = false;
    const auto without = compare(inspected(m_first), inspected(again), options);
    QVERIFY(all.changed > without.changed);
    QVERIFY(differencesIn(all).contains("fingerprint"));
    QVERIFY(!differencesIn(without).contains("fingerprint"));
    QVERIFY(rowOf(without, "serialNumber")->difference == Difference::Changed);
}

void TestCompare::limits_areSaid() {
    inspect::CompareOptions options;
    options.rows = 10;
    const auto comparison = compare(inspected(m_first), inspected(m_first), options);
    QCOMPARE(comparison.rows.size(), std::size_t{10});
    QVERIFY(!comparison.complete && !comparison.equal());
    QVERIFY(differencesIn(comparison).contains("more than the limits"));
    options.rows = 50'000;
    options.depth = 3;
    QVERIFY(!compare(inspected(m_first), inspected(m_first), options).complete);
}

void TestCompare::request_differsFromItsRetry() {
    const QByteArray first = captureFile("06-strongswan-pending.request");
    const QByteArray poll = captureFile("07-strongswan-pending-poll-1.request");
    const auto comparison = compare(inspected(first), inspected(poll));
    const CompareRow* type = rowOf(comparison, "signedAttrs > messageType");
    const CompareRow* id = rowOf(comparison, "signedAttrs > transactionID");
    QVERIFY(type != nullptr && id != nullptr);
    QCOMPARE(type->difference, Difference::Changed);
    QCOMPARE(id->difference, Difference::Equal);
}

/// 20 000 entries in another order: no more than a sort.
void TestCompare::many_arePairedInTime() {
    const auto treeOf = [](bool backwards) {
        inspect::TreeBuilder builder({});
        const NodeId root = builder.add(kNoNode, "list", inspect::Kind::Group, {});
        for (int i = 0; i < 20'000; ++i)
            builder.add(root, "[" + std::to_string(i) + "]", inspect::Kind::Text,
                        std::to_string(backwards ? 19'999 - i : i));
        return std::move(builder).finish();
    };
    const auto left = treeOf(false);
    const auto right = treeOf(true);
    QElapsedTimer timer;
    timer.start();
    const auto comparison = inspect::compare(left, 0, right, 0);
    QVERIFY(comparison.equal());
    QVERIFY2(timer.elapsed() < 5000, QByteArray::number(timer.elapsed()).constData());
}

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
