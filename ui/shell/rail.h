// The pages at the window's leading edge.
#pragma once

#include "shell/object_ref.h"
#include "shell/page_registry.h"
#include "theme/theme.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace scepter::ui {

class RailButton;

/// Icon, word and badge for each page; arrow keys move between them.
class Rail : public QWidget {
    Q_OBJECT

public:
    Rail(const Theme& theme, const std::vector<PageInfo>& pages, QWidget* parent = nullptr);

    void setCurrent(PageId page);
    void setBadge(PageId page, qint64 count);

Q_SIGNALS:
    void pageChosen(scepter::ui::PageId page);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Theme& m_theme;
    QList<RailButton*> m_buttons;
    QHash<int, RailButton*> m_byPage;
};

} // namespace scepter::ui
