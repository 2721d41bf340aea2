// The stand-in's challenges: their form, and openssl's word on it.
#include "intune_lab.h"

#include <QDir>
#include <QFileInfo>
#include <QObject>
#include <QTemporaryDir>

using namespace scepter;
using namespace scepter::standin;
using namespace scepter::test;
using challenge::IntuneCode;

namespace {

IntuneCode codeOf(const std::string& sealed, const ChallengeKeys& keys) {
    const auto opened = openChallenge(sealed, keys);
    return opened ? IntuneCode::Success : opened.error().code;
}

bool reads(QByteArray xml) {
    return challengeFromXml(fromQt(xml)).has_value();
}

void writeKeys(const OpenSslTool& tool, const ChallengeKeys& keys) {
    tool.writeCertificate("signer.pem", keys.signer.certificate);
    tool.writeCertificate("recipient.pem", keys.recipient.certificate);
    tool.write("signer.key", toQt(keys.signer.key.toPem()->view()));
    tool.write("recipient.key", toQt(keys.recipient.key.toPem()->view()));
}

} // namespace

class TestIntuneChallenge : public QObject {
    Q_OBJECT

    IntuneLab m_lab;

private Q_SLOTS:
    void challenge_saysWhatTheProfileExpects() {
        const IntuneChallenge said = m_lab.said();
        QCOMPARE(said.deviceId, std::string("d1"));
        QCOMPARE(said.userId, std::string("u1"));
        QCOMPARE(said.profileId, std::string("wifi"));
        QCOMPARE(said.subject, std::string("CN=xyz,O=Example"));
        QCOMPARE(said.subjectAltNames.size(), std::size_t{2});
        QCOMPARE(said.subjectAltNames[1].value, std::string("tag:example.com,2026:id:d1"));
        QCOMPARE(said.keySize, 2048U);
        QCOMPARE(said.issuedAt, m_lab.now);
        QCOMPARE(said.expiresAt, m_lab.now + std::chrono::hours(1));
        QVERIFY(said.requestId != m_lab.said().requestId);
        QVERIFY(said.password != m_lab.said().password);
    }

    void xml_survivesAnyText() {
        IntuneChallenge said = m_lab.said();
        said.subject = "CN=<&\">\xC3\xA4 ]]>,O=\xE2\x82\xAC";
        said.deviceId = "a\tb";
        said.userId.clear();
        said.keyUsage = 0;
        said.extendedKeyUsage.clear();
        const auto back = challengeFromXml(bytesOf(toXml(said)));
        QVERIFY(back);
        QVERIFY(*back == said);
    }

    void xml_mustBeWholeAndOurs() {
        const QByteArray xml = toQt(toXml(m_lab.said()));
        QVERIFY(reads(xml));
        for (qsizetype cut = 0; cut + 1 < xml.size(); cut += 7)
            QVERIFY(!reads(xml.left(cut)));
        QVERIFY(!reads(xml + "<More/>"));
        QVERIFY(!reads(QByteArray(xml).replace("<UserId>u1</UserId>", "")));
        QVERIFY(!reads(QByteArray(xml).replace("<UserId>", "<UserId>u1</UserId><UserId>")));
        QVERIFY(!reads(QByteArray(xml).replace("<UserId>", "<Moon/><UserId>")));
        QVERIFY(!reads(QByteArray(xml).replace("<UserId>", "<UserId><b/>")));
        QVERIFY(!reads(QByteArray(xml).replace("version=\"1\">", "version=\"2\">")));
        QVERIFY(!reads(QByteArray(xml).replace("urn:scepter", "urn:other")));
        QVERIFY(!reads(QByteArray(xml).replace("type=\"upn\"", "type=\"moon\"")));
        QVERIFY(!reads(QByteArray(xml).replace("<KeySize>2048", "<KeySize>-1")));
        QVERIFY(!reads(QByteArray(xml).replace("T09:00:00Z", "T09:00:00")));
        QVERIFY(!reads(QByteArray(xml).replace("u1", "\xFF")));
        QVERIFY(!reads(QByteArray(xml) + QByteArray(70000, ' ')));
    }

    void xml_expandsNoEntities() {
        const QByteArray body = toQt(toXml(m_lab.said()));
        const qsizetype start = body.indexOf("<Challenge");
        QByteArray xml = "<!DOCTYPE c [<!ENTITY a \"u1\">]>" + body.mid(start);
        QVERIFY(!reads(xml.replace("<UserId>u1", "<UserId>&a;")));
    }

    void damagedChallenge_hasItsCode() {
        const std::string sealed = m_lab.challenge();
        const ChallengeKeys& keys = m_lab.state->keys();
        QVERIFY(sealed.size() > 1000);
        QCOMPARE(codeOf(sealed, keys), IntuneCode::Success);
        QCOMPARE(codeOf("", keys), IntuneCode::ChallengeDecodingError);
        QCOMPARE(codeOf("K7QF-2M9D", keys), IntuneCode::ChallengeDecodingError);
        QCOMPARE(codeOf(sealed.substr(0, sealed.size() / 2), keys),
                 IntuneCode::ChallengeDecodingError);
        Bytes der = fromBase64(sealed).value();
        der.back() ^= 1;
        QCOMPARE(codeOf(toBase64(der), keys), IntuneCode::SignatureValidationFailed);
        QCOMPARE(codeOf(toBase64(Bytes(300000, 0x30)), keys), IntuneCode::ChallengeDecodingError);

        const ChallengeKeys others = makeChallengeKeys(m_lab.now).value();
        QCOMPARE(codeOf(sealed, others), IntuneCode::SignatureValidationFailed);
        QCOMPARE(codeOf(sealed, {keys.signer, others.recipient}),
                 IntuneCode::ChallengeDecryptionError);
        const std::string nested =
            sealChallenge(bytesOf("no xml"), {keys.signer, others.recipient}).value();
        QCOMPARE(codeOf(nested, keys), IntuneCode::ChallengeDecryptionError);
    }

    void openssl_verifiesAndDecryptsOurs() {
        const OpenSslTool tool;
        writeKeys(tool, m_lab.state->keys());
        tool.write("c.der", toQt(fromBase64(m_lab.challenge()).value()));
        const QByteArray verified =
            tool.run(QStringLiteral("cms -verify -binary -inform DER -in c.der -CAfile signer.pem "
                                    "-purpose any -attime 1795683600 -out env.der"));
        QVERIFY2(verified.contains("Verification successful"), verified.constData());
        const QByteArray xml = tool.run(QStringLiteral(
            "cms -decrypt -inform DER -in env.der -recip recipient.pem -inkey recipient.key"));
        QVERIFY2(xml.contains("<Subject>CN=xyz,O=Example</Subject>"), xml.left(40).constData());
        QVERIFY(reads(xml));
    }

    void challengeByOpenssl_isOpened_data() {
        QTest::addColumn<QString>("encrypt");
        QTest::addColumn<QString>("sign");
        QTest::newRow("usual") << QStringLiteral("-aes256") << QString();
        QTest::newRow("oaep") << QStringLiteral("-aes128 -keyopt rsa_padding_mode:oaep")
                              << QStringLiteral("-md sha512");
        QTest::newRow("des3, content type")
            << QStringLiteral("-des3") << QStringLiteral("-econtent_type pkcs7-envelopedData");
    }
    void challengeByOpenssl_isOpened() {
        QFETCH(QString, encrypt);
        QFETCH(QString, sign);
        const OpenSslTool tool;
        writeKeys(tool, m_lab.state->keys());
        tool.write("x.xml", toQt(toXml(m_lab.said())));
        QStringList arguments = QStringLiteral("cms -encrypt -binary -in x.xml -outform DER -out "
                                               "env.der -recip recipient.pem ")
                                    .append(encrypt)
                                    .split(QLatin1Char(' '));
        QByteArray done = tool.runList(arguments);
        QVERIFY2(!done.startsWith("FAILED"), done.constData());
        arguments = QStringLiteral("cms -sign -binary -nodetach -in env.der -outform DER -out "
                                   "c.der -signer signer.pem -inkey signer.key")
                        .split(QLatin1Char(' '));
        if (!sign.isEmpty()) arguments += sign.split(QLatin1Char(' '));
        done = tool.runList(arguments);
        QVERIFY2(!done.startsWith("FAILED"), done.constData());
        const auto opened =
            openChallenge(toBase64(fromQt(tool.read("c.der"))), m_lab.state->keys());
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().description.c_str());
        QVERIFY(challengeFromXml(opened->view()));
    }

    void deviceWithoutVariable_getsNoChallenge() {
        Device bare;
        bare.id = "d2";
        QVERIFY(m_lab.state->setDevices({m_lab.device, bare}));
        const auto challenge = m_lab.state->makeChallenge("d2", "", m_lab.now);
        QVERIFY(!challenge);
        QCOMPARE(toQt(challenge.error().detail), "device d2 has no {{DeviceName}}");
        QCOMPARE(outcome(m_lab.state->makeChallenge("d3", "", m_lab.now)), "notFound");
        QCOMPARE(outcome(m_lab.state->makeChallenge("d1", "vpn", m_lab.now)), "notFound");
    }

    void folder_isSharedAndPrivate() {
        const QTemporaryDir parent;
        const std::string folder = parent.filePath(QStringLiteral("lab")).toStdString();
        const auto serving = IntuneState::open(folder, m_lab.now).value();
        m_lab.fill(*serving);
        const auto making = IntuneState::open(folder, m_lab.now).value();
        QVERIFY(making->profiles() == serving->profiles());
        QVERIFY(making->devices() == serving->devices());
        const std::string sealed(making->makeChallenge("d1", "", m_lab.now)->text());
        const auto xml = openChallenge(sealed, serving->keys());
        QVERIFY(xml.has_value());
        const std::string id = challengeFromXml(xml->view())->requestId;
        const IntuneState::Issued expected{"d1", "u1", "wifi"};
        QVERIFY(serving->issued(id) == expected);
        QVERIFY(!serving->issued("../devices"));
        QVERIFY(!serving->issued("00000000-0000-4000-8000-000000000000"));

        QDir directory(QString::fromStdString(folder));
        const QFileInfoList files = directory.entryInfoList(QDir::Files);
        QVERIFY(files.size() >= 6);
        for (const QFileInfo& file : files)
            QVERIFY(!(file.permissions() & QFile::Permissions(0x77)));
        QVERIFY(QFile::remove(directory.filePath(QStringLiteral("signer.pem"))));
        QVERIFY(QFile::copy(directory.filePath(QStringLiteral("recipient.pem")),
                            directory.filePath(QStringLiteral("signer.pem"))));
        QCOMPARE(outcome(IntuneState::open(folder, m_lab.now)), "keyMismatch");
    }
};

QTEST_GUILESS_MAIN(TestIntuneChallenge)
#include "tst_intune_challenge.moc"
