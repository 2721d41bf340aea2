#include "dialogs/shortcuts_help.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr QSize kSize{520, 560};

/// "file" of "file.open": menus and pages.
QString groupOf(const QAction* action) {
    return ActionCollection::idOf(action).section(QLatin1Char('.'), 0, 0);
}

QString groupName(const QString& group) {
    struct Name {
        const char* group;
        QString name;
    };
    const Name names[] = {
        {"file", ShortcutsHelp::tr("Workspace")},
        {"edit", ShortcutsHelp::tr("Editing")},
        {"view", ShortcutsHelp::tr("View")},
        {"go", ShortcutsHelp::tr("Going from page to page")},
        {"responder", ShortcutsHelp::tr("Responder")},
        {"help", ShortcutsHelp::tr("Help")},
        {"dashboard", ShortcutsHelp::tr("Dashboard")},
        {"requests", ShortcutsHelp::tr("Requests")},
        {"certificates", ShortcutsHelp::tr("Certificates")},
        {"challenges", ShortcutsHelp::tr("Challenges")},
        {"standins", ShortcutsHelp::tr("Stand-ins")},
        {"endpoints", ShortcutsHelp::tr("Endpoints")},
        {"authorities", ShortcutsHelp::tr("Authorities")},
        {"audit", ShortcutsHelp::tr("Audit")},
        {"settings", ShortcutsHelp::tr("Settings")},
    };
    for (const Name& name : names)
        if (group == QLatin1String(name.group)) return name.name;
    return group;
}

QString plainName(const QAction* action) {
    QString text = action->text();
    return text.remove(QLatin1Char('&'));
}

} // namespace

ShortcutsHelp::ShortcutsHelp(ActionCollection& actions, QWidget* parent)
    : QDialog(parent)
    , m_actions(actions)
    , m_filter(new QLineEdit(this))
    , m_tree(new QTreeWidget(this)) {
    setObjectName(QStringLiteral("shortcutsHelp"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    m_filter->setObjectName(QStringLiteral("shortcutsFilter"));
    m_filter->setPlaceholderText(tr("Filter: action or keys…"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_tree->setObjectName(QStringLiteral("shortcutsTree"));
    m_tree->setAccessibleName(windowTitle());
    m_tree->setHeaderLabels({tr("Action"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->header()->setStretchLastSection(false);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("shortcutsClose"));
    close->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_tree, 1);
    column->addWidget(close, 0, Qt::AlignTrailing);
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutsHelp::fill);
    connect(&actions, &ActionCollection::shortcutsChanged, this, &ShortcutsHelp::fill);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    resize(kSize);
    fill();
}

void ShortcutsHelp::fill() {
    m_tree->clear();
    const QString wanted = m_filter->text().trimmed();
    QMap<QString, QTreeWidgetItem*> groups;
    for (const QAction* action : m_actions.actions()) {
        if (action->shortcut().isEmpty()) continue;
        const QString name = plainName(action);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        if (!name.contains(wanted, Qt::CaseInsensitive) &&
            !keys.contains(wanted, Qt::CaseInsensitive))
            continue;
        QTreeWidgetItem*& group = groups[groupOf(action)];
        if (group == nullptr) {
            group = new QTreeWidgetItem(m_tree, {groupName(groupOf(action))});
            group->setFirstColumnSpanned(true);
            group->setFont(0, Theme::strongFont());
            group->setFlags(Qt::ItemIsEnabled);
        }
        auto* row = new QTreeWidgetItem(group, {name, keys});
        row->setData(0, Qt::AccessibleTextRole, tr("%1, keys %2").arg(name, keys));
    }
    m_tree->expandAll();
}

} // namespace scepter::ui
