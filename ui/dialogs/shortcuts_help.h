// All keys at a glance.
#pragma once

#include "shell/action_collection.h"
#include "theme/theme.h"

#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace scepter::ui {

/// Every action that has keys, by menu and page, as they are set now. Non-modal.
class ShortcutsHelp : public QDialog {
    Q_OBJECT

public:
    ShortcutsHelp(ActionCollection& actions, QWidget* parent);

private:
    void fill();

    ActionCollection& m_actions;
    QLineEdit* m_filter;
    QTreeWidget* m_tree;
};

} // namespace scepter::ui
