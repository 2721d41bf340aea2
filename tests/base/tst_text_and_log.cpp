// Text from outside, and the log that it must not be able to forge.
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>
#include <QTest>
#include <QXmlStreamReader>

#include "base/log.h"
#include "base/markup.h"
#include "base/shorten.h"
#include "base/text.h"

#include <atomic>
#include <limits>
#include <thread>

using namespace scepter;
using namespace std::string_literals;

namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return timeFromIsoText(kText).value(); }
    static constexpr std::string_view kText = "2026-11-22T15:58:24Z";
};

bool qtReadsUtf8(const std::string& text) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(QByteArrayView(text.data(), qsizetype(text.size())));
    return !decoder.hasError() && !decoded.contains(QChar::ReplacementCharacter);
}

std::vector<std::string> logged(LogFormat format, LogLevel level, std::string_view event,
                                const std::vector<LogField>& fields = {}) {
    std::vector<std::string> lines;
    const FixedClock clock;
    Log log(clock, format, LogLevel::Info,
            [&](std::string_view line) { lines.emplace_back(line); });
    log.write(level, event, fields);
    return lines;
}

// What an attacker would put into a subject or a header.
const std::string kHostile = "a\"b\\c\n2026-11-22T15:58:24Z error forged\r\x1B[2J\x7F\0\xE2\x80\xAE"
                             "gnp\xC3\x28\xE2\x80\xA8 x=1"s;

} // namespace

class TestTextAndLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trimmed_takesWhiteSpaceOffBothEnds();
    void split_keepsEmptyParts();
    void caseFolding_isAsciiOnly();
    void isUtf8_agreesWithQt();
    void isUtf8_refusesKnownTricks_data();
    void isUtf8_refusesKnownTricks();
    void printable_keepsPlainText();
    void printable_escapes_data();
    void printable_escapes();
    void printable_ofAnyBytesIsOneLineOfUtf8();
    void shortened_cutsBetweenCharacters();
    void shortened_cutsWhatIsNoUtf8Anywhere();
    void inMarkup_isReadBackAsItWas();
    void log_humanLine();
    void log_humanLineCannotBeForged();
    void log_jsonLine();
    void log_jsonLineSurvivesHostileText();
    void log_dropsWhatNobodyWants();
    void log_namesEveryLevel();
    void log_handsOverOneLineAtATime();
    void log_entryHasTheValues();
    void log_entryIsPrintable();
    void log_entriesAreOfTheWantedLevels();
    void log_linesAndEntriesAreTheSameEvents();
};

void TestTextAndLog::trimmed_takesWhiteSpaceOffBothEnds() {
    QCOMPARE(std::string(trimmed(" \t\r\n\f\va b \n")), "a b"s);
    QCOMPARE(std::string(trimmed("ab")), "ab"s);
    QVERIFY(trimmed(" \n").empty());
    QVERIFY(trimmed("").empty());
    QCOMPARE(std::string(trimmed("\xC2\xA0x")), "\xC2\xA0x"s); // not ASCII: kept
}

void TestTextAndLog::split_keepsEmptyParts() {
    using Parts = std::vector<std::string_view>;
    QCOMPARE(split("a,b", ','), (Parts{"a", "b"}));
    QCOMPARE(split(",a,,", ','), (Parts{"", "a", "", ""}));
    QCOMPARE(split("", ','), Parts{""});
    QCOMPARE(split("abc", ','), Parts{"abc"});
}

void TestTextAndLog::caseFolding_isAsciiOnly() {
    QCOMPARE(toLower("AZaz[@\xC3\x84\xC4\xB0"), "azaz[@\xC3\x84\xC4\xB0"s);
    QVERIFY(equalsIgnoringCase("Content-TYPE", "content-type"));
    QVERIFY(!equalsIgnoringCase("a", "ab"));
    QVERIFY(!equalsIgnoringCase("@", "`")); // 32 apart as letters are, but no letters
    QVERIFY(!equalsIgnoringCase("\xC3\x84", "\xC3\xA4"));
    QVERIFY(equalsIgnoringCase("", ""));
}

// Every pair of bytes, and every sequence of three and four out of the bytes at the borders.
void TestTextAndLog::isUtf8_agreesWithQt() {
    const auto check = [](const std::string& text) {
        if (isUtf8(text) != qtReadsUtf8(text))
            QFAIL(qPrintable(QString::fromLatin1(QByteArray::fromStdString(text).toHex())));
    };
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second)
            check({static_cast<char>(first), static_cast<char>(second)});
    const std::string borders = "\x00\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED"
                                "\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xF8\xFF"s;
    for (const char a : borders)
        for (const char b : borders)
            for (const char c : borders) {
                // Qt takes a byte order mark off without a word; both call it well-formed.
                check({a, b, c});
                for (const char d : borders)
                    check({a, b, c, d});
            }
}

void TestTextAndLog::isUtf8_refusesKnownTricks_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF");
    QTest::newRow("overlong NUL") << QByteArray("\xC0\x80");
    QTest::newRow("overlong in three") << QByteArray("\xE0\x80\xAF");
    QTest::newRow("overlong in four") << QByteArray("\xF0\x80\x80\xAF");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
    QTest::newRow("past U+10FFFF") << QByteArray("\xF4\x90\x80\x80");
    QTest::newRow("truncated") << QByteArray("a\xE2\x82");
    QTest::newRow("lone continuation") << QByteArray("\x80");
    QTest::newRow("five bytes") << QByteArray("\xF8\x88\x80\x80\x80");
}

void TestTextAndLog::isUtf8_refusesKnownTricks() {
    QFETCH(QByteArray, text);
    QVERIFY(!isUtf8(text.toStdString()));
}

void TestTextAndLog::printable_keepsPlainText() {
    for (const std::string text :
         {"", "CN=Müller, O=\"Änd\\erung\"", "日本語", "\xF0\x9F\x94\x91", "a b"})
        QCOMPARE(printable(text), text);
}

void TestTextAndLog::printable_escapes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("line feed") << QByteArray("a\nb") << QByteArray("a\\x0Ab");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("a\\x00b");
    QTest::newRow("escape sequence") << QByteArray("\x1B[2J") << QByteArray("\\x1B[2J");
    QTest::newRow("DEL") << QByteArray("\x7F") << QByteArray("\\x7F");
    QTest::newRow("C1 control") << QByteArray("\xC2\x9B") << QByteArray("\\u{9B}");
    QTest::newRow("right-to-left override")
        << QByteArray("\xE2\x80\xAE") << QByteArray("\\u{202E}");
    QTest::newRow("isolate") << QByteArray("\xE2\x81\xA6") << QByteArray("\\u{2066}");
    QTest::newRow("Arabic letter mark") << QByteArray("\xD8\x9C") << QByteArray("\\u{61C}");
    QTest::newRow("line separator") << QByteArray("\xE2\x80\xA8") << QByteArray("\\u{2028}");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF") << QByteArray("\\u{FEFF}");
    QTest::newRow("invalid") << QByteArray("\xC3(") << QByteArray("\\xC3(");
    QTest::newRow("truncated") << QByteArray("\xE2\x82") << QByteArray("\\xE2\\x82");
}

void TestTextAndLog::printable_escapes() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    QCOMPARE(QByteArray::fromStdString(printable(text.toStdString())), shown);
}

void TestTextAndLog::printable_ofAnyBytesIsOneLineOfUtf8() {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const std::string shown =
                printable(std::string{static_cast<char>(first), static_cast<char>(second), 'x'});
            QVERIFY(qtReadsUtf8(shown));
            for (const char c : shown)
                QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
        }
}

void TestTextAndLog::shortened_cutsBetweenCharacters() {
    // One, two, three and four bytes a character.
    const std::string text = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x94\x91z";
    const std::vector<std::size_t> ends{0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
    for (std::size_t most = 0; most < ends.size(); ++most) {
        QCOMPARE(cutPoint(text, most), ends[most]);
        const std::string cut = shortened(text, most);
        QCOMPARE(cut, text.substr(0, ends[most]) + "...");
        QVERIFY(qtReadsUtf8(cut));
    }
    for (const std::size_t most : {text.size(), text.size() + 1, std::size_t{1000}}) {
        QCOMPARE(cutPoint(text, most), text.size());
        QCOMPARE(shortened(text, most), text);
    }
    QCOMPARE(shortened(text, 5, "\xE2\x80\xA6"), "a\xC3\xA4\xE2\x80\xA6"s);
    QCOMPARE(shortened(text, 5, {}), "a\xC3\xA4"s);
    QCOMPARE(shortened({}, 0), std::string());
}

void TestTextAndLog::shortened_cutsWhatIsNoUtf8Anywhere() {
    const std::string noise(100, '\x80');
    QCOMPARE(cutPoint(noise, 50), std::size_t{50});
    QCOMPARE(cutPoint(noise, 2), std::size_t{2});
    QCOMPARE(shortened(noise, 50).size(), std::size_t{53});
}

void TestTextAndLog::inMarkup_isReadBackAsItWas() {
    const std::string text = "<b a='1'>\"x\" & y</b>]]>";
    const std::string escaped = inMarkup(text);
    for (const QString& quote : {QStringLiteral("\""), QStringLiteral("'")}) {
        const QString inside = QString::fromStdString(escaped);
        QXmlStreamReader xml(QStringLiteral("<e a=%1%2%1>%2</e>").arg(quote, inside));
        QVERIFY(xml.readNextStartElement());
        QCOMPARE(xml.attributes().value(QStringLiteral("a")).toString().toStdString(), text);
        QCOMPARE(xml.readElementText().toStdString(), text);
        QVERIFY(!xml.hasError());
    }
}

void TestTextAndLog::log_humanLine() {
    const auto lines = logged(LogFormat::Human, LogLevel::Warning, "request refused",
                              {{"subject", "CN=a b"s},
                               {"count", std::int64_t{-3}},
                               {"renewal", true},
                               {"plain", "x"s},
                               {"nothing", ""s}});
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines[0], "2026-11-22T15:58:24Z warning request refused subject=\"CN=a b\" count=-3 "
                       "renewal=true plain=x nothing=\"\""s);
}

void TestTextAndLog::log_humanLineCannotBeForged() {
    const auto lines = logged(LogFormat::Human, LogLevel::Info, "event\nx", {{"value", kHostile}});
    QCOMPARE(lines.size(), std::size_t{1});
    for (const char c : lines[0])
        QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
    QVERIFY(isUtf8(lines[0]));
    // The value stays inside its quotes: the only bare quotes are the two around it.
    int bare = 0;
    for (std::size_t i = 0; i < lines[0].size(); ++i)
        if (lines[0][i] == '\\')
            ++i;
        else if (lines[0][i] == '"')
            ++bare;
    QCOMPARE(bare, 2);
    QVERIFY(lines[0].ends_with('"'));
}

void TestTextAndLog::log_jsonLine() {
    const auto lines = logged(
        LogFormat::Json, LogLevel::Error, "done",
        {{"text", "a\"b"s}, {"count", std::numeric_limits<std::int64_t>::min()}, {"no", false}});
    QCOMPARE(lines.size(), std::size_t{1});
    QJsonParseError error{};
    const QJsonObject object =
        QJsonDocument::fromJson(QByteArray::fromStdString(lines[0]), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(object.size(), 6);
    QCOMPARE(object[u"time"].toString(), QStringLiteral("2026-11-22T15:58:24Z"));
    QCOMPARE(object[u"level"].toString(), QStringLiteral("error"));
    QCOMPARE(object[u"event"].toString(), QStringLiteral("done"));
    QCOMPARE(object[u"text"].toString(), QStringLiteral("a\"b"));
    QCOMPARE(object[u"count"].toInteger(), std::numeric_limits<qint64>::min());
    QCOMPARE(object[u"no"], QJsonValue(false));
}

void TestTextAndLog::log_jsonLineSurvivesHostileText() {
    const auto lines = logged(LogFormat::Json, LogLevel::Info, kHostile, {{"value", kHostile}});
    QCOMPARE(lines.size(), std::size_t{1});
    for (const char c : lines[0])
        QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
    QJsonParseError error{};
    const QJsonObject object =
        QJsonDocument::fromJson(QByteArray::fromStdString(lines[0]), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(object.size(), 4);
    QCOMPARE(object[u"value"].toString().toStdString(), printable(kHostile));
}

void TestTextAndLog::log_dropsWhatNobodyWants() {
    QVERIFY(logged(LogFormat::Human, LogLevel::Debug, "detail").empty());
    QCOMPARE(logged(LogFormat::Human, LogLevel::Info, "event").size(), std::size_t{1});
    const FixedClock clock;
    const Log log(clock, LogFormat::Human, LogLevel::Warning, [](std::string_view) {});
    QVERIFY(!log.wants(LogLevel::Info));
    QVERIFY(log.wants(LogLevel::Warning));
    QVERIFY(log.wants(LogLevel::Error));
}

void TestTextAndLog::log_namesEveryLevel() {
    std::vector<std::string> lines;
    const FixedClock clock;
    Log log(clock, LogFormat::Human, LogLevel::Debug,
            [&](std::string_view line) { lines.emplace_back(line); });
    log.write(LogLevel::Debug, "x");
    log.info("x");
    log.warning("x");
    log.write(LogLevel::Error, "x");
    const std::string time(FixedClock::kText);
    QCOMPARE(lines, (std::vector{time + " debug x", time + " info x", time + " warning x",
                                 time + " error x"}));
}

void TestTextAndLog::log_handsOverOneLineAtATime() {
    std::atomic<int> inside = 0;
    std::atomic<bool> overlapped = false;
    int lines = 0; // not atomic: the log is what keeps the threads apart
    const FixedClock clock;
    Log log(clock, LogFormat::Json, LogLevel::Info, [&](std::string_view) {
        if (inside.fetch_add(1) != 0) overlapped = true;
        std::this_thread::yield();
        ++lines;
        inside.fetch_sub(1);
    });
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&log] {
            for (int line = 0; line < 500; ++line)
                log.info("x");
        });
    for (std::thread& thread : threads)
        thread.join();
    QVERIFY(!overlapped);
    QCOMPARE(lines, 2000);
}

void TestTextAndLog::log_entryHasTheValues() {
    std::vector<LogEntry> entries;
    const FixedClock clock;
    Log log(clock, LogLevel::Info, [&](const LogEntry& entry) { entries.push_back(entry); });
    log.write(LogLevel::Error, "request refused",
              {{"subject", "CN=a \"b\""s},
               {"count", std::numeric_limits<std::int64_t>::min()},
               {"renewal", true},
               {"last", false},
               {"nothing", ""s}});
    QCOMPARE(entries.size(), std::size_t{1});
    const LogEntry expected{clock.now(),
                            LogLevel::Error,
                            "request refused",
                            {{"subject", "CN=a \"b\""},
                             {"count", "-9223372036854775808"},
                             {"renewal", "true"},
                             {"last", "false"},
                             {"nothing", ""}}};
    QVERIFY(entries.front() == expected);
    QCOMPARE(std::string(toText(LogLevel::Warning)), "warning"s);
}

void TestTextAndLog::log_entryIsPrintable() {
    std::vector<LogEntry> entries;
    const FixedClock clock;
    Log log(clock, LogLevel::Info, [&](const LogEntry& entry) { entries.push_back(entry); });
    log.info(kHostile, {{kHostile, kHostile}});
    const std::string safe = printable(kHostile);
    QVERIFY(safe != kHostile);
    QCOMPARE(entries.size(), std::size_t{1});
    QCOMPARE(entries[0].event, safe);
    QCOMPARE(entries[0].fields.front().first, safe);
    QCOMPARE(entries[0].fields.front().second, safe);
}

void TestTextAndLog::log_entriesAreOfTheWantedLevels() {
    std::vector<LogLevel> levels;
    const FixedClock clock;
    Log log(clock, LogLevel::Warning,
            [&](const LogEntry& entry) { levels.push_back(entry.level); });
    for (const auto level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
        log.write(level, "x");
    QVERIFY((levels == std::vector{LogLevel::Warning, LogLevel::Error}));
}

// Not atomic either: the log keeps both sinks to one thread at a time, and in step.
void TestTextAndLog::log_linesAndEntriesAreTheSameEvents() {
    std::vector<std::string> lines;
    std::vector<std::string> entries;
    const SystemClock clock;
    Log log(
        clock, LogFormat::Human, LogLevel::Info,
        [&](std::string_view line) { lines.emplace_back(line); },
        [&](const LogEntry& entry) {
            entries.push_back(toIsoText(entry.time) + " info " + entry.event +
                              " n=" + entry.fields.front().second);
        });
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&log, t] {
            for (std::int64_t i = 0; i < 500; ++i)
                log.info("x", {{"n", i * 4 + t}});
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(lines.size(), std::size_t{2000});
    QCOMPARE(lines, entries);
}

QTEST_APPLESS_MAIN(TestTextAndLog)
#include "tst_text_and_log.moc"
