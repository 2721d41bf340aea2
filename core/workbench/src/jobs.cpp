#include "workbench/jobs.h"

#include <QTimer>

#include <algorithm>

namespace scepter::workbench {

namespace {

constexpr int kThreads = 2;
constexpr int kWaitingThreads = 8;
constexpr std::size_t kKept = 20;
constexpr int kProgressEveryMs = 100;

} // namespace

Jobs::Jobs(QObject* parent)
    : QObject(parent) {
    m_pool.setMaxThreadCount(kThreads);
    m_waiting.setMaxThreadCount(kWaitingThreads);
    auto* timer = new QTimer(this);
    timer->setInterval(kProgressEveryMs);
    connect(timer, &QTimer::timeout, this, [this, timer] {
        if (running() == 0) timer->stop();
        Q_EMIT changed();
    });
    connect(this, &Jobs::changed, timer, [this, timer] {
        if (running() > 0 && !timer->isActive()) timer->start();
    });
}

Jobs::~Jobs() {
    cancelThose([](const JobView&) { return true; });
    waitForDone();
}

// Who waits for the end of a job is told at once, on this thread: not with the mutex held.
void Jobs::cancelThose(const std::function<bool(const JobView&)>& which) {
    std::vector<std::shared_ptr<Entry>> chosen;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto& entry : m_entries)
            if (which(entry->view)) chosen.push_back(entry);
    }
    for (const auto& entry : chosen)
        entry->control.m_stop.request_stop();
}

std::vector<JobView> Jobs::list() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<JobView> views;
    views.reserve(m_entries.size());
    for (const auto& entry : m_entries) {
        JobView view = entry->view;
        view.done = entry->control.m_done;
        view.total = entry->control.m_total;
        view.cancelling = !view.isOver() && !entry->control.goOn();
        views.push_back(std::move(view));
    }
    return views;
}

int Jobs::running() const {
    const std::scoped_lock lock(m_mutex);
    return static_cast<int>(
        std::ranges::count_if(m_entries, [](const auto& entry) { return !entry->view.isOver(); }));
}

void Jobs::cancel(int id) {
    cancelThose([id](const JobView& view) { return view.id == id && view.cancellable; });
    Q_EMIT changed();
}

void Jobs::cancelAll() {
    cancelThose([](const JobView& view) { return view.cancellable; });
    Q_EMIT changed();
}

void Jobs::clear() {
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_entries, [](const auto& entry) { return entry->view.isOver(); });
    }
    Q_EMIT changed();
}

std::shared_ptr<Jobs::Entry> Jobs::add(const QString& title, bool cancellable) {
    auto entry = std::make_shared<Entry>();
    {
        const std::scoped_lock lock(m_mutex);
        entry->view.id = ++m_lastId;
        entry->view.title = title;
        entry->view.cancellable = cancellable;
        m_entries.push_back(entry);
        const auto over = [](const auto& other) { return other->view.isOver(); };
        while (m_entries.size() > kKept) {
            const auto oldest = std::ranges::find_if(m_entries, over);
            if (oldest == m_entries.end()) break;
            m_entries.erase(oldest);
        }
    }
    Q_EMIT changed();
    return entry;
}

void Jobs::begin(const std::shared_ptr<Entry>& entry) {
    const std::scoped_lock lock(m_mutex);
    entry->view.state = JobView::State::Running;
    notify();
}

void Jobs::finish(const std::shared_ptr<Entry>& entry, const std::optional<Error>& error) {
    using State = JobView::State;
    const std::scoped_lock lock(m_mutex);
    entry->view.error = error;
    if (!error)
        entry->view.state = State::Done;
    else
        entry->view.state = error->code == ErrorCode::Cancelled ? State::Cancelled : State::Failed;
    notify();
    QMetaObject::invokeMethod(
        this, [this, id = entry->view.id] { Q_EMIT finished(id); }, Qt::QueuedConnection);
}

// With the mutex held: one notice is under way at a time.
void Jobs::notify() {
    if (std::exchange(m_notified, true)) return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            {
                const std::scoped_lock lock(m_mutex);
                m_notified = false;
            }
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

} // namespace scepter::workbench
