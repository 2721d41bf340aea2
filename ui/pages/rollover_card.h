// Where an authority's change to its next generation stands.
#pragma once

#include "widgets/card.h"
#include "workbench/workbench.h"

class QLabel;
class QPushButton;

namespace scepter::ui {

/// Four steps, each with what it means for devices; the buttons of the one that comes next.
class RolloverCard : public Card {
    Q_OBJECT

public:
    explicit RolloverCard(const Theme& theme, QWidget* parent = nullptr);
    void showAuthority(const workbench::AuthorityView& authority);

Q_SIGNALS:
    void prepareRequested();
    void outsideRequested();
    void switchRequested();

private:
    void redraw();

    const Theme& m_theme;
    int m_step = 0; ///< the step that comes next, 0 to 3
    QList<QLabel*> m_icons;
    QList<QLabel*> m_texts;
    QLabel* m_now;
    QPushButton* m_prepare;
    QPushButton* m_outside;
    QPushButton* m_switch;
};

} // namespace scepter::ui
