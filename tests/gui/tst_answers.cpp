// Answers to who asked, and to who is gone by then.
#include "support/lab_workspace.h"
#include "workbench/session.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

#include <latch>
#include <memory>

using namespace scepter;
using namespace scepter::test;

class AnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answer_comesOnTheThreadThatAsked() {
        workbench::Session session(m_workspace.open(m_clock), m_clock);
        const QThread* thread = nullptr;
        session.ask([](workbench::Workbench& bench) { return bench.changeMark(); })
            .then(this, [&thread](const Result<std::int64_t>& mark) {
                if (mark) thread = QThread::currentThread();
            });
        QTRY_COMPARE(thread, QThread::currentThread());
    }

    void answerThatCannotBeCopied_isMoved() {
        workbench::Session session(m_workspace.open(m_clock), m_clock);
        using Only = Result<std::unique_ptr<int>>;
        int given = 0;
        session.ask([](workbench::Workbench&) -> Only { return std::make_unique<int>(7); })
            .then(this, [&given](const Only& answer) { given = **answer; });
        QTRY_COMPARE(given, 7);
    }

    void answer_isDroppedWhenTheAskerIsGone() {
        auto session = std::make_unique<workbench::Session>(m_workspace.open(m_clock), m_clock);
        int called = 0;
        for (int i = 0; i < 50; ++i) {
            std::latch gone(1);
            auto asker = std::make_unique<QObject>();
            const auto answer = session->ask([&gone](workbench::Workbench& bench) {
                gone.wait();
                return bench.changeMark();
            });
            answer.then(asker.get(), [&called](const Result<std::int64_t>&) { ++called; });
            asker.reset();
            gone.count_down();
            QTRY_VERIFY(answer.isFinished());
        }
        session.reset();
        QCoreApplication::processEvents();
        QCOMPARE(called, 0);
    }

    void cancelledQuestion_isNotAnswered() {
        workbench::Session session(m_workspace.open(m_clock), m_clock);
        int called = 0;
        std::latch cancelled(1);
        auto answer = session.ask([&cancelled](workbench::Workbench& bench) {
            cancelled.wait();
            return bench.changeMark();
        });
        answer.then(this, [&called](const Result<std::int64_t>&) { ++called; });
        answer.cancel();
        cancelled.count_down();
        QTRY_VERIFY(answer.isFinished());
        QCoreApplication::processEvents();
        QCOMPARE(called, 0);
    }

private:
    SteppingClock m_clock;
    LabWorkspace m_workspace;
};

QTEST_GUILESS_MAIN(AnswersTest)
#include "tst_answers.moc"
