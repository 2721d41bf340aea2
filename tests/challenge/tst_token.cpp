// Signed tokens as challenges, made by the openssl command line and taken from RFC 7515.
#include "csr_maker.h"

#include "challenge/gate.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

using namespace scepter;
using namespace scepter::challenge;
using namespace scepter::test;

namespace {

constexpr const char* kNow = "2026-11-26T10:00:00Z";
const QByteArray kSharedKey("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");

QByteArray base64Url(const QByteArray& bytes) {
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

qint64 secondsAt(const char* iso) {
    return std::chrono::duration_cast<std::chrono::seconds>(at(iso).time_since_epoch()).count();
}

/// r || s of an ECDSA signature in DER.
QByteArray rawOf(const QByteArray& der, qsizetype size) {
    const Bytes bytes = fromQt(der);
    const auto tree = asn1::Tree::parse(bytes).value();
    QByteArray raw;
    for (std::size_t i = 0; i < 2; ++i) {
        QByteArray number = toQt(tree.root().child(i).content());
        while (number.size() > size)
            number.remove(0, 1);
        raw += number.rightJustified(size, '\0');
    }
    return raw;
}

QByteArray word(const Verdict& verdict) {
    if (verdict.kind == VerdictKind::Allow) return "allow";
    if (!verdict.error) return toQt(toText(verdict.kind));
    return toQt(toText(verdict.error->code));
}

QJsonObject goodClaims() {
    return {{QStringLiteral("iss"), QStringLiteral("mdm")},
            {QStringLiteral("aud"), QStringLiteral("devices")},
            {QStringLiteral("exp"), secondsAt("2026-11-26T11:00:00Z")},
            {QStringLiteral("iat"), secondsAt("2026-11-26T09:00:00Z")},
            {QStringLiteral("jti"), QStringLiteral("token-1")}};
}

QJsonObject with(const char* name, const QJsonValue& value) {
    QJsonObject claims = goodClaims();
    claims.insert(QString::fromUtf8(name), value);
    return claims;
}

QJsonObject without(const char* name) {
    QJsonObject claims = goodClaims();
    claims.remove(QString::fromUtf8(name));
    return claims;
}

} // namespace

class TestToken : public QObject {
    Q_OBJECT

    CsrMaker m_maker;
    GateRequest m_request;

    const OpenSslTool& tool() const { return m_maker.tool(); }

    void makeKey(const char* name, const QString& arguments) {
        const QByteArray made = tool().run(
            QStringLiteral("genpkey %1 -out %2.key").arg(arguments, QString::fromUtf8(name)));
        QVERIFY2(!made.startsWith("FAILED"), made.constData());
        const QByteArray out = tool().run(
            QStringLiteral("pkey -in %1.key -pubout -out %1.pub").arg(QString::fromUtf8(name)));
        QVERIFY2(!out.startsWith("FAILED"), out.constData());
    }
    std::string publicKey(const char* name) const {
        return tool().read(QByteArray(QByteArray(name) + ".pub").constData()).toStdString();
    }

    QByteArray signature(const QByteArray& algorithm, const QString& key, const QByteArray& input,
                         const QByteArray& shared) const {
        const QString digest = QStringLiteral("-sha%1").arg(QString::fromUtf8(algorithm.mid(2)));
        if (algorithm.startsWith("HS"))
            return tool().runList({QStringLiteral("dgst"), digest, QStringLiteral("-mac"),
                                   QStringLiteral("HMAC"), QStringLiteral("-macopt"),
                                   QStringLiteral("hexkey:") + QString::fromUtf8(shared.toHex()),
                                   QStringLiteral("-binary")},
                                  input);
        if (algorithm == "EdDSA") {
            tool().write("input", input);
            return tool().run(QStringLiteral("pkeyutl -sign -rawin -in input -inkey ") + key);
        }
        QString arguments = QStringLiteral("dgst %1 -binary -sign %2").arg(digest, key);
        if (algorithm.startsWith("PS"))
            arguments +=
                QStringLiteral(" -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest");
        const QByteArray made = tool().run(arguments, input);
        if (!algorithm.startsWith("ES")) return made;
        return rawOf(made, algorithm == "ES256" ? 32 : algorithm == "ES384" ? 48 : 66);
    }
    /// `header` before "alg" is put into it.
    QByteArray token(const QByteArray& algorithm, const char* key, const QJsonObject& claims,
                     QJsonObject header = {}, const QByteArray& shared = kSharedKey) const {
        header.insert(QStringLiteral("alg"), QString::fromUtf8(algorithm));
        const QByteArray input = base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact)) +
                                 '.' +
                                 base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
        const QByteArray made =
            signature(algorithm, QString::fromUtf8(key) + QStringLiteral(".key"), input, shared);
        if (made.startsWith("FAILED")) qFatal("%s", made.constData());
        return input + '.' + base64Url(made);
    }
    QByteArray ed(const QJsonObject& claims, const QJsonObject& header = {}) const {
        return token("EdDSA", "ed", claims, header);
    }

    static TokenGate gateWith(std::vector<std::string> pems) {
        TokenGate gate;
        gate.keyPems = std::move(pems);
        gate.issuer = "mdm";
        return gate;
    }
    TokenGate edGate() const { return gateWith({publicKey("ed")}); }

    Verdict judge(const TokenGate& gate, const QByteArray& typed,
                  const QByteArray& shared = {}) const {
        std::vector<GateSecret> secrets;
        if (!shared.isEmpty()) secrets.push_back({"tokens", "key", SecretBytes(fromQt(shared))});
        const SecretBytes challenge(fromQt(typed));
        Verdict verdict = judgeToken(gate, secrets, &challenge, m_request);
        // Whatever it is, no text of it may be repeated.
        if (verdict.error)
            for (const QByteArray& part : typed.split('.'))
                if (part.size() > 8 && toQt(verdict.error->detail).contains(part))
                    qFatal("the token is repeated");
        return verdict;
    }

private Q_SLOTS:
    void initTestCase() {
        makeKey("rsa", QStringLiteral("-algorithm RSA -pkeyopt rsa_keygen_bits:2048"));
        makeKey("other", QStringLiteral("-algorithm RSA -pkeyopt rsa_keygen_bits:2048"));
        makeKey("short", QStringLiteral("-algorithm RSA -pkeyopt rsa_keygen_bits:1024"));
        makeKey("p256", QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-256"));
        makeKey("p384", QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-384"));
        makeKey("p521", QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-521"));
        makeKey("ed", QStringLiteral("-algorithm ED25519"));
        m_request.endpoint = "devices";
        m_request.messageType = "PKCSReq";
        m_request.now = at(kNow);
        m_request.csr =
            std::make_shared<pki::Csr>(m_maker.make(QStringLiteral("/O=Example/CN=kiosk-1"),
                                                    {QStringLiteral("subjectAltName=DNS:a.test")}));
    }

    void judgeToken_takesEachAlgorithm_data() {
        QTest::addColumn<QByteArray>("algorithm");
        QTest::addColumn<QByteArray>("key");
        for (const char* name : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
            QTest::newRow(name) << QByteArray(name) << QByteArray("rsa");
        QTest::newRow("ES256") << QByteArray("ES256") << QByteArray("p256");
        QTest::newRow("ES384") << QByteArray("ES384") << QByteArray("p384");
        QTest::newRow("ES512") << QByteArray("ES512") << QByteArray("p521");
        QTest::newRow("EdDSA") << QByteArray("EdDSA") << QByteArray("ed");
    }
    void judgeToken_takesEachAlgorithm() {
        QFETCH(const QByteArray, algorithm);
        QFETCH(const QByteArray, key);
        const TokenGate gate = gateWith({publicKey("other"), publicKey(key.constData())});
        const QByteArray made = token(algorithm, key.constData(), goodClaims());
        QCOMPARE(word(judge(gate, made)), QByteArray("allow"));

        QByteArray bent = made;
        const qsizetype at = bent.lastIndexOf('.') + 10;
        bent[at] = bent.at(at) == 'A' ? 'B' : 'A';
        QCOMPARE(word(judge(gate, bent)), QByteArray("tokenInvalid"));
        QCOMPARE(word(judge(gateWith({publicKey("other")}), made)), QByteArray("tokenInvalid"));

        QJsonObject claims = goodClaims();
        claims.insert(QStringLiteral("jti"), QStringLiteral("token-2"));
        const auto parts = made.split('.');
        const QByteArray changed = parts.at(0) + '.' +
                                   base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact)) +
                                   '.' + parts.at(2);
        QCOMPARE(word(judge(gate, changed)), QByteArray("tokenInvalid"));
    }

    void judgeToken_takesSharedKeysOfFullSize() {
        const TokenGate gate = gateWith({});
        for (const char* name : {"HS256", "HS384", "HS512"}) {
            const QByteArray made = token(name, "", goodClaims());
            QCOMPARE(word(judge(gate, made, kSharedKey)), QByteArray("allow"));
            QCOMPARE(word(judge(gate, made, "base64:" + kSharedKey.toBase64())),
                     QByteArray("allow"));
            QCOMPARE(word(judge(gate, made, kSharedKey + 'x')), QByteArray("tokenInvalid"));
            QCOMPARE(word(judge(gate, made)), QByteArray("tokenInvalid"));
        }
        const QByteArray half = kSharedKey.left(32);
        QCOMPARE(word(judge(gate, token("HS256", "", goodClaims(), {}, half), half)),
                 QByteArray("allow"));
        QCOMPARE(word(judge(gate, token("HS384", "", goodClaims(), {}, half), half)),
                 QByteArray("tokenInvalid"));
    }

    // The token of RFC 7515 appendix A.1 with its key: that only its audience is wrong says that
    // its signature is right.
    void judgeToken_agreesWithTheRfc() {
        const QByteArray rfc =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290"
            "Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        const QByteArray key = "base64:AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-"
                               "1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        TokenGate gate;
        const Verdict verdict = judge(gate, rfc, key);
        QCOMPARE(word(verdict), QByteArray("tokenInvalid"));
        QVERIFY2(verdict.error->detail.contains("aud"), verdict.error->detail.c_str());
    }

    // The public key's PEM as the key of an HMAC: the oldest trick with these tokens.
    void judgeToken_neverTakesAPublicKeyForASharedOne() {
        const QByteArray pem = tool().read("rsa.pub");
        const QByteArray made = token("HS256", "", goodClaims(), {}, pem);
        QCOMPARE(word(judge(gateWith({publicKey("rsa")}), made)), QByteArray("tokenInvalid"));
        QCOMPARE(word(judge(gateWith({publicKey("rsa")}), made, kSharedKey)),
                 QByteArray("tokenInvalid"));
    }

    void judgeToken_refusesKeysOfAnotherKind() {
        QCOMPARE(word(judge(gateWith({publicKey("p384")}), token("ES256", "p256", goodClaims()))),
                 QByteArray("tokenInvalid"));
        QCOMPARE(word(judge(gateWith({publicKey("rsa")}), token("ES256", "p256", goodClaims()))),
                 QByteArray("tokenInvalid"));
        // A gate with such a key cannot be stored; one from elsewhere must not work either.
        QVERIFY(word(judge(gateWith({publicKey("short")}),
                           token("RS256", "short", goodClaims()))) != "allow");
    }

    void judgeToken_refusesUnsignedAndUnknown_data() {
        QTest::addColumn<QByteArray>("algorithm");
        for (const char* name :
             {"none", "None", "NONE", "", "HS1", "RS1", "ES256K", "dir", "hs256"})
            QTest::addRow("<%s>", name) << QByteArray(name);
    }
    void judgeToken_refusesUnsignedAndUnknown() {
        QFETCH(const QByteArray, algorithm);
        const QByteArray input =
            base64Url("{\"alg\":\"" + algorithm + "\"}") + '.' +
            base64Url(QJsonDocument(goodClaims()).toJson(QJsonDocument::Compact)) + '.';
        for (const QByteArray& typed : {input, QByteArray(input + "AAAA")})
            QCOMPARE(word(judge(edGate(), typed, kSharedKey)), QByteArray("tokenInvalid"));
    }

    void judgeToken_tellsWhatIsNoToken_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::newRow("a code") << QByteArray("8F3A-77B2");
        QTest::newRow("two parts") << QByteArray("eyJhbGciOiJub25lIn0.e30");
        QTest::newRow("dots") << QByteArray("..");
        QTest::newRow("no base64url") << QByteArray("a b.c.d");
        QTest::newRow("a header that is no JSON") << base64Url("alg") + ".e30.AAAA";
        QTest::newRow("a header that is a list") << base64Url("[1]") + ".e30.AAAA";
        QTest::newRow("a header without alg") << base64Url("{}") + ".e30.AAAA";
        QTest::newRow("not UTF-8") << QByteArray("\xFF\xFE.\xFF.\xFF");
    }
    void judgeToken_tellsWhatIsNoToken() {
        QFETCH(const QByteArray, typed);
        QCOMPARE(word(judge(edGate(), typed)), QByteArray("challengeWrong"));
    }

    void judgeToken_wantsAChallenge() {
        QCOMPARE(word(judgeToken(edGate(), {}, nullptr, m_request)),
                 QByteArray("challengeMissing"));
        QCOMPARE(word(judge(edGate(), "")), QByteArray("challengeMissing"));
    }

    void judgeToken_isStrictAboutBase64() {
        const QByteArray good = ed(goodClaims());
        QCOMPARE(word(judge(edGate(), good)), QByteArray("allow"));
        const auto refused = [&](const QByteArray& typed) {
            return word(judge(edGate(), typed)) != "allow";
        };
        QVERIFY(refused(good + '='));
        QVERIFY(refused(good + '\n'));
        QVERIFY(refused(' ' + good));
        QVERIFY(refused(good + ".AAAA"));
        // 64 bytes end in 86 characters of which the last has four bits that mean nothing.
        QByteArray stray = good;
        const char last = stray.back();
        stray.back() = last == 'A' ? 'B' : last == 'Q' ? 'R' : last == 'g' ? 'h' : 'x';
        QVERIFY(refused(stray));
    }

    void judgeToken_refusesWhatItDoesNotUnderstand() {
        const QJsonObject crit{{QStringLiteral("crit"), QJsonArray{QStringLiteral("exp")}}};
        QCOMPARE(word(judge(edGate(), ed(goodClaims(), crit))), QByteArray("tokenInvalid"));
        const QJsonObject zip{{QStringLiteral("zip"), QStringLiteral("DEF")}};
        QCOMPARE(word(judge(edGate(), ed(goodClaims(), zip))), QByteArray("tokenInvalid"));
        const QJsonObject named{{QStringLiteral("kid"), QStringLiteral("2026")},
                                {QStringLiteral("typ"), QStringLiteral("JWT")}};
        QCOMPARE(word(judge(edGate(), ed(goodClaims(), named))), QByteArray("allow"));
        QCOMPARE(word(judge(edGate(), ed(with("pad", QString(9000, QLatin1Char('x')))))),
                 QByteArray("tokenInvalid"));
    }

    void judgeToken_wantsItsClaims_data() {
        QTest::addColumn<QJsonObject>("claims");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray invalid("tokenInvalid");
        QTest::newRow("all") << goodClaims() << QByteArray("allow");
        QTest::newRow("no exp") << without("exp") << invalid;
        QTest::newRow("no jti") << without("jti") << invalid;
        QTest::newRow("an empty jti") << with("jti", QString()) << invalid;
        QTest::newRow("no aud") << without("aud") << invalid;
        QTest::newRow("another aud") << with("aud", QStringLiteral("printers")) << invalid;
        QTest::newRow("one aud of several")
            << with("aud", QJsonArray{QStringLiteral("printers"), QStringLiteral("devices")})
            << QByteArray("allow");
        QTest::newRow("no iss") << without("iss") << invalid;
        QTest::newRow("another iss") << with("iss", QStringLiteral("MDM")) << invalid;
        QTest::newRow("no iat") << without("iat") << QByteArray("allow");
        QTest::newRow("exp as text") << with("exp", QStringLiteral("1795690800")) << invalid;
        QTest::newRow("exp below zero") << with("exp", -1) << invalid;
        QTest::newRow("exp beyond all years") << with("exp", 1e300) << invalid;
        QTest::newRow("too long a life")
            << with("exp", secondsAt("2026-12-04T09:00:00Z")) << invalid;
        QTest::newRow("too long a life without iat") << [] {
            QJsonObject claims = with("exp", secondsAt("2026-12-04T09:00:00Z"));
            claims.remove(QStringLiteral("iat"));
            return claims;
        }() << invalid;
        QTest::newRow("expired") << with("exp", secondsAt("2026-11-26T09:58:59Z"))
                                 << QByteArray("challengeExpired");
        QTest::newRow("expired within the leeway")
            << with("exp", secondsAt("2026-11-26T09:59:01Z")) << QByteArray("allow");
        QTest::newRow("not yet") << with("nbf", secondsAt("2026-11-26T10:01:01Z"))
                                 << QByteArray("challengeNotYetValid");
        QTest::newRow("not yet within the leeway")
            << with("nbf", secondsAt("2026-11-26T10:00:59Z")) << QByteArray("allow");
        QTest::newRow("issued in the future")
            << with("iat", secondsAt("2026-11-26T10:02:00Z")) << QByteArray("challengeNotYetValid");
        QTest::newRow("sans as a number") << with("sans", 1) << invalid;
        QTest::newRow("sans of no type")
            << with("sans", QJsonArray{QStringLiteral("a.test")}) << invalid;
        QTest::newRow("a subject without attribute")
            << with("subject", QStringLiteral("kiosk-1")) << invalid;
        QTest::newRow("an unknown key") << with("key", QStringLiteral("dsa")) << invalid;
        QTest::newRow("an unknown usage")
            << with("eku", QJsonArray{QStringLiteral("somethingAuth")}) << invalid;
        QTest::newRow("a hash that is none") << with("keySha256", QStringLiteral("00")) << invalid;
        QTest::newRow("an unknown claim")
            << with("device", QStringLiteral("d1")) << QByteArray("allow");
    }
    void judgeToken_wantsItsClaims() {
        QFETCH(const QJsonObject, claims);
        QFETCH(const QByteArray, expected);
        QCOMPARE(word(judge(edGate(), ed(claims))), expected);
    }

    void judgeToken_isGoodForOneUse() {
        const Verdict first = judge(edGate(), ed(goodClaims()));
        const Verdict again = judge(edGate(), ed(with("nbf", secondsAt("2026-11-26T09:30:00Z"))));
        const Verdict other = judge(edGate(), ed(with("jti", QStringLiteral("token-2"))));
        QVERIFY(first.singleUseHash && again.singleUseHash && other.singleUseHash);
        QCOMPARE(first.singleUseHash->size(), std::size_t{32});
        QCOMPARE(*first.singleUseHash, *again.singleUseHash);
        QVERIFY(*first.singleUseHash != *other.singleUseHash);
        QCOMPARE(first.singleUseUntil, at("2026-11-26T11:01:00Z"));
    }

    void judgeToken_bindsTheRequest() {
        QJsonObject claims = with("subject", QStringLiteral("CN=kiosk-*,O=Example"));
        claims.insert(QStringLiteral("sans"), QJsonArray{QStringLiteral("dns:*.test")});
        claims.insert(QStringLiteral("key"), QStringLiteral("p256"));
        claims.insert(QStringLiteral("eku"), QJsonArray{QStringLiteral("clientAuth")});
        claims.insert(QStringLiteral("keyUsage"), QJsonArray{QStringLiteral("digitalSignature")});
        const Verdict verdict = judge(edGate(), ed(claims));
        QCOMPARE(word(verdict), QByteArray("allow"));
        const Constraints& constraints = verdict.grant.constraints;
        QVERIFY(allEqual(compare(constraints, *m_request.csr)));
        QVERIFY(
            !allEqual(compare(constraints, m_maker.make(QStringLiteral("/O=Example/CN=admin")))));
        QVERIFY(!allEqual(
            compare(constraints, m_maker.make(QStringLiteral("/O=Example/CN=kiosk-1"),
                                              {QStringLiteral("subjectAltName=email:a@b.test")}))));
        QVERIFY(!allEqual(
            compare(constraints, m_maker.make(QStringLiteral("/O=Example/CN=kiosk-1"),
                                              {QStringLiteral("extendedKeyUsage=serverAuth")}))));
        QVERIFY(!allEqual(compare(constraints, m_maker.make(QStringLiteral("/O=Example/CN=kiosk-1"),
                                                            {}, QStringLiteral("rsa.key")))));
    }

    void judgeToken_takesAPlainSubForTheCommonName() {
        const Verdict verdict = judge(edGate(), ed(with("sub", QStringLiteral("kiosk-1"))));
        QVERIFY(allEqual(compare(verdict.grant.constraints, *m_request.csr)));
        const Verdict other = judge(edGate(), ed(with("sub", QStringLiteral("kiosk-*"))));
        QCOMPARE(word(other), QByteArray("allow"));
        QVERIFY(!allEqual(compare(other.grant.constraints, *m_request.csr)));
    }

    void judgeToken_bindsTheKey() {
        const QByteArray hash = toQt(toHex(m_request.csr->publicKey().fingerprint()));
        const QByteArray spki = tool().run(QStringLiteral("pkey -in key.pem -pubout -outform der"));
        QCOMPARE(hash, QCryptographicHash::hash(spki, QCryptographicHash::Sha256).toHex());
        const auto claim = [&](const QByteArray& value) {
            return judge(edGate(), ed(with("keySha256", QString::fromUtf8(value))));
        };
        QCOMPARE(word(claim(hash)), QByteArray("allow"));
        QCOMPARE(word(claim(hash.toUpper())), QByteArray("allow"));
        const Verdict refused = claim(QByteArray(64, 'a'));
        QCOMPARE(word(refused), QByteArray("constraintViolated"));
        QCOMPARE(refused.comparisons.size(), std::size_t{1});
        QVERIFY(!refused.comparisons.front().equal);
        QCOMPARE(toQt(refused.comparisons.front().found), hash);
    }

    // Whoever signs knows the CSR before the token is in it: its signed part without a challenge.
    void judgeToken_bindsTheCsr() {
        const QByteArray config = "[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=kiosk-1\n";
        const auto make = [&](const QByteArray& text) {
            tool().write("bound", text);
            const QByteArray made = tool().run(
                QStringLiteral("req -new -key key.pem -config bound -outform der -out bound.der"));
            if (made.startsWith("FAILED")) qFatal("%s", made.constData());
            return tool().read("bound.der");
        };
        make(config);
        const QByteArray draft = tool().read("bound.der");
        const auto lengthByte = static_cast<std::uint8_t>(draft.at(1));
        const int offset = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7F);
        const QByteArray cut = tool().run(
            QStringLiteral("asn1parse -inform der -in bound.der -strparse %1 -noout -out info.der")
                .arg(offset));
        QVERIFY2(!cut.startsWith("FAILED"), cut.constData());
        const QByteArray hash =
            QCryptographicHash::hash(tool().read("info.der"), QCryptographicHash::Sha256).toHex();

        const QByteArray made = ed(with("csrSha256", QString::fromUtf8(hash)));
        QByteArray asked = config;
        asked.replace("[dn]",
                      QByteArray("attributes=at\n[at]\nchallengePassword=" + made + "\n[dn]"));
        GateRequest request = m_request;
        request.csr = std::make_shared<pki::Csr>(pki::Csr::fromDer(fromQt(make(asked))).value());
        const SecretBytes* typed = request.csr->challengePassword();
        QVERIFY(typed);
        QCOMPARE(word(judgeToken(edGate(), {}, typed, request)), QByteArray("allow"));

        asked.replace("CN=kiosk-1", "CN=admin");
        request.csr = std::make_shared<pki::Csr>(pki::Csr::fromDer(fromQt(make(asked))).value());
        const Verdict refused = judgeToken(edGate(), {}, request.csr->challengePassword(), request);
        QCOMPARE(word(refused), QByteArray("constraintViolated"));
        QVERIFY(refused.error->detail.contains("CSR SHA-256"));
    }

    void judgeToken_usesACertificateWhileItIsValid() {
        const QByteArray made = tool().run(QStringLiteral(
            "req -x509 -key ed.key -subj /CN=mdm -days 1 -out ed.crt -config config"));
        QVERIFY2(!made.startsWith("FAILED"), made.constData());
        const auto certificate = tool().certificate("ed.crt");
        const TokenGate gate = gateWith({tool().read("ed.crt").toStdString()});
        GateRequest request = m_request;
        const auto judgeAt = [&](TimePoint now) {
            request.now = now;
            QJsonObject claims = goodClaims();
            const auto seconds =
                std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
            claims.insert(QStringLiteral("iat"), static_cast<qint64>(seconds));
            claims.insert(QStringLiteral("exp"), static_cast<qint64>(seconds + 60));
            const SecretBytes typed(fromQt(ed(claims)));
            return judgeToken(gate, {}, &typed, request);
        };
        QCOMPARE(word(judgeAt(certificate.notBefore() + std::chrono::minutes(1))),
                 QByteArray("allow"));
        const Verdict late = judgeAt(certificate.notAfter() + std::chrono::minutes(1));
        QCOMPARE(word(late), QByteArray("tokenInvalid"));
        QVERIFY2(late.error->detail.contains("not valid now"), late.error->detail.c_str());
    }

    void judgeToken_takesTheKeyOfItsOwnGate() {
        Gate gate{"mine", gateWith({}), true};
        std::vector<GateSecret> secrets;
        secrets.push_back({"others", "key", SecretBytes(fromQt(kSharedKey))});
        const SecretBytes typed(fromQt(token("HS256", "", goodClaims())));
        QCOMPARE(word(judgeToken(gate, secrets, &typed, m_request)), QByteArray("tokenInvalid"));
        secrets.push_back({"mine", "key", SecretBytes(fromQt(kSharedKey))});
        const Verdict verdict = judgeToken(gate, secrets, &typed, m_request);
        QCOMPARE(word(verdict), QByteArray("allow"));
        QVERIFY(verdict.grant.sidVouched);
        gate.vouchesForSid = false;
        QVERIFY(!judgeToken(gate, secrets, &typed, m_request).grant.sidVouched);
    }
};

QTEST_GUILESS_MAIN(TestToken)
#include "tst_token.moc"
