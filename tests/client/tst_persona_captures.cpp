// SPDX-License-Identifier: GPL-3.0-or-later
// strongSwan, sscep and certmonger against their own recordings: a request is written for each
// recorded situation, with the recorded keys, and OpenSSL's asn1parse has to see the same in both.
#include "client/persona.h"

#include "openssl_judge.h"
#include "request_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <set>

namespace scepter {

using scep::MessageType;
using test::captured;
using test::captureService;

class PersonaCapturesTest : public QObject {
    Q_OBJECT

    /// What is recorded of one PKIOperation.
    struct Recorded {
        QString client;
        std::string file;
        bool byGet = false;
        QString requestLine;
        QStringList headers;
        std::string rawMessage; ///< of a GET, as it stands in the URL
        Bytes message;
        pki::PrivateKey signerKey;
        std::optional<pki::PrivateKey> csrKey;
        bool chosen = true; ///< cipher and digest were chosen on the command line
        std::optional<pki::Cipher> cipher;
        std::optional<pki::Digest> digest;
    };

    test::OpenSslJudge m_openSsl;

    static pki::PrivateKey keyIn(const QJsonObject& files, const char* name) {
        return *pki::PrivateKey::fromPem(
            textOf(captured(files[QLatin1String(name)].toString().toLatin1().constData())));
    }

    static QJsonArray allRecorded() {
        const Bytes json = captured("captures.json");
        return QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(json.data()),
                                                  static_cast<qsizetype>(json.size())))
            .array();
    }

    static Recorded recorded(const QJsonObject& entry) {
        const QJsonObject files = entry[QLatin1String("keyFiles")].toObject();
        const std::string file = entry[QLatin1String("file")].toString().toStdString();
        const Bytes http = captured((file + ".request").c_str());
        const std::string text(textOf(http));
        const QStringList head = QString::fromStdString(text.substr(0, text.find("\r\n\r\n")))
                                     .split(QStringLiteral("\r\n"));
        Recorded made{.client = entry[QLatin1String("client")].toString(),
                      .file = file,
                      .byGet = entry[QLatin1String("method")].toString() == QLatin1String("GET"),
                      .requestLine = head.front(),
                      .headers = head.mid(1),
                      .rawMessage = {},
                      .message = {},
                      .signerKey = keyIn(files, "signer"),
                      .csrKey = {},
                      .cipher = {},
                      .digest = {}};
        if (files[QLatin1String("csr")].isString()) made.csrKey = keyIn(files, "csr");
        made.rawMessage =
            made.byGet
                ? test::FakeService::parameter(text.substr(0, text.find(" HTTP/")), "message")
                : std::string{};
        made.message = made.byGet ? *scep::decodeGetMessage(made.rawMessage, 1 << 20)
                                  : test::capturedBody((file + ".request").c_str());
        made.chosen =
            !file.starts_with("03-") && !file.starts_with("20-") && !file.starts_with("36-");
        const QString cipher = entry[QLatin1String("cipher")].toString();
        made.cipher = cipher == QLatin1String("des-ede3-cbc")  ? pki::Cipher::TripleDesCbc
                      : cipher == QLatin1String("aes-128-cbc") ? pki::Cipher::Aes128Cbc
                      : cipher == QLatin1String("aes-192-cbc") ? pki::Cipher::Aes192Cbc
                                                               : pki::Cipher::Aes256Cbc;
        made.digest = pki::digestFromText(entry[QLatin1String("digest")].toString().toStdString());
        return made;
    }

    /// The time in signingTime, which is when the message was made.
    TimePoint timeOf(const Recorded& capture) {
        const QStringList lines = m_openSsl.structure(capture.message);
        const qsizetype at = lines.indexOf(QRegularExpression(QStringLiteral(".*:signingTime")));
        const QString time = lines[at + 2].section(QLatin1Char(':'), -1);
        return *timeFromIsoText(QStringLiteral("20%1-%2-%3T%4:%5:%6Z")
                                    .arg(time.mid(0, 2), time.mid(2, 2), time.mid(4, 2),
                                         time.mid(6, 2), time.mid(8, 2), time.mid(10, 2))
                                    .toStdString());
    }

    // What the user said, as the captured CSR shows it: the name as text, so that the persona has
    // to find its string types.
    static client::EnrollmentRequest asked(const Recorded& capture, const pki::Csr& csr) {
        client::EnrollmentRequest request =
            test::enrollment(*capture.csrKey, csr.subject().toText().c_str(), nullptr);
        request.subjectAltNames = csr.subjectAltNames();
        for (const pki::Extension& extension : csr.requestedExtensions()) {
            const std::string id = extension.id.toText();
            const bool own = capture.client == QLatin1String("certmonger");
            if (id != "2.5.29.17" && !(own && (id == "2.5.29.19" || id == "2.5.29.14")))
                request.extensions.push_back(extension);
        }
        if (csr.challengePassword() != nullptr)
            request.challenge.emplace(csr.challengePassword()->view());
        if (capture.chosen) request.cipher = capture.cipher;
        if (capture.chosen) request.digest = capture.digest;
        return request;
    }

    client::PreparedRequest imitated(const Recorded& capture, const scep::Request& original,
                                     client::Method method) {
        const pki::Certificate signer = *original.signer;
        const bool madeItself = signer.isSelfIssued() && original.type == MessageType::PkcsReq;
        client::ServiceView service = captureService();
        service.now = timeOf(capture);
        service.method = method;
        service.url = "http://127.0.0.1/scep";
        client::RequestPlan plan;
        plan.type = original.type;
        plan.senderNonce = original.senderNonce;
        std::optional<client::EnrollmentRequest> enrollment;
        std::optional<client::Transaction> transaction;
        if (original.csr) enrollment.emplace(asked(capture, *original.csr));
        if (enrollment) plan.enrollment = &*enrollment;
        if (!madeItself) plan.signer = client::Identity{signer, capture.signerKey};
        if (original.lookup) plan.serial = original.lookup->serial;
        if (original.lookup) {
            enrollment.emplace(test::enrollment(capture.signerKey));
            enrollment->cipher = capture.cipher;
            enrollment->digest = capture.digest;
            plan.enrollment = &*enrollment;
        }
        if (original.poll)
            transaction.emplace(client::Transaction{original.transactionId,
                                                    capture.signerKey,
                                                    {signer, capture.signerKey},
                                                    original.poll->subject,
                                                    *capture.cipher,
                                                    *capture.digest});
        if (transaction) plan.transaction = &*transaction;
        auto written =
            client::writeRequest(plan, service, *client::findPersona(capture.client.toStdString()));
        if (!written) qFatal("%s", toText(written.error()).c_str());
        return std::move(*written);
    }

    QStringList comparable(ByteView bytes) {
        static const QRegularExpression kDump(QStringLiteral("\\[HEX DUMP\\]:.*"));
        QStringList lines = m_openSsl.structure(bytes);
        return lines.replaceInStrings(kDump, QStringLiteral("[HEX DUMP]"));
    }

    void compare(ByteView ours, ByteView theirs, const char* what) {
        const QStringList a = comparable(ours);
        const QStringList b = comparable(theirs);
        for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
            QVERIFY2(
                a[i] == b[i],
                qPrintable(
                    QStringLiteral("%1: ours %2, theirs %3").arg(QLatin1String(what), a[i], b[i])));
        QCOMPARE(a.size(), b.size());
        QVERIFY(a.size() > 5);
    }

    /// How base64 stands in a URL: which characters are escaped, and where lines end.
    static std::set<std::string> escapes(const std::string& raw) {
        std::set<std::string> found;
        std::size_t column = 0;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const std::string unit = raw[i] == '%' ? raw.substr(i, 3) : raw.substr(i, 1);
            if (unit.size() == 3) i += 2;
            if (unit == "%0A")
                found.insert(i + 1 == raw.size() ? "last line"
                                                 : "lines of " + std::to_string(column));
            column = unit == "%0A" ? 0 : column + 1;
            if (unit.find_first_of("+/=%") != std::string::npos && unit != "%0A")
                found.insert(unit);
        }
        // Padding is there or not, as the size happens to be.
        found.erase("=");
        found.erase("%3D");
        return found;
    }

private Q_SLOTS:
    void request_isLikeTheRecordedOne_data() {
        QTest::addColumn<QJsonObject>("entry");
        for (const QJsonValue& value : allRecorded()) {
            const QJsonObject entry = value.toObject();
            if (entry[QLatin1String("operation")].toString() == QLatin1String("PKIOperation"))
                QTest::newRow(entry[QLatin1String("file")].toString().toLatin1().constData())
                    << entry;
        }
    }
    void request_isLikeTheRecordedOne() {
        QFETCH(QJsonObject, entry);
        const Recorded capture = recorded(entry);
        const scep::Decoded original = test::decoded(capture.message);
        QVERIFY(original.request.has_value());
        const client::PreparedRequest ours = imitated(
            capture, *original.request, capture.byGet ? client::Method::Get : client::Method::Post);
        const scep::Decoded read = test::decoded(ours.message);
        QVERIFY(read.request.has_value());

        compare(ours.message, capture.message, "message");
        const auto theirData = pki::SignedData::fromDer(capture.message);
        const auto ourData = pki::SignedData::fromDer(ours.message);
        compare(ourData->content, theirData->content, "envelope");
        // RSA signs the same to the same: what has nothing random in it is the same byte for byte.
        QCOMPARE(ourData->certificates, theirData->certificates);
        QCOMPARE(read.request->transactionId, original.request->transactionId);
        QCOMPARE(*read.request->senderNonce, *original.request->senderNonce);
        // certmonger's subjectKeyIdentifier is another one each time.
        if (read.request->csr)
            compare(read.request->csr->der(), original.request->csr->der(), "CSR");
        if (read.request->csr && capture.client != QLatin1String("certmonger"))
            QVERIFY(sameBytes(read.request->csr->der(), original.request->csr->der()));
        if (original.request->poll) QCOMPARE(read.request->poll, original.request->poll);
        if (original.request->lookup) QCOMPARE(read.request->lookup, original.request->lookup);
    }

    void http_isLikeTheRecordedOne_data() { request_isLikeTheRecordedOne_data(); }
    void http_isLikeTheRecordedOne() {
        QFETCH(QJsonObject, entry);
        const Recorded capture = recorded(entry);
        const scep::Decoded original = test::decoded(capture.message);
        const client::PreparedRequest ours =
            imitated(capture, *original.request,
                     capture.file.find("-get-") != std::string::npos ? client::Method::Get
                                                                     : client::Method::Auto);
        QCOMPARE(ours.http.method, std::string(capture.byGet ? "GET" : "POST"));
        QStringList headers = capture.headers.filter(
            QRegularExpression(QStringLiteral("^(?!Host:|Content-Length:)")));
        for (const http::Header& header : ours.http.headers)
            headers.removeOne(QString::fromStdString(header.name + ": " + header.value));
        QCOMPARE(headers, QStringList{});
        const std::string query = ours.http.url.substr(ours.http.url.find('?'));
        QVERIFY(capture.requestLine.contains(
                    QString::fromStdString(query.substr(0, query.find("&message=") + 9))) ||
                !capture.byGet);
        if (!capture.byGet) {
            QCOMPARE(query, std::string("?operation=PKIOperation"));
            QCOMPARE(ours.http.body, ours.message);
            return;
        }
        const std::string raw = query.substr(query.find("&message=") + 9);
        QCOMPARE(*scep::decodeGetMessage(raw, 1 << 20), ours.message);
        QCOMPARE(escapes(raw), escapes(capture.rawMessage));
    }

    void question_isTheRecordedOne_data() {
        QTest::addColumn<QJsonObject>("entry");
        for (const QJsonValue& value : allRecorded()) {
            const QJsonObject entry = value.toObject();
            // One was recorded with an identifier that makes a request line of four words.
            if (entry[QLatin1String("operation")].toString() != QLatin1String("PKIOperation") &&
                !entry[QLatin1String("file")].toString().contains(QLatin1String("with-space")))
                QTest::newRow(entry[QLatin1String("file")].toString().toLatin1().constData())
                    << entry;
        }
    }
    void question_isTheRecordedOne() {
        QFETCH(QJsonObject, entry);
        const auto& persona =
            *client::findPersona(entry[QLatin1String("client")].toString().toStdString());
        const std::string operation = entry[QLatin1String("operation")].toString().toStdString();
        const Bytes http =
            captured((entry[QLatin1String("file")].toString() + QStringLiteral(".request"))
                         .toLatin1()
                         .constData());
        const QStringList lines = QString::fromStdString(std::string(textOf(http)))
                                      .trimmed()
                                      .split(QStringLiteral("\r\n"));
        QString wanted = QStringLiteral("?operation=") + QString::fromStdString(operation);
        if (const auto message = client::messageOf(persona, operation, {}))
            wanted += QStringLiteral("&message=") + QString::fromStdString(*message);
        QVERIFY2(lines.front().contains(wanted + QStringLiteral(" HTTP/1.1")), qPrintable(wanted));
        QStringList headers = lines.mid(2); // after the request line and Host
        for (const http::Header& header : client::headersOf(persona))
            headers.removeOne(QString::fromStdString(header.name + ": " + header.value));
        QCOMPARE(headers, QStringList{});
        QVERIFY(client::questionsOf(persona).size() == 2);
    }

    void identifier_takesThePlaceOfTheUsualOne() {
        const auto of = [](const char* id) {
            return client::messageOf(*client::findPersona(id), "GetCACert", "lab");
        };
        QCOMPARE(*of("sscep"), std::string("lab"));
        QCOMPARE(*of("scepter"), std::string("lab"));
        QVERIFY(!of("strongswan")); // knows none
        QCOMPARE(*of("certmonger"), std::string("0"));
        QVERIFY(!client::messageOf(client::ownPersona(), "GetCACert", {}));
    }
};

} // namespace scepter

QTEST_GUILESS_MAIN(scepter::PersonaCapturesTest)
#include "tst_persona_captures.moc"
