// Replies as OpenSSL sees them.
#include "asn1/oids.h"
#include "server_fixture.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::scep;
using namespace scepter::test;
namespace oids = asn1::oids;

class TestServerReply : public QObject, private ServerFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(load()); }
    void reply_successIsOpenedByOpenssl_data();
    void reply_successIsOpenedByOpenssl();
    void reply_echoesOaepWhereItFits_data();
    void reply_echoesOaepWhereItFits();
    void reply_withoutContentHasAnEmptyOne_data();
    void reply_withoutContentHasAnEmptyOne();
    void reply_repairsTheReason();
    void reply_toASignOnlyKeyNeedsThePassword();
    void reply_toNobodyIsRefused();

private:
    [[nodiscard]] ReplyContext context() const;
    [[nodiscard]] Bytes opensslVerified(const Bytes& message) const;
};

ReplyContext TestServerReply::context() const {
    ReplyContext context;
    context.transactionId = std::string(kId);
    context.senderNonce = Bytes(16, 7);
    context.signer = m_signer;
    return context;
}

Bytes TestServerReply::opensslVerified(const Bytes& message) const {
    QTemporaryDir dir;
    const QString in = dir.filePath(q("reply.der"));
    const QString out = dir.filePath(q("content.der"));
    writeFile(in, message);
    const Ran ran = runOpenssl({q("cms"), q("-verify"), q("-binary"), q("-inform"), q("der"),
                                q("-in"), in, q("-CAfile"), dataPath(q("keys/ca.cert.pem")),
                                q("-no_check_time"), q("-purpose"), q("any"), q("-certfile"),
                                dataPath(q("keys/ca.cert.pem")), q("-out"), out});
    if (ran.exitCode != 0) qFatal("openssl cms -verify: %s", ran.output.constData());
    return toBytes(readFile(out));
}

void TestServerReply::reply_successIsOpenedByOpenssl_data() {
    QTest::addColumn<int>("cipher");
    QTest::addColumn<int>("digest");
    QTest::addColumn<bool>("oaep");
    using pki::Cipher, pki::Digest;
    const auto row = [](const char* name, Cipher cipher, Digest digest, bool oaep) {
        QTest::newRow(name) << static_cast<int>(cipher) << static_cast<int>(digest) << oaep;
    };
    row("AES-128, SHA-256", Cipher::Aes128Cbc, Digest::Sha256, false);
    row("AES-192, SHA-384", Cipher::Aes192Cbc, Digest::Sha384, false);
    row("AES-256, SHA-512", Cipher::Aes256Cbc, Digest::Sha512, false);
    row("3DES, SHA-1", Cipher::TripleDesCbc, Digest::Sha1, false);
    row("OAEP", Cipher::Aes256Cbc, Digest::Sha256, true);
}

void TestServerReply::reply_successIsOpenedByOpenssl() {
    QFETCH(int, cipher);
    QFETCH(int, digest);
    QFETCH(bool, oaep);
    ReplyContext to = context();
    to.cipher = static_cast<pki::Cipher>(cipher);
    to.digest = static_cast<pki::Digest>(digest);
    to.transport = oaep ? pki::KeyTransport::RsaOaep : pki::KeyTransport::RsaPkcs1;
    const auto reply = encodeReply(to, {PkiStatus::Success, {}, {}, {m_signer->der()}, {}},
                                   {*m_ca, *m_caKey, {m_ca->der()}});
    QVERIFY2(reply.has_value(), reply ? "" : toText(reply.error()).c_str());
    QTemporaryDir dir;
    const QString envelope = dir.filePath(q("envelope.der"));
    const QString content = dir.filePath(q("content.der"));
    writeFile(envelope, opensslVerified(*reply));
    const Ran decrypted = runOpenssl(
        {q("cms"), q("-decrypt"), q("-binary"), q("-inform"), q("der"), q("-in"), envelope,
         q("-inkey"), dataPath(q("keys/strongswan-a.key.pem")), q("-out"), content});
    QVERIFY2(decrypted.exitCode == 0, decrypted.output.constData());
    const Ran listed = runOpenssl(
        {q("pkcs7"), q("-inform"), q("der"), q("-in"), content, q("-print_certs"), q("-noout")});
    QVERIFY2(listed.exitCode == 0 && listed.output.contains("SCEP SIGNER"),
             listed.output.constData());
    const auto ours = decodeReply(*reply, {to.transactionId, to.senderNonce, {*m_ca}}, *m_key);
    QVERIFY2(ours.has_value(), ours ? "" : toText(ours.error()).c_str());
    QCOMPARE(ours->certificates.front(), m_signer->der());
}

void TestServerReply::reply_echoesOaepWhereItFits_data() {
    QTest::addColumn<int>("hash");
    QTest::addColumn<int>("mgf");
    using pki::Digest;
    const auto row = [](const char* name, Digest hash, Digest mgf) {
        QTest::newRow(name) << static_cast<int>(hash) << static_cast<int>(mgf);
    };
    row("SHA-1, which DER leaves out", Digest::Sha1, Digest::Sha1);
    row("SHA-256", Digest::Sha256, Digest::Sha256);
    row("two digests", Digest::Sha512, Digest::Sha1);
    row("MGF1 alone", Digest::Sha1, Digest::Sha384);
}

void TestServerReply::reply_echoesOaepWhereItFits() {
    QFETCH(int, hash);
    QFETCH(int, mgf);
    const pki::OaepDigests oaep{static_cast<pki::Digest>(hash), static_cast<pki::Digest>(mgf)};
    const Ran made = runOpenssl({q("genpkey"), q("-quiet"), q("-algorithm"), q("RSA"),
                                 q("-pkeyopt"), q("rsa_keygen_bits:1024")});
    const auto small = pki::PrivateKey::fromPem(made.output.toStdString());
    QVERIFY2(small.has_value(), made.output.constData());
    for (const pki::PrivateKey& key : {*m_key, *small}) {
        ReplyContext to = context();
        to.signer = *makeRequestSigner(*pki::Name::fromText("CN=SCEP SIGNER"), key,
                                       m_signer->notBefore(), pki::Digest::Sha256);
        to.transport = pki::KeyTransport::RsaOaep;
        to.oaep = oaep;
        const auto reply = encodeReply(to, {PkiStatus::Success, {}, {}, {m_signer->der()}, {}},
                                       {*m_ca, *m_caKey, {m_ca->der()}});
        QVERIFY2(reply.has_value(), reply ? "" : toText(reply.error()).c_str());
        const Bytes content = opensslVerified(*reply);
        const auto envelope = pki::EnvelopedData::fromDer(content);
        QVERIFY(envelope);
        const auto& recipient = std::get<pki::KeyTransportRecipient>(envelope->recipients.front());
        const bool isLarge = key.publicKey() == m_key->publicKey();
        const bool fits = isLarge || oaep.hash != pki::Digest::Sha512;
        QCOMPARE(recipient.oaepDigest, fits ? oaep.hash : pki::Digest::Sha256);
        QCOMPARE(recipient.oaepMgfDigest, fits ? oaep.mgf : pki::Digest::Sha256);
        QVERIFY(decodeReply(*reply, {to.transactionId, to.senderNonce, {*m_ca}}, key));
        if (!isLarge) continue;
        QTemporaryDir dir;
        writeFile(dir.filePath(q("envelope.der")), content);
        const Ran opened = runOpenssl({q("cms"), q("-decrypt"), q("-binary"), q("-inform"),
                                       q("der"), q("-in"), dir.filePath(q("envelope.der")),
                                       q("-inkey"), dataPath(q("keys/strongswan-a.key.pem")),
                                       q("-out"), dir.filePath(q("content.der"))});
        QVERIFY2(opened.exitCode == 0, opened.output.constData());
    }
}

void TestServerReply::reply_withoutContentHasAnEmptyOne_data() {
    QTest::addColumn<bool>("failure");
    QTest::newRow("FAILURE") << true;
    QTest::newRow("PENDING") << false;
}

void TestServerReply::reply_withoutContentHasAnEmptyOne() {
    QFETCH(bool, failure);
    const ReplyFields fields{failure ? PkiStatus::Failure : PkiStatus::Pending,
                             FailInfo::BadAlg,
                             "no \xE2\x98\x83 today",
                             {m_ca->der()},
                             {}};
    const auto reply = encodeReply(context(), fields, {*m_ca, *m_caKey, {m_ca->der()}});
    QVERIFY2(reply.has_value(), reply ? "" : toText(reply.error()).c_str());
    QVERIFY(opensslVerified(*reply).empty());
    QTemporaryDir dir;
    const QString in = dir.filePath(q("reply.der"));
    writeFile(in, *reply);
    const Ran printed = runOpenssl(
        {q("cms"), q("-cmsout"), q("-print"), q("-noout"), q("-inform"), q("der"), q("-in"), in});
    QCOMPARE(printed.exitCode, 0);
    // Each attribute once, by the words of a reader that is not ours.
    const QByteArray text = printed.output.simplified();
    const auto has = [&](const QByteArray& object, const QByteArray& value) {
        const QByteArray named = QByteArray("(").append(object).append(')');
        const qsizetype at = text.indexOf(named);
        return at > 0 && text.indexOf(named, at + 1) < 0 && text.mid(at, 200).contains(value);
    };
    QVERIFY2(has("2.16.840.1.113733.1.9.2", "PRINTABLESTRING:3"), text.constData());
    QVERIFY(has("2.16.840.1.113733.1.9.3", failure ? "PRINTABLESTRING:2" : "PRINTABLESTRING:3"));
    QVERIFY(has("2.16.840.1.113733.1.9.7", "PRINTABLESTRING:transaction 1"));
    QVERIFY(has("2.16.840.1.113733.1.9.5", "OCTET STRING"));
    QVERIFY(has("2.16.840.1.113733.1.9.6", "07 07 07 07"));
    QCOMPARE(has("2.16.840.1.113733.1.9.4", "PRINTABLESTRING:0"), failure);
    QCOMPARE(has("1.3.6.1.5.5.7.24.1", "UTF8STRING"), failure);
    QVERIFY(text.contains("signatureAlgorithm: algorithm: rsaEncryption"));
    // certmonger wants an eContent of length zero, not none.
    const Ran parsed = runOpenssl({q("asn1parse"), q("-inform"), q("der"), q("-in"), in});
    QCOMPARE(parsed.output.simplified().count("l= 0 prim: OCTET STRING"), 1);

    const auto ours = decodeReply(*reply, {std::string(kId), Bytes(16, 7), {*m_ca}}, *m_key);
    QVERIFY2(ours.has_value(), ours ? "" : toText(ours.error()).c_str());
    QVERIFY(ours->hasContent && ours->certificates.empty());
    QCOMPARE(ours->failInfoText, failure ? fields.failInfoText : std::string());
    QVERIFY(ours->attributes.senderNonce && *ours->attributes.senderNonce != Bytes(16, 7));
}

void TestServerReply::reply_repairsTheReason() {
    const auto reasonOf = [&](const std::string& reason) {
        const auto reply =
            encodeReply(context(), {PkiStatus::Failure, {}, reason, {}, {}}, {*m_ca, *m_caKey, {}});
        const auto read = decodeReply(*reply, {std::string(kId), Bytes(16, 7), {*m_ca}}, *m_key);
        return read ? read->failInfoText : toText(read.error());
    };
    QCOMPARE(reasonOf("\xFF"), std::string("\\xFF"));
    std::string longText;
    for (int i = 0; i < 1000; ++i)
        longText += "\xE2\x98\x83";
    const std::string cut = reasonOf(longText);
    QVERIFY(cut.size() <= 1024 && cut.size() > 1000 && cut.size() % 3 == 0);
}

void TestServerReply::reply_toASignOnlyKeyNeedsThePassword() {
    const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    const auto signer =
        makeRequestSigner(*pki::Name::fromText("CN=ec"), *key, m_now, pki::Digest::Sha256);
    ReplyContext to = context();
    to.signer = *signer;
    const ReplyFields fields{PkiStatus::Success, {}, {}, {signer->der()}, {}};
    const ReplySigner by{*m_ca, *m_caKey, {m_ca->der()}};
    const auto refused = encodeReply(to, fields, by);
    QCOMPARE(refused.error().code, ErrorCode::CannotEncryptReply);
    QCOMPARE(refused.error().failInfo, std::optional(FailInfo::BadAlg));
    const SecretBytes empty;
    QVERIFY(!checkReplyCanBeEncrypted(to, &empty));

    const SecretBytes password(std::string_view("lamp"));
    QVERIFY(checkReplyCanBeEncrypted(to, &password).has_value());
    const auto reply = encodeReply(to, fields, by, &password);
    QVERIFY2(reply.has_value(), reply ? "" : toText(reply.error()).c_str());
    QTemporaryDir dir;
    const QString envelope = dir.filePath(q("envelope.der"));
    const QString content = dir.filePath(q("content.der"));
    writeFile(envelope, opensslVerified(*reply));
    const Ran decrypted =
        runOpenssl({q("cms"), q("-decrypt"), q("-binary"), q("-inform"), q("der"), q("-in"),
                    envelope, q("-pwri_password"), q("lamp"), q("-out"), content});
    QVERIFY2(decrypted.exitCode == 0, decrypted.output.constData());
    const auto ours =
        decodeReply(*reply, {to.transactionId, to.senderNonce, {*m_ca}}, *key, &password);
    QVERIFY2(ours.has_value(), ours ? "" : toText(ours.error()).c_str());
    QCOMPARE(ours->certificates.front(), signer->der());
    QVERIFY(!decodeReply(*reply, {to.transactionId, to.senderNonce, {*m_ca}}, *key));
}

void TestServerReply::reply_toNobodyIsRefused() {
    QCOMPARE(
        encodeReply({}, {PkiStatus::Failure, {}, {}, {}, {}}, {*m_ca, *m_caKey, {}}).error().code,
        ErrorCode::InvalidArgument);
    // A failure needs no signer certificate, nor a nonce.
    ReplyContext to;
    to.transactionId = "x";
    QVERIFY(encodeReply(to, {PkiStatus::Failure, {}, {}, {}, {}}, {*m_ca, *m_caKey, {}}));
}

QTEST_GUILESS_MAIN(TestServerReply)
#include "tst_server_reply.moc"
