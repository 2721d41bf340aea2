// Every action of the window under a stable name, with its shortcut.
#pragma once

#include "theme/icon_name.h"

#include <QAction>
#include <QKeySequence>
#include <QObject>

#include <functional>

class QSettings;

namespace scepter::ui {

/// Owns the window-wide actions. Shortcuts can be changed; they are kept under "shortcuts/ID".
class ActionCollection : public QObject {
    Q_OBJECT

public:
    explicit ActionCollection(QSettings& settings, QObject* parent = nullptr);

    /// `id` is unique: "responder.start". `text` may have a mnemonic.
    QAction* add(const QString& id, const QString& text, Icon icon, const QKeySequence& shortcut,
                 const QObject* context, std::function<void()> run);
    /// Puts an action made elsewhere (of a page) under a name.
    void adopt(const QString& id, QAction* action, const QKeySequence& shortcut = {});
    [[nodiscard]] QAction* action(const QString& id) const; ///< null when there is none
    [[nodiscard]] QList<QAction*> actions() const { return m_actions; }
    [[nodiscard]] static QString idOf(const QAction* action);
    [[nodiscard]] static QKeySequence defaultShortcut(const QAction* action);

    /// Which other action has this shortcut already; null when none.
    [[nodiscard]] QAction* conflict(const QAction* action, const QKeySequence& shortcut) const;
    void setShortcut(QAction* action, const QKeySequence& shortcut);
    void resetShortcut(QAction* action);

Q_SIGNALS:
    void shortcutsChanged();

private:
    QSettings& m_settings;
    QList<QAction*> m_actions;
};

} // namespace scepter::ui
