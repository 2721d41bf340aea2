#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"
#include "pki/name.h"

#include "x509_support.h"

#include <random>

using namespace scepter;
using namespace scepter::test;
using pki::Name;
namespace oids = asn1::oids;

namespace {

std::string str(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

Name parsed(std::string_view text) {
    const auto name = Name::fromText(text);
    if (!name) qFatal("%s: %s", std::string(text).c_str(), toText(name.error()).c_str());
    return *name;
}

/// A name of one CN, its value written by the caller.
Name withCn(const char* valueHex) {
    asn1::Writer w;
    w.sequence([&] {
        w.set(
            [&] { w.sequence([&] { w.oid(oids::kCommonName).raw(fromHex(valueHex).value()); }); });
    });
    return Name::fromDer(w.bytes()).value();
}

class TestName : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fromText_slashForm_agreesWithOpenssl();
    void fromText_slashForm_agreesWithOpenssl_data();
    void fromText_writesTheBytesThatOpensslWrites();
    void toText_agreesWithOpenssl();
    void toText_agreesWithOpenssl_data();
    void toText_randomNames_areReadBackAndAgreeWithOpenssl();
    void fromText_readsOpensslOutputWithEveryEscape();
    void fromText_readsEscapes();
    void fromText_readsEscapes_data();
    void fromText_rejectsMalformedText();
    void fromText_rejectsMalformedText_data();
    void fromText_readsSeveralNamesAndValues();
    void fromText_readsHexValues();
    void fromText_takesEveryShortName();
    void toText_hidesNothingFromTheReader();
    void toText_ofUnknownTypesAndOtherValues_isHex();
    void fromDer_readsEveryStringType();
    void fromDer_rejectsMalformedNames();
    void fromDer_rejectsMalformedNames_data();
    void fromDer_turnsBerIntoDer();
    void fromRdns_choosesStringTypes();
    void fromRdns_keepsEncodingsAndRefusesContradictions();
    void fromRdns_sortsSeveralValues();
    void values_findsAllInOrder();
    void matches_followsRfc5280();
    void matches_tellsDifferentNames();

private:
    /// The subject of the CSR that `openssl req -subj` makes.
    [[nodiscard]] Name subjectByOpenssl(const QByteArray& subj) const;
    /// What `openssl req -subject` prints for this name.
    [[nodiscard]] QByteArray textByOpenssl(const Name& name, const char* options) const;

    OpenSslTool m_openssl;
    Bytes m_spki;
};

void TestName::initTestCase() {
    m_openssl.write("req.cnf", "[req]\nstring_mask = default\ndistinguished_name = dn\n[dn]\n");
    const QByteArray made = m_openssl.run(
        QStringLiteral("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem"));
    QVERIFY2(!made.startsWith("FAILED"), made.constData());
    const QByteArray spki = m_openssl.run(QStringLiteral("pkey -in key.pem -pubout -outform DER"));
    m_spki = fromQt(spki);
    QVERIFY(asn1::Tree::parse(m_spki));
}

Name TestName::subjectByOpenssl(const QByteArray& subj) const {
    const QByteArray der = m_openssl.runList(
        {QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-config"),
         QStringLiteral("req.cnf"), QStringLiteral("-key"), QStringLiteral("key.pem"),
         QStringLiteral("-utf8"), QStringLiteral("-subj"), QString::fromUtf8(subj),
         QStringLiteral("-outform"), QStringLiteral("DER")});
    const Bytes bytes = fromQt(der);
    const auto tree = asn1::Tree::parsePrefix(bytes);
    if (!tree) qFatal("openssl req -subj %s: %s", subj.constData(), der.constData());
    return Name::fromElement(tree->root().child(0).child(1)).value();
}

QByteArray TestName::textByOpenssl(const Name& name, const char* options) const {
    asn1::Writer w;
    w.sequence([&] {
        w.sequence([&] {
            w.integer(0).raw(name.der()).raw(m_spki);
            w.context(0, [] {});
        });
        w.sequence([&] { w.oid(oids::kEcdsaSha256); });
        w.bitString(fromHex("3006020101020101").value());
    });
    m_openssl.write("name.der", toQt(w.bytes()));
    QByteArray text = m_openssl.runList(
        {QStringLiteral("req"), QStringLiteral("-in"), QStringLiteral("name.der"),
         QStringLiteral("-inform"), QStringLiteral("DER"), QStringLiteral("-noout"),
         QStringLiteral("-subject"), QStringLiteral("-nameopt"), QString::fromLatin1(options)});
    if (!text.startsWith("subject=")) qFatal("openssl: %s", text.constData());
    return text.mid(8, text.indexOf('\n') - 8);
}

void TestName::fromText_slashForm_agreesWithOpenssl_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"/CN=a", "/C=DE/O=Example GmbH/OU=One/OU=Two/CN=host.example", "/CN=a\\/b\\\\c\\+d",
          "/O=x/CN=a+UID=b+serialNumber=7", "/CN=J\xC3\xBCrgen \xE2\x82\xAC", "/O=a, b;c \"d\" <e>",
          "/CN=#hash/OU= space ", "/DC=example/DC=host", "/emailAddress=a@b.example/CN=x=y",
          "/SN=Sur/GN=Given/title=Dr/description=d/initials=I", "/2.5.4.97=NTRDE-1/2.5.4.65=p",
          "/C=/CN=left out", "/CN=a\\,b", "/unstructuredName=n/street=s/postalCode=1"})
        QTest::newRow(text) << QByteArray(text);
}

void TestName::fromText_slashForm_agreesWithOpenssl() {
    QFETCH(QByteArray, text);
    const Name theirs = subjectByOpenssl(text);
    const Name ours = parsed(str(text));
    QCOMPARE(ours.rdns().size(), theirs.rdns().size());
    for (std::size_t i = 0; i < ours.rdns().size(); ++i) {
        QCOMPARE(ours.rdns()[i].size(), theirs.rdns()[i].size());
        for (std::size_t j = 0; j < ours.rdns()[i].size(); ++j) {
            QVERIFY(ours.rdns()[i][j].type == theirs.rdns()[i][j].type);
            QCOMPARE(ours.rdns()[i][j].value, theirs.rdns()[i][j].value);
        }
    }
    QVERIFY(ours.matches(theirs));
}

void TestName::fromText_writesTheBytesThatOpensslWrites() {
    for (const char* text : {"/C=DE/ST=Bayern/L=M/O=Example GmbH (1)/OU=a+CN=b/serialNumber=12",
                             "/DC=example/DC=host/emailAddress=a_b@c.example"})
        QCOMPARE(toHex(parsed(text).der()), toHex(subjectByOpenssl(text).der()));
    QCOMPARE(toHex(parsed("CN=a: b\\=c?'/-.\\,").der()),
             toHex(subjectByOpenssl("/CN=a: b=c?'\\/-.,").der()));
}

void TestName::toText_agreesWithOpenssl_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"CN=a", "CN=host,OU=Two,OU=One,O=Example GmbH,C=DE", "CN=a\\+b\\,c\\;d\\<e\\>f\\\\g\\\"h",
          "CN=\\ lead,OU=trail\\ ,O=in  side", "CN=\\#x,OU=a#b", "CN=\\00nul,OU=\\0Aline\\7F",
          "CN=J\xC3\xBCrgen \xF0\x9F\x98\x80", "CN=,O=x", "CN=\\ ", "CN=a=b",
          "emailAddress=a@b,UID=u,DC=host,DC=example", "serialNumber=1,SN=s,GN=g,title=t",
          "2.25.7=#0C0141", "CN=#03020080",
          "description=d,postalCode=1,dnQualifier=q,unstructuredName=u",
          "organizationIdentifier=o,pseudonym=p,generationQualifier=III,initials=I,"
          "businessCategory=b"})
        QTest::newRow(text) << QByteArray(text);
}

void TestName::toText_agreesWithOpenssl() {
    QFETCH(QByteArray, text);
    const Name name = parsed(str(text));
    const QByteArray theirs = textByOpenssl(name, "RFC2253,-esc_msb,utf8");
    QCOMPARE(toQt(name.toText()), theirs);
    QVERIFY(parsed(str(theirs)).matches(name));
}

void TestName::toText_randomNames_areReadBackAndAgreeWithOpenssl() {
    std::mt19937 random(20); // always the same names
    const std::string_view pieces[] = {" ",
                                       "  ",
                                       "#",
                                       ",",
                                       "+",
                                       ";",
                                       "<",
                                       ">",
                                       "\"",
                                       "\\",
                                       "=",
                                       "/",
                                       "a",
                                       "Z9",
                                       "\t",
                                       "\xC3\xA4",
                                       "\xE2\x82\xAC",
                                       "\\41",
                                       "\n",
                                       "'"};
    const asn1::Oid types[] = {oids::kCommonName, oids::kOrganization, oids::kSerialNumber,
                               oids::kUserId, oids::kEmailAddress};
    for (int round = 0; round < 300; ++round) {
        std::vector<pki::Rdn> rdns(1 + random() % 3);
        for (pki::Rdn& rdn : rdns) {
            rdn.push_back({types[random() % std::size(types)], 0, {}, {}});
            for (auto n = random() % 6; n > 0; --n)
                rdn[0].value += pieces[random() % std::size(pieces)];
        }
        const Name name = Name::fromRdns(rdns).value();
        for (std::size_t i = 0; i < rdns.size(); ++i)
            QCOMPARE(name.rdns()[i][0].value, rdns[i][0].value);
        const Name again = parsed(name.toText());
        QVERIFY2(again == name, name.toText().c_str());
        if (round < 20) QCOMPARE(toQt(name.toText()), textByOpenssl(name, "RFC2253,-esc_msb,utf8"));
    }
}

void TestName::fromText_readsOpensslOutputWithEveryEscape() {
    const Name name = parsed("CN=J\xC3\xBCrgen\\, \\#1 \\00\\0A,O=\\ a\\ +OU=b\\+c,C=DE");
    for (const char* options : {"RFC2253", "RFC2253,-esc_msb,utf8", "RFC2253,use_quote",
                                "RFC2253,esc_2254", "RFC2253,-dn_rev,dn_rev", "RFC2253,space_eq"}) {
        const QByteArray text = textByOpenssl(name, options);
        QVERIFY2(parsed(str(text)).matches(name), text.constData());
    }
}

void TestName::fromText_readsEscapes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("spaces around") << QByteArray("  CN =  a b  ") << QByteArray("a b");
    QTest::newRow("escaped spaces") << QByteArray("CN= \\  a\\ \\  ") << QByteArray("  a  ");
    QTest::newRow("hex space") << QByteArray("CN=\\20a\\20") << QByteArray(" a ");
    QTest::newRow("hex UTF-8") << QByteArray("CN=\\C3\\bC") << QByteArray("\xC3\xBC");
    QTest::newRow("hex NUL") << QByteArray("CN=a\\00b") << QByteArray("a\0b", 3);
    QTest::newRow("specials") << QByteArray(R"(CN=\"\+\,\;\<\>\#\=\\)")
                              << QByteArray("\"+,;<>#=\\");
    QTest::newRow("quoted") << QByteArray("CN=\" a,b+c;d \\\" \"") << QByteArray(" a,b+c;d \" ");
    QTest::newRow("quoted empty") << QByteArray("CN=\"\"") << QByteArray("");
    QTest::newRow("quoted hash") << QByteArray("CN=\"#1\"") << QByteArray("#1");
    QTest::newRow("empty") << QByteArray("CN=") << QByteArray("");
    QTest::newRow("unescaped <>=#") << QByteArray("CN=a<b>=c#") << QByteArray("a<b>=c#");
    QTest::newRow("slash inside") << QByteArray("CN=a/b") << QByteArray("a/b");
    QTest::newRow("slash form takes backslash alone")
        << QByteArray("/CN=\\4\\1") << QByteArray("41");
}

void TestName::fromText_readsEscapes() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    QCOMPARE(toQt(parsed(str(text)).commonName().value()), value);
}

void TestName::fromText_rejectsMalformedText_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"CN",         "CN=a,",
                             "CN=a+",      "CN=a,,O=b",
                             ",CN=a",      "=a",
                             "nosuch=a",   "1=a",
                             "3.1=a",      "1.2.=a",
                             "CN=a\\",     "CN=\\4",
                             "CN=\\zz",    "CN=\\gg",
                             "CN=\"a",     "CN=\"a\"b",
                             "CN=a\"b\"",  "CN=#",
                             "CN=#0",      "CN=#0G",
                             "CN=#0500FF", "CN=#0C01",
                             "CN=#0C01C3", "CN=\\C3",
                             "CN=\xC3",    "CN=\\ED\\A0\\80",
                             "/CN",        "/CN=a/b",
                             "/CN=a\\",    "/nosuch=a",
                             "a/CN=b",     "//CN=a",
                             "/CN=\xC3"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("raw NUL") << QByteArray("CN=a\0b", 6);
}

void TestName::fromText_rejectsMalformedText() {
    QFETCH(QByteArray, text);
    QCOMPARE(outcome(Name::fromText(str(text))), QByteArray("nameMalformed"));
}

void TestName::fromText_readsSeveralNamesAndValues() {
    QVERIFY(parsed("").empty());
    QVERIFY(parsed("  ").empty());
    QVERIFY(parsed("/").empty());
    QCOMPARE(parsed("").toText(), std::string());
    QCOMPARE(toHex(Name().der()), std::string("3000"));
    const Name name = parsed("UID=u+CN=a ; OU=b, O=c");
    QCOMPARE(name.rdns().size(), std::size_t{3});
    QCOMPARE(name.rdns()[0][0].value, std::string("c"));
    QCOMPARE(name.rdns()[2].size(), std::size_t{2});
    QVERIFY(name == parsed("/O=c/OU=b/CN=a+UID=u"));
    QVERIFY(parsed("OID.2.5.4.3=a") == parsed("cn=a"));
}

void TestName::fromText_readsHexValues() {
    const Name utf8 = parsed("CN=#0c0141");
    QCOMPARE(utf8.rdns()[0][0].stringTag, asn1::tag::kUtf8String);
    QCOMPARE(utf8.commonName().value(), std::string("A"));
    QCOMPARE(utf8.toText(), std::string("CN=A"));
    const Name null = parsed("O=x, CN = #05 00 +OU=y");
    QVERIFY(!null.commonName());
    QCOMPARE(null.rdns()[0].size(), std::size_t{2});
    QCOMPARE(toHex(parsed("CN=#24800401410000").rdns()[0][0].encoded), std::string("040141"));
}

void TestName::fromText_takesEveryShortName() {
    for (const char* name : {"CN",
                             "C",
                             "L",
                             "ST",
                             "S",
                             "STREET",
                             "O",
                             "OU",
                             "DC",
                             "UID",
                             "E",
                             "emailAddress",
                             "serialNumber",
                             "SN",
                             "GN",
                             "T",
                             "title",
                             "unstructuredName",
                             "unstructuredAddress",
                             "dnQualifier",
                             "initials",
                             "description"}) {
        const auto type = pki::attributeType(name);
        QVERIFY2(type, name);
        QVERIFY2(pki::attributeType(toLower(name)) == type, name);
        QVERIFY2(pki::attributeType(pki::attributeShortName(*type)) == type, name);
        QVERIFY2(pki::attributeType(type->toText()) == type, name);
    }
    QVERIFY(!pki::attributeType(""));
    QVERIFY(!pki::attributeType("OID."));
    QCOMPARE(pki::attributeShortName(oids::kCommonName), std::string("CN"));
    QCOMPARE(pki::attributeShortName(asn1::Oid("1.2.3")), std::string("1.2.3"));
}

void TestName::toText_hidesNothingFromTheReader() {
    // A right-to-left override, a line separator, a C1 control, a byte order mark.
    const Name name = withCn("0C 0C 61 E2 80 AE E2 80 A8 C2 85 EF BB BF");
    QCOMPARE(name.toText(), std::string("CN=a\\E2\\80\\AE\\E2\\80\\A8\\C2\\85\\EF\\BB\\BF"));
    QVERIFY(parsed(name.toText()) == name);
    QCOMPARE(name.toDisplayText(), name.toText());
    QCOMPARE(withCn("0C 03 61 0D 0A").toText(), std::string("CN=a\\0D\\0A"));
}

void TestName::toText_ofUnknownTypesAndOtherValues_isHex() {
    QCOMPARE(withCn("03 02 00 FF").toText(), std::string("CN=#030200FF"));
    QCOMPARE(parsed("1.2.3=ab").toText(), std::string("1.2.3=#13026162"));
    QVERIFY(parsed("1.2.3=#13026162") == parsed("1.2.3=ab"));
    QVERIFY(parsed(withCn("30 03 0C 01 41").toText()) == withCn("30 03 0C 01 41"));
}

void TestName::fromDer_readsEveryStringType() {
    const std::pair<const char*, const char*> cases[] = {
        {"0C 02 C3 BC", "\xC3\xBC"}, {"13 01 61", "a"},           {"14 01 FC", "\xC3\xBC"},
        {"16 01 61", "a"},           {"1E 02 00 FC", "\xC3\xBC"}, {"1C 04 00 00 00 FC", "\xC3\xBC"},
        {"13 01 FC", "\xC3\xBC"},    {"1A 01 61", "a"},           {"12 01 31", "1"}};
    for (const auto& [bytes, value] : cases) {
        const Name name = withCn(bytes);
        QCOMPARE(name.commonName().value(), std::string(value));
        QCOMPARE(name.rdns()[0][0].encoded, fromHex(bytes).value());
        QCOMPARE(name.rdns()[0][0].stringTag, std::uint32_t{fromHex(bytes).value()[0]});
    }
}

void TestName::fromDer_rejectsMalformedNames_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("not a SEQUENCE") << QByteArray("31 00");
    QTest::newRow("primitive SEQUENCE") << QByteArray("10 00");
    QTest::newRow("trailing byte") << QByteArray("30 00 00");
    QTest::newRow("empty SET") << QByteArray("30 02 31 00");
    QTest::newRow("SEQUENCE for SET") << QByteArray("30 0A 30 08 30 06 06 01 2A 0C 01 41");
    QTest::newRow("no value") << QByteArray("30 07 31 05 30 03 06 01 2A");
    QTest::newRow("two values") << QByteArray("30 0D 31 0B 30 09 06 01 2A 0C 01 41 0C 01 41");
    QTest::newRow("no type") << QByteArray("30 07 31 05 30 03 0C 01 41");
    QTest::newRow("malformed type") << QByteArray("30 0A 31 08 30 06 06 01 80 0C 01 41");
    QTest::newRow("malformed UTF-8") << QByteArray("30 0A 31 08 30 06 06 01 2A 0C 01 C3");
    QTest::newRow("half a surrogate pair") << QByteArray("30 0B 31 09 30 07 06 01 2A 1E 02 D8 00");
}

void TestName::fromDer_rejectsMalformedNames() {
    QFETCH(QByteArray, bytes);
    QCOMPARE(outcome(Name::fromDer(fromHex(str(bytes)).value())), QByteArray("nameMalformed"));
}

void TestName::fromDer_turnsBerIntoDer() {
    const Name name =
        Name::fromDer(
            fromHex("30 80 31 80 30 80 06 03 55 04 03 2C 80 04 01 61 04 01 62 00 00 00 00 00 "
                    "00 00 00")
                .value())
            .value();
    QCOMPARE(toHex(name.der()), toHex(withCn("0C 02 61 62").der()));
    QCOMPARE(name.commonName().value(), std::string("ab"));
}

void TestName::fromRdns_choosesStringTypes() {
    const auto tagOf = [](const char* text) { return parsed(text).rdns()[0][0].stringTag; };
    QCOMPARE(tagOf("CN=Example (1)"), asn1::tag::kPrintableString);
    QCOMPARE(tagOf("CN=a@b"), asn1::tag::kUtf8String);
    QCOMPARE(tagOf("CN=a_b"), asn1::tag::kUtf8String);
    QCOMPARE(tagOf("CN=\xC3\xBC"), asn1::tag::kUtf8String);
    QCOMPARE(tagOf("C=DE"), asn1::tag::kPrintableString);
    QCOMPARE(tagOf("serialNumber=1"), asn1::tag::kPrintableString);
    QCOMPARE(tagOf("serialNumber=a_b"), asn1::tag::kUtf8String);
    QCOMPARE(tagOf("DC=example"), asn1::tag::kIa5String);
    QCOMPARE(tagOf("E=a@b"), asn1::tag::kIa5String);
    QCOMPARE(tagOf("E=\xC3\xBC@b"), asn1::tag::kUtf8String);
    const auto asked = [](std::uint32_t tag, const char* value) {
        return Name::fromRdns({{{oids::kCommonName, tag, value, {}}}})
            .value()
            .rdns()[0][0]
            .stringTag;
    };
    QCOMPARE(asked(asn1::tag::kUtf8String, "a"), asn1::tag::kUtf8String);
    QCOMPARE(asked(asn1::tag::kIa5String, "a@"), asn1::tag::kIa5String);
    QCOMPARE(asked(asn1::tag::kIa5String, "\xC3\xBC"), asn1::tag::kUtf8String);
    QCOMPARE(asked(asn1::tag::kPrintableString, "a@"), asn1::tag::kUtf8String);
    QCOMPARE(asked(asn1::tag::kBmpString, "a"), asn1::tag::kPrintableString);
}

void TestName::fromRdns_keepsEncodingsAndRefusesContradictions() {
    const Name bmp = withCn("1E 02 00 41");
    QVERIFY(Name::fromRdns(bmp.rdns()).value() == bmp);
    auto changed = bmp.rdns();
    changed[0][0].value = "B";
    QCOMPARE(outcome(Name::fromRdns(changed)), QByteArray("nameMalformed"));
    changed[0][0].encoded.clear();
    QCOMPARE(Name::fromRdns(changed).value().commonName().value(), std::string("B"));
    changed[0][0].encoded = fromHex("1E0200").value();
    QVERIFY(!Name::fromRdns(changed));
    QVERIFY(!Name::fromRdns({{}}));
    QVERIFY(!Name::fromRdns({{{asn1::Oid(), 0, "a", {}}}}));
    QVERIFY(!Name::fromRdns({{{oids::kCommonName, 0, "\xC3", {}}}}));
    QVERIFY(Name::fromRdns({}).value().empty());
}

void TestName::fromRdns_sortsSeveralValues() {
    const Name a = parsed("UID=u+CN=long common name+OU=b");
    const Name b = parsed("OU=b+UID=u+CN=long common name");
    QVERIFY(a == b);
    const Name theirs = subjectByOpenssl("/UID=u+CN=long common name+OU=b");
    QVERIFY(theirs.matches(a));
}

void TestName::values_findsAllInOrder() {
    const Name name = parsed("CN=c,OU=two+OU=three,OU=one");
    QCOMPARE(name.values(oids::kOrganizationalUnit),
             (std::vector<std::string>{"one", "two", "three"}));
    QCOMPARE(name.first(oids::kOrganizationalUnit).value(), std::string("one"));
    QVERIFY(name.values(oids::kCountry).empty());
    QVERIFY(!name.first(oids::kCountry));
}

void TestName::matches_followsRfc5280() {
    QVERIFY(withCn("0C 03 41 20 42").matches(withCn("13 04 61 20 20 62")));
    QVERIFY(withCn("1E 04 00 61 00 62").matches(withCn("0C 02 41 42")));
    QVERIFY(withCn("0C 04 20 61 62 20").matches(withCn("0C 02 61 62")));
    QVERIFY(withCn("0C 00").matches(withCn("0C 01 20")));
    QVERIFY(parsed("CN=A+OU=B,O=x").matches(parsed("OU=b+CN=a,O=X")));
    QVERIFY(!(parsed("CN=A") == parsed("CN=a")));
    QVERIFY(Name().matches(Name()));
}

void TestName::matches_tellsDifferentNames() {
    QVERIFY(!parsed("CN=a").matches(parsed("CN=b")));
    QVERIFY(!parsed("CN=a").matches(parsed("OU=a")));
    QVERIFY(!parsed("CN=a").matches(parsed("CN=a,O=b")));
    QVERIFY(!parsed("CN=a,O=b").matches(parsed("O=b,CN=a")));
    QVERIFY(!parsed("CN=a,CN=b").matches(parsed("CN=a+CN=b")));
    QVERIFY(!parsed("CN=a b").matches(parsed("CN=ab")));
    QVERIFY(!parsed("CN=a").matches(Name()));
    QVERIFY(!withCn("0C 03 61 00 62").matches(withCn("0C 01 61")));
    QVERIFY(!parsed("CN=\xC3\xBC").matches(parsed("CN=\xC3\x9C"))); // only ASCII letters fold
    QVERIFY(!withCn("04 01 41").matches(withCn("04 01 61")));       // not a string: byte for byte
    QVERIFY(!withCn("04 01 41").matches(withCn("0C 03 04 01 41")));
}

} // namespace

QTEST_GUILESS_MAIN(TestName)
#include "tst_name.moc"
