// Digests, ciphers, derivations and sealing: published vectors and the openssl command line.
#include "x509_support.h"

#include "pki/crypto.h"
#include "pki/seal.h"

#include <QObject>

#include <set>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;

namespace {

Bytes hex(const char* text) {
    return fromHex(text).value();
}

QByteArray hexOf(const Result<SecretBytes>& secret) {
    return secret ? toQt(toHex(secret->view())) : outcome(secret);
}

/// `size` bytes that are not all alike.
Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 7 + 1);
    return bytes;
}

constexpr std::array kUsableCiphers{Cipher::TripleDesCbc, Cipher::Aes128Cbc, Cipher::Aes192Cbc,
                                    Cipher::Aes256Cbc};

const char* cliName(Cipher cipher) {
    switch (cipher) {
    case Cipher::TripleDesCbc:
        return "des-ede3-cbc";
    case Cipher::Aes128Cbc:
        return "aes-128-cbc";
    case Cipher::Aes192Cbc:
        return "aes-192-cbc";
    default:
        return "aes-256-cbc";
    }
}

} // namespace

class TestCrypto : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digestOf_agreesWithOpenssl_data();
    void digestOf_agreesWithOpenssl();
    void hmacSha256_givesRfc4231Values();
    void pbkdf2_givesPublishedValues_data();
    void pbkdf2_givesPublishedValues();
    void pbkdf2_refusesZeroRounds();
    void scrypt_givesRfc7914Values_data();
    void scrypt_givesRfc7914Values();
    void scrypt_refusesCostsBeyond64MiB();
    void cbc_givesTheNistVector();
    void cbc_agreesWithOpenssl_data();
    void cbc_agreesWithOpenssl();
    void cbc_answersEveryDamageAlike();
    void cbc_refusesSingleDesAndWrongSizes();
    void random_isOfTheRightSizeAndNeverTheSame();
    void seal_opensOnlyWithKeyAndPurpose();
    void seal_noticesEveryChangedByte();
    void names_leadThereAndBack();

private:
    OpenSslTool m_tool;
};

void TestCrypto::digestOf_agreesWithOpenssl_data() {
    QTest::addColumn<int>("digest");
    for (const char* name : {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
        QTest::newRow(name) << static_cast<int>(digestFromText(name).value());
}

void TestCrypto::digestOf_agreesWithOpenssl() {
    QFETCH(int, digest);
    const auto used = static_cast<Digest>(digest);
    for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{4096}}) {
        const Bytes data = pattern(size);
        const QByteArray theirs = m_tool.run(
            QStringLiteral("dgst -r -%1").arg(QString::fromUtf8(QTest::currentDataTag())),
            toQt(data));
        const Bytes ours = digestOf(used, data);
        QCOMPARE(ours.size(), sizeOf(used));
        QCOMPARE(toQt(toHex(ours)), theirs.left(theirs.indexOf(' ')));
    }
}

void TestCrypto::hmacSha256_givesRfc4231Values() {
    QCOMPARE(toHex(hmacSha256(viewOf("Jefe"), viewOf("what do ya want for nothing?"))),
             std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    QCOMPARE(toHex(hmacSha256(Bytes(20, 0x0b), viewOf("Hi There"))),
             std::string("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
    QCOMPARE(toHex(hmacSha256({}, {})),
             std::string("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

void TestCrypto::pbkdf2_givesPublishedValues_data() {
    QTest::addColumn<QByteArray>("digest");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<unsigned>("rounds");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("RFC 6070, 1 round")
        << QByteArray("sha1") << QByteArray("password") << QByteArray("salt") << 1U
        << QByteArray("0c60c80f961f0e71f3a9b524af6012062fe037a6");
    QTest::newRow("RFC 6070, 4096 rounds")
        << QByteArray("sha1") << QByteArray("password") << QByteArray("salt") << 4096U
        << QByteArray("4b007901b765489abead49d926f721d065a429c1");
    QTest::newRow("RFC 6070, zero bytes")
        << QByteArray("sha1") << QByteArray("pass\0word", 9) << QByteArray("sa\0lt", 5) << 4096U
        << QByteArray("56fa6aa75548099dcc37d7f03425e0c3");
    QTest::newRow("RFC 7914, SHA-256")
        << QByteArray("sha256") << QByteArray("passwd") << QByteArray("salt") << 1U
        << QByteArray("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                      "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
}

void TestCrypto::pbkdf2_givesPublishedValues() {
    QFETCH(QByteArray, digest);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, salt);
    QFETCH(unsigned, rounds);
    QFETCH(QByteArray, expected);
    const auto derived =
        pbkdf2(digestFromText(digest.toStdString()).value(), fromQt(password), fromQt(salt), rounds,
               static_cast<std::size_t>(expected.size() / 2));
    QCOMPARE(hexOf(derived), expected);
}

void TestCrypto::pbkdf2_refusesZeroRounds() {
    QCOMPARE(outcome(pbkdf2(Digest::Sha256, viewOf("p"), viewOf("s"), 0, 16)),
             QByteArray("invalidArgument"));
    QCOMPARE(outcome(pbkdf2(Digest::Sha256, {}, {}, 1, 16)), QByteArray("ok"));
}

void TestCrypto::scrypt_givesRfc7914Values_data() {
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<unsigned>("n");
    QTest::addColumn<unsigned>("r");
    QTest::addColumn<unsigned>("p");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QByteArray() << QByteArray() << 16U << 1U << 1U
                           << QByteArray("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3f"
                                         "ede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628"
                                         "cf35e20c38d18906");
    QTest::newRow("p 16") << QByteArray("password") << QByteArray("NaCl") << 1024U << 8U << 16U
                          << QByteArray("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b"
                                        "3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360"
                                        "cbdfa2cc0640");
    QTest::newRow("N 16384") << QByteArray("pleaseletmein") << QByteArray("SodiumChloride")
                             << 16384U << 8U << 1U
                             << QByteArray("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543"
                                           "f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d65"
                                           "1e40dfcf017b45575887");
}

void TestCrypto::scrypt_givesRfc7914Values() {
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, salt);
    QFETCH(unsigned, n);
    QFETCH(unsigned, r);
    QFETCH(unsigned, p);
    QFETCH(QByteArray, expected);
    QCOMPARE(hexOf(scrypt(fromQt(password), fromQt(salt), n, r, p, 64)), expected);
}

void TestCrypto::scrypt_refusesCostsBeyond64MiB() {
    const auto costs = [](std::uint64_t n, std::uint32_t r, std::uint32_t p) {
        return outcome(scrypt(viewOf("p"), viewOf("s"), n, r, p, 16));
    };
    QCOMPARE(costs(65536, 8, 1), QByteArray("ok"));
    QCOMPARE(costs(131072, 8, 1), QByteArray("limitExceeded"));
    QCOMPARE(costs(65536, 8, 2), QByteArray("limitExceeded"));
    QCOMPARE(costs(std::uint64_t{1} << 63, 0xFFFFFFFF, 0xFFFFFFFF), QByteArray("limitExceeded"));
    QCOMPARE(costs(2, 0xFFFFFFFF, 0xFFFFFFFF), QByteArray("limitExceeded"));
    QCOMPARE(costs(1000, 8, 1), QByteArray("invalidArgument"));
    QCOMPARE(costs(0, 8, 1), QByteArray("invalidArgument"));
    QCOMPARE(costs(16, 0, 1), QByteArray("invalidArgument"));
}

// NIST SP 800-38A, F.2.1.
void TestCrypto::cbc_givesTheNistVector() {
    const auto encrypted =
        encryptCbcRaw(Cipher::Aes128Cbc, hex("2b7e151628aed2a6abf7158809cf4f3c"),
                      hex("000102030405060708090a0b0c0d0e0f"),
                      hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"));
    QVERIFY(encrypted.has_value());
    QCOMPARE(toHex(*encrypted), std::string("7649abac8119b246cee98e9b12e9197d"
                                            "5086cb9b507219ee95db113a917678b2"));
}

void TestCrypto::cbc_agreesWithOpenssl_data() {
    QTest::addColumn<int>("cipher");
    for (const Cipher cipher : kUsableCiphers)
        QTest::newRow(cliName(cipher)) << static_cast<int>(cipher);
}

void TestCrypto::cbc_agreesWithOpenssl() {
    QFETCH(int, cipher);
    const auto used = static_cast<Cipher>(cipher);
    const Bytes key = pattern(keySizeOf(used));
    const Bytes iv = pattern(blockSizeOf(used));
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 1000U}) {
        const Bytes plain = pattern(size);
        const QByteArray theirs = m_tool.run(QStringLiteral("enc -%1 -K %2 -iv %3")
                                                 .arg(QString::fromUtf8(QTest::currentDataTag()),
                                                      QString::fromStdString(toHex(key)),
                                                      QString::fromStdString(toHex(iv))),
                                             toQt(plain));
        const auto ours = encryptCbc(used, key, iv, plain);
        QVERIFY(ours.has_value());
        QCOMPARE(toQt(*ours), theirs);
        const auto back = decryptCbc(used, key, iv, *ours);
        QVERIFY(back.has_value());
        QCOMPARE(toQt(back->view()), toQt(plain));
    }
}

void TestCrypto::cbc_answersEveryDamageAlike() {
    const Bytes key = pattern(16);
    const Bytes iv = pattern(16);
    const Bytes good = encryptCbc(Cipher::Aes128Cbc, key, iv, pattern(40)).value();
    Bytes damaged = good;
    damaged[damaged.size() - 17] ^= 0x80; // the padding's last byte
    const Bytes cut(good.begin(), good.end() - 3);
    const auto first = decryptCbc(Cipher::Aes128Cbc, key, iv, damaged);
    const auto second = decryptCbc(Cipher::Aes128Cbc, key, iv, cut);
    const auto third = decryptCbc(Cipher::Aes128Cbc, key, iv, {});
    QVERIFY(!first && !second && !third);
    QCOMPARE(toText(first.error()), toText(second.error()));
    QCOMPARE(toText(first.error()), toText(third.error()));
    QCOMPARE(outcome(first), QByteArray("decryptFailed"));
    QCOMPARE(outcome(decryptCbcRaw(Cipher::Aes128Cbc, key, iv, cut)), QByteArray("decryptFailed"));
}

void TestCrypto::cbc_refusesSingleDesAndWrongSizes() {
    const Bytes eight = pattern(8);
    QCOMPARE(outcome(encryptCbc(Cipher::DesCbc, eight, eight, eight)),
             QByteArray("algorithmForbidden"));
    QCOMPARE(outcome(decryptCbc(Cipher::DesCbc, eight, eight, eight)),
             QByteArray("algorithmForbidden"));
    QCOMPARE(outcome(encryptCbc(Cipher::Aes128Cbc, eight, pattern(16), eight)),
             QByteArray("invalidArgument"));
    QCOMPARE(outcome(encryptCbc(Cipher::Aes128Cbc, pattern(16), eight, eight)),
             QByteArray("invalidArgument"));
}

void TestCrypto::random_isOfTheRightSizeAndNeverTheSame() {
    std::set<Bytes> seen;
    for (int i = 0; i < 200; ++i)
        seen.insert(randomBytes(16).value());
    QCOMPARE(seen.size(), std::size_t{200});
    QCOMPARE(randomSecret(33).value().size(), std::size_t{33});
    QVERIFY(randomBytes(0).value().empty());
}

void TestCrypto::seal_opensOnlyWithKeyAndPurpose() {
    const Bytes key = pattern(32);
    for (const char* secret : {"otter-lamp-77", ""}) {
        const Bytes sealed = seal(key, viewOf(secret), "challenge/1").value();
        QCOMPARE(sealed.size(), viewOf(secret).size() + 29);
        const auto opened = unseal(key, sealed, "challenge/1");
        QVERIFY(opened.has_value());
        QCOMPARE(toQt(opened->text()), QByteArray(secret));
        QCOMPARE(outcome(unseal(key, sealed, "challenge/2")), QByteArray("decryptFailed"));
        QCOMPARE(outcome(unseal(key, sealed, "")), QByteArray("decryptFailed"));
        QCOMPARE(outcome(unseal(Bytes(32, 9), sealed, "challenge/1")), QByteArray("decryptFailed"));
    }
    QCOMPARE(outcome(seal(pattern(16), viewOf("x"), "p")), QByteArray("invalidArgument"));
    QVERIFY(seal(key, viewOf("x"), "p").value() != seal(key, viewOf("x"), "p").value());
}

void TestCrypto::seal_noticesEveryChangedByte() {
    const Bytes key = pattern(32);
    const Bytes sealed = seal(key, viewOf("secret"), "purpose").value();
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes changed = sealed;
        changed[i] ^= 1;
        QCOMPARE(outcome(unseal(key, changed, "purpose")), QByteArray("decryptFailed"));
        QCOMPARE(outcome(unseal(key, ByteView(sealed).first(i), "purpose")),
                 QByteArray("decryptFailed"));
    }
}

void TestCrypto::names_leadThereAndBack() {
    for (const Digest digest : {Digest::Md5, Digest::Sha1, Digest::Sha224, Digest::Sha256,
                                Digest::Sha384, Digest::Sha512}) {
        QCOMPARE(digestFromText(toText(digest)), digest);
        QCOMPARE(pki::digestOf(oidOf(digest)), digest);
    }
    for (const Cipher cipher : {Cipher::DesCbc, Cipher::TripleDesCbc, Cipher::Aes128Cbc,
                                Cipher::Aes192Cbc, Cipher::Aes256Cbc}) {
        QCOMPARE(cipherFromText(toText(cipher)), cipher);
        QCOMPARE(cipherOf(oidOf(cipher)), cipher);
    }
    QCOMPARE(digestFromText("SHA-256"), Digest::Sha256);
    QVERIFY(!digestFromText("sha3-256"));
    QVERIFY(!cipherFromText("rc4"));
    for (const char* text :
         {"rsa:2048", "rsa:3072", "rsa:4096", "ec:p256", "ec:p384", "ec:p521", "ed25519"})
        QCOMPARE(toQt(toText(keySpecFromText(text).value())), QByteArray(text));
    for (const char* text : {"rsa", "rsa:", "rsa:1024", "rsa:2049", "rsa:8192", "rsa:2048x",
                             "rsa:-2048", "rsa:99999999999", "ec:p192", "dsa", ""})
        QCOMPARE(outcome(keySpecFromText(text)), QByteArray("invalidArgument"));
}

QTEST_GUILESS_MAIN(TestCrypto)
#include "tst_crypto.moc"
