// Patterns, codes, static challenges and the limit of tries.
#include "../pki/x509_support.h"

#include "challenge/address_group.h"
#include "challenge/code.h"
#include "challenge/pattern.h"
#include "challenge/static_secret.h"
#include "challenge/try_limiter.h"

#include <QElapsedTimer>
#include <QObject>

#include <atomic>
#include <set>
#include <thread>

using namespace scepter;
using namespace scepter::challenge;
using namespace scepter::test;

namespace {

const TimePoint kNow = at("2026-11-22T12:00:00Z");

Result<bool> fits(std::string_view pattern, std::string_view value, bool ignoreCase = false) {
    return Pattern::fromText(pattern).value().matches(value, ignoreCase);
}

CodeRecord usableCode() {
    CodeRecord code;
    code.createdAt = kNow;
    code.expiresAt = kNow + std::chrono::hours{1};
    return code;
}

QByteArray normalized(std::string_view typed) {
    return toQt(normalizedCode(bytesOf(typed)).view());
}

} // namespace

class TestChallenge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pattern_knowsItsKind() {
        QCOMPARE(Pattern::fromText("abc").value().kind(), PatternKind::Exact);
        QCOMPARE(Pattern::fromText("a*c").value().kind(), PatternKind::Wildcard);
        QCOMPARE(Pattern::fromText("a?c").value().kind(), PatternKind::Wildcard);
        QCOMPARE(Pattern::fromText("exact:a*c").value().kind(), PatternKind::Exact);
        QCOMPARE(Pattern::fromText("re:a.c").value().kind(), PatternKind::Regex);
        QCOMPARE(toQt(Pattern::fromText("re:a.c").value().text()), QByteArray("re:a.c"));
        QVERIFY(Pattern::fromText("a*").value() == Pattern::fromText("a*").value());
        QVERIFY(!(Pattern::fromText("a*").value() == Pattern::fromText("a?").value()));
    }

    void matches_comparesTheWholeValue_data() {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* pattern, const char* value, bool expected) {
            QTest::addRow("%s on %s", pattern, value)
                << QByteArray(pattern) << QByteArray(value) << expected;
        };
        row("kiosk", "kiosk", true);
        row("kiosk", "kiosk1", false);
        row("kiosk", "Kiosk", false);
        row("", "", true);
        row("", "a", false);
        row("exact:a*", "a*", true);
        row("exact:a*", "ab", false);
        row("*", "", true);
        row("*", "any thing\twith\ncontrols", true);
        row("kiosk-*", "kiosk-", true);
        row("kiosk-*", "xkiosk-1", false);
        row("*.example", "a.b.example", true);
        row("*.example", ".exampl", false);
        row("a*b*c", "a-b-b-c", true);
        row("a*b*c", "a-c-b", false);
        row("**a**", "xxaxx", true);
        row("?", "\xC3\xA4", true); // one character, two bytes
        row("??", "\xC3\xA4", false);
        row("a?c", "ac", false);
        row("*\xC3\xA4", "x\xC3\xA4", true);
        row("re:kiosk-[0-9]+", "kiosk-42", true);
        row("re:kiosk-[0-9]+", "kiosk-42x", false);
        row("re:kiosk-[0-9]+", "xkiosk-42", false);
        row("re:a|ab", "ab", true);
        row("re:a|b", "ba", false);
        row("re:a$", "a\n", false);
        row("re:^a(*ACCEPT)b", "ac", false);
        row("re:.", "\xC3\xA4", true);
        row("re:\\w+", "\xC3\xA4\xC3\xB6", true);
        row("re:(?i)abc", "ABC", true);
        row("re:", "", true);
        row("re:", "a", false);
    }
    void matches_comparesTheWholeValue() {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, value);
        QFETCH(bool, expected);
        const auto matched = fits(pattern.toStdString(), value.toStdString());
        QVERIFY(matched.has_value());
        QCOMPARE(*matched, expected);
    }

    void matches_ignoresCaseOfAsciiOnlyWhenAsked() {
        QCOMPARE(fits("HOST.example", "host.EXAMPLE", true).value(), true);
        QCOMPARE(fits("HOST.*", "host.EXAMPLE", true).value(), true);
        QCOMPARE(fits("HOST.*", "host.EXAMPLE").value(), false);
        QCOMPARE(fits("\xC3\x84", "\xC3\xA4", true).value(), false);
    }

    void matches_neverAcceptsNulOrBrokenUtf8() {
        using namespace std::string_view_literals;
        for (const auto pattern : {"*", "a*", "re:(?s).*", "re:[^x]*", "exact:a"}) {
            QCOMPARE(fits(pattern, "a\0"sv).value(), false);
            QCOMPARE(fits(pattern, "a\xFF").value(), false);
            QCOMPARE(fits(pattern, "a\xED\xA0\x80").value(), false);
        }
    }

    void matches_refusesLongValues() {
        const std::string longest(4096, 'a');
        QCOMPARE(fits("*", longest).value(), true);
        QCOMPARE(fits("re:a+", longest).value(), true);
        QCOMPARE(outcome(fits("*", longest + 'a')), QByteArray("limitExceeded"));
        QCOMPARE(outcome(fits("exact:a", longest + 'a')), QByteArray("limitExceeded"));
    }

    void matches_givesUpOnCatastrophicExpressions_data() {
        QTest::addColumn<QByteArray>("expression");
        QTest::newRow("nested plus") << QByteArray("re:(a+)+$");
        QTest::newRow("nested star") << QByteArray("re:(a*)*b");
        QTest::newRow("alternatives") << QByteArray("re:(a|aa)+b");
        QTest::newRow("counted") << QByteArray("re:(.*a){20}b");
        QTest::newRow("recursion") << QByteArray("re:(a?(?1)?)*b");
        QTest::newRow("back references") << QByteArray("re:(a*)(a*)(a*)(a*)\\1\\2\\3\\4b");
        QTest::newRow("raised limit") << QByteArray("re:(*LIMIT_MATCH=4000000000)(a+)+$");
        QTest::newRow("raised depth")
            << QByteArray("re:(*LIMIT_DEPTH=4000000000)(*LIMIT_HEAP=4000000000)(a|b|ab)*c");
        QTest::newRow("without auto-possessification")
            << QByteArray("re:(*NO_AUTO_POSSESS)(a+)+b|c");
        QTest::newRow("without study") << QByteArray("re:(*NO_START_OPT)(a*)*(a*)*(a*)*b");
    }
    void matches_givesUpOnCatastrophicExpressions() {
        QFETCH(QByteArray, expression);
        const auto pattern = Pattern::fromText(expression.toStdString());
        QVERIFY(pattern.has_value());
        QElapsedTimer timer;
        timer.start();
        const auto matched = pattern->matches(std::string(4000, 'a') + '!');
        // Milliseconds with the limits, on any machine; ages without them.
        QVERIFY2(timer.elapsed() < 20000, "the limits do not hold");
        QVERIFY(!matched || !*matched);
        if (!matched) QCOMPARE(matched.error().code, ErrorCode::LimitExceeded);
    }
    void matches_saysThatALimitWasHit() {
        QCOMPARE(outcome(fits("re:(a+)+$", std::string(4000, 'a') + '!')),
                 QByteArray("limitExceeded"));
    }

    void wildcard_endsSoonOnManyStars() {
        std::string pattern;
        for (int i = 0; i < 500; ++i)
            pattern += "*a";
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(fits(pattern + 'b', std::string(4096, 'a')).value(), false);
        QVERIFY(timer.elapsed() < 10000);
    }

    void fromText_refusesWhatDoesNotCompile_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("open parenthesis") << QByteArray("re:(a");
        QTest::newRow("bad class") << QByteArray("re:[a");
        QTest::newRow("half a character") << QByteArray("re:a\\Cb");
        QTest::newRow("deep nesting") << "re:" + QByteArray(200, '(') + 'a' + QByteArray(200, ')');
        QTest::newRow("too large") << QByteArray("re:((((a{999}){999}){999}){999})");
        QTest::newRow("too long") << QByteArray(1025, 'a');
        QTest::newRow("too long an expression") << "re:" + QByteArray(1022, 'a');
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("not UTF-8") << QByteArray("re:\xFF");
    }
    void fromText_refusesWhatDoesNotCompile() {
        QFETCH(QByteArray, text);
        QCOMPARE(outcome(Pattern::fromText(text.toStdString())), QByteArray("invalidArgument"));
    }

    void pattern_isSharedByThreads() {
        const Pattern pattern = Pattern::fromText("re:(k|i)+osk-[0-9]{1,4}").value();
        std::vector<int> hits(4);
        std::vector<std::thread> threads;
        for (int& count : hits)
            threads.emplace_back([&pattern, &count] {
                for (int i = 0; i < 500; ++i)
                    if (pattern.matches("kiosk-" + std::to_string(i)).value_or(false)) ++count;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(hits, std::vector<int>(4, 500));
    }

    void makeCode_hasTheDocumentedFormAndDiffers() {
        const QRegularExpression form(QStringLiteral("^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$"));
        std::set<QByteArray> seen;
        std::set<char> characters;
        for (int i = 0; i < 300; ++i) {
            const SecretBytes made = makeCode().value();
            const QByteArray code = toQt(made.view());
            QVERIFY2(form.match(QString::fromLatin1(code)).hasMatch(), code.constData());
            seen.insert(code);
            characters.insert(code.begin(), code.end());
        }
        QCOMPARE(seen.size(), std::size_t{300});
        QCOMPARE(characters.size(), std::size_t{33}); // all 32, and '-'
    }

    void normalizedCode_forgivesHowItWasTyped() {
        QCOMPARE(normalized("K7QF-2M9D-XT4A-88PC"), QByteArray("K7QF2M9DXT4A88PC"));
        QCOMPARE(normalized(" k7qf 2m9d\txt4a-88pc\r\n"), QByteArray("K7QF2M9DXT4A88PC"));
    }
    void normalizedCode_leavesOtherTextAlone() {
        for (const char* text : {"", "secret", "Pass-word 1", "K7QF-2M9D-XT4A-88P",
                                 "K7QF-2M9D-XT4A-88PCC", "K7QF-2M9D-XT4A-88P0", "1ED0DD50F7459D6E"})
            QCOMPARE(normalized(text), QByteArray(text));
    }

    void hashOf_isTheHmacThatOpensslComputes() {
        const OpenSslTool tool;
        const QByteArray expected =
            tool.run(QStringLiteral("dgst -sha256 -mac HMAC -macopt hexkey:000102030405 -binary"),
                     "K7QF2M9DXT4A88PC");
        const Bytes key{0, 1, 2, 3, 4, 5};
        QCOMPARE(toQt(hashOf(bytesOf("k7qf-2m9d-xt4a-88pc"), key)), expected);
        QVERIFY(hashOf(bytesOf("k7qf-2m9d-xt4a-88pd"), key) != fromQt(expected));
    }

    void checkUsable_saysWhyNot() {
        CodeRecord code = usableCode();
        QCOMPARE(outcome(checkUsable(code, "a", kNow)), QByteArray("ok"));
        QCOMPARE(code.stateAt(kNow), CodeState::Unused);
        QCOMPARE(outcome(checkUsable(code, "a", code.expiresAt)), QByteArray("codeExpired"));
        code.endpoint = "b";
        QCOMPARE(outcome(checkUsable(code, "a", kNow)), QByteArray("codeOtherEndpoint"));
        QCOMPARE(outcome(checkUsable(code, "b", kNow)), QByteArray("ok"));
        code.usesLeft = 0;
        QCOMPARE(outcome(checkUsable(code, "b", code.expiresAt)), QByteArray("codeUsed"));
        code.withdrawn = true;
        QCOMPARE(outcome(checkUsable(code, "b", kNow)), QByteArray("codeWithdrawn"));
        QCOMPARE(toQt(toText(code.stateAt(kNow))), QByteArray("withdrawn"));
    }

    void matchesStatic_isExact() {
        const SecretBytes secret(std::string_view("first"));
        QVERIFY(matchesStatic(viewOf("first"), secret));
        for (const char* wrong : {"firs", "first ", "First", "second", ""})
            QVERIFY2(!matchesStatic(viewOf(wrong), secret), wrong);
        QVERIFY(!matchesStatic({}, SecretBytes{}));
        QVERIFY(!matchesStatic(viewOf("a"), SecretBytes{}));
    }
    void makeStaticSecret_survivesTypingAndXml() {
        const QRegularExpression form(QStringLiteral("^[A-HJ-NP-Z2-9]{24}$"));
        const SecretBytes one = makeStaticSecret().value();
        const SecretBytes other = makeStaticSecret().value();
        QVERIFY(form.match(QString::fromLatin1(toQt(one.view()))).hasMatch());
        QVERIFY(!sameBytes(one.view(), other.view()));
    }

    void tryLimit_readsWhatItWrites() {
        for (const char* text : {"10/10", "1/1", "1000/1440", "5/90s", "off"})
            QCOMPARE(toQt(toText(tryLimitFromText(text).value())), QByteArray(text));
        QCOMPARE(tryLimitFromText("3/5").value().window, Duration{std::chrono::minutes{5}});
        QCOMPARE(tryLimitFromText("3/2h").value().window, Duration{std::chrono::hours{2}});
        QCOMPARE(tryLimitFromText("off").value().tries, 0u);
        for (const char* text : {"", "10", "0/10", "10/0", "-1/10", "10/-1", "1001/10", "10/8d",
                                 "a/b", "10/10/10", "10/", "/10", "99999999999/1", "OFF "})
            QCOMPARE(outcome(tryLimitFromText(text)), QByteArray("invalidArgument"));
    }

    void limiter_stopsAnAddressUntilTheWindowHasPassed() {
        TryLimiter limiter;
        const TryLimit limit{.tries = 3, .window = std::chrono::minutes{10}, .endpointFactor = 20};
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(outcome(limiter.check("e", "10.0.0.1", limit, kNow)), QByteArray("ok"));
            limiter.recordFailure("e", "10.0.0.1", limit, kNow + std::chrono::minutes{i});
        }
        const TimePoint last = kNow + std::chrono::minutes{2};
        QCOMPARE(outcome(limiter.check("e", "10.0.0.1", limit, last)), QByteArray("tooManyTries"));
        QCOMPARE(outcome(limiter.check("e", "10.0.0.2", limit, last)), QByteArray("ok"));
        QCOMPARE(outcome(limiter.check("f", "10.0.0.1", limit, last)), QByteArray("ok"));
        // It slides: the first failure leaves the window before the others.
        const TimePoint later = kNow + std::chrono::minutes{10};
        QCOMPARE(outcome(limiter.check("e", "10.0.0.1", limit, later - Duration{1})),
                 QByteArray("tooManyTries"));
        QCOMPARE(outcome(limiter.check("e", "10.0.0.1", limit, later)), QByteArray("ok"));
        limiter.recordFailure("e", "10.0.0.1", limit, later);
        QCOMPARE(outcome(limiter.check("e", "10.0.0.1", limit, later)), QByteArray("tooManyTries"));
    }

    void limiter_forgetsAfterASuccess() {
        TryLimiter limiter;
        const TryLimit limit{.tries = 1, .window = std::chrono::minutes{10}, .endpointFactor = 20};
        limiter.recordFailure("e", "a", limit, kNow);
        limiter.recordFailure("e", "b", limit, kNow);
        limiter.recordSuccess("e", "a");
        QCOMPARE(outcome(limiter.check("e", "a", limit, kNow)), QByteArray("ok"));
        QCOMPARE(outcome(limiter.check("e", "b", limit, kNow)), QByteArray("tooManyTries"));
    }

    void limiter_stopsAnEndpointThatManyAddressesTry() {
        TryLimiter limiter;
        const TryLimit limit{.tries = 2, .window = std::chrono::minutes{10}, .endpointFactor = 3};
        for (int i = 0; i < 6; ++i) {
            QCOMPARE(outcome(limiter.check("e", "new", limit, kNow)), QByteArray("ok"));
            limiter.recordFailure("e", "address " + std::to_string(i), limit, kNow);
        }
        QCOMPARE(outcome(limiter.check("e", "new", limit, kNow)), QByteArray("tooManyTries"));
        limiter.recordSuccess("e", "address 0");
        QCOMPARE(outcome(limiter.check("e", "new", limit, kNow)), QByteArray("tooManyTries"));
        QCOMPARE(outcome(limiter.check("e", "new", limit, kNow + limit.window)), QByteArray("ok"));
    }

    void limiter_isOffWithoutTries() {
        TryLimiter limiter;
        const TryLimit off{.tries = 0, .window = std::chrono::minutes{10}, .endpointFactor = 20};
        for (int i = 0; i < 100; ++i)
            limiter.recordFailure("e", "a", off, kNow);
        QCOMPARE(outcome(limiter.check("e", "a", off, kNow)), QByteArray("ok"));
    }

    void limiter_forgetsTheAddressThatFailedLongestAgo() {
        TryLimiter limiter;
        const TryLimit limit{
            .tries = 1, .window = std::chrono::hours{24}, .endpointFactor = 1'000'000};
        limiter.recordFailure("e", "first", limit, kNow);
        limiter.recordFailure("e", "second", limit, kNow);
        limiter.recordFailure("e", "first", limit, kNow);
        for (int i = 0; i < 9'999; ++i)
            limiter.recordFailure("e", std::to_string(i), limit, kNow);
        const TryLimit justAddresses{
            .tries = 1, .window = std::chrono::hours{24}, .endpointFactor = 4'000'000'000U};
        QCOMPARE(outcome(limiter.check("e", "first", justAddresses, kNow)),
                 QByteArray("tooManyTries"));
        QCOMPARE(outcome(limiter.check("e", "second", justAddresses, kNow)), QByteArray("ok"));
    }

    void limiter_recoversWhenTheClockIsSetBack() {
        TryLimiter limiter;
        const TryLimit limit{.tries = 1, .window = std::chrono::minutes{10}, .endpointFactor = 20};
        limiter.recordFailure("e", "a", limit, kNow + std::chrono::days{3650});
        QCOMPARE(outcome(limiter.check("e", "a", limit, kNow)), QByteArray("ok"));
    }

    // Guesses that come together are no more than guesses one after the other.
    void limiter_countsTriesUnderWay() {
        TryLimiter limiter;
        const TryLimit limit{.tries = 3, .window = std::chrono::minutes{10}, .endpointFactor = 20};
        std::atomic<int> guesses = 0;
        std::atomic<int> stopped = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 16; ++i)
                threads.emplace_back([&] {
                    auto attempt = limiter.begin("e", "10.0.0.1", limit, kNow);
                    if (!attempt) {
                        ++stopped;
                        return;
                    }
                    ++guesses;
                    std::this_thread::yield();
                    attempt->fail();
                });
        }
        QCOMPARE(guesses.load(), 3);
        QCOMPARE(stopped.load(), 13);
    }

    void limiter_letsHonestTriesThroughTogether() {
        TryLimiter limiter;
        const TryLimit limit{.tries = 1, .window = std::chrono::minutes{10}, .endpointFactor = 1};
        std::atomic<int> passed = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 16; ++i)
                threads.emplace_back([&] {
                    if (limiter.begin("e", "10.0.0.1", limit, kNow)) ++passed;
                });
        }
        QCOMPARE(passed.load(), 16);
        QCOMPARE(outcome(limiter.check("e", "10.0.0.1", limit, kNow)), QByteArray("ok"));
    }

    void limiter_takesANetworkOfIpV6AsOneAddress() {
        TryLimiter limiter;
        const TryLimit limit{.tries = 1, .window = std::chrono::minutes{10}, .endpointFactor = 20};
        limiter.recordFailure("e", "2001:db8:0:1::7", limit, kNow);
        QCOMPARE(outcome(limiter.check("e", "2001:db8::1:9:8:7:6", limit, kNow)),
                 QByteArray("tooManyTries"));
        QCOMPARE(outcome(limiter.check("e", "2001:db8:0:2::7", limit, kNow)), QByteArray("ok"));
    }

    void addressGroup_readsEveryForm() {
        const std::pair<const char*, const char*> cases[] = {
            {"192.0.2.7", "192.0.2.7"},
            {"2001:db8:0:1::7", "2001:db8:0:1::/64"},
            {"2001:DB8:0:1:a:b:c:d", "2001:db8:0:1::/64"},
            {"::", "0:0:0:0::/64"},
            {"::1", "0:0:0:0::/64"},
            {"fe80::1%eth0", "fe80:0:0:0::/64"},
            {"1:2:3:4:5:6:7::", "1:2:3:4::/64"},
            {"::ffff:192.0.2.7", "::ffff:192.0.2.7"},
            {"1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:9"},
            {"1:2:3", "1:2:3"},
            {"1::2::3", "1::2::3"},
            {"12345::", "12345::"},
            {"g::", "g::"},
            {":", ":"},
            {"1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7:8::"},
            {"", ""},
        };
        for (const auto& [address, group] : cases)
            QCOMPARE(toQt(addressGroup(address)), QByteArray(group));
    }

    void limiter_doesNotMixUpNames() {
        TryLimiter limiter;
        const TryLimit limit{.tries = 1, .window = std::chrono::minutes{10}, .endpointFactor = 20};
        limiter.recordFailure("ab", "c", limit, kNow);
        QCOMPARE(outcome(limiter.check("a", "bc", limit, kNow)), QByteArray("ok"));
    }
};

QTEST_GUILESS_MAIN(TestChallenge)
#include "tst_challenge.moc"
