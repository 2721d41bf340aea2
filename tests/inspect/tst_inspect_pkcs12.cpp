// PKCS#12 files of openssl and keytool.
#include "x509_inputs.h"

#include "pki/pkcs12.h"

using namespace scepter;
using namespace scepter::test;

class TestInspectPkcs12 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void file_isReadAndOpened_data();
    void file_isReadAndOpened();
    void wrongPassword_leavesTheStructure();
    void emptyPassword_isTried();
    void legacyCiphers_areNamedAsTheReason();
    void keytoolStore_isReadAndOpened();
    void trustStoreOfKeytool_isReadAndOpened();
    void brokenFiles_stayInsideTheirBytes();
    void compared_inputsAreAsManyAsPromised();

private:
    void checkRanges(const Inspection& read);
    [[nodiscard]] Bytes make(const QString& options,
                             const QString& password = QStringLiteral("otter")) const;
    bool keytool(const QString& arguments) const;

    OpenSslTool m_tool;
    inspect::Keyring m_keys;
    inspect::Options m_options;
};

void TestInspectPkcs12::initTestCase() {
    for (const char* const command :
         {"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout a.key -subj "
          "/CN=a/O=Lab -out a.pem",
          "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout b.key -subj /CN=b "
          "-out b.pem"})
        QVERIFY2(!m_tool.run(QString::fromLatin1(command)).startsWith("FAILED"), command);
    m_keys.passwords.emplace_back(std::string_view("wrong"));
    m_keys.passwords.emplace_back(std::string_view("otter"));
    m_keys.passwords.emplace_back(std::string_view("changeit"));
    m_options.keys = &m_keys;
}

void TestInspectPkcs12::checkRanges(const Inspection& read) {
    QCOMPARE(failures(read), QByteArray());
    RangeCheck ranges(m_tool, read);
    QCOMPARE(ranges.differences(), QByteArray());
    QCOMPARE(missing(m_tool, read), QByteArray());
}

Bytes TestInspectPkcs12::make(const QString& options, const QString& password) const {
    const QByteArray said = m_tool.run(
        QStringLiteral("pkcs12 -export -inkey a.key -in a.pem -out a.p12 -passout pass:%1 ")
            .arg(password) +
        options);
    return said.startsWith("FAILED") ? Bytes() : fromQt(m_tool.read("a.p12"));
}

bool TestInspectPkcs12::keytool(const QString& arguments) const {
    QProcess process;
    process.start(QStandardPaths::findExecutable(QStringLiteral("keytool")),
                  arguments.split(QLatin1Char(' ')) +
                      QStringList{QStringLiteral("-keystore"), m_tool.path("j.p12"),
                                  QStringLiteral("-storetype"), QStringLiteral("PKCS12"),
                                  QStringLiteral("-storepass"), QStringLiteral("changeit")});
    return process.waitForFinished(60000) && process.exitCode() == 0;
}

void TestInspectPkcs12::file_isReadAndOpened_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("certificates");
    QTest::addColumn<int>("layers"); ///< buffers in all
    QTest::addColumn<QByteArray>("mac");
    const QByteArray holds = "holds with a password at hand";
    QTest::newRow("default") << QString() << 1 << 3 << holds;
    QTest::newRow("chain") << QStringLiteral("-certfile b.pem") << 2 << 3 << holds;
    QTest::newRow("name") << QStringLiteral("-name otter-lamp") << 1 << 3 << holds;
    QTest::newRow("plain certificates") << QStringLiteral("-certpbe NONE") << 1 << 2 << holds;
    QTest::newRow("plain keys") << QStringLiteral("-keypbe NONE") << 1 << 2 << holds;
    QTest::newRow("all plain") << QStringLiteral("-keypbe NONE -certpbe NONE") << 1 << 1 << holds;
    QTest::newRow("aes128 sha384")
        << QStringLiteral("-certpbe AES-128-CBC -keypbe AES-128-CBC -macalg sha384") << 1 << 3
        << holds;
    QTest::newRow("3des") << QStringLiteral(
                                 "-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1")
                          << 1 << 3 << holds;
    QTest::newRow("no mac") << QStringLiteral("-nomac") << 1 << 2 << QByteArray("there is none");
    QTest::newRow("iterations") << QStringLiteral("-iter 77") << 1 << 3 << holds;
    QTest::newRow("no iterations") << QStringLiteral("-noiter -nomaciter") << 1 << 3 << holds;
    QTest::newRow("no key") << QStringLiteral("-nokeys -certfile b.pem") << 2 << 2 << holds;
    QTest::newRow("no certificate") << QStringLiteral("-nocerts") << 0 << 2 << holds;
}

void TestInspectPkcs12::file_isReadAndOpened() {
    QFETCH(QString, options);
    QFETCH(int, certificates);
    QFETCH(int, layers);
    QFETCH(QByteArray, mac);
    const Bytes der = make(options);
    QVERIFY(!der.empty());
    const auto read = inspect::inspect(der, m_options);
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::Pkcs12));
    checkRanges(read);
    QCOMPARE(shown(read, "integrity"), mac);
    QCOMPARE(int(read.tree.buffers().size()), layers);
    QCOMPARE(int(read.facts.certificates.size()), certificates);
    for (std::size_t i = 1; i < read.tree.buffers().size(); ++i)
        QVERIFY(read.tree.buffers()[i].secret);
    const QByteArray info =
        m_tool.run(QStringLiteral("pkcs12 -in a.p12 -passin pass:otter -nodes -info"));
    Compared::fields(read);
    for (const auto& each : read.facts.certificates) {
        const QByteArray pem = toQt(pki::toPem("CERTIFICATE", each.certificate->der()));
        QVERIFY(info.contains(pem));
    }
    const bool hasKey = !options.contains(QLatin1String("-nokeys"));
    QCOMPARE(read.tree.find("PrivateKeyInfo") != kNoNode, hasKey);
    if (hasKey) {
        const auto& key = read.tree.node(read.tree.find("PrivateKeyInfo"));
        QVERIFY(key.secret);
        QCOMPARE(toQt(key.value), QByteArray("EC P-256"));
    }
    if (options.contains(QLatin1String("otter-lamp"))) {
        QCOMPARE(shown(read, "friendlyName"), QByteArray("otter-lamp"));
        QCOMPARE(field(info, "friendlyName: "), QByteArray("otter-lamp"));
    }
    if (certificates > 0 && hasKey)
        QCOMPARE(shown(read, "localKeyID"), field(info, "localKeyID: "));
    if (options.contains(QLatin1String("77"))) {
        QCOMPARE(shown(read, "iterationCount"), QByteArray("77"));
        QVERIFY(info.contains("Iteration 77"));
    }
    const auto content = pki::readPkcs12Content(der, viewOf("otter"));
    QVERIFY(content || mac == "there is none");
    QCOMPARE(int(content->certificates.size()), certificates);
    QCOMPARE(content->keys.size(), hasKey ? 1U : 0U);
}

void TestInspectPkcs12::wrongPassword_leavesTheStructure() {
    const Bytes der = make({}, QStringLiteral("something-else"));
    const auto read = inspect::inspect(der, m_options);
    checkRanges(read);
    QCOMPARE(shown(read, "integrity"), QByteArray("no password at hand makes it hold"));
    QCOMPARE(shown(read, "notOpened"), QByteArray("none of the passwords at hand opens it"));
    QCOMPARE(read.tree.buffers().size(), 1U);
    QVERIFY(read.facts.certificates.empty());
    QVERIFY(read.tree.find("PKCS8ShroudedKeyBag") != kNoNode);
    QCOMPARE(shown(read, "bagId").split(' ')[0], QByteArray("pkcs8ShroudedKeyBag"));
}

void TestInspectPkcs12::emptyPassword_isTried() {
    const Bytes der = make({}, {});
    const auto read = inspect::inspect(der, {});
    QCOMPARE(shown(read, "integrity"), QByteArray("holds with an empty password"));
    QCOMPARE(read.facts.certificates.size(), 1U);
    QCOMPARE(read.tree.buffers().size(), 3U);
}

void TestInspectPkcs12::legacyCiphers_areNamedAsTheReason() {
    const Bytes der = make(QStringLiteral("-legacy"));
    if (der.empty()) QSKIP("openssl has no legacy provider here");
    const auto read = inspect::inspect(der, m_options);
    checkRanges(read);
    QVERIFY(shown(read, "notOpened").contains("40-bit RC2"));
}

void TestInspectPkcs12::keytoolStore_isReadAndOpened() {
    QVERIFY(keytool(
        QStringLiteral("-genkeypair -alias one -dname CN=one,O=Java -keyalg RSA -keysize 2048")));
    QVERIFY(keytool(
        QStringLiteral("-genkeypair -alias two -dname CN=two -keyalg EC -groupname secp256r1")));
    const auto read = inspect::inspect(fromQt(m_tool.read("j.p12")), m_options);
    checkRanges(read);
    QCOMPARE(shown(read, "integrity"), QByteArray("holds with a password at hand"));
    QCOMPARE(read.facts.certificates.size(), 2U);
    QByteArrayList names;
    for (const auto& node : read.tree.nodes())
        if (node.name == "friendlyName" && !names.contains(toQt(node.value)))
            names << toQt(node.value);
    std::sort(names.begin(), names.end());
    QCOMPARE(names, QByteArrayList({"one", "two"}));
    inspect::Keyring keys;
    QVERIFY(addToKeyring(keys, fromQt(m_tool.read("j.p12")), "java", viewOf("changeit")));
    QCOMPARE(keys.keys.size(), 2U);
    QVERIFY(keys.keys[0].certificate && keys.keys[1].certificate);
}

void TestInspectPkcs12::trustStoreOfKeytool_isReadAndOpened() {
    QFile::remove(m_tool.path("j.p12"));
    QVERIFY(
        keytool(QStringLiteral("-importcert -noprompt -alias b -file ") + m_tool.path("b.pem")));
    const auto read = inspect::inspect(fromQt(m_tool.read("j.p12")), m_options);
    checkRanges(read);
    QCOMPARE(read.facts.certificates.size(), 1U);
    QCOMPARE(toQt(read.facts.certificates[0].certificate->subject().toText()), QByteArray("CN=b"));
    inspect::Keyring keys;
    QVERIFY(addToKeyring(keys, fromQt(m_tool.read("j.p12")), "trust", viewOf("changeit")));
    QCOMPARE(keys.known.size(), 1U);
    QVERIFY(keys.keys.empty());
    QCOMPARE(outcome(pki::readPkcs12(fromQt(m_tool.read("j.p12")), viewOf("changeit"))),
             QByteArray("pkcs12Malformed"));
}

void TestInspectPkcs12::brokenFiles_stayInsideTheirBytes() {
    for (const char* const options : {"-noiter -nomaciter", "-keypbe NONE -certpbe NONE -nomac"}) {
        const Bytes der = make(QString::fromLatin1(options));
        QVERIFY(der.size() > 500);
        for (std::size_t size = 0; size < der.size(); ++size)
            QVERIFY(rangesAreInside(inspect::inspect(ByteView(der).first(size), m_options)));
        for (std::size_t at = 0; at < der.size(); ++at) {
            Bytes broken = der;
            broken[at] = std::uint8_t(broken[at] ^ 0x21);
            QVERIFY(rangesAreInside(inspect::inspect(broken, m_options)));
        }
    }
}

void TestInspectPkcs12::compared_inputsAreAsManyAsPromised() {
    QVERIFY(Compared::areEnough("pkcs12"));
}

QTEST_GUILESS_MAIN(TestInspectPkcs12)
#include "tst_inspect_pkcs12.moc"
