// A request and its reply together; messages in a few words; transactionIDs and who makes them so.
#include "rule_scenes.h"

#include "scep_words.h"

using namespace scepter;
using namespace scepter::test;
using inspect::Side;

namespace {

/// Both messages of one enrollment.
struct Meeting {
    Scene request;
    Scene reply;
};
using Spoil = std::function<void(const Fixture&, Meeting&)>;

struct Row {
    const char* rule;
    Spoil spoil;
    const char* name = "";
};

std::vector<inspect::PairFinding> findingsOf(const Meeting& meeting) {
    return inspect::checkExchange(meeting.request.inspection, meeting.reply.inspection,
                                  meeting.request.options);
}

const inspect::PairFinding* found(const std::vector<inspect::PairFinding>& findings,
                                  std::string_view rule) {
    for (const auto& finding : findings)
        if (finding.finding.rule == rule) return &finding;
    return nullptr;
}

void setCsr(const Fixture& f, Meeting& m, const char* subject,
            std::vector<pki::Extension> extensions) {
    m.request.csr().csr =
        Fixture::csr(f.rsa, {nameOf(subject), std::move(extensions), nullptr, {}});
}

void setIssued(Meeting& m, const pki::Certificate& certificate) {
    m.reply.delivered().certificates = {Fixture::factsOf(certificate)};
}

std::vector<pki::Extension> dnsName(const char* name) {
    return {
        pki::makeSubjectAltName({pki::makeGeneralName(pki::GeneralNameType::Dns, name).value()})};
}

/// The request asks for something by serial number; the reply has a certificate of another.
void askBySerial(const Fixture& f, Meeting& m, int messageType) {
    m.request.attributes().messageType = messageType;
    m.request.facts().csrs.clear();
    m.request.facts().lookups.push_back(
        {0, {}, scep::IssuerAndSerial{f.ca.subject(), Bytes{0x55}}});
    setIssued(m, f.ra);
}

const std::vector<Row>& rows() {
    static const std::vector<Row> all{
        {"exchange.transaction",
         [](auto&, Meeting& m) { m.reply.attributes().transactionId += "0"; }},
        {"exchange.nonce.recipient",
         [](auto&, Meeting& m) { m.reply.attributes().recipientNonce->front() ^= 1; }},
        {"exchange.nonce.missing",
         [](auto&, Meeting& m) { m.reply.attributes().recipientNonce.reset(); }},
        {"exchange.nonce.copied",
         [](auto&, Meeting& m) {
             m.reply.attributes().senderNonce = m.request.attributes().senderNonce;
         }},
        {"exchange.signer",
         [](auto& f, Meeting& m) {
             m.request.keys->served.push_back(f.ca);
             m.reply.signer().certificate = f.ra;
         }},
        {"exchange.digest",
         [](auto&, Meeting& m) { m.reply.signer().info.digest = pki::Digest::Sha1; }},
        {"exchange.cipher",
         [](auto&, Meeting& m) { m.reply.envelope().data->cipher = pki::Cipher::TripleDesCbc; }},
        {"exchange.reply.recipient",
         [](auto&, Meeting& m) { m.reply.transport().serial = {0x7E, 0x7E}; }},
        {"exchange.certificate.key",
         [](auto& f, Meeting& m) { setIssued(m, f.issued(f.other, {})); }},
        {"exchange.certificate.subject",
         [](auto& f, Meeting& m) {
             setCsr(f, m, "CN=wanted", {});
             setIssued(m, f.issued(f.rsa, {.subject = "CN=given"}));
         }},
        {"exchange.certificate.san",
         [](auto& f, Meeting& m) {
             setCsr(f, m, "CN=device", dnsName("a.example"));
             setIssued(m, f.issued(f.rsa, {}));
         }},
        {"exchange.certificate.extensions",
         [](auto& f, Meeting& m) {
             setCsr(f, m, "CN=device", {pki::makeExtendedKeyUsage({})});
             setIssued(m, f.issued(f.rsa, {}));
         }},
        {"exchange.chain.leaf",
         [](auto& f, Meeting& m) {
             auto& chain = m.reply.delivered().certificates;
             chain.insert(chain.begin(), Fixture::factsOf(f.ca));
         }},
        {"exchange.chain.order",
         [](auto& f, Meeting& m) {
             setCsr(f, m, "CN=device", {});
             setIssued(m, f.issued(f.rsa, {}));
             m.reply.delivered().certificates.push_back(Fixture::factsOf(f.root));
         }},
        {"exchange.getcert", [](auto& f, Meeting& m) { askBySerial(f, m, 21); }},
        {"exchange.getcrl", [](auto& f, Meeting& m) { askBySerial(f, m, 22); }},
        {"exchange.reply.type", [](auto&, Meeting& m) { m.reply.attributes().messageType = 19; }},
        {"exchange.request.type",
         [](auto&, Meeting& m) { m.request.attributes().messageType = 3; }},
        {"exchange.reply.none", [](auto&, Meeting& m) { m.reply.facts().scep.reset(); }},
    };
    return all;
}

} // namespace

class TestInspectExchange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_fixture = std::make_unique<Fixture>(m_tool); }
    void pair_isSilentThenHeard_data();
    void pair_isSilentThenHeard();
    void pair_decisiveComesFirst();
    void pair_withoutScepSaysNothing();
    void recipient_whichItShouldHaveBeen();
    void transactionId_namesItsClient_data();
    void transactionId_namesItsClient();
    void transactionId_ofAnotherKeyIsNoClients();
    void client_isGuessedFromHeadersAndSigner();
    void title_saysWhatItIs();
    void summary_isEmptyForNothing();
    void summary_holdsNoControlCharacters();

private:
    /// An enrollment where the certificate is as the CSR asked for it.
    [[nodiscard]] Meeting meeting() const {
        Meeting two{m_fixture->request(), m_fixture->reply()};
        setCsr(*m_fixture, two, "CN=device", {});
        setIssued(two, m_fixture->issued(m_fixture->rsa, {}));
        return two;
    }

    OpenSslTool m_tool;
    std::unique_ptr<Fixture> m_fixture;
};

void TestInspectExchange::pair_isSilentThenHeard_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < rows().size(); ++i)
        QTest::addRow("%s %s", rows()[i].rule, rows()[i].name) << static_cast<int>(i);
}

void TestInspectExchange::pair_isSilentThenHeard() {
    QFETCH(int, index);
    const Row& row = rows().at(static_cast<std::size_t>(index));
    Meeting two = meeting();
    const auto before = findingsOf(two);
    QVERIFY(found(before, row.rule) == nullptr);
    row.spoil(*m_fixture, two);
    const auto findings = findingsOf(two);
    const auto* finding = found(findings, row.rule);
    QVERIFY(finding != nullptr);
    QVERIFY(finding->finding.what.ends_with('.'));
    const auto& tree =
        finding->side == Side::Request ? two.request.inspection.tree : two.reply.inspection.tree;
    QVERIFY(finding->finding.place < tree.nodes().size());
}

void TestInspectExchange::pair_decisiveComesFirst() {
    Meeting two = meeting();
    two.reply.attributes().transactionId += "0";
    two.reply.attributes().senderNonce = two.request.attributes().senderNonce;
    two.request.keys->served.push_back(m_fixture->ca);
    two.reply.signer().certificate = m_fixture->ra;
    const auto findings = findingsOf(two);
    QCOMPARE(findings.at(0).finding.rule, std::string("exchange.transaction"));
    QCOMPARE(findings.at(0).side, Side::Reply);
    QCOMPARE(findings.at(1).finding.rule, std::string("exchange.signer"));
    QCOMPARE(findings.back().finding.severity, Severity::Warning);
}

void TestInspectExchange::pair_withoutScepSaysNothing() {
    const Scene ca = m_fixture->caAnswer();
    const Inspection text = inspect::inspect(bytesOf("hello"), ca.options);
    QVERIFY(inspect::checkExchange(text, ca.inspection, ca.options).empty());
}

void TestInspectExchange::recipient_whichItShouldHaveBeen() {
    Scene scene = m_fixture->request();
    const std::vector<pki::Certificate> all{m_fixture->root, m_fixture->ca, m_fixture->ra};
    const auto wrong = [&](const inspect::Keyring& keys, bool sentHere) {
        inspect::Options options = scene.options;
        options.keys = &keys;
        options.sentHere = sentHere;
        const auto read = inspect::inspect(fromQt(Captures::messageOf(QStringLiteral(
                                               "03-strongswan-enroll-post-aes128-sha256.request"))),
                                           options);
        const auto found =
            std::ranges::find(read.findings, "envelope.recipient.wrong", &inspect::Finding::rule);
        return found == read.findings.end() ? std::string() : found->what;
    };
    const auto tellsRa = [](const std::string& text) {
        return text.find("it should have been CN=ra, serial number 03") != std::string::npos;
    };
    inspect::Keyring keys;
    keys.served = all;
    QVERIFY(tellsRa(wrong(keys, false)));
    keys.served.clear();
    keys.own = keys.known = all;
    QVERIFY(tellsRa(wrong(keys, true)));
    // Somebody else's message to somebody else's server: what is at hand says nothing about it.
    QCOMPARE(wrong(keys, false), std::string());
    keys.known = {captureCertificate("keys/ca.cert.pem")};
    QCOMPARE(wrong(keys, false), std::string());
}

void TestInspectExchange::transactionId_namesItsClient_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("digest");
    QTest::addColumn<QString>("form");
    QTest::addColumn<QString>("client");
    const QString spki = QStringLiteral("spki");
    const QString bare = QStringLiteral("bare");
    const QString upper = QStringLiteral("HEX");
    const QString lower = QStringLiteral("hex");
    QTest::newRow("Apple") << bare << QStringLiteral("sha1") << upper << QStringLiteral("Apple");
    QTest::newRow("micromdm") << bare << QStringLiteral("sha1") << QStringLiteral("base64")
                              << QStringLiteral("micromdm scepclient");
    QTest::newRow("strongSwan") << spki << QStringLiteral("sha1") << upper
                                << QStringLiteral("strongSwan");
    QTest::newRow("sscep") << spki << QStringLiteral("md5") << upper << QStringLiteral("sscep");
    for (const char* digest : {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
        QTest::addRow("jscep %s", digest)
            << spki << QString::fromUtf8(digest) << lower << QStringLiteral("jscep");
    QTest::newRow("Scepter") << spki << QStringLiteral("sha256") << upper
                             << QStringLiteral("Scepter");
    QTest::newRow("nobody") << spki << QStringLiteral("sha512") << upper << QString();
}

void TestInspectExchange::transactionId_namesItsClient() {
    QFETCH(QString, file);
    QFETCH(QString, digest);
    QFETCH(QString, form);
    QFETCH(QString, client);
    m_tool.write("key.pem", toQt(m_fixture->rsa.toPem()->view()));
    m_tool.run(QStringLiteral("pkey -in key.pem -pubout -outform DER -out spki"));
    m_tool.run(QStringLiteral("rsa -in key.pem -RSAPublicKey_out -outform DER -out bare"));
    const QByteArray binary = m_tool.run(QStringLiteral("dgst -binary -%1 %2").arg(digest, file));
    const QByteArray id = form == u"HEX"   ? binary.toHex().toUpper()
                          : form == u"hex" ? binary.toHex()
                                           : binary.toBase64();
    const auto derivation = inspect::derivationOf(id.toStdString(), m_fixture->rsa.publicKey());
    QVERIFY(derivation.has_value());
    QCOMPARE(QString::fromStdString(derivation->client), client);
}

void TestInspectExchange::transactionId_ofAnotherKeyIsNoClients() {
    const std::string id = toUpperHex(m_fixture->other.publicKey().keyIdentifier());
    QVERIFY(!inspect::derivationOf(id, m_fixture->rsa.publicKey()).has_value());
    QVERIFY(!inspect::derivationOf("", m_fixture->rsa.publicKey()).has_value());
    QVERIFY(!inspect::derivationOf(std::string(5000, '7'), m_fixture->rsa.publicKey()).has_value());
}

void TestInspectExchange::client_isGuessedFromHeadersAndSigner() {
    Scene scene = Fixture::httpRequest();
    QCOMPARE(inspect::guessClient(scene.inspection), std::string());
    scene.setHeader("User-Agent", "profiled/1.0 CFNetwork/1490 Darwin/23.2.0");
    QCOMPARE(inspect::guessClient(scene.inspection), std::string("Apple"));
    scene.setHeader("User-Agent", "Mozilla/4.0 (compatible; Win32; NDES client 10.0)");
    QCOMPARE(inspect::guessClient(scene.inspection), std::string("Windows"));

    scene = m_fixture->request();
    scene.facts().scep->client.clear();
    QCOMPARE(inspect::guessClient(scene.inspection), std::string());
    scene.signer().certificate = Fixture::selfSigned(m_fixture->rsa, {.subject = "CN=SCEP SIGNER"});
    QCOMPARE(inspect::guessClient(scene.inspection), std::string("micromdm scepclient"));
    scene.signer().certificate =
        Fixture::selfSigned(m_fixture->rsa, {.subject = "CN=5E6C1A30-0B7E-4B1A-9A52-0C6C3F5B1D2E"});
    QCOMPARE(inspect::guessClient(scene.inspection), std::string("Apple"));
}

void TestInspectExchange::title_saysWhatItIs() {
    QCOMPARE(m_fixture->failure().inspection.title,
             std::string("CertRep FAILURE badRequest, transaction "
                         "AB4332CA783F765C80F35FA75CCF956789A93E0A"));
    const Scene ca = m_fixture->caAnswer();
    QCOMPARE(ca.inspection.title, std::string("3 certificates"));
    const inspect::Options& options = ca.options;
    QCOMPARE(inspect::inspect(m_fixture->ca.der(), options).title,
             std::string("certificate of CN=ca"));
    QCOMPARE(inspect::inspect(m_fixture->md5Csr.der(), options).title,
             std::string("CSR of CN=old"));
    Scene http = m_fixture->httpReply();
    QVERIFY(inspect::titleOf(http.inspection).starts_with("HTTP 200: CertRep SUCCESS"));
    QCOMPARE(inspect::titleOf(Fixture::httpRequest().inspection), std::string("POST PKIOperation"));
}

void TestInspectExchange::summary_isEmptyForNothing() {
    QCOMPARE(inspect::summarize({}), inspect::Summary{});
}

void TestInspectExchange::summary_holdsNoControlCharacters() {
    Scene scene = m_fixture->failure();
    scene.attributes().transactionId = "a\nb\x1b[31m";
    scene.attributes().failInfoText = "no\nway";
    const auto summary = inspect::summarize(scene.inspection);
    for (const std::string& text :
         {summary.transactionId, summary.failInfoText, inspect::titleOf(scene.inspection)})
        QVERIFY(std::ranges::none_of(text,
                                     [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
    QCOMPARE(summary.pkiStatus, std::string("FAILURE"));
    QCOMPARE(summary.failInfo, std::string("badRequest"));
    QCOMPARE(summary.severity, std::string("error"));
}

QTEST_APPLESS_MAIN(TestInspectExchange)
#include "tst_inspect_exchange.moc"
