#include "bench_window.h"

#include "widgets/filter_row.h"

#include <QEventLoop>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace scepter::bench {

BenchWindow::BenchWindow(const QString& folder)
    : m_settings(folder + QStringLiteral("/scepter.ini"), QSettings::IniFormat)
    , m_theme(*qApp)
    , m_clipboard(*QApplication::clipboard())
    , m_window({m_theme, m_settings, m_clipboard, m_desktop, m_clock, "operator:bench"}) {
    m_theme.apply(ui::ColorMode::Light);
    m_window.resize(1280, 800);
    m_window.show();
}

bool BenchWindow::open(const QString& workspace, bool serve) {
    using State = workbench::ResponderView::State;
    responder::ResponderOptions options;
    options.port = 0;
    m_window.openWorkspace(workspace, serve, std::move(options));
    return runUntil(
        [this, serve] {
            return m_window.session() != nullptr && session().status() &&
                   (!serve || session().responder().state == State::Running);
        },
        std::chrono::seconds{60});
}

ui::LedgerView* BenchWindow::showList(const std::vector<ui::PageId>& pages) {
    for (const ui::PageId page : pages) {
        m_window.showPage(page);
        const ui::Page* shown = m_window.currentPage();
        if (shown == nullptr || shown->id() != page) continue;
        if (auto* view = shown->findChild<ui::LedgerView*>()) return view;
    }
    return nullptr;
}

void BenchWindow::showAllRows() {
    const ui::Page* shown = m_window.currentPage();
    if (auto* filter = shown->findChild<ui::FilterRow*>()) filter->clear();
}

std::uint16_t BenchWindow::port() {
    const std::string& url = session().responder().url;
    return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

bool runUntil(const std::function<bool()>& done, std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    QEventLoop loop;
    QTimer ask;
    QObject::connect(&ask, &QTimer::timeout, &loop, [&] {
        if (done() || std::chrono::steady_clock::now() > end) loop.quit();
    });
    ask.start(1);
    loop.exec();
    return done();
}

Heartbeat::Heartbeat()
    : m_thread([this] { beat(); }) {
}

Heartbeat::~Heartbeat() {
    m_stop = true;
    m_thread.join();
}

void Heartbeat::beat() {
    using Clock = std::chrono::steady_clock;
    while (!m_stop) {
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
        if (m_waiting.exchange(true)) continue;
        QMetaObject::invokeMethod(
            &m_target,
            [this, sent = Clock::now()] {
                m_latencies.push_back(
                    std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
                m_waiting = false;
            },
            Qt::QueuedConnection);
    }
}

std::vector<double> Heartbeat::take() {
    return std::exchange(m_latencies, {});
}

bool rowsInSightAreKnown(const ui::LedgerView& view) {
    const QAbstractItemModel* model = view.model();
    if (model == nullptr || model->rowCount() == 0) return false;
    const int below = view.rowAt(view.viewport()->height() - 1);
    const int last = below < 0 ? model->rowCount() - 1 : below;
    for (int row = std::max(0, view.rowAt(0)); row <= last; ++row)
        if (!model->index(row, 1).data().isValid()) return false;
    return true;
}

} // namespace scepter::bench
