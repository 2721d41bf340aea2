#include "asn1/oids.h"
#include "asn1/values.h"
#include "asn1/writer.h"

#include "support.h"

#include <QTemporaryDir>

using namespace scepter;
using namespace scepter::asn1;
using namespace scepter::test;

namespace {

/// Parses hex and hands the root to a function; the tree lives as long as the call.
template <class Function> auto with(const Bytes& data, Function function) {
    const auto tree = Tree::parse(data);
    if (!tree) qFatal("test data does not parse: %s", toText(tree.error()).c_str());
    return function(tree->root());
}
template <class Function> auto with(const char* data, Function function) {
    return with(hex(data), function);
}

std::string isoTime(const char* type, const char* text) {
    Bytes data = hex(type);
    data.push_back(static_cast<std::uint8_t>(std::string_view(text).size()));
    for (const char* c = text; *c != 0; ++c)
        data.push_back(static_cast<std::uint8_t>(*c));
    const auto time = with(data, timeValue);
    return time ? toIsoText(*time) : toText(time.error().code).data();
}

class TestValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oid_textRoundTrips();
    void oid_textRoundTrips_data();
    void oid_agreesWithOpenssl();
    void oid_refusesMalformedContent();
    void oid_refusesMalformedText();
    void integer_agreesWithOpenssl();
    void integer_refusesWhatDoesNotFit();
    void boolean_readsAnyNonZeroOctet();
    void octetString_joinsSegments();
    void octetString_refusesForeignSegments();
    void bitString_joinsSegments();
    void bitString_refusesBrokenUnusedBits();
    void namedBits_agreeWithOpenssl();
    void string_readsEveryType();
    void string_readsEveryType_data();
    void string_refusesMalformedText();
    void string_keepsEmbeddedNul();
    void time_readsEveryForm();
    void time_refusesMalformedText();
    void time_agreesWithOpenssl();
    void writer_clampsTimesOutsideTheCalendar();
    void writer_writesLongLengths();
    void writer_sortsSetOf();
    void writer_output_isReadByOpenssl();
    void toDer_joinsAndShortens();
    void toDer_sortsSetsOnRequest();
    void toDer_keepsWhatIsDer();
    void toDer_ofBerReply_isAcceptedByOpenssl();

private:
    QTemporaryDir m_directory;
};

void TestValues::oid_textRoundTrips_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"0.0",
                             "0.39",
                             "1.0",
                             "1.39",
                             "2.0",
                             "2.39",
                             "2.40",
                             "2.47",
                             "2.48",
                             "2.100",
                             "2.999.3",
                             "1.2.840.113549.1.1.1",
                             "1.3.6.1.4.1.4294967295",
                             "2.5.4.3",
                             "1.2.0.0.0",
                             "1.3.6.1.4.1.18446744073709551615",
                             "1.3.6.1.4.1.18446744073709551616",
                             "2.25.340282366920938463463374607431768211455",
                             "2.25.1000000000",
                             "2.340282366920938463463374607431768211455",
                             "2.25.1000000000000000000000"})
        QTest::newRow(text) << QByteArray(text);
}

void TestValues::oid_textRoundTrips() {
    QFETCH(QByteArray, text);
    const auto oid = Oid::fromText(text.constData());
    QVERIFY(oid);
    QCOMPARE(oid->toText(), text.toStdString());
    const auto again = Oid::fromContent(oid->content());
    QVERIFY(again);
    QVERIFY(*again == *oid);
}

void TestValues::oid_agreesWithOpenssl() {
    for (const char* text : {"2.999.3", "1.3.6.1.4.1.311.20.2.3", "0.9.2342.19200300.100.1.25",
                             "2.25.340282366920938463463374607431768211455", "1.2.3", "2.47.1"}) {
        const QByteArray der =
            generated(m_directory.path(), QStringLiteral("OID:") + QString::fromLatin1(text));
        QVERIFY(!der.isEmpty());
        Writer writer;
        writer.oid(Oid::fromText(text).value());
        QCOMPARE(toQt(writer.bytes()), der);
        QCOMPARE(with(copyOf(viewOf(der)), oidValue).value().toText(), std::string(text));
    }
    QVERIFY(Oid::fromText("1.2.840.113549.1.9.16.3.9").value() == oids::kPwriKek);
}

void TestValues::oid_refusesMalformedContent() {
    for (const char* bytes :
         {"06 00", "06 01 80", "06 02 2A 80", "06 03 2A 80 01", "26 03 06 01 2A"})
        QVERIFY2(!with(bytes, oidValue), bytes);
    QVERIFY(!Oid::fromContent(Bytes(64, 0x01)));
    QVERIFY(Oid::fromContent(Bytes(63, 0x01)));
}

void TestValues::oid_refusesMalformedText() {
    for (const char* text : {"", "1", "1.", ".1", "1..2", "3.1", "0.40", "1.40", "1.100", "1.2.",
                             "a.b", "1.2 ", "1.02", "-1.2", "1.2.-3", "2.5.4.3x"})
        QVERIFY2(!Oid::fromText(text), text);
    QVERIFY(!Oid::fromText("2." + std::string(500, '9')));
    std::string many = "1.2";
    for (int i = 0; i < 63; ++i)
        many += ".1";
    QVERIFY(!Oid::fromText(many));
}

void TestValues::integer_agreesWithOpenssl() {
    for (const std::int64_t value :
         {INT64_MIN, INT64_MIN + 1, std::int64_t{-32769}, std::int64_t{-32768}, std::int64_t{-129},
          std::int64_t{-128}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, std::int64_t{127},
          std::int64_t{128}, std::int64_t{255}, std::int64_t{256}, std::int64_t{32767},
          std::int64_t{32768}, std::int64_t{8388608}, INT64_MAX}) {
        const QByteArray der =
            generated(m_directory.path(), QStringLiteral("INTEGER:") + QString::number(value));
        QVERIFY(!der.isEmpty());
        Writer writer;
        writer.integer(value);
        QCOMPARE(toQt(writer.bytes()), der);
        QCOMPARE(with(copyOf(viewOf(der)), integerValue).value(), value);
    }
    Writer writer;
    writer.unsignedInteger(hex("00 00 80")).unsignedInteger({}).unsignedInteger(hex("7F"));
    QCOMPARE(writer.bytes(), hex("02 02 00 80 02 01 00 02 01 7F"));
}

void TestValues::integer_refusesWhatDoesNotFit() {
    QVERIFY(!with("02 00", integerValue));
    QVERIFY(!with("02 00", integerContent));
    QVERIFY(!with("02 09 00 80 00 00 00 00 00 00 00", integerValue));
    QVERIFY(!with("02 09 FF 7F FF FF FF FF FF FF FF", integerValue));
    QVERIFY(!with("22 03 02 01 05", integerValue));
    QVERIFY(!with("04 01 05", integerValue));
    // Longer than needed, as some write it.
    QCOMPARE(with("02 0A 00 00 00 00 00 00 00 00 00 05", integerValue).value(), 5);
    QCOMPARE(with("02 09 FF FF FF FF FF FF FF FF FE", integerValue).value(), -2);
    QCOMPARE(with("0A 01 05", integerValue).value(), 5);
    QCOMPARE(with("02 02 00 05", integerContent).value(), hex("00 05"));
}

void TestValues::boolean_readsAnyNonZeroOctet() {
    QCOMPARE(with("01 01 FF", booleanValue).value(), true);
    QCOMPARE(with("01 01 01", booleanValue).value(), true);
    QCOMPARE(with("01 01 00", booleanValue).value(), false);
    QVERIFY(!with("01 00", booleanValue));
    QVERIFY(!with("01 02 00 00", booleanValue));
    QVERIFY(!booleanValue({}));
}

void TestValues::octetString_joinsSegments() {
    const Bytes expected = hex("01 02 03");
    for (const char* bytes :
         {"04 03 01 02 03", "24 07 04 01 01 04 02 02 03", "24 80 04 02 01 02 04 01 03 00 00",
          "24 80 24 80 04 01 01 24 04 04 02 02 03 00 00 00 00", "80 03 01 02 03",
          "A0 80 04 01 01 04 00 04 02 02 03 00 00"})
        QCOMPARE(with(bytes, octetStringValue).value(), expected);
    QCOMPARE(with("24 00", octetStringValue).value(), Bytes());
}

void TestValues::octetString_refusesForeignSegments() {
    for (const char* bytes :
         {"24 03 02 01 01", "24 03 80 01 01", "A0 03 05 01 00", "A0 05 30 03 04 01 00",
          "24 05 A4 03 04 01 00", "03 02 00 01", "30 03 04 01 01"})
        QVERIFY2(!with(bytes, octetStringValue), bytes);
    QVERIFY(!octetStringValue({}));
}

void TestValues::bitString_joinsSegments() {
    for (const char* bytes : {"03 03 00 AB CD", "23 08 03 02 00 AB 03 02 00 CD",
                              "23 80 23 04 03 02 00 AB 03 02 00 CD 00 00"})
        QCOMPARE(with(bytes, bitStringBytes).value(), hex("AB CD"));
    QCOMPARE(with("03 01 00", bitStringBytes).value(), Bytes());
}

void TestValues::bitString_refusesBrokenUnusedBits() {
    for (const char* bytes : {"03 00", "03 01 01", "03 02 08 00", "23 08 03 02 04 A0 03 02 00 CD",
                              "23 04 04 02 00 AB", "04 02 00 AB", "30 00"})
        QVERIFY2(!with(bytes, namedBits), bytes);
    QVERIFY(!with("03 02 04 F0", bitStringBytes));
}

void TestValues::namedBits_agreeWithOpenssl() {
    const std::pair<const char*, std::uint64_t> cases[] = {{"0", 1},
                                                           {"0,2", 5},
                                                           {"5,6", 0x60},
                                                           {"8", 0x100},
                                                           {"0,8", 0x101},
                                                           {"7", 0x80},
                                                           {"63", std::uint64_t{1} << 63}};
    for (const auto& [list, bits] : cases) {
        const QByteArray der =
            generated(m_directory.path(),
                      QStringLiteral("FORMAT:BITLIST,BITSTRING:") + QString::fromLatin1(list));
        QVERIFY(!der.isEmpty());
        Writer writer;
        writer.namedBits(bits);
        QCOMPARE(toQt(writer.bytes()), der);
        QCOMPARE(with(copyOf(viewOf(der)), asn1::namedBits).value(), bits);
    }
    Writer writer;
    writer.namedBits(0);
    QCOMPARE(writer.bytes(), hex("03 01 00"));
    QCOMPARE(with("03 02 04 FF", asn1::namedBits).value(), 0x0Fu); // unused bits are not looked at
    QVERIFY(!with("03 0A 00 00 00 00 00 00 00 00 00 80", asn1::namedBits));
    QVERIFY(with("03 0A 00 80 00 00 00 00 00 00 00 00", asn1::namedBits));
}

void TestValues::string_readsEveryType_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("UTF8") << QByteArray("0C 03 C3 A4 62")
                          << QByteArray("\xC3\xA4"
                                        "b");
    QTest::newRow("Printable") << QByteArray("13 02 41 2A") << QByteArray("A*");
    QTest::newRow("Printable with Latin-1") << QByteArray("13 01 E4") << QByteArray("\xC3\xA4");
    QTest::newRow("Numeric") << QByteArray("12 01 31") << QByteArray("1");
    QTest::newRow("T61") << QByteArray("14 02 FC 40") << QByteArray("\xC3\xBC@");
    QTest::newRow("IA5") << QByteArray("16 02 40 FF") << QByteArray("@\xC3\xBF");
    QTest::newRow("Visible") << QByteArray("1A 01 41") << QByteArray("A");
    QTest::newRow("BMP") << QByteArray("1E 04 00 E4 20 AC") << QByteArray("\xC3\xA4\xE2\x82\xAC");
    QTest::newRow("BMP pair") << QByteArray("1E 04 D8 3D DE 00") << QByteArray("\xF0\x9F\x98\x80");
    QTest::newRow("Universal") << QByteArray("1C 08 00 01 F6 00 00 00 00 41")
                               << QByteArray("\xF0\x9F\x98\x80"
                                             "A");
    QTest::newRow("in OCTET STRING segments")
        << QByteArray("2C 06 04 01 C3 04 01 A4") << QByteArray("\xC3\xA4");
    QTest::newRow("in segments of its type")
        << QByteArray("33 80 13 01 41 13 01 42 00 00") << QByteArray("AB");
    QTest::newRow("empty") << QByteArray("13 00") << QByteArray("");
}

void TestValues::string_readsEveryType() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    const auto value = with(bytes.constData(), stringValue);
    QVERIFY(value);
    QCOMPARE(*value, text.toStdString());
}

void TestValues::string_refusesMalformedText() {
    for (const char* bytes :
         {"0C 01 80", "0C 02 C0 80", "0C 03 ED A0 80", "0C 04 F4 90 80 80", "0C 01 C3", "1E 01 00",
          "1E 02 D8 00", "1E 04 DE 00 D8 3D", "1E 04 D8 00 00 41", "1C 04 00 11 00 00",
          "1C 04 00 00 D8 00", "1C 03 00 00 41", "04 01 41", "2C 03 02 01 41", "02 01 41",
          "80 01 41"})
        QVERIFY2(!with(bytes, stringValue), bytes);
}

void TestValues::string_keepsEmbeddedNul() {
    QCOMPARE(with("0C 03 61 00 62", stringValue).value(), std::string("a\0b", 3));
    QCOMPARE(with("16 03 61 00 62", stringValue).value(), std::string("a\0b", 3));
}

void TestValues::time_readsEveryForm() {
    QCOMPARE(isoTime("17", "491231235959Z"), std::string("2049-12-31T23:59:59Z"));
    QCOMPARE(isoTime("17", "500101000000Z"), std::string("1950-01-01T00:00:00Z"));
    QCOMPARE(isoTime("17", "2401020304Z"), std::string("2024-01-02T03:04:00Z"));
    QCOMPARE(isoTime("17", "240229010203+0130"), std::string("2024-02-28T23:32:03Z"));
    QCOMPARE(isoTime("17", "2402282330-0100"), std::string("2024-02-29T00:30:00Z"));
    QCOMPARE(isoTime("18", "20500101000000Z"), std::string("2050-01-01T00:00:00Z"));
    QCOMPARE(isoTime("18", "99991231235959Z"), std::string("9999-12-31T23:59:59Z"));
    QCOMPARE(isoTime("18", "2024010203Z"), std::string("2024-01-02T03:00:00Z"));
    QCOMPARE(isoTime("18", "202401020304.5Z"), std::string("2024-01-02T03:04:30Z"));
    QCOMPARE(isoTime("18", "2024010203,25+02"), std::string("2024-01-02T01:15:00Z"));
    const Bytes fraction = [] {
        Bytes data = hex("18 19");
        for (const char c : std::string_view("20240102030405.12399999Z+"))
            data.push_back(static_cast<std::uint8_t>(c));
        data.back() = 'Z';
        data.pop_back();
        data[1] = static_cast<std::uint8_t>(data.size() - 2);
        return data;
    }();
    QCOMPARE(with(fraction, timeValue).value().time_since_epoch().count() % 1000, 123);
}

void TestValues::time_refusesMalformedText() {
    for (const char* text :
         {"", "Z", "240102030405", "241302030405Z", "240230030405Z", "240102240405Z",
          "240102036005Z", "240102030460Z", "2401020304050Z", "240102030405ZZ", "240102030405.5Z",
          "24010203Z", "240102030405+01", "240102030405+2400", "24 102030405Z", "-40102030405Z",
          "240002030405Z", "240100030405Z"})
        QVERIFY2(isoTime("17", text) == "asn1Malformed", text);
    for (const char* text :
         {"20240102Z", "20240102030405", "20240102030405.Z", "20230229000000Z", "20240102030405.5",
          "20240102030405+", "20240102030405+1", "0240102030405Z"})
        QVERIFY2(isoTime("18", text) == "asn1Malformed", text);
    QVERIFY(!with("13 01 5A", timeValue));
}

void TestValues::time_agreesWithOpenssl() {
    const std::pair<const char*, const char*> cases[] = {
        {"UTCTIME:500101000000Z", "1950-01-01T00:00:00Z"},
        {"UTCTIME:491231235959Z", "2049-12-31T23:59:59Z"},
        {"GENTIME:20500101000000Z", "2050-01-01T00:00:00Z"},
        {"GENTIME:19491231235959Z", "1949-12-31T23:59:59Z"},
        {"GENTIME:00000101000000Z", "0000-01-01T00:00:00Z"}};
    for (const auto& [genstr, iso] : cases) {
        const QByteArray der = generated(m_directory.path(), QString::fromLatin1(genstr));
        QVERIFY(!der.isEmpty());
        const auto time = with(copyOf(viewOf(der)), timeValue);
        QVERIFY(time);
        QCOMPARE(toIsoText(*time), std::string(iso));
        Writer writer;
        writer.time(*time);
        QCOMPARE(toQt(writer.bytes()), der);
    }
}

void TestValues::writer_clampsTimesOutsideTheCalendar() {
    Writer writer;
    writer.time(TimePoint::max()).time(TimePoint::min()).time(TimePoint(Duration(-1)));
    const std::string expected = "\x18\x0F"
                                 "99991231235959Z"
                                 "\x18\x0F"
                                 "00000101000000Z"
                                 "\x17\x0D"
                                 "691231235959Z";
    QCOMPARE(std::string(textOf(writer.bytes())), expected);
}

void TestValues::writer_writesLongLengths() {
    for (const std::size_t size : {std::size_t{127}, std::size_t{128}, std::size_t{255},
                                   std::size_t{256}, std::size_t{65535}, std::size_t{65536}}) {
        const Bytes content(size, 0x5A);
        Writer flat;
        flat.octetString(content);
        Writer nested;
        nested.octetStringOf([&] { nested.raw(content); });
        QCOMPARE(flat.bytes(), nested.bytes());
        const auto tree = Tree::parse(flat.bytes());
        QVERIFY(tree && tree->looksLikeDer());
        QCOMPARE(tree->root().content().size(), size);
    }
}

void TestValues::writer_sortsSetOf() {
    Writer writer;
    writer.setOf({hex("04 02 01 01"), hex("04 01 02"), hex("02 01 09"), hex("04 01 01")});
    QCOMPARE(writer.bytes(), hex("31 0D 02 01 09 04 01 01 04 01 02 04 02 01 01"));
}

void TestValues::writer_output_isReadByOpenssl() {
    Writer w;
    w.sequence([&] {
        w.boolean(true).integer(-5).enumerated(2).null().oid(oids::kSha256);
        w.utf8String("\xC3\xA4").printableString("P").ia5String("i@x");
        w.bitString(hex("FF"), 3);
        w.context(0, [&] { w.bitStringOf([&] { w.integer(1); }); });
        w.time(TimePoint(std::chrono::sys_days(std::chrono::year(2030) / 1 / 2)));
        w.set([&] { w.octetString(hex("0102")); });
        w.primitive(0x82, bytesOf("dns"));
    });
    QVERIFY(Tree::parse(w.bytes())->looksLikeDer());
    const QByteArray text = openssl({QStringLiteral("asn1parse"), QStringLiteral("-inform"),
                                     QStringLiteral("DER"), QStringLiteral("-dump")},
                                    toQt(w.bytes()));
    for (const char* part :
         {"BOOLEAN           :255", "INTEGER           :-05", "ENUMERATED        :02",
          "OBJECT            :sha256", "PRINTABLESTRING   :P", "IA5STRING         :i@x",
          "300102000000Z", "cont [ 0 ]", "cont [ 2 ]", "03 f8"})
        QVERIFY2(text.contains(part), text.constData());
}

void TestValues::toDer_joinsAndShortens() {
    const auto der = [](const char* bytes) {
        return with(bytes, [](Element e) { return toDer(e); });
    };
    QCOMPARE(der("30 80 24 80 04 01 AA 04 01 BB 00 00 00 00").value(), hex("30 04 04 02 AA BB"));
    QCOMPARE(der("23 80 03 02 00 AB 03 02 04 C0 00 00").value(), hex("03 03 04 AB C0"));
    QCOMPARE(der("2C 80 0C 01 61 24 03 04 01 62 00 00").value(), hex("0C 02 61 62"));
    QCOMPARE(der("24 00").value(), hex("04 00"));
    QCOMPARE(der("A0 82 00 02 05 00").value(), hex("A0 02 05 00"));
    QCOMPARE(der("BF 8F FF FF FF 7F 80 9F 1F 81 00 00 00").value(),
             hex("BF 8F FF FF FF 7F 03 9F 1F 00"));
    QCOMPARE(der("A0 80 04 01 AA 04 01 BB 00 00").value(), hex("A0 06 04 01 AA 04 01 BB"));
    QVERIFY(!der("24 03 02 01 01"));
    QVERIFY(!der("23 03 04 01 00"));
    QVERIFY(!der("30 05 22 03 02 01 01")); // a constructed INTEGER
    // An element in the middle, without its neighbors.
    const Bytes data = hex("30 80 02 01 01 30 80 05 00 00 00 02 01 02 00 00");
    QCOMPARE(with(data, [](Element e) { return toDer(e.child(1)); }).value(), hex("30 02 05 00"));
}

void TestValues::toDer_sortsSetsOnRequest() {
    const char* bytes =
        "30 80 31 80 31 80 02 01 02 24 80 04 01 01 00 00 02 01 01 00 00 02 01 09 00 00 00 00";
    QCOMPARE(with(bytes, [](Element e) { return toDer(e, true); }).value(),
             hex("30 10 31 0E 02 01 09 31 09 02 01 01 02 01 02 04 01 01"));
    QCOMPARE(with(bytes, [](Element e) { return toDer(e); }).value(),
             hex("30 10 31 0E 31 09 02 01 02 04 01 01 02 01 01 02 01 09"));
}

void TestValues::toDer_keepsWhatIsDer() {
    int count = 0;
    for (const auto& [name, message] : recordedMessages()) {
        const auto tree = Tree::parse(viewOf(message));
        QVERIFY(tree);
        const auto der = toDer(tree->root());
        QVERIFY(der);
        QCOMPARE(toQt(*der) == message, tree->looksLikeDer());
        QVERIFY(Tree::parse(*der)->looksLikeDer());
        ++count;
    }
    QVERIFY(count > 40);
}

void TestValues::toDer_ofBerReply_isAcceptedByOpenssl() {
    const QString path = m_directory.filePath(QStringLiteral("message.der"));
    const auto verified = [&](ByteView message) {
        if (!save(path, message)) return QByteArray();
        return openssl({QStringLiteral("cms"), QStringLiteral("-verify"),
                        QStringLiteral("-noverify"), QStringLiteral("-binary"),
                        QStringLiteral("-inform"), QStringLiteral("DER"), QStringLiteral("-in"),
                        path});
    };
    int count = 0;
    for (const auto& [name, message] : recordedMessages()) {
        const auto tree = Tree::parse(viewOf(message));
        if (tree->looksLikeDer() || !name.endsWith(QStringLiteral(".response"))) continue;
        const QByteArray before = verified(viewOf(message));
        if (before.isEmpty()) continue; // no content or no message
        QCOMPARE(verified(toDer(tree->root()).value()), before);
        ++count;
    }
    QVERIFY(count >= 10);
}

} // namespace

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
