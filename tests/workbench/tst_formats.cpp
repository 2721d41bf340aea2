// Every format as openssl, the shell and od read it.
#include "bench.h"

#include "pki/crypto.h"
#include "pki/pem.h"
#include "workbench/formats.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

using namespace scepter;
using namespace scepter::test;
using workbench::Exportable;
using workbench::ObjectKind;

namespace {

constexpr const char* kChallenge = "swordfish-7731";

QByteArray run(const Folder& folder, const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setWorkingDirectory(folder.file("."));
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000) || process.exitCode() != 0)
        return "FAILED: " + process.readAllStandardError();
    return process.readAllStandardOutput();
}

std::string_view id(const QString& format) {
    static thread_local std::string text;
    text = format.toStdString();
    return text;
}

/// "9C:1B" of "sha256 Fingerprint=9C:1B".
QByteArray afterEquals(const QByteArray& line) {
    return line.mid(line.indexOf('=') + 1).trimmed();
}

std::string hostileName(std::string_view commonName) {
    const auto name =
        pki::Name::fromRdns({{{asn1::Oid("2.5.4.3"), 12, std::string(commonName), {}}}});
    const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    if (!name || !key) return "no name";
    const TimePoint now = SystemClock().now();
    const auto certificate = pki::signCertificate(
        {Bytes{0x3F, 0x2A, 0x01}, *name, *name, now, now, key->publicKey().spki(), {}}, *key,
        pki::Digest::Sha256);
    if (!certificate) return toText(certificate.error());
    return workbench::suggestedFileName(workbench::CertificateWithChain{*certificate, {}}, "pem");
}

} // namespace

class FormatsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void list_hasEveryFormatOnce();
    void certificate_pemIsOpenssls();
    void certificate_derAndBase64AndHexAreTheSameBytes();
    void certificate_hexDumpIsWhatOdSays();
    void certificate_chainVerifies();
    void certificate_p7bHoldsTheChain();
    void certificate_fingerprintsAreOpenssls();
    void certificate_jsonSaysWhatOpensslSays();
    void certificate_textSaysWhatOpensslSays();
    void certificate_trustProfileHoldsOnlyItsCas();
    void certificate_trustProfileIsXmlWhateverTheName();
    void certificate_trustProfileWithoutCaIsRefused();
    void certificates_areConcatenatedWhereThatIsPossible();
    void csr_isReadByOpenssl();
    void csr_ofTheLedgerIsNotJudged();
    void csr_neverShowsItsChallenge_data();
    void csr_neverShowsItsChallenge();
    void crl_isReadByOpenssl();
    void message_curlLineIsOneCommand();
    void message_curlLineRefusesWhatIsNoUrl_data();
    void message_curlLineRefusesWhatIsNoUrl();
    void message_tooLongForHexIsRefused();
    void everyFormat_worksForWhatItNamesAndForNothingElse();
    void fileName_isSafe_data();
    void fileName_isSafe();
    void fileName_saysWhatItIs();

private:
    [[nodiscard]] bool works(const QByteArray& arguments) const {
        const QByteArray said = m_folder.openssl(arguments.constData());
        if (said.startsWith("FAILED")) qWarning("%s", said.constData());
        return !said.startsWith("FAILED");
    }
    QByteArray encoded(const Exportable& object, const char* format, const char* file = nullptr) {
        const auto bytes = workbench::encode(object, format);
        if (!bytes) return "FAILED: " + QByteArray::fromStdString(toText(bytes.error()));
        if (file) m_folder.write(file, toQt(*bytes));
        return toQt(*bytes);
    }
    [[nodiscard]] std::vector<Exportable> all() const {
        return {*m_leaf, std::vector{m_leaf->certificate, m_root->certificate}, *m_csr, *m_crl,
                workbench::MessageBytes{{1, 2, 3}, "m", "http://h/scep"}};
    }

    Folder m_folder;
    std::optional<workbench::CertificateWithChain> m_leaf;
    std::optional<workbench::CertificateWithChain> m_root;
    std::optional<workbench::CsrToExport> m_csr;
    std::optional<pki::Crl> m_crl;
};

void FormatsTest::initTestCase() {
    m_folder.write("root.cnf",
                   "[req]\ndistinguished_name=n\nx509_extensions=x\n[n]\n"
                   "[x]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
                   "subjectKeyIdentifier=hash\n");
    const char* const kEc = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc ";
    QVERIFY(works(QByteArray(kEc) +
                  "-keyout root.key -out root.pem -config root.cnf -subj /O=Lab/CN=Root"));
    m_folder.write("csr.cnf",
                   QByteArray("[req]\nprompt=no\ndistinguished_name=n\nattributes=a\n"
                              "req_extensions=x\n[n]\nCN=kiosk-19\n[a]\nchallengePassword=") +
                       kChallenge + "\n[x]\nsubjectAltName=DNS:kiosk-19.example,IP:10.0.0.9\n");
    QVERIFY(works("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout "
                  "leaf.key -out leaf.csr -outform DER -config csr.cnf"));
    QVERIFY(works("x509 -req -inform DER -in leaf.csr -CA root.pem -CAkey root.key "
                  "-set_serial 0x3F2A77 -days 20 -copy_extensions copy -out leaf.pem"));
    m_folder.write("index.txt",
                   "R\t301122160000Z\t251122160000Z,keyCompromise\t77\tunknown\t/CN=x\n");
    m_folder.write("crlnumber", "07\n");
    m_folder.write("ca.cnf", "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\n"
                             "default_md=sha256\ndefault_crl_days=7\n");
    const QByteArray crl =
        m_folder.openssl("ca -gencrl -config ca.cnf -cert root.pem -keyfile root.key -out crl.pem");
    QVERIFY2(!crl.startsWith("FAILED"), crl.constData());
    QVERIFY(works("crl -in crl.pem -outform DER -out crl.der"));

    const auto leaf = pki::readCertificates(m_folder.bytes("leaf.pem"));
    NEED(leaf);
    const auto root = pki::readCertificates(m_folder.bytes("root.pem"));
    NEED(root);
    m_leaf = {leaf->front(), {root->front()}};
    m_root = {root->front(), {}};
    const auto csr = pki::Csr::fromDer(m_folder.bytes("leaf.csr"));
    NEED(csr);
    m_csr = {*csr, workbench::CsrOrigin::Complete};
    const auto list = pki::Crl::fromDer(m_folder.bytes("crl.der"));
    NEED(list);
    m_crl = *list;
}

void FormatsTest::list_hasEveryFormatOnce() {
    QSet<QByteArray> ids;
    for (const auto& format : workbench::formats()) {
        ids.insert(QByteArray::fromStdString(std::string(format.id)));
        QVERIFY(!format.label.empty() && !format.extension.empty() && format.kinds != 0);
        QCOMPARE(workbench::findFormat(format.id), &format);
    }
    QCOMPARE(static_cast<std::size_t>(ids.size()), workbench::formats().size());
    // The words of the command line stay.
    for (const char* known : {"pem", "der", "p7b", "chain"})
        QVERIFY(workbench::findFormat(known)->suits(ObjectKind::Certificate));
    QVERIFY(workbench::findFormat("PEM") == nullptr);
    REFUSED(workbench::encode(*m_leaf, "odd"), InvalidArgument);
}

void FormatsTest::certificate_pemIsOpenssls() {
    QCOMPARE(encoded(*m_leaf, "pem"), m_folder.read("leaf.pem"));
}

void FormatsTest::certificate_derAndBase64AndHexAreTheSameBytes() {
    QVERIFY(works("x509 -in leaf.pem -outform DER -out expected.der"));
    const QByteArray expected = m_folder.read("expected.der");
    QVERIFY(!expected.isEmpty());
    QCOMPARE(encoded(*m_leaf, "der"), expected);
    encoded(*m_leaf, "base64", "leaf.b64");
    QVERIFY(works("base64 -d -A -in leaf.b64 -out decoded.der"));
    QCOMPARE(m_folder.read("decoded.der"), expected);
    // An OCTET STRING that openssl makes from the hex.
    const QByteArray hex = encoded(*m_leaf, "hex").trimmed();
    QVERIFY(works("asn1parse -genstr FORMAT:HEX,OCT:" + hex + " -noout -out octets.der"));
    QCOMPARE(m_folder.read("octets.der").right(expected.size()), expected);
}

void FormatsTest::certificate_hexDumpIsWhatOdSays() {
    m_folder.write("leaf.der", encoded(*m_leaf, "der"));
    const QList<QByteArray> said =
        run(m_folder, QStringLiteral("od"),
            {QStringLiteral("-A"), QStringLiteral("x"), QStringLiteral("-v"), QStringLiteral("-t"),
             QStringLiteral("x1z"), QStringLiteral("leaf.der")})
            .split('\n');
    const QList<QByteArray> lines = encoded(*m_leaf, "hexdump").split('\n');
    // od ends with the size, alone in a line.
    QCOMPARE(lines.size() + 1, said.size());
    for (qsizetype i = 0; i + 2 < said.size(); ++i) {
        const QByteArray& line = said[i];
        const QByteArray characters = line.mid(line.indexOf('>'));
        const QByteArray bytes = line.left(line.indexOf('>')).simplified();
        QByteArray ours = lines[i].left(lines[i].indexOf('|')).simplified();
        QCOMPARE(ours.mid(8), bytes.mid(6));
        QCOMPARE(ours.left(8).toLongLong(nullptr, 16), bytes.left(6).toLongLong(nullptr, 16));
        QCOMPARE(lines[i].mid(lines[i].indexOf('|')).mid(1).chopped(1),
                 characters.mid(1).chopped(1));
    }
}

void FormatsTest::certificate_chainVerifies() {
    const QByteArray chain = encoded(*m_leaf, "chain", "chain.pem");
    QCOMPARE(chain, m_folder.read("leaf.pem") + m_folder.read("root.pem"));
    QVERIFY(m_folder.openssl("verify -CAfile chain.pem leaf.pem").contains("leaf.pem: OK"));
}

void FormatsTest::certificate_p7bHoldsTheChain() {
    encoded(*m_leaf, "p7b", "leaf.p7b");
    const QByteArray said = m_folder.openssl("pkcs7 -inform DER -print_certs -in leaf.p7b");
    QVERIFY2(said.contains("subject=CN = kiosk-19"), said.constData());
    QVERIFY(said.contains("subject=O = Lab, CN = Root"));
    QCOMPARE(said.count("BEGIN CERTIFICATE"), 2);
}

void FormatsTest::certificate_fingerprintsAreOpenssls() {
    const QByteArray sha256 =
        afterEquals(m_folder.openssl("x509 -in leaf.pem -noout -fingerprint -sha256"));
    const QByteArray sha1 =
        afterEquals(m_folder.openssl("x509 -in leaf.pem -noout -fingerprint -sha1"));
    QCOMPARE(encoded(*m_leaf, "fingerprint"), "SHA-256: " + sha256 + "\nSHA-1: " + sha1 + "\n");
    const QByteArray both =
        encoded(std::vector{m_leaf->certificate, m_root->certificate}, "fingerprint");
    QVERIFY(both.contains(QByteArray("Subject: CN=kiosk-19\nSHA-256: " + sha256)));
    QCOMPARE(both.count("SHA-1: "), 2);
}

void FormatsTest::certificate_jsonSaysWhatOpensslSays() {
    const auto document = QJsonDocument::fromJson(encoded(*m_leaf, "json")).object();
    m_folder.write("json.pem", document[QStringLiteral("pem")].toString().toUtf8());
    QCOMPARE(afterEquals(m_folder.openssl("x509 -in json.pem -noout -serial")),
             document[QStringLiteral("serial")].toString().toUtf8());
    QCOMPARE(m_folder.read("json.pem"), m_folder.read("leaf.pem"));
    QCOMPARE(document[QStringLiteral("san")].toArray(),
             (QJsonArray{QStringLiteral("DNS:kiosk-19.example"), QStringLiteral("IP:10.0.0.9")}));
    QVERIFY(document[QStringLiteral("facts")].toArray().size() > 15);
}

void FormatsTest::certificate_textSaysWhatOpensslSays() {
    const QByteArray text = encoded(*m_leaf, "text");
    QVERIFY(
        text.startsWith("Certificate:\n  General\n    Version: 3\n    Serial number: 3F2A77\n"));
    const QByteArray subject = m_folder.openssl(
        "x509 -in leaf.pem -noout -subject -nameopt multiline,-align,-lname,sname");
    QVERIFY(subject.contains("CN=kiosk-19") || subject.contains("CN = kiosk-19"));
    QVERIFY(text.contains("  Subject\n    CN: kiosk-19 (UTF8String)\n"));
    QVERIFY(text.contains("  Subject alternative name\n    DNS: kiosk-19.example\n"));
    QVERIFY(text.contains("    Signature algorithm: ecdsa-with-SHA256\n"));
    QVERIFY(m_folder.openssl("x509 -in leaf.pem -noout -text").contains("ecdsa-with-SHA256"));
}

void FormatsTest::certificate_trustProfileHoldsOnlyItsCas() {
    const QByteArray profile = encoded(*m_leaf, "plist");
    QXmlStreamReader reader(profile);
    QList<QByteArray> data;
    QStringList strings;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement) continue;
        if (reader.name() == QStringLiteral("data"))
            data << reader.readElementText().toLatin1();
        else if (reader.name() == QStringLiteral("string"))
            strings << reader.readElementText();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(data.size(), 1);
    m_folder.write("payload.b64", data.front());
    QVERIFY(works("base64 -d -A -in payload.b64 -out payload.der"));
    QVERIFY(works("x509 -inform DER -in payload.der -out payload.pem"));
    QCOMPARE(m_folder.read("payload.pem"), m_folder.read("root.pem"));
    QVERIFY(strings.contains(QStringLiteral("com.apple.security.root")));
    QVERIFY(strings.contains(QStringLiteral("Configuration")));
    const QStringList uuids = strings.filter(QRegularExpression(
        QStringLiteral("^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$")));
    QCOMPARE(uuids.size(), 2);
    QVERIFY(uuids.front() != uuids.back());
    QCOMPARE(encoded(*m_root, "plist"), profile);
}

void FormatsTest::certificate_trustProfileIsXmlWhateverTheName() {
    const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    NEED(key);
    const auto name = pki::Name::fromRdns(
        {{{asn1::Oid("2.5.4.3"), 12, "<a>&\x01\n]]>\xEF\xBF\xBF\xEF\xBF\xBE\xE2\x80\xAE", {}}}});
    NEED(name);
    const TimePoint now = SystemClock().now();
    const auto ca = pki::signCertificate({Bytes{1},
                                          *name,
                                          *name,
                                          now,
                                          now,
                                          key->publicKey().spki(),
                                          {pki::makeBasicConstraints({true, {}})}},
                                         *key, pki::Digest::Sha256);
    NEED(ca);
    QXmlStreamReader reader(encoded(workbench::CertificateWithChain{*ca, {}}, "plist"));
    QStringList strings;
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement &&
            reader.name() == QStringLiteral("string"))
            strings << reader.readElementText();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(strings.contains(QStringLiteral("<a>&\\x01\\x0A]]>\uFFFD\uFFFD\\u{202E}")));
}

void FormatsTest::certificate_trustProfileWithoutCaIsRefused() {
    const workbench::CertificateWithChain alone{m_leaf->certificate, {}};
    REFUSED(workbench::encode(alone, "plist"), NotSupported);
    for (const auto& format : workbench::formatsFor(alone))
        QVERIFY(format.id != "plist");
}

void FormatsTest::certificates_areConcatenatedWhereThatIsPossible() {
    const std::vector list{m_root->certificate, m_leaf->certificate};
    QCOMPARE(encoded(list, "pem"), m_folder.read("root.pem") + m_folder.read("leaf.pem"));
    encoded(list, "p7b", "list.p7b");
    QCOMPARE(m_folder.openssl("pkcs7 -inform DER -print_certs -in list.p7b").count("subject="), 2);
    QCOMPARE(QJsonDocument::fromJson(encoded(list, "json")).array().size(), 2);
    QCOMPARE(encoded(list, "text").count("Certificate:\n"), 2);
    for (const char* format : {"der", "base64", "hex", "hexdump", "chain"})
        REFUSED(workbench::encode(list, format), NotSupported);
    REFUSED(workbench::encode(std::vector<pki::Certificate>{}, "pem"), InvalidArgument);
}

void FormatsTest::csr_isReadByOpenssl() {
    encoded(*m_csr, "pem", "out.csr");
    const QByteArray said = m_folder.openssl("req -in out.csr -noout -subject -text");
    QVERIFY2(said.contains("CN = kiosk-19"), said.constData());
    QVERIFY(said.contains("DNS:kiosk-19.example"));
    QVERIFY(m_folder.openssl("req -inform DER -in leaf.csr -noout -text").contains(kChallenge));
}

void FormatsTest::csr_ofTheLedgerIsNotJudged() {
    const auto kept = pki::Csr::fromDer(m_csr->csr.redactedDer());
    NEED(kept);
    const workbench::CsrToExport ledger{*kept, workbench::CsrOrigin::Ledger};
    QVERIFY(encoded(ledger, "text").contains("    Signature: not checked here ("));
    QVERIFY(encoded(*m_csr, "text").contains("    Signature: matches the key\n"));
    for (const char* format : {"text", "json"})
        QVERIFY(!encoded(ledger, format).contains("does not match"));
}

void FormatsTest::csr_neverShowsItsChallenge_data() {
    QTest::addColumn<QString>("format");
    for (const auto& format : workbench::formats())
        if (format.suits(ObjectKind::Csr))
            QTest::newRow(std::string(format.id).c_str())
                << QString::fromStdString(std::string(format.id));
}

void FormatsTest::csr_neverShowsItsChallenge() {
    QFETCH(QString, format);
    const auto bytes = workbench::encode(*m_csr, id(format));
    NEED(bytes);
    const QByteArray out = toQt(*bytes);
    const QByteArray challenge(kChallenge);
    QByteArray whole = out;
    if (format == QStringLiteral("hex")) whole = QByteArray::fromHex(out);
    if (format == QStringLiteral("base64")) whole = QByteArray::fromBase64(out);
    if (format == QStringLiteral("pem"))
        whole = QByteArray::fromBase64(out.mid(out.indexOf('\n')).chopped(35));
    if (format == QStringLiteral("hexdump")) {
        whole.clear();
        for (const QByteArray& line : out.split('\n'))
            whole += QByteArray::fromHex(line.mid(10, 49));
        QCOMPARE(whole, encoded(*m_csr, "der"));
    }
    QVERIFY(whole.size() > 100);
    QVERIFY(!whole.contains(challenge));
}

void FormatsTest::crl_isReadByOpenssl() {
    QCOMPARE(encoded(*m_crl, "pem"), m_folder.read("crl.pem"));
    encoded(*m_crl, "p7b", "crl.p7b");
    QVERIFY(m_folder.openssl("pkcs7 -inform DER -in crl.p7b -print_certs")
                .contains("-----BEGIN X509 CRL-----"));
    const QByteArray text = encoded(*m_crl, "text");
    QVERIFY2(text.contains("    CRL number: 7\n"), text.constData());
    QVERIFY(text.contains("    77: 2025-11-22T16:00:00Z, keyCompromise\n"));
    QCOMPARE(QJsonDocument::fromJson(encoded(*m_crl, "json")).object()[QStringLiteral("number")],
             QJsonValue(7));
    QCOMPARE(workbench::suggestedFileName(*m_crl, "der"), std::string("crl-Root-7.crl"));
}

void FormatsTest::message_curlLineIsOneCommand() {
    const std::string url = "http://h.example/scep?x='$(touch${IFS}gone)'&y=[1-3]";
    const workbench::MessageBytes message{{1, 2, 3}, "txn-9F3A request'; ls", url};
    m_folder.write("line.sh", "curl() { for a; do printf '%s\\n' \"$a\"; done; }\n" +
                                  encoded(message, "curl"));
    const QList<QByteArray> said =
        run(m_folder, QStringLiteral("sh"), {QStringLiteral("line.sh")}).split('\n');
    QCOMPARE(said,
             (QList<QByteArray>{"--globoff", "--header", "Content-Type: application/x-pki-message",
                                "--data-binary", "@txn-9F3A-request-ls.der", "--output",
                                "txn-9F3A-request-ls-answer.der",
                                QByteArray::fromStdString(url) + "&operation=PKIOperation", ""}));
    QVERIFY(!QFile::exists(m_folder.file("gone")));
    QCOMPARE(workbench::suggestedFileName(message, "der"), std::string("txn-9F3A-request-ls.der"));
}

void FormatsTest::message_curlLineRefusesWhatIsNoUrl_data() {
    QTest::addColumn<QString>("url");
    QTest::newRow("none") << QString();
    QTest::newRow("option") << QStringLiteral("--config=x");
    QTest::newRow("file") << QStringLiteral("file:///etc/passwd");
    QTest::newRow("line break") << QStringLiteral("http://h/\nrm x");
    QTest::newRow("space") << QStringLiteral("http://h/ --upload-file x");
}

void FormatsTest::message_curlLineRefusesWhatIsNoUrl() {
    QFETCH(QString, url);
    const workbench::MessageBytes message{{1}, "m", url.toStdString()};
    REFUSED(workbench::encode(message, "curl"), InvalidArgument);
    for (const auto& format : workbench::formatsFor(message))
        QVERIFY(format.id != "curl");
}

void FormatsTest::message_tooLongForHexIsRefused() {
    const workbench::MessageBytes message{Bytes((std::size_t{8} << 20) + 1), "m", {}};
    REFUSED(workbench::encode(message, "hexdump"), LimitExceeded);
    REFUSED(workbench::encode(message, "hex"), LimitExceeded);
    NEED(workbench::encode(message, "der"));
}

void FormatsTest::everyFormat_worksForWhatItNamesAndForNothingElse() {
    for (const Exportable& object : all()) {
        const auto kind = workbench::kindOf(object);
        std::size_t fitting = 0;
        for (const auto& format : workbench::formats()) {
            const auto bytes = workbench::encode(object, format.id);
            QCOMPARE(outcome(bytes),
                     format.suits(kind) ? QByteArray("ok") : name(ErrorCode::NotSupported));
            if (!bytes) continue;
            ++fitting;
            QVERIFY(!bytes->empty());
            if (format.text) QVERIFY(bytes->back() == '\n');
            QVERIFY(workbench::formatIds(kind).find(format.id) != std::string::npos);
        }
        QCOMPARE(workbench::formatsFor(object).size(), fitting);
    }
}

void FormatsTest::fileName_isSafe_data() {
    QTest::addColumn<QByteArray>("commonName");
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("plain") << QByteArray("kiosk-19") << QByteArray("cert-kiosk-19-3F2A.pem");
    QTest::newRow("path") << QByteArray("../../etc/passwd")
                          << QByteArray("cert-etc-passwd-3F2A.pem");
    QTest::newRow("dots") << QByteArray("a..b...") << QByteArray("cert-a.-b-3F2A.pem");
    QTest::newRow("windows") << QByteArray("C:\\x|y*?<>\"") << QByteArray("cert-C-x-y-3F2A.pem");
    QTest::newRow("controls") << QByteArray("a\x01\nb\x7F")
                              << QByteArray("cert-a-x01-x0Ab-x7F-3F2A.pem");
    QTest::newRow("no letter of ours")
        << QByteArray("\xE4\xBD\xA0\xE5\xA5\xBD") << QByteArray("cert-3F2A.pem");
    QTest::newRow("long") << QByteArray(300, 'a')
                          << QByteArray("cert-" + QByteArray(40, 'a') + "-3F2A.pem");
    QTest::newRow("empty") << QByteArray("--.") << QByteArray("cert-3F2A.pem");
}

void FormatsTest::fileName_isSafe() {
    QFETCH(QByteArray, commonName);
    QFETCH(QByteArray, file);
    QCOMPARE(QByteArray::fromStdString(hostileName(commonName.toStdString())), file);
}

void FormatsTest::fileName_saysWhatItIs() {
    QCOMPARE(workbench::suggestedFileName(*m_leaf, "chain"),
             std::string("cert-kiosk-19-3F2A.chain.pem"));
    const std::string csr = workbench::suggestedFileName(*m_csr, "der");
    QVERIFY2(QRegularExpression(QStringLiteral("^csr-kiosk-19-[0-9A-F]{4}\\.der$"))
                 .match(QString::fromStdString(csr))
                 .hasMatch(),
             csr.c_str());
    QCOMPARE(workbench::suggestedFileName(std::vector{m_leaf->certificate}, "p7b"),
             std::string("certificates-1.p7b"));
    QCOMPARE(workbench::suggestedFileName(workbench::MessageBytes{{1}, "..", {}}, "hexdump"),
             std::string("message.txt"));
    QCOMPARE(workbench::suggestedFileName(*m_leaf, "odd"), std::string("cert-kiosk-19-3F2A"));
}

QTEST_GUILESS_MAIN(FormatsTest)
#include "tst_formats.moc"
