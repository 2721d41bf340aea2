#include "support/test_window.h"

#include "models/list_model.h"

#include <QClipboard>
#include <QTableView>

#include <algorithm>

namespace scepter::test {

namespace {

constexpr int kPatienceMs = 15000;
constexpr int kStillRounds = 3;

/// Whether the rows in sight of a list are known.
bool showsItsRows(const QTableView& view) {
    const auto* model = qobject_cast<const ui::ListModel*>(view.model());
    if (model == nullptr || !view.isVisible()) return true;
    if (model->isBusy()) return false;
    const int last = std::min(view.rowAt(view.viewport()->height() - 1), model->rowCount() - 1);
    const int end = last < 0 ? model->rowCount() - 1 : last;
    for (int row = std::max(0, view.rowAt(0)); row <= end; ++row) {
        bool known = false;
        for (int column = 0; column < model->columnCount() && !known; ++column)
            known = model->data(model->index(row, column), Qt::DisplayRole).isValid();
        if (!known) return false;
    }
    return true;
}

} // namespace

QStringList namesBelow(const QObject* root) {
    QStringList names;
    const auto children = root->findChildren<QWidget*>();
    for (const QWidget* child : children)
        if (!child->objectName().isEmpty() && !child->objectName().startsWith(QLatin1String("qt_")))
            names.append(child->objectName());
    names.removeDuplicates();
    names.sort();
    return names;
}

TestWindow::TestWindow(SteppingClock& clock, ui::ColorMode colors)
    : m_clock(clock)
    , m_settings(m_folder.filePath(QStringLiteral("scepter.ini")), QSettings::IniFormat)
    , m_theme(*qApp)
    , m_clipboard(*QApplication::clipboard()) {
    m_theme.apply(colors);
    make();
}

TestWindow::~TestWindow() {
    m_window.reset();
}

void TestWindow::make() {
    m_window = std::make_unique<ui::MainWindow>(
        ui::WindowParts{m_theme, m_settings, m_clipboard, m_desktop, m_clock, "operator:ann",
                        [this](const QString& path, const std::function<void(bool)>& answer) {
                            const bool elsewhere = m_elsewhere.contains(path);
                            if (elsewhere) m_raised.append(path);
                            answer(elsewhere);
                        }});
}

void TestWindow::restart() {
    m_window->close();
    m_window.reset();
    make();
}

bool TestWindow::show() {
    m_window->show();
    m_window->activateWindow();
    return QTest::qWaitForWindowActive(m_window.get(), kPatienceMs);
}

bool TestWindow::open(const QString& workspace) {
    responder::ResponderOptions options;
    options.port = 0;
    m_window->openWorkspace(workspace, false, std::move(options));
    return QTest::qWaitFor(
               [this] {
                   return m_window->session() != nullptr &&
                          m_window->session()->status().has_value();
               },
               kPatienceMs) &&
           waitIdle();
}

bool TestWindow::go(ui::PageId page) {
    m_window->showPage(page);
    return waitIdle();
}

bool TestWindow::go(const ui::ObjectRef& target) {
    m_window->navigator().open(target);
    return waitIdle();
}

bool TestWindow::serve() {
    using State = workbench::ResponderView::State;
    responder::ResponderOptions options = session().responderOptions().clone();
    options.port = 0;
    session().setResponderOptions(std::move(options));
    session().startResponder();
    return QTest::qWaitFor([this] { return session().responder().state == State::Running; },
                           kPatienceMs);
}

bool TestWindow::isIdle() const {
    using State = workbench::ResponderView::State;
    auto* session = m_window->session();
    if (session == nullptr) return true;
    if (!session->status() || session->jobs().running() > 0) return false;
    const State state = session->responder().state;
    if (state == State::Starting || state == State::Stopping) return false;
    const auto views = m_window->findChildren<QTableView*>();
    return std::ranges::all_of(views, [](const QTableView* view) { return showsItsRows(*view); });
}

bool TestWindow::waitIdle() {
    // Twice, with a question between: what was asked before it has been answered then, as a rule.
    for (int round = 0; round < 2; ++round) {
        if (!QTest::qWaitFor([this] { return isIdle(); }, kPatienceMs)) return false;
        if (m_window->session() == nullptr) return true;
        bool answered = false;
        m_window->session()
            ->ask([](workbench::Workbench& workbench) { return workbench.changeMark(); })
            .then(m_window.get(), [&answered](const Result<std::int64_t>&) { answered = true; });
        if (!QTest::qWaitFor([&answered] { return answered; }, kPatienceMs)) return false;
    }
    if (!QTest::qWaitFor([this] { return isIdle(); }, kPatienceMs)) return false;
    return waitStill();
}

bool TestWindow::waitStill() {
    // Layouts settle over some rounds of events.
    QList<QRect> before;
    int same = 0;
    return QTest::qWaitFor(
        [this, &before, &same] {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            QList<QRect> now;
            const auto widgets = m_window->findChildren<QWidget*>();
            for (const QWidget* widget : widgets)
                if (widget->isVisible()) now.append(widget->geometry());
            same = now == before ? same + 1 : 0;
            before = std::move(now);
            return same == kStillRounds;
        },
        kPatienceMs);
}

} // namespace scepter::test
