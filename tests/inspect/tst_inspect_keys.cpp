// Keys made by openssl: public, private, encrypted; and the keyring.
#include "x509_inputs.h"

using namespace scepter;
using namespace scepter::test;

namespace {

struct Made {
    const char* name;
    const char* command; ///< of genpkey
    const char* text;    ///< what the inspector calls it
};

constexpr Made kKeys[] = {
    {"rsa1024", "-algorithm RSA -pkeyopt rsa_keygen_bits:1024", "RSA 1024"},
    {"rsa2048", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "RSA 2048"},
    {"rsa3072", "-algorithm RSA -pkeyopt rsa_keygen_bits:3072", "RSA 3072"},
    {"p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "EC P-256"},
    {"p384", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "EC P-384"},
    {"p521", "-algorithm EC -pkeyopt ec_paramgen_curve:P-521", "EC P-521"},
    {"ed25519", "-algorithm ED25519", "Ed25519"},
};

QByteArray fromPemText(QByteArray pem) {
    pem = pem.mid(pem.indexOf('\n') + 1);
    return QByteArray::fromBase64(pem.left(pem.indexOf("-----")));
}

/// The bytes below "label:" of `openssl pkey -text`, in hex.
QByteArray hexBelow(const QByteArray& text, const QByteArray& label) {
    QByteArray hex;
    const qsizetype at = text.indexOf(label);
    if (at < 0) return {};
    for (const QByteArray& line : text.mid(text.indexOf('\n', at) + 1).split('\n')) {
        if (!line.startsWith("    ")) break;
        hex += line.trimmed().replace(":", "");
    }
    return hex.toUpper();
}

QByteArray hexOf(ByteView bytes) {
    return toQt(bytes).toHex().toUpper();
}

} // namespace

class TestInspectKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void publicKey_isReadAsOpensslReadsIt_data();
    void publicKey_isReadAsOpensslReadsIt();
    void compressedPoint_isRead();
    void transactionIds_areThoseOfTheClients_data();
    void transactionIds_areThoseOfTheClients();
    void privateKey_isReadAndItsPartsAreSecret_data();
    void privateKey_isReadAndItsPartsAreSecret();
    void encryptedKey_opensWithAPasswordOfTheKeyring_data();
    void encryptedKey_opensWithAPasswordOfTheKeyring();
    void encryptedKey_thatCostsTooMuchStaysClosed();
    void keyring_readsWhatIsInAFile();
    void keyring_triesEachPasswordForEachKey();
    void keyring_takesWhatAnotherHolds();
    void keyring_refusesWhatIsNoKey();
    void brokenKeys_stayInsideTheirBytes();
    void compared_inputsAreAsManyAsPromised();

private:
    void checkRanges(const Inspection& read);

    OpenSslTool m_tool;
};

void TestInspectKeys::initTestCase() {
    for (const Made& key : kKeys)
        QVERIFY(!m_tool
                     .run(QStringLiteral("genpkey %1 -out %2.pem")
                              .arg(QLatin1String(key.command), QLatin1String(key.name)))
                     .startsWith("FAILED"));
}

void TestInspectKeys::checkRanges(const Inspection& read) {
    QCOMPARE(failures(read), QByteArray());
    RangeCheck ranges(m_tool, read);
    QCOMPARE(ranges.differences(), QByteArray());
    QCOMPARE(missing(m_tool, read), QByteArray());
}

void TestInspectKeys::publicKey_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("text");
    for (const Made& key : kKeys)
        QTest::newRow(key.name) << QString::fromLatin1(key.name) << QByteArray(key.text);
}

void TestInspectKeys::publicKey_isReadAsOpensslReadsIt() {
    QFETCH(QString, key);
    QFETCH(QByteArray, text);
    const QByteArray der =
        fromPemText(m_tool.run(QStringLiteral("pkey -pubout -in %1.pem").arg(key)));
    const auto read = inspect::inspect(fromQt(der), {});
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::PublicKey));
    checkRanges(read);
    QCOMPARE(shown(read, "subjectPublicKeyInfo"), text);
    const QByteArray openssl =
        m_tool.run(QStringLiteral("pkey -pubin -inform DER -noout -text_pub"), der);
    Compared::fields(read);
    if (text.startsWith("RSA")) {
        const auto& modulus = read.tree.node(read.tree.find("modulus"));
        QCOMPARE(hexOf(read.tree.content(modulus.place)), hexBelow(openssl, "Modulus:"));
        QCOMPARE(shown(read, "publicExponent"), field(openssl, "Exponent: ").split(' ')[0]);
    } else if (text.startsWith("EC")) {
        const QByteArray point = hexBelow(openssl, "pub:");
        const auto& x = read.tree.node(read.tree.find("x"));
        const auto& y = read.tree.node(read.tree.find("y"));
        QCOMPARE("04" + hexOf(read.tree.bytes(x.place)) + hexOf(read.tree.bytes(y.place)), point);
        QVERIFY(shown(read, "namedCurve").contains(field(openssl, "ASN1 OID: ")));
    } else {
        QCOMPARE(shown(read, "subjectPublicKey").replace(" ", ""), hexBelow(openssl, "pub:"));
    }
    QCOMPARE(shown(read, "SHA-256 fingerprint").replace(":", "").toLower(),
             QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex());
}

void TestInspectKeys::compressedPoint_isRead() {
    const QByteArray der =
        fromPemText(m_tool.run(QStringLiteral("ec -in p256.pem -pubout -conv_form compressed")));
    const auto read = inspect::inspect(fromQt(der), {});
    QVERIFY(shown(read, "form").startsWith("compressed"));
    const auto& x = read.tree.node(read.tree.find("x"));
    QCOMPARE(hexOf(read.tree.bytes(x.place)), der.right(32).toHex().toUpper());
}

void TestInspectKeys::transactionIds_areThoseOfTheClients_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("strongSwan") << QStringLiteral("03-strongswan-enroll-post-aes128-sha256.request")
                                << QByteArray("strongSwan")
                                << QByteArray("313B1235AC253C7B6F33066C74177DA22A83963A");
    QTest::newRow("sscep") << QStringLiteral("17-sscep-enroll-post-aes256-sha512.request")
                           << QByteArray("sscep") << QByteArray("97F3C2456276BA9FFADE04932C9D935F");
    QTest::newRow("certmonger")
        << QStringLiteral("36-certmonger-enroll-get.request") << QByteArray("certmonger")
        << QByteArray(
               "58857719618539953614437042654537073122966853799591631248571148588172094813020");
    QTest::newRow("certmonger of 76 digits")
        << QStringLiteral("39-certmonger-pending.request") << QByteArray("certmonger")
        << QByteArray(
               "3721865226863525525939912512956131027236849475932971253364926675948970966626");
}

void TestInspectKeys::transactionIds_areThoseOfTheClients() {
    QFETCH(QString, file);
    QFETCH(QByteArray, client);
    QFETCH(QByteArray, id);
    m_tool.run(QStringLiteral("cms -verify -noverify -binary -inform der -signer signer.pem -out "
                              "envelope.der"),
               Captures::messageOf(file));
    const auto certificate = m_tool.certificate("signer.pem");
    const auto read = inspect::inspect(certificate.der(), {});
    const inspect::NodeId ids = read.tree.find("transactionIDs");
    QVERIFY(ids != kNoNode);
    QCOMPARE(shown(read, {client.constData(), std::size_t(client.size())}, ids), id);
    const QByteArray spki = toQt(certificate.publicKey().spki());
    QCOMPARE(shown(read, "jscep with SHA-512", ids),
             QCryptographicHash::hash(spki, QCryptographicHash::Sha512).toHex());
    const QByteArray rsa =
        fromPemText(m_tool.run(QStringLiteral("rsa -pubin -inform DER -RSAPublicKey_out"), spki));
    QCOMPARE(shown(read, "micromdm", ids),
             QCryptographicHash::hash(rsa, QCryptographicHash::Sha1).toBase64());
    QCOMPARE(shown(read, "Apple", ids),
             QCryptographicHash::hash(rsa, QCryptographicHash::Sha1).toHex().toUpper());
}

void TestInspectKeys::privateKey_isReadAndItsPartsAreSecret_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("traditional");
    for (const Made& key : kKeys) {
        QTest::addRow("%s pkcs8", key.name)
            << QString::fromLatin1(key.name) << QByteArray(key.text) << false;
        if (!QByteArray(key.text).startsWith("Ed"))
            QTest::addRow("%s traditional", key.name)
                << QString::fromLatin1(key.name) << QByteArray(key.text) << true;
    }
}

void TestInspectKeys::privateKey_isReadAndItsPartsAreSecret() {
    QFETCH(QString, key);
    QFETCH(QByteArray, text);
    QFETCH(bool, traditional);
    const QString command =
        QStringLiteral("pkey -in %1.pem%2")
            .arg(key, traditional ? QStringLiteral(" -traditional") : QString());
    const QByteArray der = fromPemText(m_tool.run(command));
    QVERIFY(!der.isEmpty());
    const auto read = inspect::inspect(fromQt(der), {});
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::PrivateKey));
    checkRanges(read);
    QCOMPARE(shown(read, "public half"), text);
    const QByteArray spki =
        fromPemText(m_tool.run(QStringLiteral("pkey -pubout -in %1.pem").arg(key)));
    QCOMPARE(shown(read, "SHA-256 fingerprint").replace(":", "").toLower(),
             QCryptographicHash::hash(spki, QCryptographicHash::Sha256).toHex());

    // Every node whose bytes lie in a private number is secret, and so is what shows its value.
    const QByteArray openssl = m_tool.run(QStringLiteral("pkey -in %1.pem -noout -text").arg(key));
    QByteArrayList numbers;
    for (const char* const label : {"privateExponent:", "prime1:", "prime2:", "exponent1:",
                                    "exponent2:", "coefficient:", "priv:"})
        if (const QByteArray hex = hexBelow(openssl, label); !hex.isEmpty()) numbers << hex;
    QVERIFY(!numbers.isEmpty());
    int seen = 0;
    for (const auto& node : read.tree.nodes()) {
        const QByteArray bytes = hexOf(read.tree.content(node.place));
        const QByteArray value = toQt(node.value).replace(" ", "").left(40);
        for (const QByteArray& number : numbers) {
            if (bytes == number) ++seen;
            if (bytes == number || (value.size() >= 16 && number.contains(value)))
                QVERIFY2(node.secret, node.name.c_str());
        }
    }
    QVERIFY(seen >= numbers.size());
    for (const char* const open : {"modulus", "publicExponent", "namedCurve"})
        if (const auto id = read.tree.find(open); id != kNoNode)
            QVERIFY(!read.tree.node(id).secret);
}

void TestInspectKeys::encryptedKey_opensWithAPasswordOfTheKeyring_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<QByteArray>("shownAs");
    QTest::newRow("default") << QString() << QByteArray("PBES2");
    QTest::newRow("aes128 sha1") << QStringLiteral("-v2 aes128 -v2prf hmacWithSHA1")
                                 << QByteArray("aes128-cbc");
    QTest::newRow("aes256 sha512")
        << QStringLiteral("-v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 5000") << QByteArray("5000");
    QTest::newRow("des3") << QStringLiteral("-v2 des3") << QByteArray("des-ede3");
    QTest::newRow("scrypt") << QStringLiteral("-scrypt") << QByteArray("16384");
    QTest::newRow("pkcs12") << QStringLiteral("-v1 PBE-SHA1-3DES")
                            << QByteArray("pbeWithSHA1And3-KeyTripleDES-CBC");
}

void TestInspectKeys::encryptedKey_opensWithAPasswordOfTheKeyring() {
    QFETCH(QString, options);
    QFETCH(QByteArray, shownAs);
    const QByteArray said = m_tool.run(
        QStringLiteral("pkcs8 -topk8 -in p256.pem -passout pass:otter -outform DER -out enc.der ") +
        options);
    QVERIFY2(!said.startsWith("FAILED"), said);
    const Bytes der = fromQt(m_tool.read("enc.der"));
    inspect::Keyring keys;
    inspect::Options with;
    with.keys = &keys;
    const auto closed = inspect::inspect(der, with);
    checkRanges(closed);
    QCOMPARE(shown(closed, "notOpened"), QByteArray("no password is at hand"));
    QCOMPARE(closed.tree.buffers().size(), 1U);
    bool named = false;
    for (const auto& node : closed.tree.nodes())
        named = named || toQt(node.value).toLower().contains(shownAs.toLower());
    QVERIFY2(named, shownAs);

    keys.passwords.emplace_back(std::string_view("wrong"));
    QCOMPARE(shown(inspect::inspect(der, with), "notOpened"),
             QByteArray("none of the passwords at hand opens it"));
    keys.passwords.emplace_back(std::string_view("otter"));
    const auto read = inspect::inspect(der, with);
    checkRanges(read);
    QCOMPARE(read.tree.buffers().size(), 2U);
    QVERIFY(read.tree.buffers()[1].secret);
    QCOMPARE(toQt(read.tree.buffers()[1].bytes->view()),
             fromPemText(m_tool.run(QStringLiteral("pkey -in p256.pem"))));
    QCOMPARE(shown(read, "public half"), QByteArray("EC P-256"));
    QVERIFY(read.tree.node(read.tree.find("PrivateKeyInfo")).secret);
}

void TestInspectKeys::encryptedKey_thatCostsTooMuchStaysClosed() {
    m_tool.run(QStringLiteral(
        "pkcs8 -topk8 -in p256.pem -passout pass:otter -iter 3 -outform DER -out enc.der"));
    Bytes der = fromQt(m_tool.read("enc.der"));
    // The count of PBKDF2 is the only INTEGER 3.
    der = replaced(der, Bytes{0x02, 0x01, 0x03}, Bytes{0x02, 0x01, 0x7F});
    inspect::Keyring keys;
    inspect::Options with;
    with.keys = &keys;
    keys.passwords.emplace_back(std::string_view("otter"));
    QCOMPARE(shown(inspect::inspect(der, with), "iterationCount"), QByteArray("127"));
    m_tool.run(QStringLiteral(
        "pkcs8 -topk8 -in p256.pem -passout pass:otter -iter 4000000 -outform DER -out enc.der"));
    const auto start = std::chrono::steady_clock::now();
    const auto read = inspect::inspect(fromQt(m_tool.read("enc.der")), with);
    QVERIFY(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
    QCOMPARE(shown(read, "notOpened"), QByteArray("opening it takes too much work"));
}

void TestInspectKeys::keyring_readsWhatIsInAFile() {
    m_tool.run(QStringLiteral("req -x509 -key p256.pem -subj /CN=a -out a.pem"));
    m_tool.run(QStringLiteral("req -x509 -key rsa2048.pem -subj /CN=b -out b.pem"));
    m_tool.run(QStringLiteral("crl2pkcs7 -nocrl -certfile a.pem -certfile b.pem -out ab.p7"));
    m_tool.run(QStringLiteral("pkcs8 -topk8 -in rsa2048.pem -passout pass:otter -out enc.pem"));
    m_tool.run(QStringLiteral(
        "rsa -in rsa2048.pem -aes128 -passout pass:otter -traditional -out old.pem"));
    m_tool.run(QStringLiteral(
        "pkcs12 -export -inkey p256.pem -in a.pem -certfile b.pem -passout pass:otter -out a.p12"));
    const auto file = [&](const char* name) { return fromQt(m_tool.read(name)); };
    const auto der = [&](const char* name) { return fromQt(fromPemText(m_tool.read(name))); };
    const ByteView password = viewOf("otter");

    inspect::Keyring keys; // a key first, its certificate later
    QVERIFY(addToKeyring(keys, file("p256.pem"), "key of a"));
    QVERIFY(!keys.keys.at(0).certificate);
    QVERIFY(addToKeyring(keys, file("ab.p7"), "certificates"));
    QCOMPARE(keys.keys.size(), 1U);
    QCOMPARE(toQt(keys.keys[0].label), QByteArray("key of a"));
    QCOMPARE(toQt(keys.keys[0].certificate->subject().toText()), QByteArray("CN=a"));
    QCOMPARE(keys.known.size(), 1U);
    QCOMPARE(toQt(keys.known[0].subject().toText()), QByteArray("CN=b"));
    QVERIFY(addToKeyring(keys, file("enc.pem"), "key of b", password));
    QCOMPARE(toQt(keys.keys.at(1).certificate->subject().toText()), QByteArray("CN=b"));
    QVERIFY(addToKeyring(keys, file("old.pem"), "again", password));
    QVERIFY(addToKeyring(keys, file("a.p12"), "again", password));
    QVERIFY(addToKeyring(keys, file("a.pem"), "again"));
    QCOMPARE(keys.keys.size(), 2U);
    QCOMPARE(keys.known.size(), 1U);

    for (const auto& [bytes, label] :
         {std::pair{der("p256.pem"), "der"}, std::pair{file("a.p12"), "p12"},
          std::pair{file("old.pem"), "traditional"}, std::pair{der("enc.pem"), "encrypted der"}}) {
        inspect::Keyring fresh;
        QVERIFY2(addToKeyring(fresh, bytes, label, password), label);
        QCOMPARE(fresh.keys.size(), 1U);
        QCOMPARE(fresh.keys[0].certificate.has_value(), QByteArray(label) == "p12");
        QCOMPARE(fresh.known.size(), QByteArray(label) == "p12" ? 1U : 0U);
    }
    inspect::Keyring both; // a bundle of everything with text between
    QVERIFY(addToKeyring(both,
                         fromQt("Bag Attributes\n" + m_tool.read("a.pem") + "text\n" +
                                m_tool.read("p256.pem") + m_tool.read("rsa2048.pem") + "end"),
                         "bundle"));
    QCOMPARE(both.keys.size(), 2U);
    QVERIFY(both.keys[0].certificate && !both.keys[1].certificate);
    QVERIFY(both.known.empty());
}

void TestInspectKeys::keyring_triesEachPasswordForEachKey() {
    m_tool.run(QStringLiteral("pkcs8 -topk8 -in p256.pem -passout pass:otter -out one.pem"));
    m_tool.run(QStringLiteral(
        "rsa -in rsa2048.pem -aes128 -passout pass:heron -traditional -out two.pem"));
    const Bytes file = fromQt(m_tool.read("two.pem") + m_tool.read("one.pem"));
    const std::vector<ByteView> passwords{viewOf("wrong"), viewOf("otter"), viewOf("heron")};
    inspect::Keyring keys;
    QVERIFY(addToKeyring(keys, file, "both", passwords));
    QCOMPARE(keys.keys.size(), 2U);
    // All of a file, or nothing of it.
    inspect::Keyring half;
    QCOMPARE(outcome(addToKeyring(half, file, "both", std::span(passwords).first(2))),
             QByteArray("passphraseWrong"));
    QVERIFY(half.keys.empty());
    m_tool.run(QStringLiteral("req -x509 -key p256.pem -subj /CN=a -out a.pem"));
    m_tool.run(
        QStringLiteral("pkcs12 -export -inkey p256.pem -in a.pem -passout pass:heron -out h.p12"));
    QVERIFY(addToKeyring(half, fromQt(m_tool.read("h.p12")), "file", passwords));
    QCOMPARE(half.keys.size(), 1U);
    inspect::Keyring plain;
    QVERIFY(addToKeyring(plain, fromQt(m_tool.read("p256.pem")), "plain", passwords));
    QVERIFY(
        addToKeyring(plain, fromQt(m_tool.read("p256.pem")), "none", std::span<const ByteView>()));
}

void TestInspectKeys::keyring_takesWhatAnotherHolds() {
    for (const char* name : {"a", "b"})
        m_tool.run(
            QStringLiteral("req -x509 -key %1 -subj /CN=%2 -out %2.pem")
                .arg(name[0] == 'a' ? QStringLiteral("p256.pem") : QStringLiteral("rsa2048.pem"),
                     QString::fromUtf8(name)));
    const auto file = [&](const char* name) { return fromQt(m_tool.read(name)); };
    inspect::Keyring first;
    QVERIFY(addToKeyring(first, file("p256.pem"), "a"));
    QVERIFY(addToKeyring(first, file("b.pem"), "b"));
    inspect::Keyring second;
    QVERIFY(addToKeyring(second, file("p256.pem"), "again"));
    QVERIFY(addToKeyring(second, file("rsa2048.pem"), "key of b"));
    QVERIFY(addToKeyring(second, file("a.pem"), "certificate of a"));
    second.passwords.emplace_back(std::string_view("otter"));
    addToKeyring(first, second);
    QCOMPARE(first.keys.size(), 2U);
    QCOMPARE(toQt(first.keys[0].label), QByteArray("a"));
    QCOMPARE(toQt(first.keys[1].label), QByteArray("key of b"));
    QCOMPARE(toQt(first.keys[0].certificate->subject().toText()), QByteArray("CN=a"));
    QCOMPARE(toQt(first.keys[1].certificate->subject().toText()), QByteArray("CN=b"));
    QCOMPARE(first.passwords.size(), 1U);
    addToKeyring(first, second);
    QCOMPARE(first.keys.size(), 2U);
    QCOMPARE(first.known.size(), 1U);
}

void TestInspectKeys::keyring_refusesWhatIsNoKey() {
    m_tool.run(QStringLiteral("pkcs8 -topk8 -in p256.pem -passout pass:otter -out enc.pem"));
    m_tool.run(QStringLiteral("req -new -key p256.pem -subj /CN=a -out a.csr"));
    inspect::Keyring keys;
    const auto code = [&](const QByteArray& file, const char* password = "") {
        return outcome(addToKeyring(keys, fromQt(file), "x", viewOf(password)));
    };
    QCOMPARE(code(m_tool.read("enc.pem")), QByteArray("passphraseWrong"));
    QCOMPARE(code(m_tool.read("enc.pem"), "wrong"), QByteArray("passphraseWrong"));
    QCOMPARE(code(fromPemText(m_tool.read("enc.pem")), "wrong"), QByteArray("passphraseWrong"));
    QCOMPARE(code(m_tool.read("a.csr")), QByteArray("keyMalformed"));
    QCOMPARE(code(fromPemText(m_tool.read("a.csr"))), QByteArray("keyMalformed"));
    QCOMPARE(code("hello"), QByteArray("keyMalformed"));
    QCOMPARE(code(""), QByteArray("keyMalformed"));
    QCOMPARE(code("-----BEGIN PRIVATE KEY-----\nAAAA"), QByteArray("keyMalformed"));
    QCOMPARE(code("-----BEGIN "), QByteArray("keyMalformed"));
    QVERIFY(keys.keys.empty() && keys.known.empty());
}

void TestInspectKeys::brokenKeys_stayInsideTheirBytes() {
    inspect::Keyring keys;
    keys.passwords.emplace_back(std::string_view("otter"));
    inspect::Options with;
    with.keys = &keys;
    m_tool.run(QStringLiteral(
        "pkcs8 -topk8 -in p256.pem -passout pass:otter -iter 1 -outform DER -out enc.der"));
    for (const QByteArray& input :
         {m_tool.read("enc.der"), fromPemText(m_tool.run(QStringLiteral("pkey -in p256.pem"))),
          fromPemText(m_tool.run(QStringLiteral("pkey -in rsa1024.pem -traditional"))),
          fromPemText(m_tool.run(QStringLiteral("pkey -in p256.pem -traditional")))}) {
        const Bytes der = fromQt(input);
        QVERIFY(der.size() > 100);
        for (std::size_t size = 0; size < der.size(); ++size)
            QVERIFY(rangesAreInside(inspect::inspect(ByteView(der).first(size), with)));
        for (std::size_t at = 0; at < der.size(); ++at)
            for (const int mask : {0x20, 0xFF}) {
                Bytes broken = der;
                broken[at] = std::uint8_t(broken[at] ^ mask);
                QVERIFY(rangesAreInside(inspect::inspect(broken, with)));
            }
    }
}

void TestInspectKeys::compared_inputsAreAsManyAsPromised() {
    QVERIFY(Compared::areEnough("keys"));
}

QTEST_GUILESS_MAIN(TestInspectKeys)
#include "tst_inspect_keys.moc"
