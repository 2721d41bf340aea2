// A question that changes while the operator types.
#pragma once

#include "workbench/answer.h"

#include <QObject>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <utility>

namespace scepter::ui {

/// Asks on another thread, a moment after the last change; only the answer to the newest question
/// is used. Lives as a member of `context`, on the GUI thread.
template <class Given> class LatestQuestion {
public:
    using Question = std::function<Given()>;
    using Use = std::function<void(const Given&)>;

    LatestQuestion(QObject* context, Use use)
        : m_context(context)
        , m_use(std::move(use))
        , m_timer(new QTimer(context)) {
        m_timer->setSingleShot(true);
        m_timer->setInterval(kDelayMs);
        QObject::connect(m_timer, &QTimer::timeout, context, [this] { start(); });
    }

    /// `question` runs on any thread: it captures values only.
    void ask(Question question) {
        drop();
        m_question = std::move(question);
        m_open = true;
        m_timer->start();
    }
    /// The same without a delay.
    void askNow(Question question) {
        drop();
        m_question = std::move(question);
        m_open = true;
        start();
    }
    /// An answer that is there already, in place of any that was asked for.
    void use(const Given& answer) {
        drop();
        m_use(answer);
    }
    /// No answer is wanted any more.
    void drop() {
        ++m_turn;
        m_open = false;
        m_timer->stop();
    }
    /// Whether an answer is still to come.
    [[nodiscard]] bool isOpen() const { return m_open; }

private:
    static constexpr int kDelayMs = 150;

    void start() {
        auto promise = std::make_shared<QPromise<Given>>();
        promise->start();
        workbench::Answer<Given>(promise->future())
            .then(m_context, [this, turn = m_turn](const Given& answer) {
                if (turn != m_turn) return;
                m_open = false;
                m_use(answer);
            });
        QThreadPool::globalInstance()->start(
            [promise, question = std::exchange(m_question, nullptr)] {
                promise->addResult(question());
                promise->finish();
            });
    }

    QObject* m_context;
    Use m_use;
    QTimer* m_timer;
    Question m_question;
    int m_turn = 0;
    bool m_open = false;
};

} // namespace scepter::ui
