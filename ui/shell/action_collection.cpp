#include "shell/action_collection.h"

#include "theme/tinted_icon.h"

#include <QSettings>

#include <utility>

namespace scepter::ui {

namespace {

constexpr auto kDefault = "scepterDefaultShortcut";

QString keyOf(const QAction* action) {
    return QStringLiteral("shortcuts/") + ActionCollection::idOf(action);
}

/// Whether both can be meant at once: actions of different pages are never in sight together.
bool meet(const QAction& one, const QAction& other) {
    const auto ofPage = [](const QAction& action) {
        return action.shortcutContext() == Qt::WidgetWithChildrenShortcut;
    };
    const auto page = [](const QAction& action) {
        return action.objectName().section(QLatin1Char('.'), 0, 0);
    };
    return !ofPage(one) || !ofPage(other) || page(one) == page(other);
}

/// The text for a tool tip: without mnemonic, with its shortcut.
void describe(QAction* action) {
    QString text = action->text();
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QStringLiteral("…"))) text.chop(1);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys));
}

} // namespace

ActionCollection::ActionCollection(QSettings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings) {
}

QAction* ActionCollection::add(const QString& id, const QString& text, Icon icon,
                               const QKeySequence& shortcut, const QObject* context,
                               std::function<void()> run) {
    auto* action = new QAction(tintedIcon(icon), text, this);
    connect(action, &QAction::triggered, context, [run = std::move(run)] { run(); });
    adopt(id, action, shortcut);
    return action;
}

void ActionCollection::adopt(const QString& id, QAction* action, const QKeySequence& shortcut) {
    action->setObjectName(id);
    action->setProperty(kDefault, QVariant::fromValue(shortcut));
    const QVariant kept = m_settings.value(keyOf(action));
    action->setShortcut(kept.isValid() ? QKeySequence(kept.toString()) : shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    describe(action);
    m_actions.append(action);
    connect(action, &QObject::destroyed, this, [this, action] { m_actions.removeAll(action); });
    connect(action, &QAction::changed, this, [action] {
        const QSignalBlocker quiet(action);
        if (action->isEnabled()) describe(action);
    });
}

QAction* ActionCollection::action(const QString& id) const {
    for (QAction* action : m_actions)
        if (action->objectName() == id) return action;
    return nullptr;
}

QString ActionCollection::idOf(const QAction* action) {
    return action->objectName();
}

QKeySequence ActionCollection::defaultShortcut(const QAction* action) {
    return action->property(kDefault).value<QKeySequence>();
}

QAction* ActionCollection::conflict(const QAction* action, const QKeySequence& shortcut) const {
    if (shortcut.isEmpty()) return nullptr;
    for (QAction* other : m_actions)
        if (other != action && other->shortcut() == shortcut && meet(*action, *other)) return other;
    return nullptr;
}

void ActionCollection::setShortcut(QAction* action, const QKeySequence& shortcut) {
    action->setShortcut(shortcut);
    if (shortcut == defaultShortcut(action))
        m_settings.remove(keyOf(action));
    else
        m_settings.setValue(keyOf(action), shortcut.toString(QKeySequence::PortableText));
    Q_EMIT shortcutsChanged();
}

void ActionCollection::resetShortcut(QAction* action) {
    setShortcut(action, defaultShortcut(action));
}

} // namespace scepter::ui
