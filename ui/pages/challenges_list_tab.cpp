// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/challenges_list_tab.h"

#include "shell/clipboard.h"
#include "shell/navigator.h"
#include "widgets/action_button.h"
#include "widgets/config_table.h"
#include "widgets/field_list.h"
#include "widgets/filter_row.h"
#include "widgets/flow_layout.h"
#include "widgets/inline_note.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"
#include "widgets/wrap_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

constexpr int kSpacing = 8;
// As the lists of other pages: narrower than that, the detail is below.
constexpr int kNarrow = 860;
constexpr QSize kLeastDetail(280, 140);

} // namespace

ListTab::ListTab(PageContext& context, MessageBar& messages, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_question(new InlineQuestion(context.theme, this))
    , m_filter(new FilterRow(context.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new ConfigTable(context.theme, this))
    , m_placeholder(new Placeholder(context.theme, this))
    , m_splitter(new QSplitter(this))
    , m_detailStack(new QStackedWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_title(new WrapText(this))
    , m_pill(new StatePill(context.theme, this))
    , m_note(new InlineNote(context.theme, Tone::Info, this))
    , m_buttons(new FlowLayout(nullptr, kSpacing, kSpacing))
    , m_links(new FieldList(context.theme, this))
    , m_facts(new FieldList(context.theme, this)) {
}

void ListTab::setUp(const ListTabTexts& texts, QAbstractItemModel* model) {
    m_texts = texts;
    m_sorted.setSourceModel(model);
    m_sorted.setFilterKeyColumn(-1);
    m_sorted.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted.setSortRole(kSortRole);
    m_table->setModel(&m_sorted);
    m_table->setWidths(texts.widths);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_sorted.sort(-1);
    m_filter->setPlaceholder(texts.filterHint);
    m_filter->setVisible(!texts.filterHint.isEmpty());
    m_splitter->addWidget(makeList());
    m_splitter->addWidget(makeDetail());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(9);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({600, 400});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kSpacing, 0, 0);
    column->setSpacing(kSpacing);
    column->addWidget(m_question);
    column->addWidget(m_filter);
    column->addWidget(m_splitter, 1);
    connectAll();
    rowsChanged();
}

QWidget* ListTab::makeList() {
    m_table->setObjectName(m_texts.prefix + QStringLiteral("List"));
    m_table->setAccessibleName(m_texts.listName);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_placeholder);
    auto* box = new QWidget(m_splitter);
    m_belowList = new QVBoxLayout(box);
    m_belowList->setContentsMargins(0, 0, 0, 0);
    m_belowList->setSpacing(kSpacing);
    m_belowList->addWidget(m_stack, 1);
    return box;
}

QWidget* ListTab::makeDetail() {
    m_title->setFont(Theme::strongFont());
    m_title->setObjectName(m_texts.prefix + QStringLiteral("Title"));
    m_pill->setObjectName(m_texts.prefix + QStringLiteral("State"));
    m_note->setObjectName(m_texts.prefix + QStringLiteral("Note"));
    m_links->setObjectName(m_texts.prefix + QStringLiteral("Links"));
    m_facts->setObjectName(m_texts.prefix + QStringLiteral("Facts"));
    auto* content = new QWidget(m_scroll);
    auto* head = new QHBoxLayout;
    head->setSpacing(kSpacing);
    head->addWidget(m_pill, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    auto* column = new QVBoxLayout(content);
    m_detailColumn = column;
    column->setContentsMargins(kSpacing, 0, kSpacing, kSpacing);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_note);
    column->addLayout(m_buttons);
    column->addWidget(m_facts);
    column->addWidget(m_links);
    column->addStretch(1);
    m_scroll->setObjectName(m_texts.prefix + QStringLiteral("Detail"));
    m_scroll->setAccessibleName(m_texts.detailName);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(content);
    auto* nothing = new Placeholder(m_context.theme, this);
    nothing->show(Icon::Details, m_texts.nothingChosen);
    m_detailStack->addWidget(nothing);
    m_detailStack->addWidget(m_scroll);
    m_detailStack->setMinimumSize(kLeastDetail);
    return m_detailStack;
}

void ListTab::connectAll() {
    connect(m_filter, &FilterRow::changed, this, [this] {
        m_sorted.setFilterFixedString(m_filter->text());
        rowsChanged();
    });
    connect(m_table, &ConfigTable::keyChosen, this, [this](const QString& key) {
        if (std::exchange(m_key, key) != key) m_question->close();
        reflectDetail();
    });
    connect(m_table, &ConfigTable::copied, this,
            [this](const QString& text) { copyText(tr("the row"), text); });
    connect(m_placeholder, &Placeholder::buttonClicked, this, [this] {
        if (m_empty.button) m_empty.button();
    });
    connect(m_placeholder, &Placeholder::linkClicked, this, [this] {
        if (m_empty.link) m_empty.link();
    });
    for (FieldList* list : {m_links, m_facts})
        connect(list, &FieldList::copyRequested, this,
                [this](const QString& value) { copyText(tr("the value"), value); });
    connect(&m_context.theme, &Theme::changed, this, [this] {
        m_shown.reset();
        reflectDetail();
    });
}

void ListTab::addButton(QAction* action) {
    m_buttons->addWidget(new ActionButton(m_context.theme, action, false, this));
}

void ListTab::addToDetail(QWidget* widget) {
    m_detailColumn->insertWidget(m_detailColumn->indexOf(m_facts), widget);
}

bool ListTab::choose(const QString& key) {
    if (!m_table->select(key)) {
        if (m_filter->text().isEmpty()) return false;
        m_filter->setText({});
        m_sorted.setFilterFixedString({});
        if (!m_table->select(key)) return false;
    }
    m_key = key;
    reflectDetail();
    return true;
}

void ListTab::rowsChanged() {
    const int rows = m_sorted.rowCount();
    const int all = m_sorted.sourceModel()->rowCount();
    const std::optional<EmptyText> said = empty();
    m_filter->setState(said || all > 0 ? FilterRow::State::Done : FilterRow::State::Running, rows,
                       all);
    const bool list = !isClosed() && (rows > 0 || !said);
    m_stack->setCurrentIndex(list ? 0 : 1);
    if (!list && !isClosed() && all > 0)
        m_empty = {.icon = Icon::Filter,
                   .sentence = tr("Nothing fits this filter."),
                   .buttonText = tr("Clear filter"),
                   .button = [this] { m_filter->setText({}); }};
    else if (!list)
        m_empty = said.value_or(EmptyText{});
    if (!list)
        m_placeholder->show(m_empty.icon, m_empty.sentence, m_empty.hint, m_empty.buttonText,
                            m_empty.linkText);
    // What was chosen may be gone, or hidden by the filter.
    if (m_table->currentKey() != m_key && !m_table->select(m_key)) m_key.clear();
    if (m_key.isEmpty() && list && rows > 0) {
        m_key = m_sorted.index(0, 0).data(LedgerModel::IdRole).toString();
        m_table->select(m_key);
    }
    reflectDetail();
}

void ListTab::reflectDetail() {
    const bool some = !m_key.isEmpty() && m_stack->currentIndex() == 0;
    m_detailStack->setCurrentIndex(some ? 1 : 0);
    m_detailStack->setVisible(m_stack->currentIndex() == 0);
    if (some) {
        const DetailText next = detail();
        const bool fresh = !m_shown;
        if (fresh || m_shown->title != next.title) {
            m_title->setValue(next.title, m_texts.detailName);
            m_scroll->ensureVisible(0, 0);
        }
        m_pill->setLook(next.state);
        m_note->say(next.noteTone, next.note);
        if (fresh || m_shown->links != next.links) fill(*m_links, next.links);
        if (fresh || m_shown->facts != next.facts) fill(*m_facts, next.facts);
        m_shown = next;
    }
    Q_EMIT stateChanged();
}

void ListTab::fill(FieldList& list, const QList<DetailLine>& lines) {
    list.clear();
    list.setVisible(!lines.isEmpty());
    for (const DetailLine& line : lines) {
        if (line.heading) {
            list.addHeading(line.name);
            continue;
        }
        Field field{.name = line.name,
                    .value = line.value,
                    .copyable = line.copyable,
                    .tone = line.tone,
                    .toolTip = line.toolTip,
                    .anywhere = line.anywhere};
        if (line.target)
            field.open = [this, target = *line.target] { m_context.navigator.open(target); };
        list.add(field);
    }
}

bool ListTab::escape() {
    if (m_question->escape()) return true;
    if (m_filter->text().isEmpty()) return false;
    m_filter->setText({});
    return true;
}

void ListTab::focusFilter() {
    if (m_texts.filterHint.isEmpty())
        m_table->setFocus(Qt::ShortcutFocusReason);
    else
        m_filter->focusText();
}

void ListTab::saveState() {
    const bool wide = m_splitter->orientation() == Qt::Horizontal;
    m_context.settings.setValue(m_texts.stateKey + (wide ? QStringLiteral("/splitterWide")
                                                         : QStringLiteral("/splitterNarrow")),
                                m_splitter->saveState());
}

Problem ListTab::problem(const Error& error) const {
    return problemOf(error, m_context.session.clock().now());
}

void ListTab::copyText(const QString& what, const QString& text) {
    m_context.clipboard.copy(text);
    m_messages.showSuccess(tr("Copied: %1").arg(what));
}

void ListTab::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const auto wanted = event->size().width() < kNarrow ? Qt::Vertical : Qt::Horizontal;
    const bool first = !event->oldSize().isValid();
    if (!first && wanted == m_splitter->orientation()) return;
    if (!first) saveState();
    m_splitter->setOrientation(wanted);
    const QByteArray kept = m_context.settings
                                .value(m_texts.stateKey + (wanted == Qt::Horizontal
                                                               ? QStringLiteral("/splitterWide")
                                                               : QStringLiteral("/splitterNarrow")))
                                .toByteArray();
    if (!kept.isEmpty()) m_splitter->restoreState(kept);
    m_splitter->setOrientation(wanted);
}

} // namespace scepter::ui
