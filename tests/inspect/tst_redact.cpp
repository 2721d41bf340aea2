// Redacted bundles: nothing private is left, the structure stays, and they are read again.
#include "inspect_support.h"

#include "inspect/exchange.h"
#include "inspect/redact.h"
#include "inspect/traffic.h"

#include "base/encoding.h"
#include "pki/crypto.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>

using namespace scepter;
using namespace scepter::test;
using inspect::Keyring;
using inspect::RawExchange;

namespace {

Keyring allKeys() {
    Keyring keys;
    const QDir folder(QStringLiteral(SCEPTER_TEST_DATA "/captures/keys"));
    for (const QString& name :
         folder.entryList({QStringLiteral("*.pem")}, QDir::Files, QDir::Name)) {
        const QByteArray file = captureFile("keys/" + name.toUtf8());
        (void)inspect::addToKeyring(keys, fromQt(file), name.toStdString());
    }
    return keys;
}

/// All 43 recorded exchanges, with heads.
std::vector<RawExchange> captures() {
    std::vector<RawExchange> exchanges;
    const QJsonArray all = QJsonDocument::fromJson(captureFile("captures.json")).array();
    for (const QJsonValue& value : all) {
        const QByteArray name = value.toObject().value(u"file").toString().toUtf8();
        RawExchange exchange;
        exchange.sentAt = at("2026-11-22T12:00:00Z") + std::chrono::seconds(exchanges.size());
        exchange.receivedAt = exchange.sentAt + std::chrono::milliseconds(20);
        exchange.client = {"192.168.77.14", 50001};
        exchange.server = {"10.20.30.40", 8080};
        exchange.request = fromQt(captureFile(name + ".request"));
        exchange.response = fromQt(captureFile(name + ".response"));
        exchanges.push_back(std::move(exchange));
    }
    return exchanges;
}

inspect::RedactOptions optionsOf(const Keyring& keys) {
    inspect::RedactOptions options;
    options.keys = &keys;
    options.now = at("2026-11-22T13:00:00Z");
    options.generator = "tests";
    return options;
}

/// One made-up exchange.
RawExchange exchangeOf(const QByteArray& request, const QByteArray& response = {}) {
    RawExchange exchange;
    exchange.sentAt = at("2026-11-22T12:00:00Z");
    exchange.receivedAt = exchange.sentAt;
    exchange.request = fromQt(request);
    exchange.response = fromQt(response);
    return exchange;
}

QByteArray redactedRequest(const QByteArray& request, const Keyring& keys = {}) {
    const auto bundle = inspect::writeBundle({exchangeOf(request)}, optionsOf(keys));
    if (!bundle) return toQt("FAILED " + toText(bundle.error()));
    const auto traffic = inspect::readTraffic(bytesOf(bundle->document));
    return traffic ? toQt(ByteView(traffic->exchanges.at(0).request)) : QByteArray("FAILED");
}

QByteArray bodyOf(const QByteArray& message) {
    return message.mid(message.indexOf("\r\n\r\n") + 4);
}

/// "offset:depth:header:length:tag" of each element as openssl sees it.
QByteArrayList shapeOf(const OpenSslTool& tool, const QByteArray& der) {
    static const QRegularExpression kLine(
        QStringLiteral("^\\s*(\\d+):d=\\s*(\\d+)\\s+hl=(\\d+) l=\\s*(\\d+|inf)\\s+(cons|prim): "
                       "([A-Za-z0-9_ \\[\\]]+)"));
    QByteArrayList shape;
    const QByteArray text = tool.runList(
        {QStringLiteral("asn1parse"), QStringLiteral("-inform"), QStringLiteral("DER")}, der);
    for (const QByteArray& line : text.split('\n'))
        if (const auto match = kLine.match(QString::fromLatin1(line)); match.hasMatch())
            shape << match.capturedTexts().mid(1).join(u':').trimmed().toLatin1();
    return shape;
}

std::set<std::string> rulesIn(const inspect::ExchangeReading& reading) {
    std::set<std::string> rules;
    for (const auto* findings : {&reading.request.findings, &reading.reply.findings})
        for (const inspect::Finding& finding : *findings)
            rules.insert(finding.rule);
    for (const inspect::PairFinding& finding : reading.pair)
        rules.insert(finding.finding.rule);
    return rules;
}

} // namespace

class TestRedact : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bundle_isJsonForOtherPrograms();
    void bundle_holdsNothingOfTheOriginals();
    void bundle_keepsTheStructureOpensslSees();
    void bundle_isReadAgainWithWhatWasOpened();
    void bundle_findsNothingThatWasNotThere();
    void values_areTheSameEverywhereInOneBundleOnly();
    void ciphertext_isKeptForKeysOnlyWhenAsked();
    void passwordEnvelope_isNeverKept();
    void authenticatedEnvelope_isOpenedFromTheBundle();
    void heads_keepTheProtocolAlone();
    void pages_loseTheirPasswords();
    void brokenMessages_becomeRandom();
    void curveKeys_stayKeys();
    void leftovers_areFoundInEveryForm_data();
    void leftovers_areFoundInEveryForm();
    void cancel_leavesNothing();
    void reading_refusesWhatIsNoBundle();

private:
    OpenSslTool m_tool;
    Keyring m_keys;
    std::vector<RawExchange> m_exchanges;
    std::string m_document;
    std::vector<RawExchange> m_redacted;
};

void TestRedact::initTestCase() {
    m_keys = allKeys();
    m_exchanges = captures();
    QCOMPARE(m_exchanges.size(), std::size_t{43});
    const auto bundle = inspect::writeBundle(m_exchanges, optionsOf(m_keys));
    QVERIFY2(bundle, bundle ? "" : toText(bundle.error()).c_str());
    m_document = bundle->document;
    const auto traffic = inspect::readTraffic(bytesOf(m_document));
    QVERIFY2(traffic, traffic ? "" : toText(traffic.error()).c_str());
    m_redacted = traffic->exchanges;
    QCOMPARE(m_redacted.size(), m_exchanges.size());
}

void TestRedact::bundle_isJsonForOtherPrograms() {
    QProcess python;
    python.start(
        QStringLiteral("python3"),
        {QStringLiteral("-c"),
         QStringLiteral("import json,sys,base64\n"
                        "d=json.load(sys.stdin)\n"
                        "assert d['format']=='scepter-redacted-bundle' and d['version']==1\n"
                        "print(len(d['exchanges']), sum(len(e['opened']) for e in "
                        "d['exchanges']), d['replaced']['challenge']>0)\n"
                        "[base64.b64decode(e['request'],validate=True) for e in "
                        "d['exchanges']]\n")});
    QVERIFY(python.waitForStarted());
    python.write(m_document.data(), static_cast<qint64>(m_document.size()));
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished());
    QCOMPARE(python.exitCode(), 0);
    const QByteArrayList words = python.readAllStandardOutput().trimmed().split(' ');
    QCOMPARE(words.value(0), QByteArray("43"));
    QVERIFY2(words.value(1).toInt() >= 40, words.value(1).constData());
    QCOMPARE(words.value(2), QByteArray("True"));
}

/// Looked for with Qt's own search, not with leftoversIn().
void TestRedact::bundle_holdsNothingOfTheOriginals() {
    QByteArray everything;
    for (const RawExchange& exchange : m_redacted) {
        everything += toQt(ByteView(exchange.request)) + '\n' + toQt(ByteView(exchange.response)) +
                      '\n' + toQt(exchange.client.address) + '\n' + toQt(exchange.server.address);
        for (const inspect::OpenedLayer& layer : exchange.opened)
            everything += '\n' + toQt(ByteView(layer.content));
    }
    const QByteArray document = toQt(m_document);
    QByteArrayList secrets{"otter-lamp-77", "Capture CA",  "Example",       "swan-a",
                           "192.168.77.14", "10.20.30.40", "127.0.0.1:1951"};
    for (const RecordedExchange& exchange : recordedExchanges()) {
        const QByteArray id = exchange.text("transactionID");
        if (id.size() > 4) secrets << id;
        if (exchange.text("challenge").size() > 4) secrets << exchange.text("challenge");
    }
    QVERIFY(secrets.size() > 30);
    const QByteArray lower = everything.toLower();
    // They are there to be found in the originals.
    QByteArray before;
    for (const RawExchange& exchange : m_exchanges)
        before += toQt(ByteView(exchange.request)) + toQt(ByteView(exchange.response));
    QVERIFY(before.contains("Capture CA") && before.contains("Example"));
    for (const QByteArray& secret : std::as_const(secrets)) {
        // Loopback stays, and what a client says for every device.
        if (secret.startsWith("127.") || secret == "SSCEP transactionId") continue;
        QVERIFY2(!lower.contains(secret.toLower()), secret.constData());
        // Four characters of base64 are found somewhere by chance.
        if (const QByteArray encoded = secret.toBase64().chopped(4); encoded.size() >= 12)
            QVERIFY2(!document.contains(encoded), secret.constData());
    }
    // Keys and serial numbers.
    const auto ca = captureCertificate("keys/ca.cert.pem");
    QVERIFY(!everything.contains(toQt(ByteView(ca.publicKey().spki()).subspan(40, 32))));
}

void TestRedact::bundle_keepsTheStructureOpensslSees() {
    std::size_t compared = 0;
    std::size_t layers = 0;
    for (std::size_t i = 0; i < m_exchanges.size(); ++i) {
        for (const bool request : {true, false}) {
            const auto side = [&](const RawExchange& exchange) {
                return bodyOf(toQt(ByteView(request ? exchange.request : exchange.response)));
            };
            const QByteArray before = side(m_exchanges[i]);
            if (!before.startsWith('\x30')) continue;
            const QByteArray after = side(m_redacted[i]);
            const QByteArrayList shape = shapeOf(m_tool, before);
            QVERIFY(shape.size() > 5);
            QCOMPARE(shapeOf(m_tool, after), shape);
            QVERIFY(after != before);
            ++compared;
        }
        // What was encrypted, against what our keys open.
        const auto reading =
            inspect::readExchange(m_exchanges[i], optionsWith(m_keys, "2026-11-22T12:00:00Z"));
        for (const auto* side : {&reading.request, &reading.reply})
            for (const inspect::EnvelopeFacts& envelope : side->facts.envelopes) {
                if (envelope.content == inspect::kNoNode) continue;
                const auto shape =
                    shapeOf(m_tool, toQt(side->tree.buffers()[envelope.content].bytes->view()));
                const bool there =
                    std::ranges::any_of(m_redacted[i].opened, [&](const auto& layer) {
                        return shapeOf(m_tool, toQt(ByteView(layer.content))) == shape;
                    });
                QVERIFY2(there, QByteArray::number(static_cast<qulonglong>(i)).constData());
                ++layers;
            }
    }
    QVERIFY2(compared >= 60, QByteArray::number(static_cast<qulonglong>(compared)).constData());
    QVERIFY2(layers >= 40, QByteArray::number(static_cast<qulonglong>(layers)).constData());
}

void TestRedact::bundle_isReadAgainWithWhatWasOpened() {
    inspect::Options options;
    std::size_t opened = 0;
    for (std::size_t i = 0; i < m_redacted.size(); ++i) {
        QVERIFY(m_redacted[i].redacted);
        QCOMPARE(m_redacted[i].sentAt, m_exchanges[i].sentAt);
        const auto before = inspect::readExchange(m_exchanges[i], optionsWith(m_keys));
        const auto after = inspect::readExchange(m_redacted[i], options);
        const auto was = summarize(before.request);
        const auto is = summarize(after.request);
        QCOMPARE(is.operation, was.operation);
        QCOMPARE(is.messageType, was.messageType);
        QCOMPARE(summarize(after.reply).pkiStatus, summarize(before.reply).pkiStatus);
        QCOMPARE(summarize(after.reply).failInfo, summarize(before.reply).failInfo);
        QCOMPARE(is.transactionId.size(), was.transactionId.size());
        QVERIFY(hasFinding(after.request.findings, "input.redacted"));
        for (std::size_t j = 0; j < before.request.facts.envelopes.size(); ++j) {
            const auto& envelope = before.request.facts.envelopes[j];
            if (envelope.openedBy.empty()) continue;
            QVERIFY(!after.request.facts.envelopes.at(j).openedBy.empty());
            QCOMPARE(after.request.facts.csrs.size(), before.request.facts.csrs.size());
            ++opened;
        }
    }
    QVERIFY(opened >= 30);
    // As one file, too.
    const auto whole = inspect::inspect(bytesOf(m_document), options);
    QVERIFY(whole.facts.redacted);
    QVERIFY(whole.tree.find("challengePassword") != inspect::kNoNode);
    QVERIFY(!hasFinding(whole.findings, "cms.signature.invalid"));
}

/// A reader of the bundle sees the faults of the messages, and none that redacting made.
void TestRedact::bundle_findsNothingThatWasNotThere() {
    for (std::size_t i = 0; i < m_redacted.size(); ++i) {
        const auto before = rulesIn(inspect::readExchange(m_exchanges[i], optionsWith(m_keys)));
        auto after = rulesIn(inspect::readExchange(m_redacted[i], optionsWith(m_keys)));
        QVERIFY(after.erase("input.redacted") == 1);
        std::string made;
        for (const std::string& rule : after)
            if (!before.contains(rule)) made += rule + " ";
        QVERIFY2(made.empty(), (std::to_string(i) + ": " + made).c_str());
        // What is seen without keys and derived ids stays.
        for (const char* rule : {"scep.failure", "scep.pending", "http.status", "cms.ber",
                                 "envelope.cipher.des3", "cms.digest.sha1"})
            QCOMPARE(after.contains(rule), before.contains(rule));
    }
}

void TestRedact::values_areTheSameEverywhereInOneBundleOnly() {
    const QByteArray request = "GET /scep?operation=GetCACert&message=laboratory-west HTTP/1.1\r\n"
                               "Host: laboratory-west.corp.test:8080\r\n\r\n";
    const QByteArray first = redactedRequest(request);
    static const QRegularExpression kParts(QStringLiteral("message=([^ ]+) HTTP.*Host: ([^.]+)\\."),
                                           QRegularExpression::DotMatchesEverythingOption);
    const auto match = kParts.match(QString::fromUtf8(first));
    QVERIFY2(match.hasMatch(), first.constData());
    QCOMPARE(match.captured(1), match.captured(2));
    QVERIFY(first.contains(":8080\r\n"));
    QVERIFY(redactedRequest(request) != first);
}

void TestRedact::ciphertext_isKeptForKeysOnlyWhenAsked() {
    const RawExchange& original = m_exchanges[2];
    auto options = optionsOf(m_keys);
    options.keepCiphertext = true;
    const auto kept = inspect::writeBundle({original}, options);
    QVERIFY2(kept, kept ? "" : toText(kept.error()).c_str());
    const auto reading = inspect::readExchange(original, optionsWith(m_keys));
    const Bytes cipher = reading.request.facts.envelopes.at(0).data->encryptedContent;
    const auto read = inspect::readTraffic(bytesOf(kept->document));
    QVERIFY(read);
    QVERIFY(toQt(ByteView(read->exchanges[0].request)).contains(toQt(ByteView(cipher))));
    QVERIFY(!toQt(ByteView(m_redacted[2].request)).contains(toQt(ByteView(cipher))));
    // And it can still be opened by whoever has the key, without what the bundle says of it.
    auto with = optionsWith(m_keys);
    const auto opened =
        inspect::inspect(read->exchanges[0].request, with, inspect::Hint::HttpRequest);
    QVERIFY(!opened.facts.envelopes.at(0).openedBy.empty());
}

void TestRedact::authenticatedEnvelope_isOpenedFromTheBundle() {
    const Bytes envelope = envelopeFile("attributes.der");
    const QByteArray head = "POST /scep?operation=PKIOperation HTTP/1.1\r\nContent-Length: " +
                            QByteArray::number(static_cast<qulonglong>(envelope.size())) +
                            "\r\n\r\n";
    const auto bundle =
        inspect::writeBundle({exchangeOf(head + toQt(ByteView(envelope)))}, optionsOf(m_keys));
    QVERIFY2(bundle, bundle ? "" : toText(bundle.error()).c_str());
    const auto data = pki::EnvelopedData::fromAuthenticatedDer(envelope);
    const auto traffic = inspect::readTraffic(bytesOf(bundle->document));
    const RawExchange& exchange = traffic->exchanges.at(0);
    QVERIFY(!toQt(ByteView(exchange.request)).contains(toQt(ByteView(data->encryptedContent))));
    QCOMPARE(exchange.opened.size(), std::size_t{1});
    QVERIFY(!toQt(ByteView(exchange.opened[0].content)).contains("inside"));
    const Keyring none;
    const auto reading = inspect::readExchange(exchange, optionsWith(none));
    QVERIFY(!reading.request.facts.envelopes.at(0).openedBy.empty());
    QCOMPARE(reading.request.facts.csrs.size(), std::size_t{1});
}

void TestRedact::passwordEnvelope_isNeverKept() {
    const std::string secret = "correct-horse-battery";
    const auto envelope = pki::sealEnvelopeWithPassword(bytesOf("\x30\x0A\x0C\x08kiosk-19"),
                                                        bytesOf(secret), pki::Cipher::Aes128Cbc);
    QVERIFY(envelope);
    Keyring keys;
    keys.passwords.emplace_back(std::string_view(secret));
    auto options = optionsOf(keys);
    options.keepCiphertext = true;
    const QByteArray head = "POST /scep?operation=PKIOperation HTTP/1.1\r\nContent-Length: " +
                            QByteArray::number(static_cast<qulonglong>(envelope->size())) +
                            "\r\n\r\n";
    const auto bundle =
        inspect::writeBundle({exchangeOf(head + toQt(ByteView(*envelope)))}, options);
    QVERIFY2(bundle, bundle ? "" : toText(bundle.error()).c_str());
    const auto data = pki::EnvelopedData::fromDer(*envelope);
    const auto traffic = inspect::readTraffic(bytesOf(bundle->document));
    const QByteArray after = toQt(ByteView(traffic->exchanges.at(0).request));
    QVERIFY(!after.contains(toQt(ByteView(data->encryptedContent))));
    QCOMPARE(traffic->exchanges[0].opened.size(), std::size_t{1});
    const Bytes& layer = traffic->exchanges[0].opened[0].content;
    QCOMPARE(layer.size(), std::size_t{12});
    QVERIFY(!toQt(ByteView(layer)).contains("kiosk-19"));
    // Neither does the password open it any more.
    const auto made = pki::EnvelopedData::fromDer(fromQt(bodyOf(after)));
    QVERIFY(made);
    QVERIFY(!pki::openEnvelope(*made, std::get<pki::PasswordRecipient>(made->recipients.at(0)),
                               bytesOf(secret)));
}

void TestRedact::heads_keepTheProtocolAlone() {
    const QByteArray after = redactedRequest(
        "POST /certsrv/mscep/mscep.dll?operation=PKIOperation&tenant=contoso HTTP/1.1\r\n"
        "Host: scep.contoso.example\r\nAuthorization: Basic amFuZTpwYXNzd29yZA==\r\n"
        "Cookie: session=0f1e2d3c4b5a; user=jane.doe\r\nX-Contoso-Device: LAPTOP-7788\r\n"
        "User-Agent: Mozilla/4.0 (compatible; Win32; NDES client 10.0.19045/Jane)\r\n"
        "Date: Sun, 22 Nov 2026 11:25:15 GMT\r\nContent-Type: application/x-pki-message\r\n\r\n");
    for (const char* kept :
         {"POST /certsrv/mscep/mscep.dll?operation=PKIOperation&", "\r\nHost: scep.",
          "\r\nAuthorization: Basic ", "\r\nCookie: session=", "NDES client 10.0.",
          "Date: Sun, 22 Nov 2026 11:25:15 GMT", "Content-Type: application/x-pki-message"})
        QVERIFY2(after.contains(kept), QByteArray(after + "\nlacks " + kept).constData());
    for (const char* gone : {"contoso", "Contoso", "amFuZTpwYXNzd29yZA", "0f1e2d3c4b5a", "jane",
                             "Jane", "LAPTOP", "7788"})
        QVERIFY2(!after.contains(gone), QByteArray(after + "\nholds " + gone).constData());
}

void TestRedact::pages_loseTheirPasswords() {
    const QByteArray page =
        "<HTML><Head><Title>Network Device Enrollment Service</Title></Head><Body><P> The "
        "thumbprint (hash value) for the CA certificate is: <B> 0A1B2C3D 4E5F6071 8293A4B5 "
        "C6D7E8F9 </B> <P> The enrollment challenge password is: <B> 88F6E6B62AC5E2F5 </B> <P> "
        "This password can be used only once and will expire within 60 minutes. </Body></HTML>";
    const auto head = [](const QByteArray& body) -> QByteArray {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " +
               QByteArray::number(body.size()) + "\r\n\r\n" + body;
    };
    QByteArray wide;
    for (const char c : page)
        wide.append(c).append('\0');
    for (const QByteArray& body : {page, wide}) {
        const auto bundle = inspect::writeBundle({exchangeOf({}, head(body))}, optionsOf({}));
        QVERIFY2(bundle, bundle ? "" : toText(bundle.error()).c_str());
        const auto traffic = inspect::readTraffic(bytesOf(bundle->document));
        QByteArray after = bodyOf(toQt(ByteView(traffic->exchanges.at(0).response)));
        QCOMPARE(after.size(), body.size());
        const auto inspection = inspect::inspect(traffic->exchanges[0].response, {});
        QVERIFY2(inspection.tree.find("challengePassword") != inspect::kNoNode, after.constData());
        QCOMPARE(valueOf(inspection, "validity"), std::string("60 minutes"));
        after.replace('\0', "");
        QVERIFY2(!after.contains("88F6E6B62AC5E2F5") && !after.contains("0A1B2C3D"),
                 after.constData());
    }
}

void TestRedact::brokenMessages_becomeRandom() {
    const QByteArray whole = bodyOf(toQt(ByteView(m_exchanges[2].request)));
    for (const qsizetype size : {qsizetype{3}, whole.size() / 3, whole.size() - 7}) {
        QByteArray broken = whole.left(size);
        const QByteArray after =
            redactedRequest("POST /scep HTTP/1.1\r\nContent-Length: " + QByteArray::number(size) +
                            "\r\n\r\n" + broken);
        QCOMPARE(bodyOf(after).size(), size);
        QVERIFY(!after.contains("Capture CA") && !after.contains("swan-a"));
    }
    QByteArray flipped = whole;
    flipped[60] = '\x7F';
    const QByteArray after = redactedRequest(
        "POST /scep HTTP/1.1\r\nContent-Length: " + QByteArray::number(flipped.size()) +
        "\r\n\r\n" + flipped);
    QVERIFY(!after.contains("Capture CA") && !after.contains("swan-a"));
    // No HTTP at all, and text that is nothing; a name that is a month, too.
    const QByteArray words = redactedRequest("secret words of somebody called Jan");
    QVERIFY2(!words.contains("somebody") && !words.contains("Jan"), words.constData());
}

void TestRedact::curveKeys_stayKeys() {
    QVERIFY(makeIdentity(m_tool, QStringLiteral("curve"),
                         QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-256")));
    const QByteArray pem = m_tool.read("curve.crt");
    const auto original = pki::readCertificates(fromQt(pem));
    QVERIFY(original);
    const QByteArray body = toQt(ByteView(original->front().der()));
    const QByteArray after = redactedRequest("POST /scep HTTP/1.1\r\nContent-Length: " +
                                             QByteArray::number(body.size()) + "\r\n\r\n" + body);
    const auto made = pki::Certificate::fromDer(fromQt(bodyOf(after)));
    QVERIFY2(made, made ? "" : toText(made.error()).c_str());
    QCOMPARE(made->publicKey().toText(), original->front().publicKey().toText());
    QVERIFY(made->publicKey() != original->front().publicKey());
    QCOMPARE(shapeOf(m_tool, bodyOf(after)).size(), shapeOf(m_tool, body).size());
}

void TestRedact::leftovers_areFoundInEveryForm_data() {
    QTest::addColumn<QByteArray>("form");
    const QByteArray secret = "Kiosk-19.Lab";
    QByteArray big;
    QByteArray little;
    for (const char c : secret) {
        big.append('\0').append(c);
        little.append(c).append('\0');
    }
    QTest::newRow("as it is") << secret;
    QTest::newRow("in other letters") << secret.toUpper();
    QTest::newRow("UTF-16, big end first") << big;
    QTest::newRow("UTF-16, little end first") << little;
    QTest::newRow("hex") << secret.toHex();
    QTest::newRow("upper-case hex") << secret.toHex().toUpper();
    QTest::newRow("base64") << secret.toBase64();
    QTest::newRow("base64 behind one byte") << QByteArray("x" + secret + "yz").toBase64();
    QTest::newRow("base64 behind two bytes") << QByteArray("xy" + secret + "z").toBase64();
    QTest::newRow("percent") << secret.toPercentEncoding({}, QByteArray("Kiosk19.La-b"));
}

void TestRedact::leftovers_areFoundInEveryForm() {
    QFETCH(QByteArray, form);
    std::vector<SecretBytes> secrets;
    secrets.emplace_back(std::string_view("Kiosk-19.Lab"));
    const auto documentOf = [](const QByteArray& request, const QByteArray& layer) {
        const QJsonObject exchange{
            {QStringLiteral("request"), QString::fromLatin1(request.toBase64())},
            {QStringLiteral("opened"),
             QJsonArray{
                 QJsonObject{{QStringLiteral("content"), QString::fromLatin1(layer.toBase64())}}}}};
        return QJsonDocument(QJsonObject{{QStringLiteral("exchanges"), QJsonArray{exchange}}})
            .toJson()
            .toStdString();
    };
    const auto clean = inspect::leftoversIn(documentOf("nothing here", "nor here"), secrets);
    QVERIFY(clean && clean->empty());
    const auto found = inspect::leftoversIn(documentOf("before" + form + "after", {}), secrets);
    QVERIFY(found);
    QCOMPARE(*found, std::vector<std::string>{"exchange 1, request"});
    const auto below = inspect::leftoversIn(documentOf({}, "12" + form), secrets);
    QVERIFY(below);
    QCOMPARE(*below, std::vector<std::string>{"exchange 1, opened"});
}

void TestRedact::cancel_leavesNothing() {
    const auto bundle = inspect::writeBundle(
        m_exchanges, optionsOf(m_keys), [](std::size_t done, std::size_t) { return done < 2; });
    QVERIFY(!bundle);
    QCOMPARE(bundle.error().code, ErrorCode::Cancelled);
}

void TestRedact::reading_refusesWhatIsNoBundle() {
    const auto code = [](std::string_view text) {
        const auto traffic = inspect::readTraffic(bytesOf(text));
        return traffic ? ErrorCode::NotFound : traffic.error().code;
    };
    QCOMPARE(code(R"({"format":"scepter-redacted-bundle","version":2,"exchanges":[]})"),
             ErrorCode::NotSupported);
    QCOMPARE(code(R"({"format":"scepter-redacted-bundle","version":1})"),
             ErrorCode::EncodingMalformed);
    QCOMPARE(code(R"({"format":"scepter-redacted-bundle",)"), ErrorCode::EncodingMalformed);
    QCOMPARE(code(R"({"format":"something else","version":1,"exchanges":[]})"),
             ErrorCode::NotSupported);
    const auto odd = inspect::readTraffic(bytesOf(std::string_view(
        R"({"format":"scepter-redacted-bundle","version":1,"exchanges":[{"request":"***"},7]})")));
    QVERIFY(odd);
    QCOMPARE(odd->exchanges.size(), std::size_t{2});
    QVERIFY(!odd->exchanges[0].notes.empty());
}

QTEST_APPLESS_MAIN(TestRedact)
#include "tst_redact.moc"
