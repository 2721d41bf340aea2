#include "shell/list_page.h"

#include "shell/clipboard.h"
#include "widgets/filter_row.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

// Under 200 ms nothing is shown, then a thin bar, after a second words and Cancel.
constexpr int kSoonMs = 200;
constexpr int kLongMs = 1000;
constexpr int kNarrow = 900;
constexpr QSize kDetailBeside(280, 160);
constexpr int kLeastDetailBelow = 96;

} // namespace

ListPage::ListPage(PageContext& pageContext, PageId id, const QString& title, QWidget* parent)
    : Page(pageContext, id, title, parent)
    , m_filter(new FilterRow(pageContext.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_view(new LedgerView(pageContext.theme, this))
    , m_placeholder(new Placeholder(pageContext.theme, this))
    , m_busyBar(new QProgressBar(this))
    , m_busyRow(new QWidget(this))
    , m_splitter(new QSplitter(this))
    , m_detailStack(new QStackedWidget(this))
    , m_nothingChosen(new Placeholder(pageContext.theme, this)) {
    m_view->setObjectName(QStringLiteral("list"));
    m_view->setAccessibleName(title);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_placeholder);
    m_busyBar->setRange(0, 0);
    m_busyBar->setTextVisible(false);
    m_busyBar->setMaximumHeight(3);
    m_busyBar->setAccessibleName(tr("The list is being read"));
    auto* cancel = new QPushButton(tr("Cancel"), m_busyRow);
    auto* busyLayout = new QHBoxLayout(m_busyRow);
    busyLayout->setContentsMargins(0, 0, 0, 0);
    busyLayout->addWidget(new QLabel(tr("Reading the list…"), m_busyRow), 1);
    busyLayout->addWidget(cancel);
    connect(cancel, &QPushButton::clicked, this, [this] { model().cancel(); });

    auto* left = new QWidget(m_splitter);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(4);
    leftLayout->addWidget(m_busyBar);
    leftLayout->addWidget(m_busyRow);
    leftLayout->addWidget(m_stack, 1);
    m_splitter->addWidget(left);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(9);
    body()->addWidget(m_filter);
    body()->addWidget(m_splitter, 1);

    m_busyBar->hide();
    m_busyRow->hide();
    for (QTimer* timer : {&m_busySoon, &m_busyLong})
        timer->setSingleShot(true);
    connect(&m_busySoon, &QTimer::timeout, m_busyBar, &QWidget::show);
    connect(&m_busyLong, &QTimer::timeout, m_busyRow, &QWidget::show);
    connect(m_filter, &FilterRow::changed, this, [this] {
        applyFilter();
        reflect();
    });
    connect(m_view, &LedgerView::copied, this,
            [this](const QString& text) { copyText(tr("the selected rows"), text); });
    connect(m_view, &LedgerView::copyRefused, this, [this](int most) {
        messages().show(
            Message{.kind = MessageKind::Warning,
                    .text = tr("At most %n row(s) can be copied at once.", nullptr, most)});
    });
}

void ListPage::setUp(LedgerModel* ledger, QWidget* detail, const EmptyText& empty,
                     const QString& stateKey, const QList<int>& widths) {
    m_model = ledger;
    m_empty = empty;
    m_stateKey = stateKey;
    m_nothingChosen->show(Icon::Details, tr("Choose a row to see it here."));
    m_detailStack->addWidget(m_nothingChosen);
    if (detail->accessibleName().isEmpty()) detail->setAccessibleName(tr("Details"));
    m_detailStack->addWidget(detail);
    m_detailStack->setMinimumSize(kDetailBeside);
    m_splitter->addWidget(m_detailStack);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({600, 400});
    m_view->setLedger(ledger);
    m_view->setDefaultWidths(widths);
    m_view->restoreColumns(
        context().settings.value(stateKey + QStringLiteral("/columns")).toByteArray());
    connect(ledger, &LedgerModel::stateChanged, this, &ListPage::reflect);
    connect(ledger, &QAbstractItemModel::rowsInserted, this, &ListPage::reflect);
    connect(&session(), &workbench::Session::statusChanged, this, &ListPage::reflect);
    connect(m_placeholder, &Placeholder::buttonClicked, this, [this] {
        if (m_model->state() == LedgerModel::State::Failed)
            refresh();
        else if (m_model->isFiltered())
            m_filter->clear();
        else if (m_empty.button)
            m_empty.button();
        else if (primaryAction() != nullptr)
            primaryAction()->trigger();
    });
    connect(m_placeholder, &Placeholder::linkClicked, this, [this] {
        if (m_empty.link) m_empty.link();
    });
    reflect();
}

QWidget* ListPage::takeList() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    body()->removeWidget(m_filter);
    body()->removeWidget(m_splitter);
    column->addWidget(m_filter);
    column->addWidget(m_splitter, 1);
    return box;
}

void ListPage::setEmptyText(const EmptyText& empty) {
    m_empty = empty;
    reflect();
}

void ListPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (std::exchange(m_loaded, true) || m_model == nullptr) return;
    if (m_model->state() == LedgerModel::State::Idle) m_model->reload();
}

void ListPage::reflect() {
    using State = LedgerModel::State;
    const bool loading = m_model->state() == State::Loading;
    if (loading && !m_busySoon.isActive() && m_busyBar->isHidden()) {
        m_busySoon.start(kSoonMs);
        m_busyLong.start(kLongMs);
    }
    if (!loading) {
        m_busySoon.stop();
        m_busyLong.stop();
        m_busyBar->hide();
        m_busyRow->hide();
    }
    const int rows = m_model->rowCount();
    if (m_model->state() == State::Failed && m_model->error() &&
        m_model->error()->code == ErrorCode::InvalidArgument)
        m_filter->setState(FilterRow::State::Invalid, rows, m_model->total(),
                           QString::fromStdString(m_model->error()->detail));
    else
        m_filter->setState(loading ? FilterRow::State::Running : FilterRow::State::Done, rows,
                           m_model->total());
    const QString stale = tr("The list is not as it should be.");
    const bool failed = m_model->state() == State::Failed && m_model->error();
    if (failed && rows > 0 && m_model->error()->code != ErrorCode::Cancelled)
        messages().showProblem(stale, problem(*m_model->error()));
    else if (m_model->state() == State::Ready)
        messages().resolveAbout(stale);
    if (rows > 0 || loading || m_model->state() == State::Idle) {
        showListOr(true);
    } else if (m_model->state() == State::Failed) {
        m_placeholder->showProblem(problem(*m_model->error()), tr("Try again"));
        showListOr(false);
    } else if (m_model->isFiltered()) {
        m_placeholder->show(Icon::Filter, tr("Nothing fits this filter."),
                            tr("There are %n in all.", nullptr, static_cast<int>(m_model->total())),
                            tr("Clear filter"));
        showListOr(false);
    } else {
        m_placeholder->show(m_empty.icon, m_empty.sentence, m_empty.hint, m_empty.buttonText,
                            m_empty.linkText);
        showListOr(false);
    }
    trySelect();
}

void ListPage::showListOr(bool list) {
    m_stack->setCurrentWidget(list ? static_cast<QWidget*>(m_view)
                                   : static_cast<QWidget*>(m_placeholder));
}

void ListPage::setDetailVisible(bool visible) {
    m_detailStack->setCurrentIndex(visible ? 1 : 0);
}

void ListPage::selectWhenThere(qint64 id) {
    m_wanted = id;
    m_filterCleared = false;
    trySelect();
}

void ListPage::trySelect() {
    if (m_wanted == 0 || m_model->state() != LedgerModel::State::Ready) return;
    if (m_view->select(m_wanted)) {
        m_wanted = 0;
        return;
    }
    if (m_model->isFiltered() && !std::exchange(m_filterCleared, true)) {
        m_filter->clear();
        return;
    }
    const qint64 missing = std::exchange(m_wanted, 0);
    messages().show(Message{.kind = MessageKind::Warning,
                            .text = tr("Number %1 is not in this list.").arg(missing)});
}

void ListPage::focusFilter() {
    m_filter->focusText();
}

void ListPage::refresh() {
    m_model->reload();
}

bool ListPage::escape() {
    if (Page::escape()) return true;
    if (m_filter->isEmpty()) return false;
    m_filter->clear();
    return true;
}

void ListPage::saveState() {
    context().settings.setValue(m_stateKey + QStringLiteral("/columns"), m_view->columnState());
    const bool wide = m_splitter->orientation() == Qt::Horizontal;
    context().settings.setValue(
        m_stateKey + (wide ? QStringLiteral("/splitterWide") : QStringLiteral("/splitterNarrow")),
        m_splitter->saveState());
}

void ListPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const auto wanted = event->size().width() < kNarrow ? Qt::Vertical : Qt::Horizontal;
    const bool first = !event->oldSize().isValid();
    if (!first && wanted == m_splitter->orientation()) return;
    if (!first) saveState();
    m_splitter->setOrientation(wanted);
    const bool wide = wanted == Qt::Horizontal;
    // Below the list every line counts: no more than what it shows needs.
    m_detailStack->setMinimumHeight(
        wide ? kDetailBeside.height()
             : std::clamp(m_detailStack->widget(1)->minimumSizeHint().height(), kLeastDetailBelow,
                          kDetailBeside.height()));
    const QByteArray kept = context()
                                .settings
                                .value(m_stateKey + (wide ? QStringLiteral("/splitterWide")
                                                          : QStringLiteral("/splitterNarrow")))
                                .toByteArray();
    if (!kept.isEmpty()) m_splitter->restoreState(kept);
    m_splitter->setOrientation(wanted);
}

} // namespace scepter::ui
