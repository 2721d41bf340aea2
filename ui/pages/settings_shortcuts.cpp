#include "pages/settings_shortcuts.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kTableHeight = 260;

QString keysText(const QKeySequence& keys) {
    return keys.toString(QKeySequence::NativeText);
}

} // namespace

QString actionName(const QAction* action) {
    QString text = action->text();
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QStringLiteral("…"))) text.chop(1);
    return text;
}

ShortcutModel::ShortcutModel(ActionCollection& actions, QObject* parent)
    : QAbstractTableModel(parent)
    , m_actions(actions) {
    reload();
    connect(&actions, &ActionCollection::shortcutsChanged, this, [this] {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void ShortcutModel::reload() {
    QList<QPointer<QAction>> rows;
    for (QAction* action : m_actions.actions())
        if (!actionName(action).isEmpty()) rows.append(action);
    if (rows == m_rows) return;
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int ShortcutModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ShortcutModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QAction* ShortcutModel::action(int row) const {
    return row < 0 || row >= m_rows.size() ? nullptr : m_rows.at(row).data();
}

int ShortcutModel::rowOf(const QString& id) const {
    for (int row = 0; row < rowCount(); ++row)
        if (const QAction* one = action(row); one != nullptr && ActionCollection::idOf(one) == id)
            return row;
    return -1;
}

QVariant ShortcutModel::data(const QModelIndex& index, int role) const {
    const QAction* one = index.isValid() ? action(index.row()) : nullptr;
    if (one == nullptr) return {};
    const QKeySequence standard = ActionCollection::defaultShortcut(one);
    if (role == Qt::AccessibleTextRole)
        return one->shortcut().isEmpty()
                   ? tr("%1, no keys").arg(actionName(one))
                   : tr("%1, keys %2").arg(actionName(one), keysText(one->shortcut()));
    if (role == Qt::FontRole && index.column() == Keys && one->shortcut() != standard)
        return Theme::strongFont();
    if (role == Qt::ToolTipRole) return ActionCollection::idOf(one);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Name:
        return actionName(one);
    case Keys:
        return keysText(one->shortcut());
    case Default:
        return keysText(standard);
    default:
        return {};
    }
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Action");
    case Keys:
        return tr("Keys");
    case Default:
        return tr("Default");
    default:
        return {};
    }
}

ShortcutEditor::ShortcutEditor(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_model(new ShortcutModel(actions, this))
    , m_table(new QTableView(this))
    , m_name(new QLabel(this))
    , m_keys(new QKeySequenceEdit(this))
    , m_clear(new QPushButton(tr("No keys"), this))
    , m_reset(new QPushButton(tr("Reset"), this))
    , m_resetAll(new QPushButton(tr("Reset all"), this))
    , m_conflict(new QLabel(this)) {
    m_table->setObjectName(QStringLiteral("shortcuts"));
    m_table->setAccessibleName(tr("Actions and their keys"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setMinimumHeight(kTableHeight);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(ShortcutModel::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_keys->setObjectName(QStringLiteral("shortcutKeys"));
    m_keys->setAccessibleName(tr("Press the new keys"));
    m_clear->setObjectName(QStringLiteral("shortcutClear"));
    m_reset->setObjectName(QStringLiteral("shortcutReset"));
    m_resetAll->setObjectName(QStringLiteral("shortcutResetAll"));
    m_conflict->setObjectName(QStringLiteral("shortcutConflict"));
    m_conflict->setWordWrap(true);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setBuddy(m_keys);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(m_keys, 1);
    for (QPushButton* button : {m_clear, m_reset, m_resetAll}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addLayout(row);
    column->addWidget(m_conflict);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ShortcutEditor::chooseRow);
    connect(m_keys, &QKeySequenceEdit::editingFinished, this, &ShortcutEditor::tryKeys);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        if (QAction* action = current()) m_actions.setShortcut(action, {});
        reflect();
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (QAction* action = current()) {
            m_keys->setKeySequence(ActionCollection::defaultShortcut(action));
            tryKeys();
        }
    });
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        for (QAction* action : m_actions.actions())
            if (action->shortcut() != ActionCollection::defaultShortcut(action))
                m_actions.resetShortcut(action);
        reflect();
    });
    reflect();
}

void ShortcutEditor::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_model->reload();
    m_table->resizeColumnToContents(ShortcutModel::Keys);
    m_table->resizeColumnToContents(ShortcutModel::Default);
    chooseRow();
}

int ShortcutEditor::setFilter(const QString& text) {
    int shown = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        bool found = text.isEmpty();
        for (int column = 0; column < ShortcutModel::Default; ++column)
            found =
                found ||
                m_model->index(row, column).data().toString().contains(text, Qt::CaseInsensitive);
        m_table->setRowHidden(row, !found);
        shown += found ? 1 : 0;
    }
    return shown;
}

QAction* ShortcutEditor::current() const {
    return m_currentId.isEmpty() ? nullptr : m_actions.action(m_currentId);
}

void ShortcutEditor::chooseRow() {
    const QAction* action = m_model->action(m_table->currentIndex().row());
    m_currentId = action == nullptr ? QString() : ActionCollection::idOf(action);
    reflect();
}

void ShortcutEditor::reflect() {
    const QAction* action = current();
    m_conflict->hide();
    m_name->setText(action == nullptr ? tr("Choose an action to change its keys.")
                                      : actionName(action));
    for (QWidget* widget : {static_cast<QWidget*>(m_keys), static_cast<QWidget*>(m_clear),
                            static_cast<QWidget*>(m_reset)})
        widget->setEnabled(action != nullptr);
    m_keys->setKeySequence(action == nullptr ? QKeySequence() : action->shortcut());
}

void ShortcutEditor::tryKeys() {
    QAction* action = current();
    const QKeySequence keys = m_keys->keySequence();
    if (action == nullptr || keys == action->shortcut()) return;
    const QAction* other = m_actions.conflict(action, keys);
    if (other == nullptr) {
        m_actions.setShortcut(action, keys);
        reflect();
        return;
    }
    const QString text = tr("%1 is in use by “%2”. Take it away from there first.")
                             .arg(keysText(keys), actionName(other));
    QPalette palette = m_conflict->palette();
    palette.setColor(QPalette::WindowText, m_theme.tone(Tone::Error).strong);
    m_conflict->setPalette(palette);
    m_conflict->setText(text);
    m_conflict->setAccessibleName(text);
    m_conflict->show();
    m_keys->setKeySequence(action->shortcut());
    QAccessibleEvent event(m_conflict, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace scepter::ui
