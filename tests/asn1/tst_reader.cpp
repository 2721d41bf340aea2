#include "asn1/reader.h"
#include "asn1/values.h"

#include "support.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace scepter;
using namespace scepter::asn1;
using namespace scepter::test;

namespace {

ErrorCode errorOf(const char* bytes, const Limits& limits = {}) {
    const Bytes data = hex(bytes);
    const auto tree = Tree::parse(data, limits);
    return tree ? ErrorCode::Internal : tree.error().code;
}

/// One line per element, in the words of `openssl asn1parse`, without the name of the type.
QStringList linesOf(const Tree& tree) {
    QStringList lines;
    std::vector<std::size_t> ends;
    for (const Node& node : tree.nodes()) {
        while (!ends.empty() && ends.back() <= node.offset)
            ends.pop_back();
        lines.append(
            QStringLiteral("%1:d=%2 hl=%3 l=%4 %5")
                .arg(node.offset)
                .arg(ends.size())
                .arg(node.contentOffset - node.offset)
                .arg(node.indefinite ? QStringLiteral("inf") : QString::number(node.contentSize))
                .arg(node.constructed ? QStringLiteral("cons") : QStringLiteral("prim")));
        ends.push_back(node.offset + node.totalSize);
    }
    return lines;
}

/// The same lines from openssl itself, end-of-contents left out.
QStringList opensslLines(const QByteArray& der) {
    static const QRegularExpression pattern(
        QStringLiteral(R"(^\s*(\d+):d=(\d+)\s+hl=(\d+)\s+l=\s*(\d+|inf)\s+(prim|cons): (.*)$)"));
    QStringList lines;
    const QByteArray output = openssl(
        {QStringLiteral("asn1parse"), QStringLiteral("-inform"), QStringLiteral("DER")}, der);
    for (const QString& line : QString::fromUtf8(output).split(QLatin1Char('\n'))) {
        const auto match = pattern.match(line);
        if (!match.hasMatch() || match.captured(6).startsWith(QStringLiteral("EOC"))) continue;
        lines.append(QStringLiteral("%1:d=%2 hl=%3 l=%4 %5")
                         .arg(match.captured(1), match.captured(2), match.captured(3),
                              match.captured(4), match.captured(5)));
    }
    return lines;
}

class TestReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parse_agreesWithOpensslOnEveryRecordedMessage();
    void parse_agreesWithOpensslOnEveryRecordedMessage_data();
    void parse_linksParentsChildrenAndSiblings();
    void parse_readsOneElementAlone();
    void parse_rejectsTrailingBytes();
    void parse_rejectsMalformedData();
    void parse_rejectsMalformedData_data();
    void parse_tellsTruncatedFromMalformed();
    void parse_rejectsEveryProperPrefixOfAMessage();
    void parse_acceptsAndFlagsLongLengths();
    void parse_acceptsIndefiniteLengths();
    void parse_readsHighTagNumbers();
    void parse_enforcesLimits();
    void parse_survivesDeepNestingWithAnyLimit();
    void parse_isFastEnoughForEveryRequest();
    void parsePrefix_leavesWhatFollows();
    void looksLikeDer_noticesBer();
    void element_emptyAnswersNothing();
    void cursor_takesOptionalFields();
};

void TestReader::parse_agreesWithOpensslOnEveryRecordedMessage_data() {
    QTest::addColumn<QByteArray>("message");
    for (const auto& [name, message] : recordedMessages())
        QTest::newRow(qPrintable(name)) << message;
}

void TestReader::parse_agreesWithOpensslOnEveryRecordedMessage() {
    QFETCH(QByteArray, message);
    const auto tree = Tree::parse(viewOf(message));
    QVERIFY2(tree, tree ? "" : toText(tree.error()).c_str());
    const QStringList expected = opensslLines(message);
    QVERIFY(expected.size() > 20);
    QCOMPARE(linesOf(*tree), expected);
}

void TestReader::parse_linksParentsChildrenAndSiblings() {
    const Bytes good = hex("30 0A 02 01 05 30 03 01 01 FF 05 00");
    const auto parsed = Tree::parse(good);
    QVERIFY(parsed);
    const Element root = parsed->root();
    QCOMPARE(root.childCount(), std::size_t{3});
    QVERIFY(root.is(tag::kSequence));
    QVERIFY(root.child(0).is(tag::kInteger));
    QVERIFY(root.child(1).is(tag::kSequence));
    QVERIFY(root.child(2).is(tag::kNull));
    QVERIFY(!root.child(3));
    QCOMPARE(root.child(1).firstChild().offset(), std::size_t{7});
    QVERIFY(!root.child(1).firstChild().nextSibling());
    QVERIFY(!root.nextSibling());
    QVERIFY(!root.child(2).firstChild());
    QCOMPARE(copyOf(root.child(1).encoded()), hex("30 03 01 01 FF"));
    QCOMPARE(copyOf(root.child(1).content()), hex("01 01 FF"));
}

void TestReader::parse_readsOneElementAlone() {
    const Bytes data = hex("05 00");
    const auto tree = Tree::parse(data);
    QVERIFY(tree);
    QVERIFY(tree->root().is(tag::kNull));
    QCOMPARE(tree->root().size(), std::size_t{2});
}

void TestReader::parse_rejectsTrailingBytes() {
    QCOMPARE(errorOf("05 00 00"), ErrorCode::Asn1TrailingBytes);
    QCOMPARE(errorOf("30 80 00 00 00 00"), ErrorCode::Asn1TrailingBytes);
}

void TestReader::parse_rejectsMalformedData_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("child past its parent") << QByteArray("30 03 04 02 00");
    QTest::newRow("child header cut by its parent") << QByteArray("30 01 04");
    QTest::newRow("child length cut by its parent") << QByteArray("30 02 04 81 00");
    QTest::newRow("parent ends inside indefinite") << QByteArray("30 04 30 80 05 00");
    QTest::newRow("indefinite primitive") << QByteArray("04 80 00 00");
    QTest::newRow("reserved length") << QByteArray("04 FF 00");
    QTest::newRow("end-of-contents alone") << QByteArray("00 00");
    QTest::newRow("end-of-contents in definite") << QByteArray("30 02 00 00");
    QTest::newRow("end-of-contents with content") << QByteArray("30 80 00 01 00 00 00");
    QTest::newRow("end-of-contents with long length") << QByteArray("30 80 00 81 00 00 00");
    QTest::newRow("tag with leading zero") << QByteArray("1F 80 1F 00");
    QTest::newRow("low tag in long form") << QByteArray("1F 1E 00");
    QTest::newRow("tag over 32 bits") << QByteArray("1F 90 80 80 80 00 00");
    QTest::newRow("huge length in a parent") << QByteArray("30 0A 04 88 FF FF FF FF FF FF FF FF");
}

void TestReader::parse_rejectsMalformedData() {
    QFETCH(QByteArray, bytes);
    QCOMPARE(errorOf(bytes.constData()), ErrorCode::Asn1Malformed);
}

void TestReader::parse_tellsTruncatedFromMalformed() {
    for (const char* bytes :
         {"", "30", "30 05 02 01 01", "30 80 02 01 01", "30 80 02 01 01 00", "04 82 01",
          "04 88 FF FF FF FF FF FF FF FF", "1F 81", "30 84 FF FF FF FF",
          "04 89 FF FF FF FF FF FF FF FF FF", "24 80 04 05 00"})
        QVERIFY2(errorOf(bytes) == ErrorCode::Asn1Truncated, bytes);
}

void TestReader::parse_rejectsEveryProperPrefixOfAMessage() {
    const auto messages = recordedMessages();
    QVERIFY(messages.size() > 40);
    const QByteArray& message = messages.last().second;
    QVERIFY(Tree::parse(viewOf(message)));
    for (qsizetype size = 0; size < message.size(); ++size)
        QVERIFY(!Tree::parse(viewOf(message.left(size))));
}

void TestReader::parse_acceptsAndFlagsLongLengths() {
    for (const char* bytes :
         {"04 81 01 AA", "04 82 00 01 AA", "04 8A 00 00 00 00 00 00 00 00 00 01 AA"}) {
        const Bytes data = hex(bytes);
        const auto tree = Tree::parse(data);
        QVERIFY2(tree, bytes);
        QVERIFY(!tree->nodes()[0].minimalLength);
        QVERIFY(!tree->looksLikeDer());
        QCOMPARE(copyOf(tree->root().content()), hex("AA"));
        QCOMPARE(toDer(tree->root()).value(), hex("04 01 AA"));
    }
}

void TestReader::parse_acceptsIndefiniteLengths() {
    const Bytes data = hex("30 80 24 80 04 01 AA 04 01 BB 00 00 02 01 07 00 00");
    const auto tree = Tree::parse(data);
    QVERIFY(tree);
    const Element root = tree->root();
    QVERIFY(root.node().indefinite);
    QCOMPARE(root.size(), data.size());
    QCOMPARE(root.content().size(), data.size() - 4);
    QCOMPARE(root.childCount(), std::size_t{2});
    QCOMPARE(root.firstChild().size(), std::size_t{10});
    QVERIFY(root.child(1).is(tag::kInteger));
}

void TestReader::parse_readsHighTagNumbers() {
    const Bytes data = hex("BF 8F FF FF FF 7F 02 05 00");
    const auto tree = Tree::parse(data);
    QVERIFY(tree);
    QCOMPARE(tree->root().node().tagNumber, 0xFFFFFFFFu);
    QVERIFY(tree->root().isContext(0xFFFFFFFFu));
    QVERIFY(tree->root().firstChild().is(tag::kNull));
    const Bytes smallest = hex("9F 1F 00");
    QVERIFY(Tree::parse(smallest)->root().isContext(31));
}

void TestReader::parse_enforcesLimits() {
    QCOMPARE(errorOf("30 03 02 01 01", {.bytes = 4}), ErrorCode::LimitExceeded);
    QCOMPARE(errorOf("30 03 02 01 01", {.bytes = 5}), ErrorCode::Internal);
    QCOMPARE(errorOf("30 04 05 00 05 00", {.nodes = 2}), ErrorCode::LimitExceeded);
    QCOMPARE(errorOf("30 04 05 00 05 00", {.nodes = 3}), ErrorCode::Internal);
    QCOMPARE(errorOf("30 02 30 00", {.depth = 1}), ErrorCode::LimitExceeded);
    QCOMPARE(errorOf("30 02 30 00", {.depth = 2}), ErrorCode::Internal);
    QCOMPARE(errorOf("30 80 30 80 00 00 00 00", {.depth = 1}), ErrorCode::LimitExceeded);
    const Bytes data = hex("04 03 01 02 03 05 00");
    const auto cut = Tree::parsePrefix(data, {.bytes = 4});
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, ErrorCode::LimitExceeded);
    QVERIFY(Tree::parsePrefix(data, {.bytes = 5}));
}

void TestReader::parse_survivesDeepNestingWithAnyLimit() {
    constexpr std::size_t kDepth = 200'000;
    Bytes data;
    for (std::size_t i = 0; i < kDepth; ++i)
        data.insert(data.end(), {0x30, 0x80});
    data.resize(data.size() + 2 * kDepth, 0);
    QCOMPARE(Tree::parse(data).error().code, ErrorCode::LimitExceeded);
    const auto tree = Tree::parse(data, {.nodes = kDepth, .depth = kDepth});
    QVERIFY(tree);
    QCOMPARE(tree->nodes().size(), kDepth);
    const auto der = toDer(tree->root(), true);
    QVERIFY(der);
    QVERIFY(Tree::parse(*der, {.nodes = kDepth, .depth = kDepth})->looksLikeDer());
}

void TestReader::parse_isFastEnoughForEveryRequest() {
    // A generous bound (debug builds and sanitizers too): it is there to notice quadratic work.
    constexpr std::size_t kCount = 500'000;
    Bytes data = hex("30 80");
    for (std::size_t i = 0; i < kCount; ++i)
        data.insert(data.end(), {0x05, 0x00});
    data.insert(data.end(), {0x00, 0x00});
    QElapsedTimer timer;
    timer.start();
    const auto tree = Tree::parse(data, {.nodes = kCount + 1});
    QVERIFY(tree);
    QCOMPARE(tree->root().childCount(), kCount);
    QVERIFY2(timer.elapsed() < 10'000, "half a million elements");
}

void TestReader::parsePrefix_leavesWhatFollows() {
    const Bytes data = hex("02 01 05 FF FF");
    const auto tree = Tree::parsePrefix(data);
    QVERIFY(tree);
    QCOMPARE(tree->root().size(), std::size_t{3});
    QCOMPARE(integerValue(tree->root()).value(), 5);
}

void TestReader::looksLikeDer_noticesBer() {
    const auto looks = [](const char* bytes) {
        const Bytes data = hex(bytes);
        return Tree::parse(data).value().looksLikeDer();
    };
    QVERIFY(looks("30 05 04 03 01 02 03"));
    QVERIFY(looks("A0 02 05 00"));
    QVERIFY(!looks("30 80 00 00"));
    QVERIFY(!looks("24 03 04 01 00"));
    QVERIFY(!looks("30 81 02 05 00"));
}

void TestReader::element_emptyAnswersNothing() {
    const Element none;
    QVERIFY(!none);
    QVERIFY(!none.is(0));
    QVERIFY(!none.isContext(0));
    QVERIFY(!none.isConstructed());
    QVERIFY(!none.child(5).firstChild().nextSibling());
    QVERIFY(none.encoded().empty());
    QVERIFY(none.content().empty());
    QCOMPARE(none.size(), std::size_t{0});
    QCOMPARE(none.childCount(), std::size_t{0});
    QVERIFY(!toDer(none));
    // A SEQUENCE cannot be primitive: nobody may take one for an empty SEQUENCE.
    const Bytes data = hex("10 00");
    QVERIFY(!Tree::parse(data)->root().is(tag::kSequence));
}

void TestReader::cursor_takesOptionalFields() {
    const Bytes good = hex("30 07 02 01 01 A1 00 05 00");
    const auto parsed = Tree::parse(good);
    QVERIFY(parsed);
    Cursor cursor(parsed->root());
    QVERIFY(!cursor.takeIf(tag::kBoolean));
    QVERIFY(cursor.takeIf(tag::kInteger));
    QVERIFY(!cursor.takeIfContext(0));
    QVERIFY(cursor.takeIfContext(1));
    QVERIFY(cursor.peek().is(tag::kNull));
    QVERIFY(cursor.take());
    QVERIFY(cursor.atEnd());
    QVERIFY(!cursor.take());
    QVERIFY(!cursor.takeIf(tag::kNull));
}

} // namespace

QTEST_GUILESS_MAIN(TestReader)
#include "tst_reader.moc"
