// Keys: files and signatures of the openssl command line in both directions, hostile encodings.
#include "x509_support.h"

#include "asn1/oids.h"
#include "pki/crypto.h"

#include <QElapsedTimer>
#include <QObject>

#include <atomic>
#include <set>
#include <thread>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;
namespace oids = scepter::asn1::oids;

namespace {

struct KeyRow {
    const char* name;
    const char* genpkey;
    const char* text;
};

constexpr std::array kKeys{
    KeyRow{"rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "RSA 2048"},
    KeyRow{"p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "EC P-256"},
    KeyRow{"p384", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "EC P-384"},
    KeyRow{"p521", "-algorithm EC -pkeyopt ec_paramgen_curve:P-521", "EC P-521"},
    KeyRow{"ed25519", "-algorithm ED25519", "Ed25519"},
};

constexpr std::array kSigningDigests{Digest::Sha1, Digest::Sha224, Digest::Sha256, Digest::Sha384,
                                     Digest::Sha512};

QString text(const char* literal) {
    return QString::fromUtf8(literal);
}

/// SubjectPublicKeyInfo of RSA numbers as their INTEGER content says, right or wrong.
Bytes rsaSpki(const Bytes& modulus, const Bytes& exponent) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.sequence([&] { writer.oid(oids::kRsaEncryption).null(); });
        writer.bitStringOf(
            [&] { writer.sequence([&] { writer.primitive(2, modulus).primitive(2, exponent); }); });
    });
    return writer.take();
}

Bytes ecSpki(const asn1::Oid& curve, const Bytes& point) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.sequence([&] { writer.oid(oids::kEcPublicKey).oid(curve); });
        writer.bitString(point);
    });
    return writer.take();
}

/// An odd number of that many bits, as INTEGER content.
Bytes oddNumber(std::size_t bits) {
    Bytes number(bits / 8, 0xFF);
    number.insert(number.begin(), 0);
    return number;
}

/// EncryptedPrivateKeyInfo with the given PBES2 derivation and nonsense inside.
Bytes encryptedWith(const asn1::Oid& kdf, const Bytes& kdfParameters) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.sequence([&] {
            writer.oid(asn1::Oid{"1.2.840.113549.1.5.13"});
            writer.sequence([&] {
                writer.sequence([&] { writer.oid(kdf).raw(kdfParameters); });
                writer.sequence([&] { writer.oid(oids::kAes256Cbc).octetString(Bytes(16)); });
            });
        });
        writer.octetString(Bytes(64, 5));
    });
    return writer.take();
}

} // namespace

class TestKey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void load_readsWhatOpensslWrote_data();
    void load_readsWhatOpensslWrote();
    void load_readsTraditionalForms();
    void load_opensEveryUsualEncryption_data();
    void load_opensEveryUsualEncryption();
    void load_refusesAWrongPassphrase();
    void load_refusesCostlyDerivationsFast();
    void load_refusesWhatIsNotOurs();
    void load_survivesEveryTruncationAndFlip();
    void save_isReadByOpenssl_data();
    void save_isReadByOpenssl();
    void publicKey_isWhatOpensslSays_data();
    void publicKey_isWhatOpensslSays();
    void publicKey_ofAnotherEncodingIsTheSame();
    void publicKey_refusesHostileNumbers_data();
    void publicKey_refusesHostileNumbers();
    void publicKey_refusesPointsOffTheCurve();
    void publicKey_ofUnknownAlgorithmCanBeComparedOnly();
    void publicKey_isUsedByManyThreadsAtOnce();
    void sign_isVerifiedByOpenssl_data();
    void sign_isVerifiedByOpenssl();
    void verify_acceptsOpensslSignatures_data();
    void verify_acceptsOpensslSignatures();
    void verify_refusesAnyChange_data();
    void verify_refusesAnyChange();
    void pss_worksBothWays();
    void pss_parametersReadAsOpensslWritesThem();
    void md5_isRefused();
    void signatureAlgorithm_needsADigestFromSomewhere();
    void generate_makesEveryKind();
    void generate_canBeCancelled();
    void decryptPkcs1_opensWhatOpensslEncrypted();
    void decryptPkcs1_answersWrongPaddingWithSteadyNoise();
    void decryptOaep_opensWhatOpensslEncrypted();

private:
    [[nodiscard]] PrivateKey keyOf(const QByteArray& name) const {
        return m_tool.key(QByteArray(name + ".pem").constData());
    }
    [[nodiscard]] QByteArray contentOf(const QByteArray& name, const char* suffix) const {
        return m_tool.read(QByteArray(name + suffix).constData());
    }
    [[nodiscard]] QString file(const char* name) const { return m_tool.path(name); }

    OpenSslTool m_tool;
};

void TestKey::initTestCase() {
    for (const KeyRow& row : kKeys) {
        const QByteArray made = m_tool.run(
            QStringLiteral("genpkey %1 -out %2.pem").arg(text(row.genpkey), text(row.name)));
        QVERIFY2(!made.startsWith("FAILED"), made.constData());
        m_tool.run(QStringLiteral("pkey -in %1.pem -pubout -out %1.pub.pem").arg(text(row.name)));
        m_tool.run(QStringLiteral("pkcs8 -topk8 -nocrypt -in %1.pem -outform DER -out %1.der")
                       .arg(text(row.name)));
    }
}

void TestKey::load_readsWhatOpensslWrote_data() {
    QTest::addColumn<QByteArray>("expected");
    for (const KeyRow& row : kKeys)
        QTest::newRow(row.name) << QByteArray(row.text);
}

void TestKey::load_readsWhatOpensslWrote() {
    QFETCH(QByteArray, expected);
    const QByteArray name = QTest::currentDataTag();
    const auto fromPem = keyOf(name);
    QCOMPARE(toQt(fromPem.publicKey().toText()), expected);
    const auto fromDer = PrivateKey::fromDer(fromQt(contentOf(name, ".der")));
    QVERIFY2(fromDer.has_value(), outcome(fromDer).constData());
    QVERIFY(fromDer->publicKey() == fromPem.publicKey());
}

void TestKey::load_readsTraditionalForms() {
    m_tool.run(QStringLiteral("rsa -in rsa.pem -traditional -out rsa.old.pem"));
    m_tool.run(QStringLiteral("rsa -in rsa.pem -traditional -outform DER -out rsa.old.der"));
    m_tool.run(QStringLiteral("ec -in p256.pem -out p256.old.pem"));
    m_tool.run(QStringLiteral("ec -in p256.pem -outform DER -out p256.old.der"));
    m_tool.run(QStringLiteral("ecparam -name prime256v1 -genkey -out params.pem"));
    QVERIFY(m_tool.read("rsa.old.pem").startsWith("-----BEGIN RSA PRIVATE KEY"));
    QVERIFY(m_tool.read("p256.old.pem").startsWith("-----BEGIN EC PRIVATE KEY"));
    QVERIFY(m_tool.read("params.pem").startsWith("-----BEGIN EC PARAMETERS"));
    const auto rsa = m_tool.key("rsa.pem").publicKey();
    const auto ec = m_tool.key("p256.pem").publicKey();
    QVERIFY(m_tool.key("rsa.old.pem").publicKey() == rsa);
    QVERIFY(m_tool.key("p256.old.pem").publicKey() == ec);
    QVERIFY(PrivateKey::fromDer(fromQt(m_tool.read("rsa.old.der"))).value().publicKey() == rsa);
    QVERIFY(PrivateKey::fromDer(fromQt(m_tool.read("p256.old.der"))).value().publicKey() == ec);
    QCOMPARE(m_tool.key("params.pem").type(), KeyType::EcP256);
}

void TestKey::load_opensEveryUsualEncryption_data() {
    QTest::addColumn<QString>("command");
    const QString pkcs8 =
        QStringLiteral("pkcs8 -topk8 -in p256.pem -passout pass:otter -out e.pem ");
    QTest::newRow("aes256 sha256") << pkcs8 + QStringLiteral("-v2 aes-256-cbc");
    QTest::newRow("aes128 sha1") << pkcs8 + QStringLiteral("-v2 aes-128-cbc -v2prf hmacWithSHA1");
    QTest::newRow("aes192 sha512")
        << pkcs8 + QStringLiteral("-v2 aes-192-cbc -v2prf hmacWithSHA512 -iter 1");
    QTest::newRow("aes256 sha384")
        << pkcs8 + QStringLiteral("-v2 aes-256-cbc -v2prf hmacWithSHA384");
    QTest::newRow("3des sha224") << pkcs8 +
                                        QStringLiteral("-v2 des-ede3-cbc -v2prf hmacWithSHA224");
    QTest::newRow("scrypt") << pkcs8 + QStringLiteral("-scrypt -v2 aes-256-cbc");
    QTest::newRow("scrypt p 3") << pkcs8 + QStringLiteral(
                                               "-scrypt -scrypt_N 4096 -scrypt_r 4 -scrypt_p 3");
    QTest::newRow("PKCS#12 3DES") << pkcs8 + QStringLiteral("-v1 PBE-SHA1-3DES");
    QTest::newRow("traditional aes128")
        << QStringLiteral("ec -in p256.pem -aes128 -passout pass:otter -out e.pem");
    QTest::newRow("traditional 3des")
        << QStringLiteral("ec -in p256.pem -des3 -passout pass:otter -out e.pem");
}

void TestKey::load_opensEveryUsualEncryption() {
    QFETCH(QString, command);
    const QByteArray made = m_tool.run(command);
    QVERIFY2(!made.startsWith("FAILED"), made.constData());
    const std::string pem = m_tool.read("e.pem").toStdString();
    QVERIFY(pem.find("ENCRYPTED") != std::string::npos);
    const auto key = PrivateKey::fromPem(pem, viewOf("otter"));
    QVERIFY2(key.has_value(), outcome(key).constData());
    QVERIFY(key->publicKey() == m_tool.key("p256.pem").publicKey());
    QCOMPARE(outcome(PrivateKey::fromPem(pem, viewOf("Otter"))), QByteArray("passphraseWrong"));
    QCOMPARE(outcome(PrivateKey::fromPem(pem)), QByteArray("passphraseWrong"));
}

// One wrong passphrase in 256 gives a padding that looks right: all must read alike.
void TestKey::load_refusesAWrongPassphrase() {
    m_tool.run(QStringLiteral("pkcs8 -topk8 -in p256.pem -passout pass:otter -v2 aes-256-cbc "
                              "-iter 1 -outform DER -out e.der"));
    const Bytes der = fromQt(m_tool.read("e.der"));
    for (int i = 0; i < 2000; ++i) {
        const std::string guess = "guess" + std::to_string(i);
        QCOMPARE(outcome(PrivateKey::fromEncryptedDer(der, bytesOf(guess))),
                 QByteArray("passphraseWrong"));
    }
    QCOMPARE(outcome(PrivateKey::fromEncryptedDer(der, viewOf("otter"))), QByteArray("ok"));
}

void TestKey::load_refusesCostlyDerivationsFast() {
    QElapsedTimer timer;
    timer.start();
    const Bytes salt(8, 1);
    for (const std::int64_t rounds : {std::int64_t{10'000'001}, std::int64_t{1} << 40}) {
        asn1::Writer pbkdf2;
        pbkdf2.sequence([&] { pbkdf2.octetString(salt).integer(rounds); });
        QCOMPARE(outcome(PrivateKey::fromEncryptedDer(encryptedWith(oids::kPbkdf2, pbkdf2.bytes()),
                                                      viewOf("x"))),
                 QByteArray("limitExceeded"));
    }
    for (const auto& [n, r, p] : {std::tuple{1 << 20, 8, 1}, std::tuple{1 << 14, 8, 100},
                                  std::tuple{2, 1 << 30, 1}, std::tuple{2, 1, 1 << 30}}) {
        asn1::Writer scrypt;
        scrypt.sequence([&] { scrypt.octetString(salt).integer(n).integer(r).integer(p); });
        QCOMPARE(
            outcome(PrivateKey::fromEncryptedDer(
                encryptedWith(asn1::Oid{"1.3.6.1.4.1.11591.4.11"}, scrypt.bytes()), viewOf("x"))),
            QByteArray("limitExceeded"));
    }
    QVERIFY2(timer.elapsed() < 1000, "refusing a cost must not pay it");
}

void TestKey::load_refusesWhatIsNotOurs() {
    m_tool.run(
        QStringLiteral("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:768 -out small.pem"));
    m_tool.run(QStringLiteral("ecparam -name secp256k1 -genkey -noout -out k1.pem"));
    m_tool.run(QStringLiteral("ecparam -name prime256v1 -param_enc explicit -genkey -noout "
                              "-out explicit.pem"));
    m_tool.run(QStringLiteral("genpkey -algorithm X25519 -out x25519.pem"));
    for (const char* name : {"small.pem", "k1.pem", "explicit.pem", "x25519.pem"}) {
        const std::string pem = m_tool.read(name).toStdString();
        QVERIFY2(!pem.empty(), name);
        QCOMPARE(outcome(PrivateKey::fromPem(pem)), QByteArray("keyUnsupported"));
    }
    QCOMPARE(outcome(PrivateKey::fromPem("")), QByteArray("keyMalformed"));
    QCOMPARE(outcome(PrivateKey::fromPem({})), QByteArray("keyMalformed"));
    QCOMPARE(outcome(PrivateKey::fromPem(m_tool.read("rsa.pub.pem").toStdString())),
             QByteArray("keyMalformed"));
    QCOMPARE(outcome(PrivateKey::fromDer({})), QByteArray("keyMalformed"));
    Bytes trailing = fromQt(m_tool.read("p256.der"));
    trailing.push_back(0);
    QCOMPARE(outcome(PrivateKey::fromDer(trailing)), QByteArray("keyMalformed"));
}

void TestKey::load_survivesEveryTruncationAndFlip() {
    const Bytes der = fromQt(m_tool.read("p256.der"));
    const auto original = PrivateKey::fromDer(der).value().publicKey();
    for (std::size_t i = 0; i < der.size(); ++i) {
        QVERIFY(!PrivateKey::fromDer(ByteView(der).first(i)));
        Bytes changed = der;
        changed[i] ^= 1;
        // A changed private number no longer belongs to the public one that stands beside it.
        const auto key = PrivateKey::fromDer(changed);
        if (!key) continue;
        const auto algorithm = key->signatureAlgorithm(Digest::Sha256);
        QVERIFY(original.verify(algorithm, viewOf("x"), key->sign(algorithm, viewOf("x")).value()));
    }
}

void TestKey::save_isReadByOpenssl_data() {
    QTest::addColumn<QByteArray>("name");
    for (const KeyRow& row : kKeys)
        QTest::newRow(row.name) << QByteArray(row.name);
}

void TestKey::save_isReadByOpenssl() {
    QFETCH(QByteArray, name);
    const auto key = keyOf(name);
    const QByteArray expected = contentOf(name, ".pub.pem");
    const SecretBytes pkcs8 = key.toPkcs8().value();
    QCOMPARE(toQt(pkcs8.view()), contentOf(name, ".der"));
    const SecretBytes pem = key.toPem().value();
    QCOMPARE(m_tool.run(QStringLiteral("pkey -pubout"), toQt(pem.text())), expected);
    m_tool.write("ours.der", toQt(key.toEncryptedPkcs8(viewOf("lamp 77")).value()));
    m_tool.runList({QStringLiteral("pkcs8"), QStringLiteral("-inform"), QStringLiteral("DER"),
                    QStringLiteral("-in"), file("ours.der"), QStringLiteral("-passin"),
                    QStringLiteral("pass:lamp 77"), QStringLiteral("-out"), file("back.pem")});
    QCOMPARE(m_tool.run(QStringLiteral("pkey -in back.pem -pubout")), expected);
    const auto back =
        PrivateKey::fromEncryptedDer(fromQt(m_tool.read("ours.der")), viewOf("lamp 77"));
    QVERIFY(back && back->publicKey() == key.publicKey());
}

void TestKey::publicKey_isWhatOpensslSays_data() {
    save_isReadByOpenssl_data();
}

void TestKey::publicKey_isWhatOpensslSays() {
    QFETCH(QByteArray, name);
    const QByteArray spki = m_tool.run(
        QStringLiteral("pkey -in %1.pem -pubout -outform DER").arg(QString::fromUtf8(name)));
    const PublicKey key = keyOf(name).publicKey();
    QCOMPARE(toQt(key.spki()), spki);
    QCOMPARE(toQt(key.fingerprint()), m_tool.run(QStringLiteral("dgst -sha256 -binary"), spki));
    const auto read = PublicKey::fromSpki(fromQt(spki));
    QVERIFY(read && *read == key && read->type() == key.type() && read->bits() == key.bits());
    QCOMPARE(key.canEncrypt(), name == "rsa");

    m_tool.run(QStringLiteral("req -x509 -new -key %1.pem -subj /CN=ski -out ski.pem "
                              "-addext subjectKeyIdentifier=hash")
                   .arg(QString::fromUtf8(name)));
    const QByteArray shown =
        m_tool.run(QStringLiteral("x509 -in ski.pem -noout -ext subjectKeyIdentifier"));
    QVERIFY(shown.contains(toQt(toColonHex(key.keyIdentifier()))));
}

void TestKey::publicKey_ofAnotherEncodingIsTheSame() {
    const PublicKey ec = m_tool.key("p384.pem").publicKey();
    for (const char* form : {"compressed", "hybrid"}) {
        const QByteArray der = m_tool.run(
            QStringLiteral("ec -in p384.pem -pubout -outform DER -conv_form ") + text(form));
        const qsizetype start = der.indexOf('\x30');
        const auto read = PublicKey::fromSpki(fromQt(der.mid(start, 2 + der[start + 1])));
        QVERIFY2(read.has_value(), der.constData());
        QVERIFY(*read == ec);
        QVERIFY(read->spki() == ec.spki());
    }
    const PublicKey rsa = m_tool.key("rsa.pem").publicKey();
    const auto tree = asn1::Tree::parse(rsa.spki()).value();
    asn1::Writer withoutNull;
    withoutNull.sequence([&] {
        withoutNull.sequence([&] { withoutNull.oid(oids::kRsaEncryption); });
        withoutNull.raw(tree.root().child(1).encoded());
    });
    QVERIFY(PublicKey::fromSpki(withoutNull.bytes()).value() == rsa);
    QVERIFY(PublicKey::fromSpki(indefinite(tree.root())).value() == rsa);
    QVERIFY(!(rsa == ec));
}

void TestKey::publicKey_refusesHostileNumbers_data() {
    QTest::addColumn<QByteArray>("modulus");
    QTest::addColumn<QByteArray>("exponent");
    const QByteArray good = toQt(oddNumber(2048));
    const QByteArray e = QByteArray::fromHex("010001");
    QByteArray even = good;
    even.back() = '\xFE';
    QTest::newRow("even modulus") << even << e;
    QTest::newRow("negative modulus") << good.mid(1) << e;
    QTest::newRow("zero modulus") << QByteArray(1, '\0') << e;
    QTest::newRow("tiny modulus") << QByteArray::fromHex("0f") << e;
    QTest::newRow("16392 bits") << toQt(oddNumber(16392)) << e;
    QTest::newRow("exponent 0") << good << QByteArray(1, '\0');
    QTest::newRow("exponent 1") << good << QByteArray(1, '\x01');
    QTest::newRow("exponent 2") << good << QByteArray(1, '\x02');
    QTest::newRow("even exponent") << good << QByteArray::fromHex("010000");
    QTest::newRow("negative exponent") << good << QByteArray(1, '\xFF');
    QTest::newRow("exponent of 1024 bits") << good << toQt(oddNumber(1024));
    QTest::newRow("empty modulus") << QByteArray() << e;
}

void TestKey::publicKey_refusesHostileNumbers() {
    QFETCH(QByteArray, modulus);
    QFETCH(QByteArray, exponent);
    QCOMPARE(outcome(PublicKey::fromSpki(rsaSpki(fromQt(modulus), fromQt(exponent)))),
             QByteArray("keyMalformed"));
    QVERIFY(PublicKey::fromSpki(rsaSpki(oddNumber(2048), {1, 0, 1})).has_value());
}

void TestKey::publicKey_refusesPointsOffTheCurve() {
    const Bytes spki = m_tool.key("p256.pem").publicKey().spki();
    const Bytes good(spki.end() - 65, spki.end());
    QVERIFY(PublicKey::fromSpki(ecSpki(oids::kP256, good)).has_value());
    Bytes off = good;
    off.back() ^= 1;
    const Bytes points[] = {
        off, {0}, {}, {4}, Bytes(65, 0xFF), Bytes(good.begin(), good.end() - 1)};
    for (const Bytes& point : points)
        QCOMPARE(outcome(PublicKey::fromSpki(ecSpki(oids::kP256, point))),
                 QByteArray("keyMalformed"));
    QCOMPARE(outcome(PublicKey::fromSpki(ecSpki(oids::kP384, good))), QByteArray("keyMalformed"));
    Bytes trailing = spki;
    trailing.push_back(0);
    QCOMPARE(outcome(PublicKey::fromSpki(trailing)), QByteArray("keyMalformed"));
    for (std::size_t i = 0; i < spki.size(); ++i)
        QVERIFY(!PublicKey::fromSpki(ByteView(spki).first(i)));
}

void TestKey::publicKey_ofUnknownAlgorithmCanBeComparedOnly() {
    m_tool.run(QStringLiteral("ecparam -name secp256k1 -genkey -noout -out k1.pem"));
    const QByteArray der = m_tool.run(QStringLiteral("pkey -in k1.pem -pubout -outform DER"));
    const auto key = PublicKey::fromSpki(fromQt(der));
    QVERIFY(key.has_value());
    QCOMPARE(key->type(), KeyType::Other);
    QCOMPARE(key->bits(), 0U);
    QCOMPARE(toQt(key->spki()), der);
    QVERIFY(*key == PublicKey::fromSpki(fromQt(der)).value());
    QCOMPARE(outcome(key->verify({SignatureScheme::Ecdsa, Digest::Sha256, -1}, viewOf("x"),
                                 viewOf("y"))),
             QByteArray("keyUnsupported"));
    QCOMPARE(outcome(key->encrypt(KeyTransport::RsaPkcs1, viewOf("x"))),
             QByteArray("keyUnsupported"));
}

void TestKey::publicKey_isUsedByManyThreadsAtOnce() {
    const auto key = m_tool.key("rsa.pem");
    const auto algorithm = key.signatureAlgorithm(Digest::Sha256);
    const Bytes signature = key.sign(algorithm, viewOf("data")).value();
    const PublicKey shared = PublicKey::fromSpki(key.publicKey().spki()).value();
    std::atomic<int> good = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            if (shared.verify(algorithm, viewOf("data"), signature) &&
                shared.fingerprint() == key.publicKey().fingerprint())
                ++good;
        });
    threads.clear();
    QCOMPARE(good.load(), 8);
}

void TestKey::sign_isVerifiedByOpenssl_data() {
    QTest::addColumn<int>("digest");
    for (const KeyRow& row : kKeys)
        for (const Digest digest : kSigningDigests)
            QTest::addRow("%s %s", row.name, toText(digest).data()) << static_cast<int>(digest);
}

void TestKey::sign_isVerifiedByOpenssl() {
    QFETCH(int, digest);
    const QByteArray name = QByteArray(QTest::currentDataTag()).split(' ').first();
    const auto key = keyOf(name);
    const auto used = static_cast<Digest>(digest);
    m_tool.write("data", "what is signed");
    m_tool.write("sig",
                 toQt(key.sign(key.signatureAlgorithm(used), viewOf("what is signed")).value()));
    const QString fileName = QString::fromUtf8(name);
    const QString command =
        key.type() == KeyType::Ed25519
            ? QStringLiteral(
                  "pkeyutl -verify -pubin -inkey %1.pub.pem -rawin -in data -sigfile sig")
                  .arg(fileName)
            : QStringLiteral("dgst -%2 -verify %1.pub.pem -signature sig data")
                  .arg(fileName, text(toText(used).data()));
    const QByteArray verdict = m_tool.run(command);
    QVERIFY2(verdict.contains("Verified"), verdict.constData());
}

void TestKey::verify_acceptsOpensslSignatures_data() {
    sign_isVerifiedByOpenssl_data();
}

void TestKey::verify_acceptsOpensslSignatures() {
    QFETCH(int, digest);
    const QByteArray name = QByteArray(QTest::currentDataTag()).split(' ').first();
    const auto key = keyOf(name);
    const auto used = static_cast<Digest>(digest);
    m_tool.write("data", "what is signed");
    const QString fileName = QString::fromUtf8(name);
    m_tool.run(
        key.type() == KeyType::Ed25519
            ? QStringLiteral("pkeyutl -sign -inkey %1.pem -rawin -in data -out sig").arg(fileName)
            : QStringLiteral("dgst -%2 -sign %1.pem -out sig data")
                  .arg(fileName, text(toText(used).data())));
    const Bytes signature = fromQt(m_tool.read("sig"));
    const PublicKey publicKey = key.publicKey();
    const auto algorithm = key.signatureAlgorithm(used);
    QCOMPARE(outcome(publicKey.verify(algorithm, viewOf("what is signed"), signature)),
             QByteArray("ok"));
    QCOMPARE(outcome(publicKey.verify(algorithm, viewOf("what is signeD"), signature)),
             QByteArray("signatureInvalid"));
}

void TestKey::verify_refusesAnyChange_data() {
    save_isReadByOpenssl_data();
}

void TestKey::verify_refusesAnyChange() {
    QFETCH(QByteArray, name);
    const auto key = keyOf(name);
    const auto algorithm = key.signatureAlgorithm(Digest::Sha256);
    const Bytes signature = key.sign(algorithm, viewOf("data")).value();
    const PublicKey publicKey = key.publicKey();
    QVERIFY(publicKey.verify(algorithm, viewOf("data"), signature));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        Bytes changed = signature;
        changed[i] ^= 1;
        QCOMPARE(outcome(publicKey.verify(algorithm, viewOf("data"), changed)),
                 QByteArray("signatureInvalid"));
        QCOMPARE(outcome(publicKey.verify(algorithm, viewOf("data"), ByteView(signature).first(i))),
                 QByteArray("signatureInvalid"));
    }
    for (const KeyRow& other : kKeys) {
        if (name == other.name) continue;
        const auto foreign = keyOf(other.name).publicKey();
        QCOMPARE(outcome(foreign.verify(algorithm, viewOf("data"), signature)),
                 QByteArray("signatureInvalid"));
    }
}

void TestKey::pss_worksBothWays() {
    const auto key = m_tool.key("rsa.pem");
    m_tool.write("data", "what is signed");
    for (const Digest digest : {Digest::Sha1, Digest::Sha256, Digest::Sha512}) {
        const QString options =
            QStringLiteral("dgst -%1 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20 ")
                .arg(text(toText(digest).data()));
        const SignatureAlgorithm algorithm{SignatureScheme::RsaPss, digest, 20};
        m_tool.write("sig", toQt(key.sign(algorithm, viewOf("what is signed")).value()));
        QVERIFY(m_tool.run(options + QStringLiteral("-verify rsa.pub.pem -signature sig data"))
                    .contains("Verified OK"));
        m_tool.run(options + QStringLiteral("-sign rsa.pem -out sig data"));
        const Bytes signature = fromQt(m_tool.read("sig"));
        QVERIFY(key.publicKey().verify(algorithm, viewOf("what is signed"), signature));
        const SignatureAlgorithm otherSalt{SignatureScheme::RsaPss, digest, 21};
        QVERIFY(!key.publicKey().verify(otherSalt, viewOf("what is signed"), signature));
    }
}

void TestKey::pss_parametersReadAsOpensslWritesThem() {
    for (const char* digest : {"sha1", "sha256", "sha512"}) {
        for (const int salt : {20, 32}) {
            const QByteArray der = m_tool.run(
                QStringLiteral("req -x509 -new -key rsa.pem -subj /CN=pss -outform DER -%1 "
                               "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:%2")
                    .arg(text(digest))
                    .arg(salt));
            const Bytes bytes = fromQt(der);
            const auto tree = asn1::Tree::parse(bytes).value();
            const auto read = readSignatureAlgorithm(tree.root().child(1));
            QVERIFY2(read.has_value(), outcome(read).constData());
            QCOMPARE(*read, (SignatureAlgorithm{SignatureScheme::RsaPss,
                                                digestFromText(digest).value(), salt}));
            asn1::Writer ours;
            writeSignatureAlgorithm(ours, *read);
            const auto again = asn1::Tree::parse(ours.bytes()).value();
            QCOMPARE(readSignatureAlgorithm(again.root()).value(), *read);
            QVERIFY(m_tool.run(QStringLiteral("asn1parse -inform DER"), toQt(ours.bytes()))
                        .contains("rsassaPss"));
        }
    }
}

void TestKey::md5_isRefused() {
    const auto key = m_tool.key("rsa.pem");
    m_tool.write("data", "x");
    m_tool.run(QStringLiteral("dgst -md5 -sign rsa.pem -out sig data"));
    const SignatureAlgorithm md5{SignatureScheme::RsaPkcs1, Digest::Md5, -1};
    QCOMPARE(outcome(key.publicKey().verify(md5, viewOf("x"), fromQt(m_tool.read("sig")))),
             QByteArray("algorithmForbidden"));
    QCOMPARE(outcome(key.sign(md5, viewOf("x"))), QByteArray("algorithmForbidden"));
    asn1::Writer writer;
    writeSignatureAlgorithm(writer, md5);
    const auto tree = asn1::Tree::parse(writer.bytes()).value();
    QCOMPARE(outcome(readSignatureAlgorithm(tree.root())), QByteArray("algorithmForbidden"));
}

void TestKey::signatureAlgorithm_needsADigestFromSomewhere() {
    asn1::Writer writer;
    writer.sequence([&] { writer.oid(oids::kRsaEncryption).null(); });
    const auto tree = asn1::Tree::parse(writer.bytes()).value();
    QCOMPARE(outcome(readSignatureAlgorithm(tree.root())), QByteArray("algorithmUnknown"));
    QCOMPARE(readSignatureAlgorithm(tree.root(), Digest::Sha384).value(),
             (SignatureAlgorithm{SignatureScheme::RsaPkcs1, Digest::Sha384, -1}));
    QCOMPARE(outcome(readSignatureAlgorithm(tree.root(), Digest::Md5)),
             QByteArray("algorithmForbidden"));
    QCOMPARE(outcome(readSignatureAlgorithm({})), QByteArray("asn1Malformed"));
}

void TestKey::generate_makesEveryKind() {
    for (const char* spec : {"rsa:2048", "ec:p256", "ec:p384", "ec:p521", "ed25519"}) {
        int asked = 0;
        const auto key = PrivateKey::generate(keySpecFromText(spec).value(), [&] {
            ++asked;
            return true;
        });
        QVERIFY2(key.has_value(), spec);
        QCOMPARE(asked > 0, QByteArray(spec).startsWith("rsa"));
        const SecretBytes pem = key->toPem().value();
        const QByteArray shown =
            m_tool.run(QStringLiteral("pkey -noout -text -check"), toQt(pem.text()));
        QVERIFY2(!shown.startsWith("FAILED"), shown.constData());
        QVERIFY(!shown.contains("Field Type")); // named curves only
    }
    QCOMPARE(outcome(PrivateKey::generate({KeyType::Rsa, 1024})), QByteArray("invalidArgument"));
    QCOMPARE(outcome(PrivateKey::generate({KeyType::Other, 0})), QByteArray("invalidArgument"));
}

void TestKey::generate_canBeCancelled() {
    QCOMPARE(outcome(PrivateKey::generate({KeyType::Rsa, 4096}, [] { return false; })),
             QByteArray("cancelled"));
}

void TestKey::decryptPkcs1_opensWhatOpensslEncrypted() {
    const auto key = m_tool.key("rsa.pem");
    const QByteArray encrypted = m_tool.run(
        QStringLiteral("pkeyutl -encrypt -pubin -inkey rsa.pub.pem"), "0123456789abcdef");
    QCOMPARE(toQt(key.decryptPkcs1(fromQt(encrypted), 16).value().view()),
             QByteArray("0123456789abcdef"));
    m_tool.write("enc",
                 toQt(key.publicKey().encrypt(KeyTransport::RsaPkcs1, viewOf("otter")).value()));
    QCOMPARE(m_tool.run(QStringLiteral("pkeyutl -decrypt -inkey rsa.pem -in enc")),
             QByteArray("otter"));
}

// RFC 3218: nothing distinguishes a wrong padding, a wrong size, a wrong key and a right one.
void TestKey::decryptPkcs1_answersWrongPaddingWithSteadyNoise() {
    const auto key = m_tool.key("rsa.pem");
    const Bytes good =
        key.publicKey().encrypt(KeyTransport::RsaPkcs1, viewOf("0123456789abcdef")).value();
    Bytes damaged = good;
    damaged[100] ^= 1;
    const Bytes inputs[] = {
        damaged,      Bytes(good.begin(), good.end() - 1), {}, Bytes(256, 0), Bytes(256, 0xFF),
        Bytes(300, 1)};
    std::set<QByteArray> answers;
    for (const Bytes& input : inputs) {
        const auto first = key.decryptPkcs1(input, 16);
        const auto second = key.decryptPkcs1(input, 16);
        QVERIFY2(first && second, outcome(first).constData());
        QCOMPARE(first->size(), std::size_t{16});
        QCOMPARE(toQt(first->view()), toQt(second->view()));
        answers.insert(toQt(first->view()));
    }
    QCOMPARE(answers.size(), std::size(inputs));
    const auto wrongSize = key.decryptPkcs1(good, 32);
    QVERIFY(wrongSize);
    QCOMPARE(wrongSize->size(), std::size_t{32});
    QVERIFY(!toQt(wrongSize->view()).contains("0123456789abcdef"));
    const auto otherKey = PrivateKey::generate({KeyType::Rsa, 2048}).value();
    QVERIFY(toQt(otherKey.decryptPkcs1(damaged, 16).value().view()) !=
            toQt(key.decryptPkcs1(damaged, 16).value().view()));
    QCOMPARE(outcome(m_tool.key("p256.pem").decryptPkcs1(good, 16)), QByteArray("keyUnsupported"));
}

void TestKey::decryptOaep_opensWhatOpensslEncrypted() {
    const auto key = m_tool.key("rsa.pem");
    const QString command = QStringLiteral(
        "pkeyutl -encrypt -pubin -inkey rsa.pub.pem -pkeyopt rsa_padding_mode:oaep ");
    const Bytes sha1 = fromQt(m_tool.run(command, "otter"));
    QCOMPARE(toQt(key.decryptOaep(Digest::Sha1, Digest::Sha1, {}, sha1).value().text()),
             QByteArray("otter"));
    const Bytes mixed = fromQt(
        m_tool.run(command + QStringLiteral("-pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha1 "
                                            "-pkeyopt rsa_oaep_label:6c6162656c"),
                   "otter"));
    QCOMPARE(
        toQt(key.decryptOaep(Digest::Sha256, Digest::Sha1, viewOf("label"), mixed).value().text()),
        QByteArray("otter"));
    QCOMPARE(outcome(key.decryptOaep(Digest::Sha256, Digest::Sha1, {}, mixed)),
             QByteArray("decryptFailed"));
    QCOMPARE(outcome(key.decryptOaep(Digest::Sha1, Digest::Sha1, viewOf("label"), mixed)),
             QByteArray("decryptFailed"));
    m_tool.write("enc", toQt(key.publicKey().encryptOaep({}, viewOf("lamp")).value()));
    QCOMPARE(m_tool.run(QStringLiteral("pkeyutl -decrypt -inkey rsa.pem -in enc -pkeyopt "
                                       "rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 "
                                       "-pkeyopt rsa_mgf1_md:sha256")),
             QByteArray("lamp"));
}

QTEST_GUILESS_MAIN(TestKey)
#include "tst_key.moc"
