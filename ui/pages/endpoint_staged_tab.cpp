#include "pages/endpoint_staged_tab.h"

#include "pages/endpoint_fields.h"
#include "shell/clipboard.h"
#include "widgets/config_table.h"
#include "widgets/filter_row.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

constexpr int kWide = 900;
constexpr int kSpacing = 8;
constexpr qsizetype kChangesInSight = 4;

} // namespace

StagedTab::StagedTab(PageContext& context, MessageBar& messages, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_question(new InlineQuestion(context.theme, this))
    , m_filter(new FilterRow(context.theme, this))
    , m_listStack(new QStackedWidget(this))
    , m_table(new ConfigTable(context.theme, this))
    , m_placeholder(new Placeholder(context.theme, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_detailStack(new QStackedWidget(this)) {
}

void StagedTab::setUp(const StagedTabTexts& texts, QAbstractItemModel* model, QWidget* form,
                      QWidget* preview) {
    m_texts = texts;
    m_table->setObjectName(texts.prefix + QStringLiteral("List"));
    m_table->setAccessibleName(texts.listName);
    m_sorted.setSourceModel(model);
    m_sorted.setFilterKeyColumn(-1);
    m_sorted.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(&m_sorted);
    m_table->setWidths(texts.widths);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_sorted.sort(-1);
    m_filter->setPlaceholder(texts.filterHint);
    m_listStack->addWidget(m_table);
    m_listStack->addWidget(m_placeholder);
    m_listStack->setMinimumHeight(fontMetrics().height() * 4);
    auto* nothing = new Placeholder(m_context.theme, this);
    nothing->show(Icon::Details, tr("Choose a row to see and change it here."));
    m_detailStack->addWidget(nothing);
    m_detailStack->addWidget(makeEditor(form, preview));
    m_splitter->addWidget(m_listStack);
    m_splitter->addWidget(m_detailStack);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(9);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({fontMetrics().height() * 10, 500});
    m_splitter->restoreState(
        m_context.settings.value(texts.stateKey + QStringLiteral("/list")).toByteArray());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kSpacing, 0, 0);
    column->setSpacing(kSpacing);
    column->addWidget(m_question);
    column->addWidget(m_filter);
    column->addWidget(m_splitter, 1);
    column->addWidget(makeChangeBar());
    connect(m_filter, &FilterRow::changed, this, [this] {
        m_sorted.setFilterFixedString(m_filter->text());
        reflectList();
    });
    connect(m_table, &ConfigTable::keyChosen, this, &StagedTab::rowChosen);
    connect(m_table, &ConfigTable::copied, this,
            [this](const QString& text) { copyText(tr("the row"), text); });
    connect(m_placeholder, &Placeholder::buttonClicked, this, [this] {
        if (m_filter->isEmpty())
            startNew(false);
        else
            m_filter->clear();
    });
    reflectList();
}

QWidget* StagedTab::makeEditor(QWidget* form, QWidget* preview) {
    auto* page = new QWidget(this);
    m_title = new QLabel(page);
    m_title->setObjectName(m_texts.prefix + QStringLiteral("Title"));
    m_title->setFont(Theme::strongFont());
    m_title->setTextFormat(Qt::PlainText);
    auto* holder = new QWidget;
    m_formColumn = new QVBoxLayout(holder);
    m_formColumn->setContentsMargins(0, 0, kSpacing, 0);
    m_formColumn->setSpacing(kSpacing);
    m_formColumn->addWidget(form);
    m_formColumn->addStretch(1);
    m_preview = preview;
    m_previewScroll = scrolled(preview, m_texts.prefix + QStringLiteral("PreviewScroll"));
    m_editor = new QSplitter(page);
    m_editor->setHandleWidth(17);
    m_editor->setChildrenCollapsible(false);
    QWidget* formScroll = scrolled(holder, QStringLiteral("detail"));
    formScroll->setMinimumWidth(300);
    m_previewScroll->setMinimumWidth(280);
    m_editor->addWidget(formScroll);
    m_editor->addWidget(m_previewScroll);
    m_editor->setStretchFactor(0, 3);
    m_editor->setStretchFactor(1, 2);
    m_editor->setSizes({600, 420});
    m_editor->restoreState(
        m_context.settings.value(m_texts.stateKey + QStringLiteral("/preview")).toByteArray());
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpacing);
    column->addWidget(m_title);
    column->addWidget(m_editor, 1);
    return page;
}

QWidget* StagedTab::makeChangeBar() {
    m_changeBar = new QWidget(this);
    m_changeBar->setObjectName(m_texts.prefix + QStringLiteral("ChangeBar"));
    m_changes = new QLabel(m_changeBar);
    m_changes->setObjectName(m_texts.prefix + QStringLiteral("Changes"));
    m_changes->setTextFormat(Qt::PlainText);
    m_changes->setWordWrap(true);
    m_discard = new QPushButton(tr("Discard"), m_changeBar);
    m_discard->setObjectName(m_texts.prefix + QStringLiteral("Discard"));
    m_discard->setAutoDefault(false);
    m_apply = new QPushButton(tr("Apply"), m_changeBar);
    m_apply->setObjectName(m_texts.prefix + QStringLiteral("Apply"));
    m_apply->setAutoDefault(false);
    auto* row = new QHBoxLayout(m_changeBar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpacing);
    row->addWidget(m_changes, 1);
    row->addWidget(m_discard, 0, Qt::AlignBottom);
    row->addWidget(m_apply, 0, Qt::AlignBottom);
    connect(m_discard, &QPushButton::clicked, this, [this] { discard(); });
    connect(m_apply, &QPushButton::clicked, this, [this] { apply(); });
    m_changeBar->hide();
    return m_changeBar;
}

QString StagedTab::whyNotDuplicate() const {
    return m_key.isEmpty() ? tr("Choose a row first.") : QString();
}

void StagedTab::startNew(bool copy) {
    leave([this, copy] {
        m_isNew = true;
        showNew(copy);
        m_key.clear();
        m_table->select({});
        reflectChanges();
    });
}

bool StagedTab::leave(const std::function<void()>& goOn) {
    if (!m_hasChanges) {
        goOn();
        return true;
    }
    m_question->ask(Tone::Warning,
                    isNew() ? tr("%1 is not stored yet.").arg(title())
                            : tr("%1 has changes that are not applied.").arg(title()),
                    {{tr("Keep editing"), QStringLiteral("leaveStay"), {}},
                     {isNew() ? tr("Drop it") : tr("Discard the changes"),
                      QStringLiteral("leaveDiscard"), [this, goOn] {
                          discard();
                          goOn();
                      }}});
    return false;
}

void StagedTab::discard() {
    m_question->close();
    if (m_isNew) {
        becomeNothing();
        return;
    }
    showStored();
    reflectChanges();
}

void StagedTab::rowChosen(const QString& key) {
    if (key == m_key && !m_isNew) return;
    if (leave([this, key] { take(key); })) return;
    // The selection goes back where it was: this one is still asked about.
    QMetaObject::invokeMethod(
        this, [this] { m_table->select(m_isNew ? QString() : m_key); }, Qt::QueuedConnection);
}

void StagedTab::take(const QString& key) {
    m_question->close();
    m_isNew = false;
    m_key = key;
    m_table->select(key);
    showStored();
    reflectChanges();
    Q_EMIT chosen();
}

void StagedTab::openKey(const QString& key) {
    if (!m_isNew && key == m_key) return;
    leave([this, key] {
        m_wanted = key;
        if (m_loaded) rowsChanged();
    });
}

bool StagedTab::select(const QString& key) {
    if (m_table->select(key)) return true;
    if (m_filter->isEmpty()) return false;
    m_filter->clear();
    m_sorted.setFilterFixedString({});
    return m_table->select(key);
}

void StagedTab::rowsChanged() {
    m_loaded = true;
    if (!m_wanted.isEmpty()) {
        const QString wanted = std::exchange(m_wanted, {});
        if (select(wanted)) {
            take(wanted);
        } else {
            m_messages.show(
                {.kind = MessageKind::Warning, .text = tr("“%1” is not here.").arg(wanted)});
        }
    } else if (m_key.isEmpty() && !m_isNew && m_sorted.rowCount() > 0) {
        take(m_sorted.index(0, 0).data(LedgerModel::IdRole).toString());
    }
    reflectList();
    reflectChanges();
}

void StagedTab::becomeStored(const QString& key) {
    m_isNew = false;
    m_key = key;
    if (!m_table->select(key)) m_wanted = key;
    reflectChanges();
}

void StagedTab::becomeNothing() {
    m_isNew = false;
    m_key.clear();
    m_table->select({});
    reflectChanges();
    if (m_loaded) rowsChanged();
}

void StagedTab::becomeNew() {
    m_isNew = true;
    m_key.clear();
    reflectChanges();
}

void StagedTab::setApplying(bool applying) {
    m_applying = applying;
    reflectChanges();
}

void StagedTab::reflectChanges() {
    const bool shown = m_isNew || !m_key.isEmpty();
    m_detailStack->setCurrentIndex(shown ? 1 : 0);
    const QStringList list = shown && !m_isNew ? changes() : QStringList();
    m_hasChanges = shown && (m_isNew || !list.isEmpty());
    m_changeBar->setVisible(m_hasChanges);
    m_title->setText(shown ? title() : QString());
    QStringList seen = list.mid(0, kChangesInSight);
    if (list.size() > kChangesInSight)
        seen.append(tr("and %n more", nullptr, static_cast<int>(list.size() - kChangesInSight)));
    const QString why = m_hasChanges ? whyNotApply() : QString();
    QString summary = m_isNew ? tr("Not stored yet.")
                              : tr("Changed here: %1").arg(seen.join(QStringLiteral("; ")));
    if (!why.isEmpty()) summary += QLatin1Char('\n') + why;
    m_changes->setText(m_hasChanges ? summary : QString());
    m_changes->setToolTip(list.join(QLatin1Char('\n')));
    m_apply->setText(m_isNew ? m_texts.add : tr("Apply"));
    m_apply->setEnabled(why.isEmpty() && !m_applying);
    m_apply->setToolTip(m_applying ? tr("It is being stored.") : why);
    m_discard->setEnabled(!m_applying);
    Q_EMIT stateChanged();
}

void StagedTab::reflectList() {
    const int rows = m_sorted.rowCount();
    const int all = m_sorted.sourceModel()->rowCount();
    m_filter->setState(m_loaded ? FilterRow::State::Done : FilterRow::State::Running, rows, all);
    m_listStack->setCurrentIndex(rows > 0 || !m_loaded ? 0 : 1);
    if (rows > 0 || !m_loaded) return;
    if (all > 0)
        m_placeholder->show(Icon::Filter, tr("Nothing fits this filter."), {}, tr("Clear filter"));
    else
        m_placeholder->show(m_texts.icon, m_texts.empty, m_texts.emptyHint, m_texts.add);
}

bool StagedTab::escape() {
    if (m_question->escape()) return true;
    if (m_filter->isEmpty()) return false;
    m_filter->clear();
    return true;
}

void StagedTab::focusFilter() {
    m_filter->focusText();
}

void StagedTab::saveState() {
    m_context.settings.setValue(m_texts.stateKey + QStringLiteral("/list"),
                                m_splitter->saveState());
    if (m_wide)
        m_context.settings.setValue(m_texts.stateKey + QStringLiteral("/preview"),
                                    m_editor->saveState());
}

Problem StagedTab::problem(const Error& error) const {
    return problemOf(error, m_context.session.clock().now());
}

void StagedTab::copyText(const QString& what, const QString& text) {
    m_context.clipboard.copy(text);
    m_messages.showSuccess(tr("Copied: %1").arg(what));
}

void StagedTab::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange(event->size().width());
}

// Beside each other form and preview scroll on their own; in a narrow window the preview follows
// the form.
void StagedTab::arrange(int width) {
    const bool wide = width >= kWide;
    if (wide == m_wide || m_editor == nullptr) return;
    m_wide = wide;
    auto* scroll = qobject_cast<QScrollArea*>(m_previewScroll);
    if (wide) {
        m_formColumn->removeWidget(m_preview);
        scroll->setWidget(m_preview);
    } else {
        scroll->takeWidget();
        m_formColumn->insertWidget(1, m_preview);
    }
    m_preview->show();
    m_previewScroll->setVisible(wide);
}

} // namespace scepter::ui
