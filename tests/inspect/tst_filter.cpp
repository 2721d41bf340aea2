// The filter language: what matches, what is refused and where, what is offered at a cursor.
#include "inspect/filter.h"

#include <QtTest>

#include <algorithm>

using namespace scepter;
using namespace scepter::inspect;

namespace {

const TimePoint kNow = *timeFromIsoText("2026-11-22T12:00:00Z");

FilterRow row() {
    FilterRow row;
    row.time = *timeFromIsoText("2026-11-22T11:55:00Z");
    row.operation = "PKIOperation";
    row.messageType = "PKCSReq (19)";
    row.status = "FAILURE (2)";
    row.failInfo = "badRequest (2)";
    row.client = "Apple";
    row.subject = "CN=lobby kiosk-19, O=Example";
    row.transactionId = "77C0 41AB";
    row.peer = "10.0.0.9";
    row.endpoint = "lab";
    row.method = "POST";
    row.path = "/scep";
    row.text = "code already used";
    row.httpStatus = 200;
    row.size = 3513;
    row.duration = 31;
    row.findings = {{"error", "scep.nonce.missing"}, {"warning", "cms.digest.sha1"}};
    return row;
}

bool matches(const char* text) {
    const auto filter = Filter::parse(text);
    if (!filter) qFatal("%s: %s", text, filter.error().what.c_str());
    return filter->matches(row(), kNow);
}

std::vector<std::string> textsOf(const std::vector<Completion>& all) {
    std::vector<std::string> texts;
    for (const Completion& one : all)
        texts.push_back(one.text);
    return texts;
}

} // namespace

class FilterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terms_match_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("holds");
        const auto add = [](const char* text, bool holds) {
            QTest::newRow(text) << QByteArray(text) << holds;
        };
        add("", true);
        add("   ", true);
        add("op:PKIOperation status:FAILURE client:Apple subject:~kiosk txn:77C0 finding:error "
            "since:10m",
            true);
        add("op:pki", true);
        add("op:Get", false);
        add("OP:pki", true);
        add("op:=PKI", false);
        add("op:=pkioperation", true);
        add("type:19", true);
        add("type:=19", true);
        add("type:1", false);
        add("type:PKCSReq", true);
        add("type:=PKCSReq", true);
        add("status:2", true);
        add("status:PENDING", false);
        add("status:PENDING,FAILURE", true);
        add("status:PENDING,SUCCESS", false);
        add("-status:PENDING,SUCCESS", true);
        add("-status:FAILURE", false);
        add("fail:badRequest", true);
        add("subject:kiosk", false);
        add("subject:~KIOSK", true);
        add("subject:\"CN=lobby kiosk\"", true);
        add("subject:~\"lobby kiosk-19, O\"", true);
        add("subject:\"~lobby\"", false);
        add("txn:77c041", true);
        add("txn:77:C0:41:AB", true);
        add("txn:=77C041AB", true);
        add("txn:41AB", false);
        add("txn:~41ab", true);
        add("peer:10.0.", true);
        add("peer:10.0.0.1", false);
        add("http:200", true);
        add("http:2xx", true);
        add("http:4xx", false);
        add("http:>=300", false);
        add("ms:>30", true);
        add("ms:>31", false);
        add("ms:>=31", true);
        add("ms:<31", false);
        add("ms:<=31", true);
        add("size:>3000", true);
        add("finding:error", true);
        add("finding:info", false);
        add("finding:cms", true);
        add("finding:~nonce", true);
        add("-finding:error", false);
        add("since:10m", true);
        add("since:4m", false);
        add("until:4m", true);
        add("until:10m", false);
        add("since:2026-11-22", true);
        add("since:2026-11-22T11:56", false);
        add("until:2026-11-22T11:56", true);
        add("until:2026-11-22T11:55:00Z", false);
        add("kiosk", true);
        add("KIOSK apple", true);
        add("kiosk router", false);
        add("-router", true);
        add("-kiosk", false);
        add("\"already used\"", true);
        add("\"used already\"", false);
        add("nonce", true);
        add("200", true);
        add("20", false);
        add("client:", false);
    }
    void terms_match() {
        QFETCH(QByteArray, text);
        QFETCH(bool, holds);
        if (text == "client:") { // refused, see below
            QVERIFY(!Filter::parse(text.toStdString()));
            return;
        }
        QCOMPARE(matches(text.constData()), holds);
    }

    void fieldsThatAreNotKnown_matchNothing() {
        FilterRow empty;
        for (const char* text : {"op:P", "http:0", "ms:0", "ms:<5", "subject:~a", "txn:0"}) {
            const auto filter = Filter::parse(text);
            QVERIFY2(filter && !filter->matches(empty, kNow), text);
        }
        QVERIFY(Filter::parse("-op:P")->matches(empty, kNow));
    }

    void parse_namesThePlaceOfAnError_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("part");
        const auto add = [](const char* text, int offset, int size, const char* part) {
            QTest::newRow(text) << QByteArray(text) << offset << size << QByteArray(part);
        };
        add("op:PKI color:red", 7, 5, "no key");
        add("a -color:red", 3, 5, "no key");
        add("http:many", 5, 4, "number");
        add("http:200,many", 9, 4, "number");
        add("http:99999999999999999999", 5, 20, "number");
        add("since:yesterday", 6, 9, "time");
        add("since:2026-13-40", 6, 10, "time");
        add("client:", 7, 0, "missing");
        add("client:a,,b", 9, 0, "missing");
        add("client:~", 7, 1, "missing");
        add("subject:\"CN=a", 8, 5, "no end");
        add("\"CN=a", 0, 5, "no end");
        add("a -", 2, 1, "missing");
        add("10:41", 0, 2, "quotes");
    }
    void parse_namesThePlaceOfAnError() {
        QFETCH(QByteArray, text);
        QFETCH(int, offset);
        QFETCH(int, size);
        QFETCH(QByteArray, part);
        const auto filter = Filter::parse(text.toStdString());
        QVERIFY(!filter);
        QCOMPARE(static_cast<int>(filter.error().offset), offset);
        QCOMPARE(static_cast<int>(filter.error().size), size);
        QVERIFY2(filter.error().what.find(part.toStdString()) != std::string::npos,
                 filter.error().what.c_str());
    }

    void parse_refusesTooManyTerms() {
        std::string text;
        for (int i = 0; i < 100; ++i)
            text += "a ";
        QVERIFY(Filter::parse(text));
        QVERIFY(!Filter::parse(text + "a"));
    }

    void dependsOnTime_onlyForTimesAgo() {
        QVERIFY(Filter::parse("a since:10m")->dependsOnTime());
        QVERIFY(!Filter::parse("since:2026-11-22")->dependsOnTime());
        QVERIFY(!Filter::parse("a")->dependsOnTime());
        QVERIFY(Filter::parse("")->empty());
    }

    void needsFindings_onlyForWhatDecodingTells() {
        QVERIFY(Filter::parse("a finding:error")->needsFindings());
        QVERIFY(Filter::parse("-client:Apple")->needsFindings());
        QVERIFY(!Filter::parse("error status:FAILURE")->needsFindings());
        QVERIFY(!Filter().needsFindings());
    }

    void withoutFindings_matchesAllThatMayMatch() {
        FilterRow row;
        row.operation = "PKIOperation";
        const auto rest = [](const char* text) { return Filter::parse(text)->withoutFindings(); };
        QVERIFY(rest("op:PKIOperation finding:error client:Apple").matches(row, {}));
        QVERIFY(!rest("op:GetCACaps finding:error").matches(row, {}));
        // A word may stand in a rule that is not known yet.
        QVERIFY(rest("nonce finding:error").empty());
        QVERIFY(Filter().withoutFindings().empty());
    }

    void completions_offerKeysAtTheStartOfATerm() {
        const auto all = completions("", 0);
        QVERIFY(all.size() > 10);
        QCOMPARE(all.front(), (Completion{0, 0, "op:", "operation of SCEP"}));
        QCOMPARE(completions("s", 1).size(), 5U - 1U); // status, subject, size, since
        QCOMPARE(completions("op:a -st", 8).size(), 1U);
        QCOMPARE(completions("op:a -st", 8).front().offset, 6U);
        QCOMPARE(completions("op:a -st", 8).front().size, 2U);
        QVERIFY(completions("zzz", 3).empty());
        QCOMPARE(completions("a ", 2).size(), all.size());
    }

    void completions_offerValuesAfterAColon() {
        QCOMPARE(textsOf(completions("status:", 7)),
                 (std::vector<std::string>{"SUCCESS", "FAILURE", "PENDING"}));
        const auto some = completions("a status:SUCCESS,f", 18);
        QCOMPARE(some.size(), 1U);
        QCOMPARE(some.front(), (Completion{17, 1, "FAILURE", "pkiStatus"}));
        // Only what is before the cursor was typed.
        QCOMPARE(textsOf(completions("status:PENDING", 8)), (std::vector<std::string>{"PENDING"}));
        QVERIFY(completions("nokey:a", 7).empty());
    }

    void completions_offerWhatWasSeen() {
        const FilterWords seen = {{"client", {"Apple", "sscep", "Windows 11, \"pro\""}}};
        QCOMPARE(textsOf(completions("client:", 7, seen)),
                 (std::vector<std::string>{"Apple", "sscep", "\"Windows 11, \\\"pro\\\"\""}));
        const auto quoted = completions("client:~\"win", 12, seen);
        QCOMPARE(quoted.size(), 1U);
        QCOMPARE(quoted.front().offset, 8U);
        QCOMPARE(quoted.front().size, 4U);
        // What is offered is what it says once it is there.
        const std::string text = "client:" + quoted.front().text;
        FilterRow windows = row();
        windows.client = "Windows 11, \"pro\"";
        QVERIFY(Filter::parse(text)->matches(windows, kNow));
        QVERIFY(!Filter::parse(text)->matches(row(), kNow));
    }

    void completions_areAllUnderstood() {
        for (const Completion& key : completions("", 0)) {
            for (const Completion& value : completions(key.text, key.text.size())) {
                const std::string text = key.text + value.text;
                QVERIFY2(Filter::parse(text).has_value(), text.c_str());
            }
        }
        QVERIFY(completions("status:x", 99).empty());
    }
};

QTEST_GUILESS_MAIN(FilterTest)
#include "tst_filter.moc"
