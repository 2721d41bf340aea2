#include "pages/request_detail.h"

#include "base/text.h"
#include "pages/request_exchanges.h"
#include "pages/request_plan_editor.h"
#include "pages/request_words.h"
#include "scep/ids.h"
#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/comparison_table.h"
#include "widgets/field_list.h"
#include "widgets/flow_layout.h"
#include "widgets/inline_note.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"
#include "widgets/wrap_text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using enrollment::RequestRecord;
using enrollment::RequestState;

enum Tab { OverviewTab, MessagesTab };

bool isPending(const RequestData& next) {
    return next.view.record.state == RequestState::Pending;
}

} // namespace

RequestDetail::RequestDetail(PageContext& context, Page& page, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_page(page)
    , m_tabs(new QTabWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_sections(new QVBoxLayout)
    , m_pill(new StatePill(context.theme, this))
    , m_subject(new WrapText(this))
    , m_kind(new WrapText(this))
    , m_times(new WrapText(this))
    , m_transaction(new WrapText(this))
    , m_copyTransaction(new QToolButton(this))
    , m_problem(new InlineNote(context.theme, Tone::Neutral, this))
    , m_concerns(new InlineNote(context.theme, Tone::Neutral, this))
    , m_outcome(new QWidget(this))
    , m_happened(new InlineNote(context.theme, Tone::Neutral, m_outcome))
    , m_told(new InlineNote(context.theme, Tone::Neutral, m_outcome))
    , m_held(new InlineNote(context.theme, Tone::Pending, this))
    , m_plan(new RequestPlanEditor(context, this))
    , m_issued(new FieldList(context.theme, this))
    , m_checks(new FieldList(context.theme, this))
    , m_comparisonNote(new InlineNote(context.theme, Tone::Neutral, this))
    , m_comparison(new ComparisonTable(context.theme, this))
    , m_news(new FieldList(context.theme, this))
    , m_buttons(new FlowLayout(nullptr, 8, 8))
    , m_facts(new FieldList(context.theme, this))
    , m_trail(new FieldList(context.theme, this))
    , m_exchanges(new RequestExchanges(context, page, this)) {
    build();
    connectAll();
}

QLabel* RequestDetail::addHeading(const QString& heading) {
    auto* label = new QLabel(heading, this);
    label->setFont(Theme::strongFont());
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(0, 8, 0, 0);
    m_sections->addWidget(label);
    return label;
}

void RequestDetail::build() {
    m_sections->setContentsMargins(0, 8, 8, 8);
    m_sections->setSpacing(8);
    m_sections->addWidget(buildHeader());
    m_sections->addWidget(m_problem);
    m_sections->addWidget(m_concerns);
    buildOutcome();
    m_sections->addWidget(m_outcome);
    m_sections->addWidget(m_held);
    m_planHeading = addHeading(tr("Requested, and what will be issued"));
    m_sections->addWidget(m_plan);
    m_checksHeading = addHeading(tr("Checks"));
    m_sections->addWidget(m_checks);
    m_comparisonHeading = addHeading(tr("Expected and found"));
    m_sections->addWidget(m_comparisonNote);
    m_sections->addWidget(m_comparison);
    m_newsHeading = addHeading(tr("News of the outcome"));
    m_sections->addWidget(m_news);
    m_issuedHeading = addHeading(tr("Requested, and what was issued"));
    m_sections->addWidget(m_issued);
    m_sections->addLayout(m_buttons);
    addHeading(tr("Details"));
    m_sections->addWidget(m_facts);
    m_trailHeading = addHeading(tr("History"));
    m_sections->addWidget(m_trail);
    m_sections->addStretch(1);

    auto* content = new QWidget(m_scroll);
    content->setLayout(m_sections);
    m_scroll->setObjectName(QStringLiteral("detail"));
    m_scroll->setAccessibleName(tr("The chosen request"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidget(content);
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->hide(); // until there is something to read
    m_tabs->addTab(m_scroll, tr("Overview"));
    m_tabs->addTab(m_exchanges, tr("Messages"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    m_tabs->hide(); // until there is something to show
    m_subject->setObjectName(QStringLiteral("detailSubject"));
    m_pill->setObjectName(QStringLiteral("detailState"));
    m_concerns->setObjectName(QStringLiteral("concerns"));
    m_problem->setObjectName(QStringLiteral("detailProblem"));
    m_happened->setObjectName(QStringLiteral("whatHappened"));
    m_told->setObjectName(QStringLiteral("whatClientWasTold"));
    m_held->setObjectName(QStringLiteral("whyHeld"));
    m_checks->setObjectName(QStringLiteral("checks"));
    m_comparison->setObjectName(QStringLiteral("fieldComparison"));
    m_comparisonNote->setObjectName(QStringLiteral("fieldComparisonNote"));
    m_news->setObjectName(QStringLiteral("requestNews"));
    m_issued->setObjectName(QStringLiteral("issuedDifferences"));
    m_facts->setObjectName(QStringLiteral("requestFacts"));
    m_trail->setObjectName(QStringLiteral("requestTrail"));
}

QWidget* RequestDetail::buildHeader() {
    auto* header = new QWidget(this);
    m_subject->setFont(Theme::strongFont());
    m_transaction->setFont(Theme::monospace());
    m_transaction->setObjectName(QStringLiteral("detailTransaction"));
    m_kind->setObjectName(QStringLiteral("detailKind"));
    m_times->setObjectName(QStringLiteral("detailTimes"));
    m_copyTransaction->setObjectName(QStringLiteral("copyTransaction"));
    m_copyTransaction->setAutoRaise(true);
    m_copyTransaction->setIcon(tintedIcon(Icon::Copy));
    m_copyTransaction->setToolTip(tr("Copy the transactionID"));
    m_copyTransaction->setAccessibleName(m_copyTransaction->toolTip());
    m_copyTransaction->setFocusPolicy(Qt::StrongFocus);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_pill, 0, Qt::AlignTop);
    first->addWidget(m_subject, 1);
    auto* last = new QHBoxLayout;
    last->setSpacing(8);
    last->addWidget(m_transaction, 1);
    last->addWidget(m_copyTransaction, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(first);
    layout->addWidget(m_kind);
    layout->addWidget(m_times);
    layout->addLayout(last);
    return header;
}

void RequestDetail::buildOutcome() {
    auto* grid = new QGridLayout(m_outcome);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    const auto heading = [this, grid](int column, const QString& words) {
        auto* label = new QLabel(words, m_outcome);
        label->setFont(Theme::strongFont());
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        grid->addWidget(label, 0, column, Qt::AlignTop);
        grid->setColumnStretch(column, 1);
    };
    heading(0, tr("What happened"));
    heading(1, tr("What the client was told"));
    grid->addWidget(m_happened, 1, 0, Qt::AlignTop);
    grid->addWidget(m_told, 1, 1, Qt::AlignTop);
}

void RequestDetail::connectAll() {
    connect(m_copyTransaction, &QToolButton::clicked, this, [this] {
        if (m_data)
            Q_EMIT copyRequested(tr("the transactionID"),
                                 text(printable(m_data->view.record.key.transactionId)));
    });
    for (FieldList* list : {m_facts, m_issued, m_checks})
        connect(list, &FieldList::copyRequested, this,
                [this](const QString& value) { Q_EMIT copyRequested(tr("the value"), value); });
    connect(m_comparison, &ComparisonTable::copyRequested, this,
            [this](const QString& value) { Q_EMIT copyRequested(tr("the comparison"), value); });
    connect(m_plan, &RequestPlanEditor::changed, this, [this] {
        showConcerns();
        Q_EMIT changed();
    });
    connect(m_exchanges, &RequestExchanges::countChanged, this, [this] {
        const int count = m_exchanges->count();
        m_tabs->setTabText(MessagesTab, count == 0
                                            ? tr("Messages")
                                            : tr("Messages %1").arg(locale().toString(count)));
    });
    connect(&m_context.theme, &Theme::changed, this, [this] {
        if (!m_data) return;
        const RequestData next = *m_data;
        m_data.reset();
        show(next);
    });
}

void RequestDetail::addButton(QAction* action) {
    m_buttons->addWidget(new ActionButton(m_context.theme, action, false, this));
}

void RequestDetail::showMessages() {
    m_tabs->setCurrentIndex(MessagesTab);
}

void RequestDetail::forget() {
    m_data.reset();
    Q_EMIT changed();
}

void RequestDetail::showProblem(qint64 id, const Problem& problem) {
    m_data.reset();
    m_tabs->show();
    m_subject->setValue(tr("Request %1").arg(id));
    m_problem->say(
        Tone::Error,
        QStringList{problem.summary, problem.why, problem.action}.join(QLatin1Char(' ')).trimmed());
    for (QWidget* section : std::initializer_list<QWidget*>{
             m_concerns, m_outcome, m_held, m_planHeading, m_plan, m_checksHeading, m_checks,
             m_comparisonHeading, m_comparisonNote, m_comparison, m_newsHeading, m_news})
        section->hide();
    Q_EMIT changed();
}

void RequestDetail::show(const RequestData& next) {
    const std::optional<RequestData> old = std::exchange(m_data, next);
    const RequestRecord& record = next.view.record;
    const bool same = old && old->view.record.id == record.id;
    const bool sameRecord = same && old->view.record == record;
    m_tabs->show();
    m_problem->clear();
    m_tabs->show();
    if (!isPending(next)) m_plan->forget(record.id);
    m_planHeading->setVisible(isPending(next));
    m_plan->setVisible(isPending(next));
    if (!sameRecord) {
        showOutcome();
        showChecks();
    }
    if (!sameRecord || old->news != next.news) showNews();
    showHeader();
    if (isPending(next)) m_plan->show(next);
    showConcerns();
    if (!same || old->issued != next.issued) showIssued();
    if (!sameRecord || old->certificate != next.certificate || old->renewed != next.renewed ||
        old->view.endpoint != next.view.endpoint)
        showFacts();
    if (!same || old->trail != next.trail) showTrail();
    refreshExchanges();
    if (!same) m_scroll->ensureVisible(0, 0);
    Q_EMIT changed();
}

void RequestDetail::refreshTimes() {
    if (m_data) showHeader();
}

void RequestDetail::refreshExchanges() {
    if (!m_data) return;
    m_exchanges->show(m_data->view.record, text(m_data->view.endpoint), text(m_data->path));
}

QStringList RequestDetail::concerns() const {
    if (!m_data || !isPending(*m_data)) return {};
    return concernsOf(m_data->view.record, m_plan->plan());
}

} // namespace scepter::ui
