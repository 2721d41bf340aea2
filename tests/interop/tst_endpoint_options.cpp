// What endpoints and codes can be told by options, and what then becomes of requests.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

class TestEndpointOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void constraints_areShown();
    void constraints_bindCodes_data();
    void constraints_bindCodes();
    void constraints_patternsAreOfThreeKinds_data();
    void constraints_patternsAreOfThreeKinds();
    void constraints_leaveNoOtherNames_data();
    void constraints_leaveNoOtherNames();
    void constraints_arePartlyReplaced();
    void values_impossibleAreToldWith2_data();
    void values_impossibleAreToldWith2();
    void secret_comesFromAFile();
    void compatibility_hasASwitchForEach();
    void caWithoutEncryption_isWarnedOf();
    void caOnly_isWarnedOf();
    void actor_isTheUserOfTheProcess();

private:
    Ran enroll(const char* endpoint, const QString& folder, const QString& key,
               const QStringList& more) const {
        return m_serve.bare(QStringList{q("--json"), q("enroll"), m_serve.url(endpoint), q("--key"),
                                        key, q("--out"), m_serve.path(folder)} +
                            more);
    }

    Serve m_serve;
};

void TestEndpointOptions::initTestCase() {
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start());
}

void TestEndpointOptions::constraints_areShown() {
    const char* constraints = "--subject CN=exact:a*,O=Example --san dns:*.lab --key-type rsa "
                              "--key-type ec:p256 --min-rsa-bits 3072 --key-usage "
                              "digitalSignature --eku clientAuth --eku 1.2.3.4";
    const QJsonObject wanted{{q("subject"), QJsonArray{q("CN=exact:a*"), q("O=Example")}},
                             {q("san"), QJsonArray{q("dns:*.lab")}},
                             {q("onlyListedSubjectAttributes"), true},
                             {q("onlyListedSans"), true},
                             {q("keyTypes"), QJsonArray{q("rsa"), q("ec:p256")}},
                             {q("minRsaBits"), 3072},
                             {q("keyUsage"), QJsonArray{q("digitalSignature")}},
                             {q("extendedKeyUsage"), QJsonArray{q("clientAuth"), q("1.2.3.4")}}};
    const Ran added =
        m_serve.tryJson(words("endpoint add bound --path /bound") + words(constraints));
    QVERIFY2(added.code == 0, added.text().constData());
    QCOMPARE(added.json()[q("constraints")].toObject(), wanted);
    const QByteArray text = m_serve.ctl(words("endpoint show bound")).out;
    const QByteArray line = "subject CN=exact:a*, O=Example; SAN dns:*.lab; no other attribute; "
                            "no other SAN; keys rsa, ec:p256; RSA of at least 3072 bits; key usage "
                            "digitalSignature; EKU clientAuth, 1.2.3.4\n";
    QVERIFY2(text.contains(line), text.constData());
    QCOMPARE(m_serve.ask(words("endpoint show scep"))[q("constraints")].toObject(), QJsonObject());
    const QJsonObject minted = m_serve.ask(words("code mint") + words(constraints));
    QCOMPARE(minted[q("codes")][0][q("constraints")].toObject(), wanted);
    const QJsonObject listed = m_serve.ask(words("code list --limit 1"));
    QCOMPARE(listed[q("codes")][0][q("constraints")].toObject(), wanted);
    QVERIFY(m_serve.ctl(words("code list --limit 1")).out.contains("EKU clientAuth, 1.2.3.4"));
}

void TestEndpointOptions::constraints_bindCodes_data() {
    QTest::addColumn<QStringList>("constraint");
    QTest::addColumn<bool>("fits");
    // The request is for an RSA-2048 key and asks for no usages.
    const auto row = [](const char* constraint, bool fits) {
        QTest::newRow(constraint) << words(constraint) << fits;
    };
    row("--key-type rsa", true);
    row("--key-type ec:p256", false);
    row("--min-rsa-bits 2048", true);
    row("--min-rsa-bits 3072", false);
    row("--key-usage digitalSignature --eku clientAuth", true);
}

void TestEndpointOptions::constraints_bindCodes() {
    QFETCH(QStringList, constraint);
    QFETCH(bool, fits);
    const Ran ran =
        enroll("/scep", q(QTest::currentDataTag()), q("rsa:2048"),
               words("--subject CN=a --challenge") + QStringList{m_serve.mint(constraint)});
    QVERIFY2(ran.code == (fits ? 0 : 1), ran.text().constData());
}

void TestEndpointOptions::constraints_patternsAreOfThreeKinds_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* pattern, const char* subject, bool fits) {
        QTest::addRow("%s for %s", pattern, subject) << q(pattern) << q(subject) << fits;
    };
    row("CN=kiosk-1", "CN=kiosk-1", true);
    row("CN=kiosk-1", "CN=kiosk-12", false);
    row("CN=kiosk-*", "CN=kiosk-12", true);
    row("CN=kiosk-?", "CN=kiosk-12", false);
    row("CN=exact:kiosk-*", "CN=kiosk-12", false);
    row("CN=exact:kiosk-*", "CN=kiosk-*", true);
    row("CN=re:kiosk-[0-9]{1\\,2}", "CN=kiosk-12", true);
    row("CN=re:kiosk-[0-9]{1\\,2}", "CN=kiosk-123", false);
    row("re:CN=kiosk-[0-9]+,O=Lab", "CN=kiosk-123,O=Lab", true);
    row("re:CN=kiosk-[0-9]+,O=Lab", "CN=kiosk-123", false);
}

void TestEndpointOptions::constraints_patternsAreOfThreeKinds() {
    QFETCH(QString, pattern);
    QFETCH(QString, subject);
    QFETCH(bool, fits);
    const Ran ran = enroll(
        "/scep", q("pattern-%1").arg(QString::fromLatin1(QTest::currentDataTag())), q("rsa:2048"),
        {q("--subject"), subject, q("--challenge"), m_serve.mint({q("--subject"), pattern})});
    QVERIFY2(ran.code == (fits ? 0 : 1), ran.text().constData());
    for (const char* command : {"code mint --help", "endpoint add --help", "endpoint set --help"}) {
        const QByteArray help = m_serve.bare(words(command)).out;
        QVERIFY(help.contains("wildcard") && help.contains("exact:TEXT") &&
                help.contains("re:EXPRESSION"));
    }
}

void TestEndpointOptions::constraints_leaveNoOtherNames_data() {
    QTest::addColumn<QString>("bound");
    QTest::addColumn<QString>("request");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* bound, const char* request, bool fits) {
        QTest::addRow("%s for %s", bound, request) << q(bound) << q(request) << fits;
    };
    const char* kiosk = "--subject CN=kiosk-1";
    row(kiosk, "--subject CN=kiosk-1", true);
    row(kiosk, "--subject CN=kiosk-1,O=Other", false);
    row(kiosk, "--subject CN=kiosk-1 --san dns:www.bank.example", false);
    row(kiosk, "--subject CN=kiosk-1 --san upn:administrator@corp.example", false);
    const char* named = "--subject CN=kiosk-1 --san dns:kiosk-1.example";
    row(named, "--subject CN=kiosk-1 --san dns:kiosk-1.example", true);
    row(named, "--subject CN=kiosk-1 --san dns:kiosk-1.example --san ip:192.0.2.1", false);
    row("--subject CN=kiosk-1 --any-san", "--subject CN=kiosk-1 --san dns:a.example", true);
    row("--subject CN=kiosk-1 --any-attribute", "--subject CN=kiosk-1,O=Other", true);
    row("--subject re:CN=kiosk-.*", "--subject CN=kiosk-1 --san dns:a.example", false);
}

void TestEndpointOptions::constraints_leaveNoOtherNames() {
    QFETCH(QString, bound);
    QFETCH(QString, request);
    QFETCH(bool, fits);
    const QStringList options = bound.split(QLatin1Char(' '));
    const QString folder = q("names-%1").arg(QString::fromLatin1(QTest::currentDataTag()));
    const Ran ran = enroll("/scep", folder, q("rsa:2048"),
                           request.split(QLatin1Char(' ')) +
                               QStringList{q("--challenge"), m_serve.mint(options)});
    QVERIFY2(ran.code == (fits ? 0 : 1), ran.text().constData());
}

void TestEndpointOptions::constraints_arePartlyReplaced() {
    QCOMPARE(
        m_serve.ctl(words("endpoint add parts --path /parts --key-type rsa --eku clientAuth")).code,
        0);
    QCOMPARE(m_serve.ctl(words("endpoint set parts --key-type ec:p256")).code, 0);
    QJsonObject shown = m_serve.ask(words("endpoint show parts"))[q("constraints")].toObject();
    QCOMPARE(shown[q("keyTypes")].toArray(), QJsonArray{q("ec:p256")});
    QCOMPARE(shown[q("extendedKeyUsage")].toArray(), QJsonArray{q("clientAuth")});
    QCOMPARE(m_serve.ctl(words("endpoint set parts --no-constraints")).code, 0);
    shown = m_serve.ask(words("endpoint show parts"));
    QCOMPARE(shown[q("constrained")].toBool(true), false);
}

void TestEndpointOptions::values_impossibleAreToldWith2_data() {
    QTest::addColumn<QStringList>("options");
    for (const char* options :
         {"--key-type dsa", "--min-rsa-bits 0", "--min-rsa-bits many", "--key-usage odd",
          "--eku odd", "--subject CN", "--san dns", "--subject CN=re:("})
        QTest::newRow(options) << words(options);
}

void TestEndpointOptions::values_impossibleAreToldWith2() {
    QFETCH(QStringList, options);
    QCOMPARE(m_serve.ctl(words("code mint") + options).code, 2);
    QCOMPARE(m_serve.ctl(words("endpoint set scep") + options).code, 2);
}

void TestEndpointOptions::secret_comesFromAFile() {
    const QByteArray secret = "otter-in-a-lantern";
    const QString file = m_serve.path("secret");
    writeTo(file, secret + "\n");
    const auto shown = [&](const char* name) {
        return m_serve.ask({q("endpoint"), q("show"), q(name)})[q("secret")].toString().toLatin1();
    };
    QCOMPARE(m_serve
                 .ctl(words("endpoint add a --path /a --challenge static --secret-file") +
                      QStringList{file})
                 .code,
             0);
    QCOMPARE(shown("a"), secret);
    QCOMPARE(m_serve.ctl(words("endpoint set a --secret-file -"), "heron-on-a-bicycle\n").code, 0);
    QCOMPARE(shown("a"), QByteArray("heron-on-a-bicycle"));
    for (const char* command : {"endpoint set a --challenge static:x", "endpoint set scep",
                                "endpoint set a --challenge none"})
        QVERIFY(isRefused(m_serve.tryJson(words(command) + QStringList{q("--secret-file"), file}),
                          "invalidArgument", 2));
    QVERIFY(isRefused(m_serve.tryJson(words("endpoint set a --secret-file") +
                                      QStringList{m_serve.path("absent")}),
                      "fileUnreadable"));
    const Ran empty = m_serve.ctl(words("--json endpoint set a --secret-file -"), "\n");
    QVERIFY(isRefused(empty, "invalidArgument", 2));
    QCOMPARE(shown("a"), QByteArray("heron-on-a-bicycle"));
}

void TestEndpointOptions::compatibility_hasASwitchForEach() {
    const char* const members[] = {"tripleDes", "sha1", "relaxSignerKey", "caChain", "caRoot"};
    const auto switches = [&](const char* options) {
        const Ran ran = m_serve.tryJson(words("endpoint set scep") + words(options));
        QByteArray on;
        for (const char* member : members)
            if (ran.json()[q(member)].toBool()) on += QByteArray(member) + ' ';
        return on.trimmed();
    };
    QCOMPARE(switches("--compat default"), QByteArray("caChain caRoot"));
    QCOMPARE(switches("--triple-des on"), QByteArray("tripleDes caChain caRoot"));
    QCOMPARE(switches("--sha1 on --triple-des off"), QByteArray("sha1 caChain caRoot"));
    QCOMPARE(switches("--relax-signer-key on --sha1 off"),
             QByteArray("relaxSignerKey caChain caRoot"));
    QCOMPARE(switches("--relax-signer-key off --ca-certificates no-root"), QByteArray("caChain"));
    QCOMPARE(switches("--ca-certificates no-chain"), QByteArray());
    QCOMPARE(switches("--compat cisco-legacy --sha1 off"), QByteArray("tripleDes caChain caRoot"));
    QCOMPARE(switches("--compat default --ca-certificates full"), QByteArray("caChain caRoot"));
    for (const char* wrong : {"--sha1 maybe", "--ca-certificates some", "--relax-signer-key 1"})
        QCOMPARE(m_serve.ctl(words("endpoint set scep") + words(wrong)).code, 2);
}

void TestEndpointOptions::caWithoutEncryption_isWarnedOf() {
    Serve other;
    const Ran made = other.tryJson(words("init --no-ra --ca-key ec:p256"));
    QCOMPARE(made.code, 0);
    QVERIFY2(made.err.contains("Endpoint scep can be used by nobody"), made.err.constData());
    QVERIFY2(made.err.contains("Endpoint manual can be used by nobody"), made.err.constData());
    QVERIFY(!made.err.contains("Endpoint static can be used by nobody"));
    const auto complaints = [](const QJsonObject& document) {
        return document[q("warnings")].toVariant().toStringList().filter(q("by nobody")).size();
    };
    QCOMPARE(complaints(made.json()), 2);
    QCOMPARE(complaints(other.ask({q("status")})), 2);
    QCOMPARE(other.ctl({q("status")}).out.count("by nobody"), 2);
    QCOMPARE(complaints(m_serve.ask({q("status")})), 0);
}

void TestEndpointOptions::caOnly_isWarnedOf() {
    const QByteArray warning = "lacks the key usage digitalSignature and keyEncipherment";
    const Ran set = m_serve.ctl(words("endpoint set manual --ca-only on"));
    QCOMPARE(set.code, 0);
    QVERIFY2(set.err.contains("Endpoint manual") && set.err.contains(warning), set.err.constData());
    QVERIFY(m_serve.ctl({q("status")}).out.contains(warning));
    QCOMPARE(m_serve.ctl(words("endpoint set manual --ca-only off")).code, 0);
    QVERIFY(!m_serve.ctl({q("status")}).out.contains(warning));
}

// Whoever runs the program may set its environment, and not its user.
void TestEndpointOptions::actor_isTheUserOfTheProcess() {
    const QString user = m_serve.user();
    QVERIFY(!user.isEmpty() && user != q("tester"));
    QCOMPARE(m_serve.environment().value(q("USER")), q("tester"));
    const QJsonObject audit = m_serve.ask(words("audit list --text endpoint.changed --limit 1"));
    QCOMPARE(audit[q("audit")][0][q("actor")].toString(), q("operator:") + user);
}

QTEST_GUILESS_MAIN(TestEndpointOptions)

#include "tst_endpoint_options.moc"
