// A button for an action.
#pragma once

#include "theme/theme.h"

#include <QAction>
#include <QPushButton>

namespace scepter::ui {

/// Follows the action: text, icon, state, tool tip. A primary one is filled with the accent color;
/// there is at most one on a page.
class ActionButton : public QPushButton {
    Q_OBJECT

public:
    ActionButton(const Theme& theme, QAction* action, bool primary, QWidget* parent = nullptr);

private:
    void follow();

    const Theme& m_theme;
    QAction* m_action;
    bool m_primary;
};

/// Gives any push button the look of the primary one.
void makePrimary(QPushButton& button, const Theme& theme);

} // namespace scepter::ui
