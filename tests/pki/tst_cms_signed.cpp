// SignedData against the openssl command line in both directions, recorded messages, hostile bytes.
#include "cms_support.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "pki/crypto.h"

#include <QObject>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;
namespace oids = scepter::asn1::oids;

namespace {

constexpr std::array kSigningDigests{Digest::Sha1, Digest::Sha224, Digest::Sha256, Digest::Sha384,
                                     Digest::Sha512};

/// Verifies the one signer with the certificate inside.
Result<void> verifyInside(const SignedData& data) {
    if (data.signers.size() != 1) return fail(ErrorCode::Internal, "not one signer");
    SCEPTER_TRY(certificate, data.certificateOf(data.signers.front()));
    return verifySigner(data, data.signers.front(), certificate.publicKey());
}

Result<void> verifyMessage(ByteView der) {
    SCEPTER_TRY(data, SignedData::fromDer(der));
    return verifyInside(data);
}

CmsAttribute printable(const asn1::Oid& type, std::string_view value) {
    return {type, {asn1::Writer().printableString(value).take()}};
}

/// A SignedData whose attributes are signed and written in the given order, sorted or not.
Bytes withAttributesInOrder(const std::vector<Bytes>& attributes, const Certificate& signer,
                            const PrivateKey& key, ByteView content) {
    asn1::Writer toSign;
    toSign.set([&] {
        for (const Bytes& attribute : attributes)
            toSign.raw(attribute);
    });
    const Bytes signature =
        key.sign(key.signatureAlgorithm(Digest::Sha256), toSign.bytes()).value();
    asn1::Writer w;
    w.sequence([&] {
        w.oid(oids::kSignedData);
        w.context(0, [&] {
            w.sequence([&] {
                w.integer(1);
                w.set([&] { writeDigestAlgorithm(w, Digest::Sha256); });
                w.sequence([&] {
                    w.oid(oids::kData);
                    w.context(0, [&] { w.octetString(content); });
                });
                w.context(0, [&] { w.raw(signer.der()); });
                w.set([&] {
                    w.sequence([&] {
                        w.integer(1);
                        w.sequence([&] {
                            w.raw(signer.issuer().der());
                            w.primitive(2, signer.serial());
                        });
                        writeDigestAlgorithm(w, Digest::Sha256);
                        w.context(0, [&] {
                            for (const Bytes& attribute : attributes)
                                w.raw(attribute);
                        });
                        w.sequence([&] { w.oid(oids::kRsaEncryption).null(); });
                        w.octetString(signature);
                    });
                });
            });
        });
    });
    return w.take();
}

Bytes attribute(const asn1::Oid& type, std::vector<Bytes> values) {
    asn1::Writer writer;
    writer.sequence([&] { writer.oid(type).setOf(std::move(values)); });
    return writer.take();
}

Bytes contentTypeAttribute(const asn1::Oid& type = oids::kData) {
    return attribute(oids::kContentType, {asn1::Writer().oid(type).take()});
}

Bytes digestAttribute(ByteView content) {
    return attribute(oids::kMessageDigest,
                     {asn1::Writer().octetString(digestOf(Digest::Sha256, content)).take()});
}

} // namespace

class TestCmsSigned : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void verify_acceptsOpensslMessages_data();
    void verify_acceptsOpensslMessages();
    void verify_acceptsPss();
    void verify_acceptsBerAndKeyIdentifiers();
    void build_isVerifiedByOpenssl_data();
    void build_isVerifiedByOpenssl();
    void build_withEd25519FollowsRfc8419();
    void build_writesAttributesAndRsaEncryption();
    void build_keepsContentAbsentAndEmptyApart();
    void build_refusesAForeignKey();
    void degenerate_isReadByOpenssl();
    void captures_requestsVerify();
    void captures_repliesVerify();
    void verify_refusesWithoutSignedAttributes();
    void verify_refusesMd5();
    void verify_refusesUnknownDigests();
    void verify_acceptsUnsortedAttributes();
    void verify_refusesDoubtfulAttributes();
    void verify_refusesTwoDigestsInOneSigner();
    void read_keepsEverySignerVisible();
    void read_keepsAttributesThatAreThereTwice();
    void read_skipsOtherCertificateChoices();
    void read_refusesTrailingBytesAndOtherTypes();
    void read_survivesEveryTruncation();
    void verify_noticesEveryFlippedBit();
    void read_obeysLimits();
    void certificateOf_saysWhenItIsMissing();

private:
    [[nodiscard]] Bytes signedBy(const QString& name, const QString& options) const {
        m_tool.write("content", m_content);
        const QByteArray out =
            m_tool.run(QStringLiteral("cms -sign -binary -nodetach -outform DER -in content "
                                      "-signer %1.crt -inkey %1.key -out signed.der %2")
                           .arg(name, options));
        return out.startsWith("FAILED") ? Bytes{} : fromQt(m_tool.read("signed.der"));
    }
    [[nodiscard]] Bytes build(const char* name, Digest digest) const {
        const SignedDataFields fields{oids::kData,
                                      true,
                                      m_contentBytes,
                                      {printable(oids::kMessageType, "19")},
                                      {certificate(name).der()},
                                      {}};
        return buildSignedData(fields, certificate(name), key(name), digest).value();
    }
    [[nodiscard]] Certificate certificate(const char* name) const {
        return m_tool.certificate(QByteArray(name + QByteArray(".crt")).constData());
    }
    [[nodiscard]] PrivateKey key(const char* name) const {
        return m_tool.key(QByteArray(name + QByteArray(".key")).constData());
    }

    OpenSslTool m_tool;
    QByteArray m_content = QByteArray("line\nline\r\n\0 binary \xff", 21);
    Bytes m_contentBytes = fromQt(m_content);
};

void TestCmsSigned::initTestCase() {
    QVERIFY(makeIdentity(m_tool, QStringLiteral("rsa"), QStringLiteral("-algorithm RSA")));
    for (const char* curve : {"P-256", "P-384", "P-521"})
        QVERIFY(makeIdentity(m_tool, QString::fromUtf8(curve).remove(QLatin1Char('-')),
                             QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:%1")
                                 .arg(QString::fromUtf8(curve))));
    QVERIFY(makeIdentity(m_tool, QStringLiteral("ed25519"), QStringLiteral("-algorithm ED25519")));
}

void TestCmsSigned::verify_acceptsOpensslMessages_data() {
    QTest::addColumn<int>("digest");
    for (const char* name : {"rsa", "P256", "P384", "P521"})
        for (const Digest digest : kSigningDigests)
            QTest::addRow("%s %s", name, toText(digest).data()) << static_cast<int>(digest);
}

void TestCmsSigned::verify_acceptsOpensslMessages() {
    QFETCH(int, digest);
    const auto used = static_cast<Digest>(digest);
    const QByteArray name = QByteArray(QTest::currentDataTag()).split(' ').first();
    const Bytes der =
        signedBy(QString::fromUtf8(name), QStringLiteral("-md ") + qtText(toText(used)));
    const auto data = SignedData::fromDer(der);
    QVERIFY2(data.has_value(), outcome(data).constData());
    QCOMPARE(data->contentType, oids::kData);
    QVERIFY(data->hasContent);
    QCOMPARE(toQt(data->content), m_content);
    QCOMPARE(data->certificates.size(), std::size_t{1});
    QCOMPARE(data->signers.size(), std::size_t{1});
    const SignerInfo& signer = data->signers.front();
    QCOMPARE(signer.digest, used);
    QVERIFY(signer.signedAttributesSorted == signer.signedAttributesAsSet);
    QCOMPARE(outcome(verifyInside(*data)), QByteArray("ok"));
    QVERIFY(data->certificateOf(signer).value() == certificate(name.constData()));

    SignedData changed = *data;
    changed.content.back() ^= 1;
    QCOMPARE(outcome(verifyInside(changed)), QByteArray("digestMismatch"));
    const char* const other = name == "P384" ? "P256" : "P384";
    QCOMPARE(outcome(verifySigner(*data, signer, certificate(other).publicKey())),
             QByteArray("signatureInvalid"));
}

void TestCmsSigned::verify_acceptsPss() {
    const Bytes der =
        signedBy(QStringLiteral("rsa"), QStringLiteral("-md sha256 -keyopt rsa_padding_mode:pss"));
    const auto data = SignedData::fromDer(der).value();
    QCOMPARE(data.signers.front().signatureAlgorithm->scheme, SignatureScheme::RsaPss);
    QCOMPARE(outcome(verifyInside(data)), QByteArray("ok"));
}

void TestCmsSigned::verify_acceptsBerAndKeyIdentifiers() {
    const Bytes ber = signedBy(QStringLiteral("rsa"), QStringLiteral("-md sha256 -stream"));
    QVERIFY(!asn1::Tree::parse(ber).value().looksLikeDer());
    const auto streamed = SignedData::fromDer(ber).value();
    QCOMPARE(toQt(streamed.content), m_content);
    QCOMPARE(outcome(verifyInside(streamed)), QByteArray("ok"));

    const auto byKey =
        SignedData::fromDer(signedBy(QStringLiteral("rsa"), QStringLiteral("-keyid"))).value();
    QVERIFY(!byKey.signers.front().issuer);
    QCOMPARE(byKey.signers.front().subjectKeyIdentifier, certificate("rsa").subjectKeyIdentifier());
    QCOMPARE(outcome(verifyInside(byKey)), QByteArray("ok"));
}

void TestCmsSigned::build_isVerifiedByOpenssl_data() {
    verify_acceptsOpensslMessages_data();
}

void TestCmsSigned::build_isVerifiedByOpenssl() {
    QFETCH(int, digest);
    const QByteArray name = QByteArray(QTest::currentDataTag()).split(' ').first();
    const Bytes der = build(name.constData(), static_cast<Digest>(digest));
    QVERIFY(asn1::Tree::parse(der).value().looksLikeDer());
    m_tool.write("ours.der", toQt(der));
    const QByteArray verdict = m_tool.run(
        QStringLiteral("cms -verify -noverify -binary -inform DER -in ours.der -out opened"));
    QVERIFY2(!verdict.startsWith("FAILED"), verdict.constData());
    QCOMPARE(m_tool.read("opened"), m_content);
    QCOMPARE(outcome(verifyMessage(der)), QByteArray("ok"));
}

// OpenSSL 3.0 has no Ed25519 in CMS: the signature is checked over the attributes by itself.
void TestCmsSigned::build_withEd25519FollowsRfc8419() {
    const Bytes der = build("ed25519", Digest::Sha256);
    const auto data = SignedData::fromDer(der).value();
    QCOMPARE(outcome(verifyInside(data)), QByteArray("ok"));
    QCOMPARE(data.signers.front().digest, Digest::Sha512);
    QCOMPARE(data.signers.front().signatureOid, oids::kEd25519);
    m_tool.write("attributes", toQt(data.signers.front().signedAttributesSorted));
    m_tool.write("sig", toQt(data.signers.front().signature));
    QVERIFY(m_tool
                .run(QStringLiteral("pkeyutl -verify -certin -inkey ed25519.crt -rawin "
                                    "-in attributes -sigfile sig"))
                .contains("Verified"));
}

void TestCmsSigned::build_writesAttributesAndRsaEncryption() {
    const auto data = SignedData::fromDer(build("rsa", Digest::Sha256)).value();
    const SignerInfo& signer = data.signers.front();
    QCOMPARE(signer.signatureOid, oids::kRsaEncryption);
    QCOMPARE(signer.signedAttributes.size(), std::size_t{3});
    const auto found = std::find(signer.signedAttributes.begin(), signer.signedAttributes.end(),
                                 printable(oids::kMessageType, "19"));
    QVERIFY(found != signer.signedAttributes.end());
    m_tool.write("ours.der", toQt(build("rsa", Digest::Sha256)));
    const QByteArray shown = m_tool.run(QStringLiteral("cms -cmsout -print -noout -inform DER "
                                                       "-in ours.der"));
    QVERIFY(shown.contains("2.16.840.1.113733.1.9.2"));
    QVERIFY(shown.contains("PRINTABLESTRING:19"));
    QVERIFY(shown.contains("algorithm: rsaEncryption"));
}

void TestCmsSigned::build_keepsContentAbsentAndEmptyApart() {
    for (const bool withContent : {true, false}) {
        const SignedDataFields fields{oids::kData, withContent, {}, {}, {certificate("rsa").der()},
                                      {}};
        const Bytes der =
            buildSignedData(fields, certificate("rsa"), key("rsa"), Digest::Sha256).value();
        const auto data = SignedData::fromDer(der).value();
        QCOMPARE(data.hasContent, withContent);
        QVERIFY(data.content.empty());
        QCOMPARE(outcome(verifyInside(data)), QByteArray("ok"));
        m_tool.write("ours.der", toQt(der));
        const QByteArray shown =
            m_tool.run(QStringLiteral("cms -cmsout -print -noout -inform DER -in ours.der"));
        QCOMPARE(shown.contains("eContent: <ABSENT>"), !withContent);
        m_tool.write("nothing", "");
        const QByteArray verdict = m_tool.run(
            QStringLiteral("cms -verify -noverify -binary -inform DER -in ours.der -out opened") +
            (withContent ? QString() : QStringLiteral(" -content nothing")));
        QVERIFY2(!verdict.startsWith("FAILED"), verdict.constData());
    }
}

void TestCmsSigned::build_refusesAForeignKey() {
    const SignedDataFields fields{oids::kData, true, m_contentBytes, {}, {}, {}};
    QCOMPARE(outcome(buildSignedData(fields, certificate("rsa"), key("P256"), Digest::Sha256)),
             QByteArray("keyMismatch"));
    QCOMPARE(outcome(buildSignedData(fields, certificate("rsa"), key("rsa"), Digest::Md5)),
             QByteArray("algorithmForbidden"));
}

void TestCmsSigned::degenerate_isReadByOpenssl() {
    const Bytes rsa = certificate("rsa").der();
    const Bytes ec = certificate("P256").der();
    m_tool.write("ours.der", toQt(buildDegenerate({rsa, ec}, {})));
    const QByteArray shown =
        m_tool.run(QStringLiteral("pkcs7 -inform DER -in ours.der -print_certs"));
    QVERIFY(shown.indexOf("CN = rsa") >= 0 &&
            shown.indexOf("CN = rsa") < shown.indexOf("CN = P256"));
    const auto ours = SignedData::fromDer(fromQt(m_tool.read("ours.der"))).value();
    QVERIFY(ours.signers.empty() && !ours.hasContent);
    QVERIFY(ours.certificates == (std::vector<Bytes>{rsa, ec}));

    m_tool.run(QStringLiteral("crl2pkcs7 -nocrl -certfile rsa.crt -certfile P256.crt "
                              "-outform DER -out theirs.der"));
    const auto theirs = SignedData::fromDer(fromQt(m_tool.read("theirs.der"))).value();
    QVERIFY(theirs.certificates == (std::vector<Bytes>{rsa, ec}));
    QVERIFY(SignedData::fromDer(buildDegenerate({}, {})).has_value());
}

void TestCmsSigned::captures_requestsVerify() {
    const auto exchanges = recordedExchanges();
    QCOMPARE(exchanges.size(), std::size_t{34});
    for (const auto& exchange : exchanges) {
        const auto data = SignedData::fromDer(exchange.request);
        QVERIFY2(data.has_value(), exchange.name().constData());
        QVERIFY2(verifyInside(*data).has_value(), exchange.name().constData());
        QCOMPARE(toQt(toText(data->signers.front().digest.value())), exchange.text("digest"));
        const auto signer = data->certificateOf(data->signers.front()).value();
        QVERIFY2(signer.publicKey() == captureKey(exchange.keyFile("signer")).publicKey(),
                 exchange.name().constData());
    }
}

void TestCmsSigned::captures_repliesVerify() {
    const QByteArray caPem = captureFile("keys/ca.cert.pem");
    const auto ca = readCertificates(fromQt(caPem)).value().front();
    std::size_t count = 0;
    for (const auto& exchange : recordedExchanges()) {
        if (exchange.response.empty()) continue;
        ++count;
        const auto data = SignedData::fromDer(exchange.response);
        QVERIFY2(data.has_value(), exchange.name().constData());
        const auto verified = verifySigner(*data, data->signers.front(), ca.publicKey());
        QVERIFY2(verified.has_value(), exchange.name().constData());
        const QString content =
            exchange.object("response").value(QStringLiteral("content")).toString();
        QCOMPARE(data->hasContent, content != QStringLiteral("absent"));
        QCOMPARE(data->content.empty(), content != QStringLiteral("envelope"));
    }
    QCOMPARE(count, std::size_t{33});
}

void TestCmsSigned::verify_refusesWithoutSignedAttributes() {
    const Bytes der = signedBy(QStringLiteral("rsa"), QStringLiteral("-noattr"));
    const auto data = SignedData::fromDer(der).value();
    QVERIFY(!data.signers.front().hasSignedAttributes);
    QCOMPARE(outcome(verifyInside(data)), QByteArray("attributeMissing"));
}

void TestCmsSigned::verify_refusesMd5() {
    const Bytes der = signedBy(QStringLiteral("rsa"), QStringLiteral("-md md5"));
    const auto data = SignedData::fromDer(der).value();
    QCOMPARE(data.signers.front().digest, Digest::Md5);
    QCOMPARE(outcome(verifyInside(data)), QByteArray("algorithmForbidden"));
}

void TestCmsSigned::verify_refusesUnknownDigests() {
    const Bytes der = signedBy(QStringLiteral("rsa"), QStringLiteral("-md sha3-256"));
    const auto data = SignedData::fromDer(der).value();
    QVERIFY(!data.signers.front().digest);
    QCOMPARE(data.signers.front().digestOid.toText(), std::string("2.16.840.1.101.3.4.2.8"));
    QCOMPARE(outcome(verifyInside(data)), QByteArray("algorithmUnknown"));
}

// step-ca issue 1723: clients that sign and send their attributes in the order they made them.
void TestCmsSigned::verify_acceptsUnsortedAttributes() {
    const Bytes second = contentTypeAttribute();
    const Bytes first = digestAttribute(m_contentBytes);
    QVERIFY(first > second);
    const Bytes der =
        withAttributesInOrder({first, second}, certificate("rsa"), key("rsa"), m_contentBytes);
    const auto data = SignedData::fromDer(der).value();
    const SignerInfo& signer = data.signers.front();
    QVERIFY(signer.signedAttributesAsSet != signer.signedAttributesSorted);
    QCOMPARE(outcome(verifyInside(data)), QByteArray("ok"));
    SignedData changed = data;
    changed.signers.front().signedAttributesAsSet.back() ^= 1;
    QCOMPARE(outcome(verifyInside(changed)), QByteArray("signatureInvalid"));
}

void TestCmsSigned::verify_refusesDoubtfulAttributes() {
    const auto verdict = [this](const std::vector<Bytes>& attributes) {
        return outcome(verifyMessage(
            withAttributesInOrder(attributes, certificate("rsa"), key("rsa"), m_contentBytes)));
    };
    const Bytes type = contentTypeAttribute();
    const Bytes digest = digestAttribute(m_contentBytes);
    QCOMPARE(verdict({type, digest}), QByteArray("ok"));
    QCOMPARE(verdict({type}), QByteArray("attributeMissing"));
    QCOMPARE(verdict({digest}), QByteArray("attributeMissing"));
    QCOMPARE(verdict({}), QByteArray("attributeMissing"));
    QCOMPARE(verdict({type, type, digest}), QByteArray("attributeMalformed"));
    QCOMPARE(verdict({type, digest, digestAttribute({})}), QByteArray("attributeMalformed"));
    QCOMPARE(verdict({contentTypeAttribute(oids::kSignedData), digest}),
             QByteArray("digestMismatch"));
    QCOMPARE(verdict({type, digestAttribute({})}), QByteArray("digestMismatch"));
    const Bytes one = asn1::Writer().octetString(digestOf(Digest::Sha256, m_contentBytes)).take();
    QCOMPARE(verdict({type, attribute(oids::kMessageDigest, {one, one})}),
             QByteArray("attributeMalformed"));
    QCOMPARE(verdict({type, attribute(oids::kMessageDigest, {})}),
             QByteArray("attributeMalformed"));
}

void TestCmsSigned::verify_refusesTwoDigestsInOneSigner() {
    auto data =
        SignedData::fromDer(signedBy(QStringLiteral("P256"), QStringLiteral("-md sha1"))).value();
    QCOMPARE(outcome(verifyInside(data)), QByteArray("ok"));
    data.signers.front().digest = Digest::Sha256;
    QCOMPARE(outcome(verifyInside(data)), QByteArray("signatureInvalid"));
}

void TestCmsSigned::read_keepsEverySignerVisible() {
    const Bytes der =
        signedBy(QStringLiteral("rsa"), QStringLiteral("-signer P256.crt -inkey P256.key"));
    const auto data = SignedData::fromDer(der).value();
    QCOMPARE(data.signers.size(), std::size_t{2});
    for (const SignerInfo& signer : data.signers) {
        const auto certificate = data.certificateOf(signer).value();
        QCOMPARE(outcome(verifySigner(data, signer, certificate.publicKey())), QByteArray("ok"));
    }
}

void TestCmsSigned::read_keepsAttributesThatAreThereTwice() {
    const Bytes twice =
        attribute(oids::kTransactionId, {asn1::Writer().printableString("1").take()});
    const Bytes der = withAttributesInOrder(
        {contentTypeAttribute(), digestAttribute(m_contentBytes), twice, twice}, certificate("rsa"),
        key("rsa"), m_contentBytes);
    const auto data = SignedData::fromDer(der).value();
    QCOMPARE(outcome(verifyInside(data)), QByteArray("ok"));
    const auto& attributes = data.signers.front().signedAttributes;
    QCOMPARE(std::count(attributes.begin(), attributes.end(), printable(oids::kTransactionId, "1")),
             std::ptrdiff_t{2});
}

void TestCmsSigned::read_skipsOtherCertificateChoices() {
    const Bytes certificateDer = certificate("rsa").der();
    asn1::Writer w;
    w.sequence([&] {
        w.oid(oids::kSignedData);
        w.context(0, [&] {
            w.sequence([&] {
                w.integer(5).set([] {});
                w.sequence([&] { w.oid(oids::kData); });
                w.context(0, [&] {
                    w.context(2, [&] { w.integer(1); }); // attribute certificate
                    w.raw(certificateDer);
                    w.context(3, [&] { w.integer(1); }); // other
                });
                w.set([] {});
            });
        });
    });
    const auto data = SignedData::fromDer(w.bytes());
    QVERIFY2(data.has_value(), outcome(data).constData());
    QVERIFY(data->certificates == std::vector<Bytes>{certificateDer});
}

void TestCmsSigned::read_refusesTrailingBytesAndOtherTypes() {
    Bytes der = build("rsa", Digest::Sha256);
    der.push_back(0);
    QCOMPARE(outcome(SignedData::fromDer(der)), QByteArray("asn1TrailingBytes"));
    QCOMPARE(outcome(SignedData::fromDer({})), QByteArray("cmsMalformed"));
    const Bytes envelope =
        sealEnvelope(m_contentBytes, certificate("rsa"), Cipher::Aes128Cbc, KeyTransport::RsaPkcs1)
            .value();
    QCOMPARE(outcome(SignedData::fromDer(envelope)), QByteArray("cmsUnsupported"));
    QCOMPARE(outcome(SignedData::fromDer(certificate("rsa").der())), QByteArray("cmsMalformed"));
}

void TestCmsSigned::read_survivesEveryTruncation() {
    const auto exchanges = recordedExchanges();
    for (const Bytes& der :
         {build("P256", Digest::Sha256), exchanges.front().request, exchanges.front().response}) {
        QVERIFY(SignedData::fromDer(der).has_value());
        for (std::size_t i = 0; i < der.size(); ++i)
            QVERIFY(!SignedData::fromDer(ByteView(der).first(i)));
    }
}

// Whatever still verifies after a flip must say the same as before.
void TestCmsSigned::verify_noticesEveryFlippedBit() {
    const Bytes der = build("rsa", Digest::Sha256);
    const auto original = SignedData::fromDer(der).value();
    const PublicKey signerKey = certificate("rsa").publicKey();
    std::size_t unnoticed = 0;
    for (std::size_t i = 0; i < der.size() * 8; ++i) {
        Bytes changed = der;
        changed[i / 8] = static_cast<std::uint8_t>(changed[i / 8] ^ (1U << (i % 8)));
        const auto data = SignedData::fromDer(changed);
        if (!data || data->signers.size() != 1) continue;
        if (!verifySigner(*data, data->signers.front(), signerKey)) continue;
        ++unnoticed;
        QVERIFY(data->content == original.content);
        QVERIFY(data->signers.front().signedAttributes ==
                original.signers.front().signedAttributes);
    }
    // The certificate, the version and the names in the signer are no part of what is signed.
    QVERIFY(unnoticed > 0 && unnoticed < der.size() * 8 / 2 + certificate("rsa").der().size() * 8);
}

void TestCmsSigned::read_obeysLimits() {
    const Bytes der = build("rsa", Digest::Sha256);
    QCOMPARE(outcome(SignedData::fromDer(der, {.bytes = der.size() - 1})),
             QByteArray("limitExceeded"));
    QCOMPARE(outcome(SignedData::fromDer(der, {.nodes = 20})), QByteArray("limitExceeded"));
    QCOMPARE(outcome(SignedData::fromDer(der, {.depth = 5})), QByteArray("limitExceeded"));
    QVERIFY(!SignedData::fromDer(nested(1000)));
}

void TestCmsSigned::certificateOf_saysWhenItIsMissing() {
    const SignedDataFields fields{
        oids::kData, true, m_contentBytes, {}, {certificate("P256").der(), {0x30, 0x00}}, {}};
    const auto data =
        SignedData::fromDer(
            buildSignedData(fields, certificate("rsa"), key("rsa"), Digest::Sha256).value())
            .value();
    QCOMPARE(outcome(data.certificateOf(data.signers.front())), QByteArray("certificateUnknown"));
    QCOMPARE(outcome(verifySigner(data, data.signers.front(), certificate("rsa").publicKey())),
             QByteArray("ok"));
}

QTEST_GUILESS_MAIN(TestCmsSigned)
#include "tst_cms_signed.moc"
