// PKCS#12 files, against the openssl command line.
#include "x509_support.h"

#include "pki/pkcs12.h"

#include <QElapsedTimer>
#include <QObject>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;

namespace {

// The same file with every iteration count raised from openssl's 2048 to 11 million.
Bytes withHighIterations(asn1::Element element) {
    static constexpr std::uint8_t kUsual[] = {2, 2, 8, 0};
    asn1::Writer writer;
    if (element.isConstructed())
        writer.constructed(element.encoded()[0], [&] {
            for (auto e = element.firstChild(); e; e = e.nextSibling())
                writer.raw(withHighIterations(e));
        });
    else if (sameBytes(element.encoded(), kUsual))
        writer.integer(11'000'000);
    else if (const auto inner = asn1::Tree::parse(element.content());
             element.is(asn1::tag::kOctetString) && inner && inner->root().isConstructed())
        writer.octetString(withHighIterations(inner->root()));
    else
        writer.raw(element.encoded());
    return writer.take();
}

} // namespace

class TestPkcs12 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void read_takesWhatOpensslWrites_data();
    void read_takesWhatOpensslWrites();
    void read_refusesAWrongPassphrase();
    void read_refusesAFileWithoutKeyOrCertificate();
    void read_saysThatOldCiphersAreUnsupported();
    void read_refusesHighIterationsFast();
    void read_rejectsEveryTruncationAndTrailingBytes();
    void write_isReadByOpenssl_data();
    void write_isReadByOpenssl();
    void write_usesAesAndSha256();
    void write_refusesAnotherKeysCertificate();

private:
    [[nodiscard]] Bytes exported(const QString& options) const;

    OpenSslTool m_tool;
    std::optional<PrivateKey> m_key;
    std::optional<Certificate> m_certificate, m_other;
};

void TestPkcs12::initTestCase() {
    for (const char* name : {"a", "b"}) {
        const QString n = QString::fromUtf8(name);
        const QByteArray made = m_tool.run(
            QStringLiteral(
                "req -x509 -newkey rsa:2048 -nodes -keyout %1.key -out %1.pem -subj /CN=%1")
                .arg(n));
        QVERIFY2(!made.startsWith("FAILED"), made.constData());
    }
    m_key = m_tool.key("a.key");
    m_certificate = m_tool.certificate("a.pem");
    m_other = m_tool.certificate("b.pem");
}

Bytes TestPkcs12::exported(const QString& options) const {
    const QByteArray made = m_tool.run(QStringLiteral("pkcs12 -export -out x.p12 ") + options);
    return made.startsWith("FAILED") ? Bytes{} : fromQt(m_tool.read("x.p12"));
}

void TestPkcs12::read_takesWhatOpensslWrites_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<QByteArray>("passphrase");
    const auto row = [](const char* name, const QString& options, const char* passphrase) {
        QTest::newRow(name) << options << QByteArray(passphrase);
    };
    row("default", QStringLiteral("-passout pass:otter"), "otter");
    row("not ASCII", QString::fromUtf8("-passout pass:gr\xC3\xBC\xC3\x9F\xF0\x9F\xA6\xA6"),
        "gr\xC3\xBC\xC3\x9F\xF0\x9F\xA6\xA6");
    row("empty", QStringLiteral("-passout pass:"), "");
    row("3DES",
        QStringLiteral("-passout pass:otter -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES "
                       "-macalg sha1"),
        "otter");
    row("AES-128", QStringLiteral("-passout pass:otter -keypbe aes-128-cbc -certpbe aes-128-cbc"),
        "otter");
    row("open certificates", QStringLiteral("-passout pass:otter -certpbe NONE"), "otter");
    row("open", QStringLiteral("-passout pass:otter -keypbe NONE -certpbe NONE"), "otter");
    row("no MAC", QStringLiteral("-passout pass:otter -nomac"), "otter");
    row("no MAC count", QStringLiteral("-passout pass:otter -nomaciter -noiter"), "otter");
}

void TestPkcs12::read_takesWhatOpensslWrites() {
    QFETCH(QString, options);
    QFETCH(QByteArray, passphrase);
    const Bytes file =
        exported(QStringLiteral("-inkey a.key -in a.pem -certfile b.pem -name device ") + options);
    QVERIFY(!file.empty());
    const auto read = readPkcs12(file, fromQt(passphrase));
    QVERIFY2(read, read ? "" : toText(read.error()).c_str());
    QVERIFY(read->key.publicKey() == m_key->publicKey());
    QVERIFY(read->certificate == *m_certificate);
    QVERIFY(read->others == std::vector{*m_other});
}

void TestPkcs12::read_refusesAWrongPassphrase() {
    const Bytes file = exported(QStringLiteral("-inkey a.key -in a.pem -passout pass:otter"));
    for (const char* wrong : {"badger", "", "otter "})
        QCOMPARE(outcome(readPkcs12(file, viewOf(wrong))), QByteArray("passphraseWrong"));
    const Bytes bare =
        exported(QStringLiteral("-inkey a.key -in a.pem -nomac -passout pass:otter"));
    QCOMPARE(outcome(readPkcs12(bare, viewOf("badger"))), QByteArray("passphraseWrong"));
    QCOMPARE(outcome(readPkcs12(file, Bytes(5, 0))), QByteArray("invalidArgument"));
    QCOMPARE(outcome(readPkcs12(file, Bytes(2000, 'x'))), QByteArray("invalidArgument"));
}

void TestPkcs12::read_refusesAFileWithoutKeyOrCertificate() {
    const Bytes noKey = exported(QStringLiteral("-nokeys -in a.pem -passout pass:otter"));
    QCOMPARE(outcome(readPkcs12(noKey, viewOf("otter"))), QByteArray("pkcs12Malformed"));
    const Bytes noCertificate =
        exported(QStringLiteral("-nocerts -inkey a.key -in a.key -passout pass:otter"));
    QCOMPARE(outcome(readPkcs12(noCertificate, viewOf("otter"))), QByteArray("pkcs12Malformed"));
}

void TestPkcs12::read_saysThatOldCiphersAreUnsupported() {
    const Bytes file =
        exported(QStringLiteral("-legacy -inkey a.key -in a.pem -passout pass:otter"));
    if (file.empty()) QSKIP("this openssl has no legacy provider to write such a file with");
    const auto read = readPkcs12(file, viewOf("otter"));
    QCOMPARE(outcome(read), QByteArray("notSupported"));
    QVERIFY2(toQt(read.error().detail).contains("40-bit RC2"), read.error().detail.c_str());
}

void TestPkcs12::read_refusesHighIterationsFast() {
    const QString common = QStringLiteral("-inkey a.key -in a.pem -passout pass:otter ");
    for (const char* options :
         {"", "-nomac -keypbe NONE -certpbe aes-256-cbc", "-nomac -certpbe NONE"}) {
        const Bytes file = exported(common + QString::fromUtf8(options));
        QVERIFY(readPkcs12(file, viewOf("otter")));
        const asn1::Tree tree = asn1::Tree::parse(file).value();
        const Bytes costly = withHighIterations(tree.root());
        QVERIFY(costly.size() > file.size());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(outcome(readPkcs12(costly, viewOf("otter"))), QByteArray("limitExceeded"));
        QVERIFY(timer.elapsed() < 1000);
    }
}

void TestPkcs12::read_rejectsEveryTruncationAndTrailingBytes() {
    Bytes file = exported(QStringLiteral("-inkey a.key -in a.pem -passout pass:otter"));
    for (std::size_t size = 0; size < file.size(); ++size)
        QCOMPARE(outcome(readPkcs12(ByteView(file).first(size), viewOf("otter"))),
                 QByteArray("pkcs12Malformed"));
    file.push_back(0);
    QCOMPARE(outcome(readPkcs12(file, viewOf("otter"))), QByteArray("pkcs12Malformed"));
}

void TestPkcs12::write_isReadByOpenssl_data() {
    QTest::addColumn<QByteArray>("keyType");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::newRow("rsa") << QByteArray("rsa:2048") << QByteArray("otter");
    QTest::newRow("ec") << QByteArray("ec:p256") << QByteArray("gr\xC3\xBC\xC3\x9F");
    QTest::newRow("ed25519") << QByteArray("ed25519") << QByteArray("");
}

void TestPkcs12::write_isReadByOpenssl() {
    QFETCH(QByteArray, keyType);
    QFETCH(QByteArray, passphrase);
    const PrivateKey key =
        PrivateKey::generate(keySpecFromText(keyType.constData()).value()).value();
    CertificateFields fields;
    fields.serial = {7};
    fields.subject = Name::fromText("CN=device").value();
    fields.notAfter = at("2036-01-01T00:00:00Z");
    fields.spki = key.publicKey().spki();
    const Certificate certificate = signCertificate(fields, key, Digest::Sha256).value();
    const Bytes file = writePkcs12(key, certificate, {*m_other, *m_certificate}, fromQt(passphrase),
                                   "Ger\xC3\xA4t 7")
                           .value();
    m_tool.write("ours.p12", toQt(file));
    const QString pass = QStringLiteral("pass:") + QString::fromUtf8(passphrase);
    const auto says = [&](const char* option) {
        return m_tool.runList({QStringLiteral("pkcs12"), QStringLiteral("-in"),
                               QStringLiteral("ours.p12"), QStringLiteral("-nodes"),
                               QStringLiteral("-passin"), pass, QString::fromUtf8(option)});
    };
    const QByteArray all = says("-nodes");
    QVERIFY2(all.contains(toQt(toPem("CERTIFICATE", certificate.der()))), all.constData());
    QVERIFY(all.contains(toQt(toPem("CERTIFICATE", m_other->der()))));
    QVERIFY(all.contains("friendlyName: Ger"));
    QVERIFY(all.contains(toQt(key.toPem().value().view())));
    // The certificate of the key is told from the others.
    QVERIFY(says("-clcerts").contains(toQt(toPem("CERTIFICATE", certificate.der()))));
    QVERIFY(!says("-clcerts").contains(toQt(toPem("CERTIFICATE", m_other->der()))));
    const Pkcs12 again = readPkcs12(file, fromQt(passphrase)).value();
    QVERIFY(again.certificate == certificate);
    QVERIFY((again.others == std::vector{*m_other, *m_certificate}));
}

void TestPkcs12::write_usesAesAndSha256() {
    m_tool.write("w.p12",
                 toQt(writePkcs12(*m_key, *m_certificate, {}, viewOf("otter"), {}).value()));
    const QByteArray info =
        m_tool.run(QStringLiteral("pkcs12 -in w.p12 -info -noout -passin pass:otter"));
    QVERIFY2(info.contains("MAC: sha256, Iteration 100000"), info.constData());
    QCOMPARE(info.count("PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256"), 2);
}

void TestPkcs12::write_refusesAnotherKeysCertificate() {
    QCOMPARE(outcome(writePkcs12(*m_key, *m_other, {}, viewOf("otter"), {})),
             QByteArray("keyMismatch"));
    QCOMPARE(outcome(writePkcs12(*m_key, *m_certificate, {}, Bytes(3, 0), {})),
             QByteArray("invalidArgument"));
    QCOMPARE(outcome(writePkcs12(*m_key, *m_certificate, {}, viewOf("x"), "\xFF")),
             QByteArray("invalidArgument"));
}

QTEST_GUILESS_MAIN(TestPkcs12)
#include "tst_pkcs12.moc"
