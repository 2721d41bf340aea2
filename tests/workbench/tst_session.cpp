// What a window holds: nothing blocks, everything that moves is told.
#include "bench.h"

#include "workbench/session.h"

#include <QSignalSpy>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

using namespace scepter;
using namespace scepter::test;
using workbench::Jobs;
using workbench::JobView;
using workbench::Moves;
using workbench::ResponderView;
using workbench::Session;
using workbench::Workbench;

namespace {

/// A session on a fresh workspace, and another opening of the same file.
struct Pair {
    Folder folder;
    SystemClock clock;
    std::unique_ptr<Workbench> other;
    std::unique_ptr<Session> session;

    Pair() {
        workbench::SetupOptions options;
        options.path = folder.path("w.scepter");
        options.caKey = {pki::KeyType::EcP256, 0};
        options.raKey = {pki::KeyType::Rsa, 2048};
        if (!workbench::makeWorkspace(options, clock)) return;
        auto own = Workbench::open(options.path, {}, "operator:one", clock);
        auto second = Workbench::open(options.path, {}, "operator:two", clock);
        if (!own || !second) return;
        other = std::move(*second);
        session = std::make_unique<Session>(std::shared_ptr<Workbench>(std::move(*own)), clock);
    }
};

/// Calls back until the signal has said so.
template <class Predicate> bool eventually(const QSignalSpy& spy, Predicate predicate) {
    return QTest::qWaitFor([&] {
        for (const auto& call : spy)
            if (predicate(call.at(0).value<Moves>())) return true;
        return false;
    });
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Moves>(); }

    void open_givesTheErrorOfAWrongPassphrase();
    void status_arrivesByItself();
    void status_readsNoMoreThanItHasTo();
    void status_warnsAsEarlyAsItIsTold();
    void codes_areCountedByState();
    void moved_tellsWhatAnotherProcessDid();
    void moved_isQuietWhenNothingMoves();
    void ask_neverLetsAnExceptionOut();
    void responder_startsAndStops();
    void responder_tellsWhyItDoesNotStart();
    void responder_changesItsPortAtARestart();
    void responder_startedJustBeforeTheEndIsStopped();
    void jobs_tellProgressAndEnd();
    void jobs_canBeCancelled();
    void jobs_areCancelledAtTheEnd();
    void close_doesNotWaitForWhatCannotBeCancelled();
    void close_stopsTheResponderAndTheWorkspace();
    void close_takesAResponderThatIsJustStarting();
};

void SessionTest::open_givesTheErrorOfAWrongPassphrase() {
    const Pair pair;
    QVERIFY(pair.session);
    auto future = Session::openWorkbench(
        pair.session->path(), std::make_shared<const SecretBytes>(std::string_view("wrong one")),
        "operator:x", pair.clock);
    QTRY_VERIFY(future.isFinished());
    const auto answer = future.result();
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::PassphraseWrong);
}

void SessionTest::status_arrivesByItself() {
    const Pair pair;
    QVERIFY(pair.session);
    QTRY_VERIFY(pair.session->status().has_value());
    QCOMPARE(pair.session->status()->endpoints.size(), std::size_t{3});
    QCOMPARE(pair.session->status()->authorities.size(), std::size_t{1});
    QVERIFY(!pair.session->problem());
}

void SessionTest::status_readsNoMoreThanItHasTo() {
    const Pair pair;
    QVERIFY(pair.session);
    const auto made = pair.other->authorities().renewCrl({});
    QVERIFY(made);
    auto status = pair.other->status();
    QVERIFY(status);
    const auto* current = status->authorities.front().current();
    QVERIFY(current != nullptr && current->crl);
    QCOMPARE(current->crl->number, made->number);
    QCOMPARE(current->crl->nextUpdate, made->nextUpdate);
    QVERIFY(current->crl->der.empty());
    QVERIFY(!pair.other->authorities().show({})->current()->crl->der.empty());
    // What is kept follows what others do, to CRLs too.
    auto asked = pair.session->ask([](Workbench& bench) -> Result<std::int64_t> {
        SCEPTER_CHECK(bench.authorities().prepareNext({}));
        SCEPTER_CHECK(bench.authorities().switchOver({}));
        SCEPTER_TRY(crl, bench.authorities().renewCrl({}));
        return crl.number;
    });
    QTRY_VERIFY(asked.isFinished());
    QVERIFY(asked.result());
    status = pair.other->status();
    QVERIFY(status);
    current = status->authorities.front().current();
    QCOMPARE(current->number, 2U);
    QVERIFY(current->crl);
    QCOMPARE(current->crl->number, *asked.result());
}

void SessionTest::status_warnsAsEarlyAsItIsTold() {
    const Pair pair;
    QVERIFY(pair.session);
    const auto endings = [](const workbench::Status& status) {
        return std::ranges::count(status.findings, workbench::Warning::Kind::CaEnding,
                                  &workbench::Warning::kind);
    };
    QTRY_VERIFY(pair.session->status().has_value());
    QCOMPARE(endings(*pair.session->status()), 0);
    pair.session->setWarnBefore(std::chrono::days{36500});
    QTRY_COMPARE(endings(*pair.session->status()), 1);
}

void SessionTest::codes_areCountedByState() {
    const Pair pair;
    QVERIFY(pair.session);
    workbench::MintOrder order;
    order.count = 3;
    const auto minted = pair.other->codes().mint(order);
    QVERIFY(minted);
    QVERIFY(pair.other->codes().withdraw(minted->front().record.id));
    const auto counts = pair.other->codes().counts();
    QVERIFY(counts);
    QCOMPARE(counts->unused, std::int64_t{2});
    for (const auto state : {challenge::CodeState::Unused, challenge::CodeState::Used,
                             challenge::CodeState::Expired, challenge::CodeState::Withdrawn}) {
        store::CodeFilter filter;
        filter.state = state;
        const auto ids = pair.other->codes().ids(filter, {}, {});
        QVERIFY(ids);
        QCOMPARE(counts->of(state), static_cast<std::int64_t>(ids->size()));
    }
}

void SessionTest::moved_tellsWhatAnotherProcessDid() {
    const Pair pair;
    QVERIFY(pair.session);
    QTRY_VERIFY(pair.session->marks().has_value());
    QSignalSpy spy(pair.session.get(), &Session::moved);
    QVERIFY(pair.other->codes().mint({}));
    QVERIFY(eventually(spy, [](const Moves& moves) { return moves.codes && moves.audit; }));
    QTRY_COMPARE(pair.session->status()->counts.codesUnused, std::int64_t{1});
    spy.clear();
    auto recipe = authority::labTemplate();
    recipe.name = "another";
    QVERIFY(pair.other->endpoints().addTemplate(recipe));
    QVERIFY(eventually(spy, [](const Moves& moves) { return moves.configuration; }));
}

void SessionTest::moved_isQuietWhenNothingMoves() {
    const Pair pair;
    QVERIFY(pair.session);
    QTRY_VERIFY(pair.session->marks().has_value());
    // What was committed at the opening may still be told; after that there is silence.
    QTRY_VERIFY(pair.session->status().has_value());
    QSignalSpy spy(pair.session.get(), &Session::moved);
    for (int i = 0; i < 20; ++i) {
        auto asked = pair.session->ask([](Workbench& bench) { return bench.marks(); });
        QTRY_VERIFY(asked.isFinished());
    }
    QCOMPARE(spy.size(), 0);
}

void SessionTest::ask_neverLetsAnExceptionOut() {
    const Pair pair;
    QVERIFY(pair.session);
    auto future = pair.session->ask(
        [](Workbench&) -> Result<int> { throw std::runtime_error("a library threw"); });
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 1);
    QCOMPARE(future.result().error().code, ErrorCode::Internal);
}

void SessionTest::responder_startsAndStops() {
    const Pair pair;
    QVERIFY(pair.session);
    responder::ResponderOptions options;
    options.port = 0;
    pair.session->setResponderOptions(std::move(options));
    pair.session->startResponder();
    QCOMPARE(pair.session->responder().state, ResponderView::State::Starting);
    QTRY_COMPARE(pair.session->responder().state, ResponderView::State::Running);
    QVERIFY(QString::fromStdString(pair.session->responder().url)
                .startsWith(QStringLiteral("http://127.0.0.1:")));
    QVERIFY(pair.session->responder().port != 0);
    QVERIFY(!pair.session->responder().exposed);
    QVERIFY(pair.session->statistics().has_value());
    pair.session->stopResponder();
    QTRY_COMPARE(pair.session->responder().state, ResponderView::State::Stopped);
    QVERIFY(!pair.session->statistics().has_value());
    // Both are in the log of the window.
    QTRY_COMPARE(pair.session->eventLog().count(), std::int64_t{2});
}

void SessionTest::responder_tellsWhyItDoesNotStart() {
    const Pair pair;
    QVERIFY(pair.session);
    responder::ResponderOptions options;
    options.port = 0;
    pair.session->setResponderOptions(std::move(options));
    pair.session->startResponder();
    QTRY_COMPARE(pair.session->responder().state, ResponderView::State::Running);

    const Pair second;
    QVERIFY(second.session);
    responder::ResponderOptions taken;
    taken.port = pair.session->responder().port;
    second.session->setResponderOptions(std::move(taken));
    second.session->startResponder();
    QTRY_COMPARE(second.session->responder().state, ResponderView::State::Failed);
    QCOMPARE(second.session->responder().error->code, ErrorCode::AddressInUse);
    // It can be tried again elsewhere.
    responder::ResponderOptions elsewhere;
    elsewhere.port = 0;
    second.session->setResponderOptions(std::move(elsewhere));
    second.session->startResponder();
    QTRY_COMPARE(second.session->responder().state, ResponderView::State::Running);
}

void SessionTest::responder_changesItsPortAtARestart() {
    const Pair pair;
    QVERIFY(pair.session);
    responder::ResponderOptions options;
    options.port = 0;
    pair.session->setResponderOptions(options.clone());
    pair.session->startResponder();
    QTRY_COMPARE(pair.session->responder().state, ResponderView::State::Running);
    const auto before = pair.session->responder().port;
    pair.session->setResponderOptions(std::move(options));
    pair.session->restartResponder();
    QTRY_VERIFY(pair.session->responder().state == ResponderView::State::Running &&
                pair.session->responder().port != before);
}

void SessionTest::responder_startedJustBeforeTheEndIsStopped() {
    for (int i = 0; i < 5; ++i) {
        Pair pair;
        QVERIFY(pair.session);
        responder::ResponderOptions options;
        options.port = 0;
        pair.session->setResponderOptions(std::move(options));
        pair.session->startResponder();
        pair.session.reset(); // must neither hang nor use what is gone
    }
}

void SessionTest::jobs_tellProgressAndEnd() {
    Jobs jobs;
    QSignalSpy changed(&jobs, &Jobs::changed);
    std::promise<void> go;
    auto future =
        jobs.start(QStringLiteral("Work"), [&](workbench::JobControl& control) -> Result<int> {
            control.setProgress(1, 3);
            go.get_future().wait();
            return 7;
        });
    QTRY_COMPARE(jobs.list().front().done, 1);
    QCOMPARE(jobs.list().front().total, 3);
    QCOMPARE(jobs.list().front().state, JobView::State::Running);
    QCOMPARE(jobs.running(), 1);
    go.set_value();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(*future.result(), 7);
    QTRY_COMPARE(jobs.list().front().state, JobView::State::Done);
    QTRY_VERIFY(!changed.isEmpty());
    jobs.clear();
    QVERIFY(jobs.list().empty());
}

void SessionTest::jobs_canBeCancelled() {
    Jobs jobs;
    std::atomic<bool> begun{false};
    auto future =
        jobs.start(QStringLiteral("Long"), [&](workbench::JobControl& control) -> Result<int> {
            begun = true;
            while (control.goOn())
                std::this_thread::yield();
            return fail(ErrorCode::Cancelled, "as asked");
        });
    QTRY_VERIFY(begun.load());
    jobs.cancel(jobs.list().front().id);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    QTRY_COMPARE(jobs.list().front().state, JobView::State::Cancelled);
    // One that may not be cut short goes on.
    std::promise<void> go;
    auto firm = jobs.start(
        QStringLiteral("Firm"),
        [&](workbench::JobControl& control) -> Result<bool> {
            go.get_future().wait();
            return control.goOn();
        },
        false);
    jobs.cancel(jobs.list().back().id);
    go.set_value();
    QTRY_VERIFY(firm.isFinished());
    QVERIFY(*firm.result());
}

void SessionTest::jobs_areCancelledAtTheEnd() {
    std::atomic<bool> stopped{false};
    {
        Jobs jobs;
        std::atomic<bool> begun{false};
        static_cast<void>(jobs.start(QStringLiteral("Endless"),
                                     [&](workbench::JobControl& control) -> Result<bool> {
                                         begun = true;
                                         while (control.goOn())
                                             std::this_thread::yield();
                                         stopped = true;
                                         return true;
                                     }));
        QTRY_VERIFY(begun.load());
    }
    QVERIFY(stopped.load());
}

void SessionTest::close_doesNotWaitForWhatCannotBeCancelled() {
    Pair pair;
    QVERIFY(pair.session);
    std::promise<void> enough;
    auto kept = pair.session->run(
        QStringLiteral("kept"),
        [wait = enough.get_future().share()](Workbench& bench,
                                             workbench::JobControl&) -> Result<std::int64_t> {
            wait.wait();
            SCEPTER_TRY(minted, bench.codes().mint({}));
            return minted.empty() ? 0 : 1;
        },
        false);
    auto dropped = pair.session->run(QStringLiteral("dropped"),
                                     [](Workbench&, workbench::JobControl& control) -> Result<int> {
                                         while (control.goOn())
                                             std::this_thread::yield();
                                         return fail(ErrorCode::Cancelled, "woken");
                                     });
    const QSignalSpy closed(pair.session.get(), &Session::closed);
    pair.session->close();
    QTRY_VERIFY(dropped.isFinished());
    QCOMPARE(closed.size(), 0);
    QVERIFY(!kept.isFinished());
    enough.set_value();
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(kept.result());
    pair.session.reset();
    QCOMPARE(pair.other->status()->counts.codesUnused, std::int64_t{1});
}

void SessionTest::close_stopsTheResponderAndTheWorkspace() {
    Pair pair;
    QVERIFY(pair.session);
    responder::ResponderOptions options;
    options.port = 0;
    pair.session->setResponderOptions(std::move(options));
    pair.session->startResponder();
    QTRY_COMPARE(pair.session->responder().state, ResponderView::State::Running);
    const std::uint16_t port = pair.session->responder().port;
    const QSignalSpy closed(pair.session.get(), &Session::closed);
    pair.session->close();
    pair.session->close();
    QTRY_COMPARE(closed.size(), 1);
    // Its port is free again while the session is still there.
    Log quiet(pair.clock, LogLevel::Error, [](const LogEntry&) {});
    responder::ResponderOptions again;
    again.port = port;
    QVERIFY(pair.other->serve(std::move(again), quiet));
}

void SessionTest::close_takesAResponderThatIsJustStarting() {
    Pair pair;
    QVERIFY(pair.session);
    responder::ResponderOptions options;
    options.port = 0;
    pair.session->setResponderOptions(std::move(options));
    pair.session->startResponder();
    pair.session->restartResponder();
    const QSignalSpy closed(pair.session.get(), &Session::closed);
    pair.session->close();
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(!pair.session->statistics().has_value());
}

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
