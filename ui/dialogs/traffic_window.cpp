#include "dialogs/traffic_window.h"

#include "shell/navigator.h"
#include "theme/tinted_icon.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"
#include "widgets/texts.h"
#include "widgets/traffic_view.h"
#include "workbench/file_traffic.h"
#include "workbench/test_enrollment.h"
#include "workbench/write_file.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr QSize kUsualSize{1180, 760};
constexpr int kMargin = 16;

/// A file, read.
struct Opened {
    std::shared_ptr<workbench::TrafficSource> source;
    std::vector<std::string> notes;
};

Result<Opened> readTraffic(workbench::Workbench& workbench, workbench::JobControl& control,
                           const std::string& path, TimePoint now) {
    workbench::FileTraffic::Options options;
    SCEPTER_TRY(bytes, workbench::readFile(path, options.limits.file));
    SCEPTER_TRY(keys, workbench.inspector().keyring());
    options.keys = keys;
    options.now = now;
    SCEPTER_TRY(traffic, workbench::FileTraffic::open(
                             bytes, options, [&control](std::size_t done, std::size_t of) {
                                 control.setProgress(static_cast<int>(done), static_cast<int>(of));
                                 return control.goOn();
                             }));
    Opened opened;
    opened.notes = traffic->notes();
    opened.source = std::move(traffic);
    return opened;
}

} // namespace

TrafficWindow::TrafficWindow(PageContext& pageContext, QWidget* parent)
    : RememberedWindow(pageContext, QStringLiteral("traffic"), kUsualSize, parent)
    , m_stack(new QStackedWidget(this))
    , m_opening(new Placeholder(pageContext.theme, this)) {
    setObjectName(QStringLiteral("trafficWindow"));
    m_stack->addWidget(m_opening);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(8);
    layout->addWidget(&messages());
    layout->addWidget(m_stack, 1);
    connect(m_opening, &Placeholder::buttonClicked, this, &QWidget::close);
}

void TrafficWindow::openFile(const QString& path) {
    m_path = path;
    const QString name = QFileInfo(path).fileName();
    setWindowTitle(tr("%1 — Inspector").arg(name));
    m_opening->show(Icon::Open, tr("Reading %1…").arg(name),
                    tr("It can be cancelled at the bottom of the main window."));
    context()
        .session
        .run(tr("Reading %1").arg(name),
             [file = path.toStdString(), now = context().session.clock().now()](
                 workbench::Workbench& workbench, workbench::JobControl& control) {
                 return readTraffic(workbench, control, file, now);
             })
        .then(this, [this](const Result<Opened>& answer) {
            if (answer)
                use(answer->source, answer->notes);
            else
                m_opening->showProblem(problem(answer.error()), tr("Close"));
        });
}

TrafficWindow* TrafficWindow::showSteps(PageContext& context, QWidget* parent,
                                        const client::Transcript& steps,
                                        const std::vector<pki::PrivateKey>& keys,
                                        const QString& title, int chosen) {
    auto* window = new TrafficWindow(context, parent);
    window->setWindowTitle(tr("%1 — Inspector").arg(title));
    window->m_opening->show(Icon::Open, tr("Decoding…"));
    window->show();
    using Source = std::shared_ptr<workbench::TrafficSource>;
    context.session
        .ask([steps, keys](workbench::Workbench& workbench) {
            return workbench::trafficOf(workbench, steps, keys);
        })
        .then(window, [window, chosen](const Result<Source>& answer) {
            if (!answer) {
                window->m_opening->showProblem(window->problem(answer.error()), tr("Close"));
                return;
            }
            window->use(*answer, {});
            if (chosen > 0) window->m_view->selectWhenThere(chosen);
        });
    return window;
}

void TrafficWindow::use(std::shared_ptr<workbench::TrafficSource> source,
                        const std::vector<std::string>& notes) {
    m_view = new TrafficView(
        context(), messages(), [source](workbench::Workbench&) { return source; }, false,
        QStringLiteral("windows/trafficView"), this);
    m_view->setEmptyText({.icon = Icon::Inspector,
                          .sentence = tr("There is no HTTP message in this file."),
                          .buttonText = tr("Close"),
                          .button = [this] { close(); }});
    auto* content = new QWidget(m_stack);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    addButtons(*layout);
    layout->addWidget(m_view, 1);
    m_stack->addWidget(content);
    m_stack->setCurrentWidget(content);
    if (notes.empty()) return;
    QStringList lines;
    for (const std::string& note : notes)
        lines.append(text(note));
    messages().show({.kind = MessageKind::Info,
                     .text = notes.size() == 1 ? lines.first()
                                               : tr("%n remark(s) about this file.", nullptr,
                                                    static_cast<int>(notes.size())),
                     .details = notes.size() == 1 ? QString() : lines.join(QLatin1Char('\n'))});
}

void TrafficWindow::addButtons(QVBoxLayout& layout) {
    auto* save = new QPushButton(tintedIcon(Icon::Save), tr("&Save"), this);
    save->setObjectName(QStringLiteral("saveTraffic"));
    auto* compare = new QPushButton(tintedIcon(Icon::Compare), tr("Com&pare the two"), this);
    compare->setObjectName(QStringLiteral("compareTraffic"));
    auto* group = new QPushButton(tintedIcon(Icon::Chain), tr("&Group by transaction"), this);
    group->setObjectName(QStringLiteral("groupTraffic"));
    group->setCheckable(true);
    auto* redact = new QPushButton(tintedIcon(Icon::Lock), tr("&Redact"), this);
    redact->setObjectName(QStringLiteral("redactTraffic"));
    redact->setCheckable(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    for (QPushButton* button : {save, compare, group, redact}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    layout.addLayout(row);
    connect(save, &QPushButton::clicked, this, [this, save] {
        m_view->makeSaveMenu()->popup(save->mapToGlobal(QPoint(0, save->height())));
    });
    const auto reflect = [this, compare] {
        compare->setEnabled(m_view->canCompare());
        compare->setToolTip(m_view->canCompare() ? QString() : tr("Select two exchanges first."));
    };
    connect(compare, &QPushButton::clicked, m_view, &TrafficView::compareSelected);
    connect(m_view, &TrafficView::selectionChanged, compare, reflect);
    reflect();
    connect(group, &QPushButton::toggled, m_view, &TrafficView::setGrouped);
    connect(m_view, &TrafficView::groupedChanged, group, &QPushButton::setChecked);
    connect(redact, &QPushButton::toggled, m_view, &TrafficView::setHidden);
    connect(m_view, &TrafficView::openRequested, this,
            [this](const ObjectRef& target) { context().navigator.open(target); });
}

void TrafficWindow::closeEvent(QCloseEvent* event) {
    if (m_view != nullptr) m_view->saveState();
    RememberedWindow::closeEvent(event);
}

void TrafficWindow::keyPressEvent(QKeyEvent* event) {
    if (m_view != nullptr && event->matches(QKeySequence::Find)) {
        m_view->focusFilter();
        return;
    }
    if (m_view != nullptr && event->key() == Qt::Key_Escape && m_view->escape()) return;
    RememberedWindow::keyPressEvent(event);
}

} // namespace scepter::ui
