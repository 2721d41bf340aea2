#include "widgets/traffic_view.h"

#include "dialogs/inspection_commands.h"
#include "models/traffic_model.h"
#include "shell/clipboard.h"
#include "theme/tinted_icon.h"
#include "widgets/exchange_detail.h"
#include "widgets/filter_edit.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"
#include "widgets/sequence_view.h"
#include "widgets/texts.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

constexpr int kPollMs = 250;
// Under 200 ms nothing is shown, then a thin bar.
constexpr int kSoonMs = 200;
constexpr QSize kLeastList(240, 64);
constexpr int kLeastDetail = 200;

} // namespace

TrafficView::TrafficView(PageContext& context, MessageBar& messages, TrafficSourceOf source,
                         bool live, const QString& stateKey, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_live(live)
    , m_stateKey(stateKey)
    , m_model(new TrafficModel(context.session, source, this))
    , m_filter(new FilterEdit(context.theme, this))
    , m_tailButton(new QToolButton(this))
    , m_busyBar(new QProgressBar(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new LedgerView(context.theme, this))
    , m_placeholder(new Placeholder(context.theme, this))
    , m_sequence(new SequenceView(context.theme, this))
    , m_detail(new ExchangeDetail(context, std::move(source), this))
    , m_top(new QSplitter(Qt::Horizontal, this))
    , m_rows(new QSplitter(Qt::Vertical, this)) {
    build();
    addChips();
    connectList();
    connectDetail();
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (isVisible()) m_model->poll();
    });
    m_busySoon.setSingleShot(true);
    connect(&m_busySoon, &QTimer::timeout, m_busyBar, &QWidget::show);
    m_detailSoon.setSingleShot(true);
    connect(&m_detailSoon, &QTimer::timeout, this, &TrafficView::showDetail);
    m_filter->setText(context.settings.value(m_stateKey + QStringLiteral("/filter")).toString());
    m_rowsKept = context.settings.value(m_stateKey + QStringLiteral("/rows")).toByteArray();
    m_top->restoreState(context.settings.value(m_stateKey + QStringLiteral("/top")).toByteArray());
    reflect();
    reflectTail();
}

void TrafficView::build() {
    m_sequence->setObjectName(QStringLiteral("sequence"));
    m_sequence->hide();
    m_tailButton->setObjectName(QStringLiteral("tail"));
    m_tailButton->setIcon(tintedIcon(Icon::Down));
    m_tailButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tailButton->setFocusPolicy(Qt::StrongFocus);
    m_tailButton->setVisible(m_live);
    auto* filterRow = new QHBoxLayout;
    filterRow->setSpacing(8);
    filterRow->addWidget(m_filter, 1);
    filterRow->addWidget(m_tailButton);
    m_top->addWidget(makeList());
    m_top->addWidget(m_sequence);
    m_rows->setObjectName(QStringLiteral("listAndDetail"));
    m_rows->addWidget(m_top);
    m_rows->addWidget(m_detail);
    for (QSplitter* splitter : {m_top, m_rows}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(9);
    }
    m_top->setStretchFactor(0, 1);
    m_top->setStretchFactor(1, 1);
    m_rows->setStretchFactor(0, 1);
    m_rows->setStretchFactor(1, 1);
    m_detail->setMinimumHeight(kLeastDetail);
    m_detail->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(filterRow);
    layout->addWidget(m_rows, 1);
}

QWidget* TrafficView::makeList() {
    auto* side = new QWidget(this);
    side->setMinimumSize(kLeastList);
    m_list->setObjectName(QStringLiteral("list"));
    m_list->setAccessibleName(tr("Recorded exchanges"));
    m_list->setLedger(m_model);
    // By time, always: what comes in has its place at the end.
    m_list->setSortingEnabled(false);
    m_list->horizontalHeader()->setSortIndicatorShown(false);
    m_list->horizontalHeader()->setSectionsClickable(false);
    m_list->setDefaultWidths({5, 9, 12, 24, 12, 30, 12, 4, 9, 16, 0, 0});
    m_list->restoreColumns(
        m_context.settings.value(m_stateKey + QStringLiteral("/columns")).toByteArray());
    m_busyBar->setRange(0, 0);
    m_busyBar->setTextVisible(false);
    m_busyBar->setMaximumHeight(3);
    m_busyBar->setAccessibleName(tr("The list is being read"));
    m_busyBar->hide();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_placeholder);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_busyBar);
    layout->addWidget(m_stack, 1);
    return side;
}

void TrafficView::addChips() {
    m_filter->addChip(QStringLiteral("failures"), tr("Failures"), Icon::Failed,
                      QStringLiteral("status:FAILURE"));
    m_filter->addChip(QStringLiteral("enrollments"), tr("Enrollments"), Icon::Certificate,
                      QStringLiteral("type:PKCSReq,RenewalReq"));
    m_filter->addChip(QStringLiteral("findings"), tr("Findings"), Icon::Warning,
                      QStringLiteral("finding:error,warning"));
}

// ---- how things hang together
// --------------------------------------------------------------------

void TrafficView::connectList() {
    connect(m_filter, &FilterEdit::filterChanged, this, [this](const inspect::Filter& filter) {
        m_model->setFilter(filter);
        m_context.settings.setValue(m_stateKey + QStringLiteral("/filter"), m_filter->text());
    });
    connect(m_filter, &FilterEdit::wordsWanted, this, &TrafficView::readWords);
    connect(m_model, &ListModel::stateChanged, this, &TrafficView::reflect);
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) {
                if (!m_tail) m_below += last - first + 1;
                reflect();
            });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &TrafficView::reflect);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        const auto* row = m_model->row(m_detail->shown());
        if (row == nullptr) return;
        m_detail->setRow(*row);
        Q_EMIT selectionChanged();
    });
    connect(m_model, &TrafficModel::trafficChanged, this, [this] {
        reflect();
        readSequence();
        Q_EMIT trafficChanged();
    });
    connectView();
}

void TrafficView::connectView() {
    connect(m_list, &LedgerView::currentIdChanged, this, &TrafficView::showCurrent);
    connect(m_list, &LedgerView::selectedIdsChanged, this, &TrafficView::selectionChanged);
    connect(m_list, &LedgerView::activatedId, this, &TrafficView::openMessage);
    connect(m_list, &LedgerView::copied, this, [this](const QString& text) {
        m_context.clipboard.copy(text);
        m_messages.showSuccess(tr("Copied: %1").arg(tr("the selected rows")));
    });
    connect(m_list, &LedgerView::copyRefused, this, [this](int most) {
        m_messages.show({.kind = MessageKind::Warning,
                         .text = tr("At most %n row(s) can be copied at once.", nullptr, most)});
    });
    QScrollBar* bar = m_list->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int most) {
        if (m_tail) bar->setValue(most);
    });
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) {
        const int row = m_list->verticalHeader()->defaultSectionSize();
        m_tail = value + row / 2 >= bar->maximum();
        reflectTail();
    });
    connect(m_tailButton, &QToolButton::clicked, this, &TrafficView::goToEnd);
    connect(m_placeholder, &Placeholder::buttonClicked, this, [this] {
        if (m_model->state() == ListModel::State::Failed)
            m_model->reload();
        else if (!m_filter->isEmpty())
            m_filter->clear();
        else if (isGrouped())
            setGrouped(false);
        else if (m_empty.button)
            m_empty.button();
    });
}

void TrafficView::connectDetail() {
    connect(m_detail, &ExchangeDetail::openRequested, this, &TrafficView::openRequested);
    connect(m_detail, &ExchangeDetail::windowRequested, this, &TrafficView::openMessage);
    auto* commands = new InspectionCommands(m_context, m_detail->view(), m_messages, this);
    connect(m_detail, &ExchangeDetail::explainRequested, commands,
            [this, commands] { commands->explain(m_detail->name()); });
    connect(m_detail, &ExchangeDetail::decoded, this, [this] {
        if (std::exchange(m_openWhenDecoded, false)) openMessage();
    });
    connect(m_sequence, &SequenceView::exchangeChosen, this, &TrafficView::showStep);
    connect(m_sequence, &SequenceView::exchangeActivated, this, [this](qint64 id) {
        showStep(id);
        openMessage();
    });
}

void TrafficView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_model->state() == ListModel::State::Idle) m_model->reload();
    if (m_live) m_poll.start();
}

// ---- what is shown
// -------------------------------------------------------------------------------

void TrafficView::setEmptyText(const EmptyText& empty) {
    m_empty = empty;
    reflect();
}

void TrafficView::reflect() {
    using State = ListModel::State;
    const bool loading = m_model->state() == State::Loading;
    if (!loading) {
        m_busySoon.stop();
        m_busyBar->hide();
    } else if (!m_busySoon.isActive() && m_busyBar->isHidden()) {
        m_busySoon.start(kSoonMs);
    }
    const int rows = m_model->rowCount();
    const qint64 total = m_model->total();
    m_filter->setProgress(loading, rows, total, m_model->unexamined());
    const QString stale = tr("The list is not as it should be.");
    const bool failed = m_model->state() == State::Failed && m_model->error();
    if (failed && rows > 0) {
        if (m_said != m_model->error())
            m_messages.showProblem(
                stale, trafficProblem(*m_model->error(), m_context.session.clock().now()));
        m_said = m_model->error();
    } else if (m_model->state() == State::Ready && m_said) {
        m_messages.resolveAbout(stale);
        m_said.reset();
    }
    const bool list = rows > 0 || loading || m_model->state() == State::Idle;
    m_stack->setCurrentIndex(list ? 0 : 1);
    reflectDetail();
    if (!list) {
        if (failed)
            m_placeholder->showProblem(
                trafficProblem(*m_model->error(), m_context.session.clock().now()),
                tr("Try again"));
        else if (total > 0 && !m_filter->isEmpty())
            m_placeholder->show(Icon::Filter, tr("Nothing fits this filter."),
                                tr("There are %n in all.", nullptr, static_cast<int>(total)),
                                tr("Clear filter"));
        else if (total > 0 && isGrouped())
            m_placeholder->show(Icon::Message, tr("Nothing here belongs to a transaction."), {},
                                tr("Show every exchange"));
        else
            m_placeholder->show(m_empty.icon, m_empty.sentence, m_empty.hint, m_empty.buttonText);
    }
    reflectTail();
    trySelect();
}

// What is said where there is nothing to choose needs the room, too.
void TrafficView::reflectDetail() {
    const bool wanted = m_stack->currentIndex() == 0 && m_detail->shown() != 0;
    if (!wanted || !m_detail->isHidden()) m_detailSoon.stop();
    if (wanted == !m_detail->isHidden()) return;
    if (!wanted) {
        m_rowsKept = m_rows->saveState();
        m_detail->hide();
    } else if (QGuiApplication::mouseButtons() == Qt::NoButton) {
        showDetail();
    } else if (!m_detailSoon.isActive()) {
        // The second click of a double click must find the row where the first one found it.
        m_detailSoon.start(QApplication::doubleClickInterval());
    }
}

void TrafficView::showDetail() {
    m_detail->setVisible(true);
    if (m_rowsKept.isEmpty())
        m_rows->setSizes({m_rows->height() / 3, m_rows->height() * 2 / 3});
    else
        m_rows->restoreState(m_rowsKept);
    // The chosen row stays in sight, also where that ends the following of the tail.
    m_list->scrollTo(m_list->currentIndex());
}

void TrafficView::reflectTail() {
    if (m_tail) m_below = 0;
    m_tailButton->setEnabled(!m_tail);
    m_tailButton->setText(m_tail         ? tr("Following")
                          : m_below == 0 ? tr("To the newest")
                                         : tr("%n new below", nullptr, m_below));
    m_tailButton->setToolTip(
        m_tail ? tr("The last row is in sight: the list moves on with what comes in.")
               : tr("The list stays where it is. Go to the newest, and follow what comes in."));
    m_tailButton->setAccessibleDescription(m_tailButton->toolTip());
}

void TrafficView::goToEnd() {
    m_tail = true;
    m_list->verticalScrollBar()->setValue(m_list->verticalScrollBar()->maximum());
    reflectTail();
}

void TrafficView::setHidden(bool hidden) {
    m_openWhenDecoded = false;
    m_model->setHidden(hidden);
    m_detail->setHidden(hidden);
    if (hidden)
        m_filter->setWords({});
    else
        readWords();
    if (const auto* row = m_model->row(m_detail->shown())) m_detail->setRow(*row);
    m_sequence->setSequence({});
    readSequence();
}

bool TrafficView::isHidden() const {
    return m_model->isHidden();
}

void TrafficView::refresh() {
    m_model->reload();
    m_detail->reread();
    readSequence();
}

void TrafficView::focusFilter() {
    m_filter->focusText();
}

bool TrafficView::escape() {
    if (m_filter->closeCompletions()) return true;
    if (m_filter->isEmpty()) return false;
    m_filter->clear();
    return true;
}

void TrafficView::saveState() {
    QSettings& settings = m_context.settings;
    settings.setValue(m_stateKey + QStringLiteral("/filter"), m_filter->text());
    settings.setValue(m_stateKey + QStringLiteral("/columns"), m_list->columnState());
    settings.setValue(m_stateKey + QStringLiteral("/rows"),
                      m_detail->isHidden() ? m_rowsKept : m_rows->saveState());
    if (isGrouped()) settings.setValue(m_stateKey + QStringLiteral("/top"), m_top->saveState());
}

} // namespace scepter::ui
