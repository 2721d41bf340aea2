// Go anywhere, do anything, by typing.
#pragma once

#include "shell/page.h"
#include "shell/page_registry.h"

#include <QFrame>
#include <QTimer>

class QLineEdit;
class QListWidget;

namespace scepter::ui {

/// Pages, actions and objects of the workspace that fit what is typed. Objects are looked up on
/// another thread. Closes when something is chosen, on Esc, and when it loses the focus.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    CommandPalette(PageContext& context, const std::vector<PageInfo>& pages, QWidget* window);
    void popup();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Entry {
        QString text;
        QString kind;
        QString keys;
        QIcon icon;
        std::function<void()> run;
    };
    void collect(const std::vector<PageInfo>& pages);
    void refill();
    void lookUp();
    void add(const Entry& entry);
    void choose();

    PageContext& m_context;
    QLineEdit* m_text;
    QListWidget* m_list;
    QList<Entry> m_fixed;
    QList<Entry> m_found;
    QList<Entry> m_shown;
    QTimer m_debounce;
    int m_turn = 0;
};

} // namespace scepter::ui
