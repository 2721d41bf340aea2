#include "widgets/facts_view.h"

#include "models/facts_model.h"
#include "theme/tinted_icon.h"
#include "widgets/wrap_delegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kNameCharacters = 22;

} // namespace

FactsView::FactsView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new FactsModel(this))
    , m_found(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_copy(new QToolButton(this))
    , m_nothing(new QLabel(tr("No field has this text."), this))
    , m_tree(new QTreeView(this)) {
    m_search->setObjectName(QStringLiteral("factsSearch"));
    m_search->setPlaceholderText(tr("Find a field or value"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->addAction(tintedIcon(Icon::Search), QLineEdit::LeadingPosition);
    m_copy->setObjectName(QStringLiteral("factsCopy"));
    m_copy->setText(tr("Copy value"));
    m_copy->setIcon(tintedIcon(Icon::Copy));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_copy->setEnabled(false);
    m_nothing->setObjectName(QStringLiteral("factsNothing"));
    m_nothing->hide();
    m_found->setSourceModel(m_model);
    m_found->setRecursiveFilteringEnabled(true);
    m_found->setAutoAcceptChildRows(true);
    m_found->setFilterKeyColumn(-1);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree->setObjectName(QStringLiteral("facts"));
    m_tree->setAccessibleName(tr("Fields"));
    m_tree->setModel(m_found);
    m_tree->setItemDelegate(new WrapDelegate(theme, m_tree));
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(false);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setIndentation(fontMetrics().height());
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->resizeSection(FactsModel::Name,
                                    kNameCharacters * fontMetrics().averageCharWidth() + 32);
    m_tree->installEventFilter(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_search, 1);
    row->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);
    connect(m_search, &QLineEdit::textChanged, this, &FactsView::search);
    connect(m_copy, &QToolButton::clicked, this, &FactsView::copyValues);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &FactsView::showMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_copy->setEnabled(!chosen(false).isEmpty()); });
    connect(m_tree->header(), &QHeaderView::sectionResized, m_tree, &QTreeView::doItemsLayout);
    connect(m_model, &QAbstractItemModel::modelReset, this, &FactsView::arrange);
    connect(&theme, &Theme::changed, m_tree->viewport(), qOverload<>(&QWidget::update));
}

void FactsView::setFacts(const workbench::Facts& facts) {
    m_model->setFacts(facts);
}

void FactsView::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FactsView::search(const QString& text) {
    m_found->setFilterFixedString(text.trimmed());
    arrange();
}

void FactsView::arrange() {
    m_tree->expandAll();
    for (int row = 0; row < m_found->rowCount(); ++row)
        m_tree->setFirstColumnSpanned(row, {}, true);
    m_nothing->setVisible(m_found->rowCount() == 0 && m_model->rowCount() > 0);
    m_copy->setEnabled(!chosen(false).isEmpty());
}

QStringList FactsView::chosen(bool withNames) const {
    QModelIndexList rows = m_tree->selectionModel()->selectedRows(FactsModel::Name);
    std::ranges::sort(rows, [](const QModelIndex& a, const QModelIndex& b) {
        return std::pair(a.parent().row(), a.row()) < std::pair(b.parent().row(), b.row());
    });
    QStringList lines;
    for (const QModelIndex& name : std::as_const(rows)) {
        if (!name.parent().isValid()) continue;
        const QString value = name.siblingAtColumn(FactsModel::Value).data().toString();
        lines.append(withNames ? name.data().toString() + QStringLiteral(": ") + value : value);
    }
    return lines;
}

void FactsView::copyValues() {
    if (const QStringList values = chosen(false); !values.isEmpty())
        Q_EMIT copyRequested(values.join(QLatin1Char('\n')));
}

void FactsView::copyLines() {
    if (const QStringList lines = chosen(true); !lines.isEmpty())
        Q_EMIT copyRequested(lines.join(QLatin1Char('\n')));
}

void FactsView::showMenu(const QPoint& at) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool some = !chosen(false).isEmpty();
    QAction* value = menu->addAction(tintedIcon(Icon::Copy), tr("Copy &value"));
    QAction* line = menu->addAction(tr("Copy &name and value"));
    QAction* all = menu->addAction(tr("Copy &all as text"));
    value->setEnabled(some);
    line->setEnabled(some);
    connect(value, &QAction::triggered, this, &FactsView::copyValues);
    connect(line, &QAction::triggered, this, &FactsView::copyLines);
    connect(all, &QAction::triggered, this, [this] { Q_EMIT copyRequested(m_model->allText()); });
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

bool FactsView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_tree && event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
            copyValues();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace scepter::ui
