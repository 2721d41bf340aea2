// SPDX-License-Identifier: GPL-3.0-or-later
// What the messages of each client must contain, read by OpenSSL and by our server's decoder.
#include "client/persona.h"

#include "asn1/oids.h"
#include "base/encoding.h"
#include "openssl_judge.h"
#include "pki/crypto.h"
#include "request_support.h"
#include "scep/ids.h"

#include <QRegularExpression>
#include <QTest>

namespace scepter {

using client::findPersona;
using client::Persona;
using pki::Cipher;
using pki::Digest;
using scep::MessageType;
using test::captureKey;
using test::captureService;

class PersonasTest : public QObject {
    Q_OBJECT

    test::OpenSslJudge m_openSsl;
    client::EnrollmentRequest m_asked =
        test::enrollment(captureKey("sscep-a.key.pem"), "CN=device,O=Example");

    [[nodiscard]] client::PreparedRequest written(std::string_view persona,
                                                  MessageType type = MessageType::PkcsReq,
                                                  std::string_view capabilities = {}) const {
        client::RequestPlan plan;
        plan.type = type;
        plan.enrollment = &m_asked;
        if (type == MessageType::GetCert) plan.serial = {1, 2};
        client::ServiceView service = captureService();
        if (!capabilities.empty())
            service.capabilities = scep::Capabilities::fromText(capabilities);
        auto request = client::writeRequest(plan, service, *findPersona(persona));
        if (!request) qFatal("%s", toText(request.error()).c_str());
        return std::move(*request);
    }

    QString structureOf(ByteView bytes) {
        return m_openSsl.structure(bytes).join(QLatin1Char('\n'));
    }
    /// By hand, with OpenSSL's command line: the digest of the public key in this form.
    std::string digestOfKey(const char* form, const char* digest) {
        m_openSsl.write("k", test::captured("keys/sscep-a.key.pem"));
        m_openSsl.run(form);
        return m_openSsl
            .run({QStringLiteral("dgst"), QStringLiteral("-r"),
                  QLatin1Char('-') + QString::fromLatin1(digest), QStringLiteral("p")})
            .section(QLatin1Char(' '), 0, 0)
            .toStdString();
    }
    std::string ofSpki(const char* digest) {
        return digestOfKey("pkey -in k -pubout -outform der -out p", digest);
    }
    std::string ofPkcs1(const char* digest) {
        return digestOfKey("rsa -in k -RSAPublicKey_out -outform der -out p", digest);
    }

private Q_SLOTS:
    void list_hasOursFirst() {
        std::vector<std::string_view> ids;
        for (const Persona& persona : client::personas())
            ids.push_back(persona.id);
        const std::vector<std::string_view> wanted{
            "scepter",    "apple", "windows", "cisco-ios",  "android",
            "strongswan", "sscep", "jscep",   "certmonger", "scepclient"};
        QVERIFY(ids == wanted);
        QCOMPARE(&client::ownPersona(), findPersona("scepter"));
        QVERIFY(findPersona("nobody") == nullptr);
        for (const Persona& persona : client::personas()) {
            QVERIFY(persona.facts.size() >= 4);
            for (const client::PersonaFact& fact : persona.facts)
                QVERIFY(!fact.what.empty() && !fact.what.ends_with("."));
        }
    }

    void own_isWhatTheClientSendsToday() {
        const auto request = written("scepter");
        const auto csr = pki::signCsr({m_asked.subject, {}, &*m_asked.challenge, {}}, m_asked.key,
                                      Digest::Sha256);
        const auto signer = scep::makeRequestSigner(m_asked.subject, m_asked.key,
                                                    captureService().now, Digest::Sha256);
        const auto usual = scep::encodeRequest(
            {MessageType::PkcsReq, request.transaction.transactionId, request.senderNonce,
             csr->der(), Cipher::Aes128Cbc, Digest::Sha256},
            *signer, m_asked.key, test::captureCa());
        const QRegularExpression random(
            QStringLiteral("(\\[HEX DUMP\\]|l= +16 prim: INTEGER +):.*"));
        QStringList ours = m_openSsl.structure(request.message);
        QStringList theirs = m_openSsl.structure(*usual);
        QCOMPARE(ours.replaceInStrings(random, {}), theirs.replaceInStrings(random, {}));
        QVERIFY(sameBytes(test::decoded(request.message).request->csr->der(), csr->der()));
        QCOMPARE(request.http.headers,
                 (std::vector<http::Header>{{"Content-Type", "application/x-pki-message"}}));
    }

    void everyMessage_isReadByOpenSsl_data() {
        QTest::addColumn<QString>("id");
        for (const Persona& persona : client::personas())
            QTest::newRow(std::string(persona.id).c_str())
                << QString::fromStdString(std::string(persona.id));
    }
    void everyMessage_isReadByOpenSsl() {
        QFETCH(QString, id);
        const auto request = written(id.toStdString());
        m_openSsl.write("m", request.message);
        m_openSsl.write("key", test::captured("keys/ca.key.pem"));
        m_openSsl.run("cms -verify -noverify -binary -inform der -in m -out e -signer s");
        QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
        m_openSsl.run("cms -decrypt -provider legacy -provider default -binary -inform der -in e "
                      "-inkey key -out c");
        QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
        const QString csr = m_openSsl.run("req -inform der -in c -verify -noout -text");
        QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
        QVERIFY(csr.contains(QStringLiteral("otter-lamp-77")));
        const QString signer = m_openSsl.run("x509 -in s -noout -text");
        QVERIFY(m_openSsl.ok);
        // What the Inspector gets is what OpenSSL decrypts.
        QVERIFY(request.opened.has_value());
        QCOMPARE(request.opened->content, m_openSsl.read("c"));
        QCOMPARE(request.opened->digest,
                 pki::digestOf(Digest::Sha256,
                               pki::EnvelopedData::fromDer(m_openSsl.read("e"))->encryptedContent));
        QCOMPARE(request.senderNonce.size(), std::size_t{16});
        QCOMPARE(textOf(request.challenge->view()), std::string_view("otter-lamp-77"));
    }

    void everyMessage_isPrintableWhereItMustBe() {
        for (const Persona& persona : client::personas()) {
            const QStringList lines = m_openSsl.structure(written(persona.id).message);
            for (const char* oid : {"2.16.840.1.113733.1.9.2", "2.16.840.1.113733.1.9.7"}) {
                const auto at = lines.indexOf(QRegularExpression(
                    QStringLiteral(".*:") + QRegularExpression::escape(QLatin1String(oid))));
                QVERIFY(at > 0);
                QVERIFY(lines[at + 2].contains(QStringLiteral("prim: PRINTABLESTRING")));
            }
        }
    }

    void transactionId_isDerivedAsByHand() {
        const pki::PublicKey key = m_asked.key.publicKey();
        const auto of = [&](const char* id) {
            return *client::transactionIdFor(*findPersona(id), key);
        };
        const auto upper = [](const std::string& text) {
            return QString::fromStdString(text).toUpper().toStdString();
        };
        QCOMPARE(of("scepter"), upper(ofSpki("sha256")));
        QCOMPARE(of("apple"), upper(ofPkcs1("sha1")));
        QCOMPARE(of("strongswan"), upper(ofSpki("sha1")));
        QCOMPARE(of("sscep"), upper(ofSpki("md5")));
        QCOMPARE(of("jscep"), ofSpki("sha1"));
        QCOMPARE(of("scepclient"), toBase64(*fromHex(ofPkcs1("sha1"))));
        QCOMPARE(test::decoded(written("scepclient", MessageType::PkcsReq).message)
                     .context.transactionId,
                 of("scepclient"));
    }

    void apple_isEncodedAsInTheField() {
        // The beginning of a published request of iOS, SHA-512 in the place of sizes.
        const auto request = written("apple");
        const std::string hex = toHex(request.message);
        const std::string outer = "308006092a864886f70d010702a080308002010131"
                                  "0f300d06096086480165030402030500308006092a864886f70d010701a080"
                                  "24800482";
        QCOMPARE(hex.substr(0, outer.size()), outer);
        const std::string inner = "308006092a864886f70d010703a0803080020100318201";
        QCOMPARE(hex.substr(outer.size() + 4, inner.size()), inner);
        const QStringList envelope =
            m_openSsl.structure(pki::SignedData::fromDer(request.message)->content);
        const auto at = envelope.indexOf(
            QRegularExpression(QStringLiteral(".*l=inf  cons: cont \\[ 0 \\].*")), 20);
        QVERIFY(at > 0);
        QVERIFY(envelope[at + 1].contains(QStringLiteral("OCTET STRING")));
        QVERIFY(envelope[at + 2].contains(QStringLiteral("l=  16 prim: OCTET STRING")));
        QVERIFY(envelope[at + 3].contains(QStringLiteral("EOC")));
        QVERIFY(envelope.filter(QStringLiteral("aes-128-cbc")).size() == 1);
    }

    void apple_signsWithAUuid() {
        const auto request = written("apple");
        const pki::Certificate signer = *test::decoded(request.message).request->signer;
        const QRegularExpression uuid(QStringLiteral(
            "^CN=[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$"));
        QVERIFY(uuid.match(QString::fromStdString(signer.subject().toText())).hasMatch());
        QVERIFY(signer.subject().toText() !=
                test::decoded(written("apple").message).request->signer->subject().toText());
        QCOMPARE(*signer.keyUsage(), std::uint16_t{pki::key_usage::kDigitalSignature |
                                                   pki::key_usage::kKeyEncipherment});
        QCOMPARE(signer.serial(), Bytes{1});
        QCOMPARE(signer.notAfter() - signer.notBefore(), Duration(std::chrono::hours(24 * 365)));
    }

    void apple_leavesBase64AsItIs() {
        const auto request = written("apple", MessageType::PkcsReq, "AES\nSHA-256\n");
        QCOMPARE(request.http.method, std::string("GET"));
        const std::string raw = request.http.url.substr(request.http.url.find("&message=") + 9);
        QVERIFY(raw.find('%') == std::string::npos);
        QCOMPARE(*fromBase64(raw), request.message);
    }

    void jscep_isEncodedAsBouncyCastleDoes() {
        // The recorded answers come from the same library: the frame has to be the same.
        const auto frame = [&](ByteView message) {
            QStringList lines;
            for (const QString& line : m_openSsl.structure(message)) {
                const int depth =
                    line.section(QLatin1Char('='), 1, 1).section(QLatin1Char(' '), 0, 0).toInt();
                if (depth > 6 || (depth > 4 && !line.contains(QStringLiteral("OCTET STRING"))))
                    continue;
                QString kept = line.section(QLatin1Char(':'), 1);
                kept.replace(QRegularExpression(QStringLiteral("\\[HEX DUMP\\]:.*")), {});
                kept.replace(QRegularExpression(QStringLiteral("hl=\\d l= +(?!1000)\\d+")), {});
                lines.append(kept);
            }
            return lines;
        };
        const auto request = written("jscep", MessageType::PkcsReq, "AES\nSHA-256\n");
        const Bytes reply = test::capturedBody("03-strongswan-enroll-post-aes128-sha256.response");
        QCOMPARE(frame(request.message), frame(reply));
        QCOMPARE(frame(pki::SignedData::fromDer(request.message)->content),
                 frame(pki::SignedData::fromDer(reply)->content));
        const QString all = structureOf(request.message);
        QVERIFY(all.contains(QStringLiteral("1.2.840.113549.1.9.52")));
        const Bytes old = test::capturedBody("18-sscep-enroll-post-3des-sha1.response");
        const auto sha1 = written("jscep", MessageType::PkcsReq, "DES3\nSHA-1\n");
        const auto signatureOf = [](ByteView message) {
            return pki::SignedData::fromDer(message)->signers.front().signatureOid;
        };
        QCOMPARE(signatureOf(sha1.message).toText(), signatureOf(old).toText());
        QCOMPARE(signatureOf(request.message).toText(), std::string("1.2.840.113549.1.1.11"));
    }

    void scepclient_signsAsScepSigner() {
        const auto request = written("scepclient", MessageType::PkcsReq, "POSTPKIOperation\n");
        const auto data = pki::SignedData::fromDer(request.message);
        const pki::Certificate signer = *pki::Certificate::fromDer(data->certificates.front());
        QCOMPARE(signer.subject().toText(), std::string("CN=SCEP SIGNER,O=Example"));
        QCOMPARE(signer.notAfter() - signer.notBefore(), Duration(std::chrono::hours(1)));
        QVERIFY(signer.extendedKeyUsage() == std::vector{asn1::oids::kEkuServerAuth});
        QVERIFY(client::pollsByRepeating(*findPersona("scepclient")));
        QVERIFY(!client::pollsByRepeating(client::ownPersona()));
        const auto byGet = written("scepclient", MessageType::PkcsReq, "AES\n");
        QVERIFY(byGet.http.url.find("?message=") != std::string::npos);
        QVERIFY(byGet.http.url.ends_with("&operation=PKIOperation"));
    }

    void scepclient_namesAlgorithmsWithoutParameters() {
        const QStringList lines =
            m_openSsl.structure(written("scepclient", MessageType::PkcsReq).message);
        const auto last = lines.lastIndexOf(QRegularExpression(QStringLiteral(".*:rsaEncryption")));
        QVERIFY(last > 0);
        QVERIFY(lines[last + 1].contains(QStringLiteral("OCTET STRING")));
        const auto digest = lines.lastIndexOf(QRegularExpression(QStringLiteral(".*:sha1")));
        QVERIFY(lines[digest + 1].contains(QStringLiteral("cont [ 0 ]")));
    }

    void lookups_haveTheirOwnIds() {
        const auto idOf = [&](const char* id) {
            return written(id, MessageType::GetCert).transaction.transactionId;
        };
        QCOMPARE(idOf("sscep"), std::string("SSCEP transactionId"));
        QCOMPARE(idOf("jscep"), std::string("0"));
        QVERIFY(idOf("scepter") != idOf("scepter"));
        QCOMPARE(idOf("apple"),
                 *client::transactionIdFor(*findPersona("apple"), m_asked.key.publicKey()));
    }

    void choices_followTheCapabilities_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("capabilities");
        QTest::addColumn<QString>("cipher");
        QTest::addColumn<QString>("digest");
        QTest::addColumn<bool>("post");
        QTest::addColumn<int>("renewal");
        const auto row = [](const char* id, const char* caps, const char* cipher,
                            const char* digest, bool post, int renewal) {
            QTest::newRow((std::string(id) + ": " + caps).c_str())
                << QString::fromLatin1(id) << QString::fromLatin1(caps)
                << QString::fromLatin1(cipher) << QString::fromLatin1(digest) << post << renewal;
        };
        row("scepter", "", "aes128", "sha256", false, 19);
        row("scepter", "DES3,SHA-512,Renewal,POSTPKIOperation", "des3", "sha512", true, 17);
        row("apple", "", "des3", "sha1", false, 19);
        row("apple", "AES,DES3,SHA-1,SHA-256,SHA-512,POSTPKIOperation,Renewal", "aes128", "sha512",
            true, 19);
        row("apple", "SHA-256", "des3", "sha256", false, 19);
        row("windows", "AES,SHA-256,POSTPKIOperation", "aes128", "sha256", false, 19);
        row("cisco-ios", "DES3,AES,SHA-1,SHA-256", "des3", "sha1", false, 19);
        row("cisco-ios", "", "des", "sha1", false, 19);
        row("jscep", "", "des", "md5", false, 19);
        row("jscep", "AES,DES3,SHA-256,POSTPKIOperation", "aes128", "sha256", true, 19);
        row("jscep", "DES3,SHA-1", "des3", "sha1", false, 19);
        row("sscep", "AES,SHA-1,SHA-256,SHA-512,POSTPKIOperation", "aes128", "sha512", true, 19);
        row("certmonger", "AES,SHA-1,SHA-256,SHA-512,POSTPKIOperation,Renewal", "aes256", "sha256",
            false, 19);
        row("certmonger", "DES3,SHA-1", "des3", "sha1", false, 19);
        row("scepclient", "AES,SHA-256,POSTPKIOperation", "des", "sha1", true, 17);
        // 5.9.8 finds AES only where SHA-384 is listed, and POST where a digest is.
        row("strongswan", "AES,SHA-256", "des3", "sha256", true, 17);
        row("strongswan", "SHA-384", "aes128", "sha256", true, 17);
        row("strongswan", "", "des3", "sha256", false, 17);
    }
    void choices_followTheCapabilities() {
        QFETCH(QString, id);
        QFETCH(QString, capabilities);
        QFETCH(QString, cipher);
        QFETCH(QString, digest);
        QFETCH(bool, post);
        QFETCH(int, renewal);
        const Persona& persona = *findPersona(id.toStdString());
        const auto listed = scep::Capabilities::fromText(
            capabilities.replace(QLatin1Char(','), QLatin1Char('\n')).toStdString());
        const scep::Capabilities* told = capabilities.isEmpty() ? nullptr : &listed;
        QCOMPARE(QString::fromStdString(std::string(pki::toText(client::cipherFor(persona, told)))),
                 cipher);
        QCOMPARE(QString::fromStdString(std::string(pki::toText(client::digestFor(persona, told)))),
                 digest);
        QCOMPARE(client::postsTo(persona, told), post);
        QCOMPARE(static_cast<int>(client::renewalTypeFor(persona, told)), renewal);
    }

    void appleRoles_goByKeyUsageAlone() {
        const auto with = [](std::optional<std::uint16_t> usage) {
            std::vector<pki::Extension> extensions;
            if (usage) extensions.push_back(pki::makeKeyUsage(*usage));
            return *pki::signCertificate(
                {Bytes{7}, test::captureCa().subject(), *pki::Name::fromText("CN=RA"),
                 captureService().now, captureService().now + std::chrono::hours(1),
                 captureKey("sscep-b.key.pem").publicKey().spki(), extensions},
                captureKey("ca.key.pem"), Digest::Sha256);
        };
        namespace bits = pki::key_usage;
        const Persona& apple = *findPersona("apple");
        const auto signs = with(bits::kDigitalSignature);
        const auto encrypts = with(bits::kKeyEncipherment);
        const auto both = with(bits::kDigitalSignature | bits::kKeyEncipherment);
        const auto split = client::rolesFor(apple, {test::captureCa(), both, signs, encrypts});
        QVERIFY(split->encryption == encrypts && split->signing == signs);
        QVERIFY(client::rolesFor(apple, {test::captureCa(), both})->encryption == both);
        const auto caOnly = with(bits::kKeyCertSign);
        const auto none = client::rolesFor(apple, {caOnly, with({})});
        QVERIFY(!none);
        QVERIFY(none.error().detail.find("-67731") != std::string::npos);
        QVERIFY(client::rolesFor(client::ownPersona(), {caOnly, with({})}).has_value());
        QVERIFY(client::rolesFor(apple, {test::captureCa()}).has_value());
    }
};

} // namespace scepter

QTEST_GUILESS_MAIN(scepter::PersonasTest)
#include "tst_personas.moc"
